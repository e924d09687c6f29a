package tag

import "strings"

// separator is the class of what stands between two atoms.
type separator uint8

const (
	sepNone separator = iota // blanks or nothing
	sepComma
	sepStop
	sepColon
	sepSemicolon
	sepOpenQuote
	sepCloseQuote
	sepCommaOpenQuote
	sepCommaCloseQuote
	sepOpen
	sepClose
	sepCloseComma
	sepCloseStop
	sepDash
	sepSlash
	sepOther
	separatorCount
)

// classifySeparator sees what s, the text between two atoms, is made of.
func classifySeparator(s string) separator {
	s = strings.TrimSpace(s)
	if s == "" {
		return sepNone
	}
	has := func(chars string) bool { return strings.ContainsAny(s, chars) }
	const openers, closers = "“„«‘‚", "”»’"
	first := s[0]
	switch comma := has(",."); {
	case first == ')' || first == ']':
		switch {
		case has(","):
			return sepCloseComma
		case has(".:;"):
			return sepCloseStop
		}
		return sepClose
	case has("(["):
		return sepOpen
	case has(openers) && comma:
		return sepCommaOpenQuote
	case has(openers):
		return sepOpenQuote
	case has(closers) && comma:
		return sepCommaCloseQuote
	case has(closers):
		return sepCloseQuote
	case has("\"'") && comma:
		if first == '"' || first == '\'' || len(s) > 1 && (s[1] == '"' || s[1] == '\'') && (s[0] == ',' || s[0] == '.') && !strings.Contains(s, " ") {
			return sepCommaCloseQuote
		}
		return sepCommaOpenQuote
	case has("\"'"):
		return sepCloseQuote
	case has(";"):
		return sepSemicolon
	case has(":"):
		return sepColon
	case has(","):
		return sepComma
	case has("."):
		return sepStop
	case has("–—-"):
		return sepDash
	case has("/"):
		return sepSlash
	}
	return sepOther
}
