package tag

import (
	"strings"
	"unicode/utf8"
)

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
	sepInner // a blank behind a full stop or question mark that belongs to the atom before
	sepOther
	separatorCount
)

// mark is a set of punctuation.
type mark uint16

const (
	markComma mark = 1 << iota
	markStop
	markColon
	markSemicolon
	markOpenQuote
	markCloseQuote
	markStraightQuote
	markOpen
	markClose
	markDash
	markSlash
	markOther
)

func markOf(r rune) mark {
	switch r {
	case ',':
		return markComma
	case '.':
		return markStop
	case ':':
		return markColon
	case ';':
		return markSemicolon
	case '“', '„', '«', '‘', '‚':
		return markOpenQuote
	case '”', '»', '’':
		return markCloseQuote
	case '"', '\'':
		return markStraightQuote
	case '(', '[':
		return markOpen
	case ')', ']':
		return markClose
	case '–', '—', '-':
		return markDash
	case '/':
		return markSlash
	}
	return markOther
}

// classifySeparator sees what s, the text between two atoms, is made of.
func classifySeparator(s string) separator {
	s = strings.TrimSpace(s)
	var marks mark
	for _, r := range s {
		marks |= markOf(r)
	}
	if marks == 0 {
		return sepNone
	}
	first, _ := utf8.DecodeRuneInString(s)
	clause := marks&(markComma|markStop) != 0
	switch {
	case markOf(first) == markClose:
		return closingSeparator(marks)
	case marks&markOpen != 0:
		return sepOpen
	case marks&markOpenQuote != 0:
		return quoteSeparator(clause, sepCommaOpenQuote, sepOpenQuote)
	case marks&markCloseQuote != 0:
		return quoteSeparator(clause, sepCommaCloseQuote, sepCloseQuote)
	case marks&markStraightQuote != 0:
		if clause && !closesQuote(s) {
			return sepCommaOpenQuote
		}
		return quoteSeparator(clause, sepCommaCloseQuote, sepCloseQuote)
	}
	return plainSeparator(marks)
}

func closingSeparator(marks mark) separator {
	switch {
	case marks&markComma != 0:
		return sepCloseComma
	case marks&(markStop|markColon|markSemicolon) != 0:
		return sepCloseStop
	}
	return sepClose
}

func quoteSeparator(clause bool, with, without separator) separator {
	if clause {
		return with
	}
	return without
}

// closesQuote reports whether a straight mark in s closes a quotation: it stands
// first, or right behind the comma or full stop that went inside.
func closesQuote(s string) bool {
	return markOf(rune(s[0])) == markStraightQuote ||
		len(s) > 1 && markOf(rune(s[1])) == markStraightQuote && (s[0] == ',' || s[0] == '.') && !strings.Contains(s, " ")
}

func plainSeparator(marks mark) separator {
	for _, m := range [...]struct {
		mark
		separator
	}{
		{markSemicolon, sepSemicolon}, {markColon, sepColon}, {markComma, sepComma}, {markStop, sepStop},
		{markDash, sepDash}, {markSlash, sepSlash},
	} {
		if marks&m.mark != 0 {
			return m.separator
		}
	}
	return sepOther
}
