package page

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// unescapeText resolves the character references of a text.
func unescapeText(text []byte) string { return html.UnescapeString(string(text)) }

// unescapeValue resolves the character references of an attribute's value. There a name must stand alone: in an address
// "&copy=1" and "&notes" begin parameters (HTML standard, section 13.2.5.73).
func unescapeValue(value string) string {
	i := strings.IndexByte(value, '&')
	if i < 0 {
		return value
	}
	var b strings.Builder
	for ; i >= 0; i = strings.IndexByte(value, '&') {
		b.WriteString(value[:i])
		value = value[i:]
		n := referenceEnd(value)
		b.WriteString(resolve(value[:n], value[n:]))
		value = value[n:]
	}
	return b.String() + value
}

// referenceEnd is the length of what may be a character reference at the beginning of a text.
func referenceEnd(text string) int {
	n := 1
	if strings.HasPrefix(text, "&#") {
		n++
	}
	for n < len(text) && (isLetter(text[n]) || '0' <= text[n] && text[n] <= '9') {
		n++
	}
	if n < len(text) && text[n] == ';' {
		n++
	}
	return n
}

// resolve gives the characters that a reference stands for, or the reference where it is none; behind is what follows it.
func resolve(reference, behind string) string {
	text := html.UnescapeString(reference)
	switch closed := strings.HasSuffix(reference, ";"); {
	case strings.HasPrefix(reference, "&#"), reference == "&semi;":
		return text
	case !closed && (strings.HasPrefix(behind, "=") || utf8.RuneCountInString(text) > 1), closed && strings.HasSuffix(text, ";"):
		return reference // its beginning alone is a name
	}
	return text
}
