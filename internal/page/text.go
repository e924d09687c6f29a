package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// maxClaimBytes bounds the text of one claim. The longest headline in the development set has 290 bytes; descriptions run longer.
const maxClaimBytes = 2000

// clean settles the white space of a text that came off a page, resolves entities that were escaped twice, drops control and
// invisible characters, and cuts it at maxClaimBytes.
func clean(s string) string {
	s = unescapeTwice(cut(s, 2*maxClaimBytes))
	if i := strings.IndexByte(s, '<'); i >= 0 && strings.IndexByte(s[i:], '>') > 0 {
		s = stripTags(s)
	}
	out := appendClean(make([]byte, 0, len(s)), s)
	return cut(strings.TrimSpace(string(out)), maxClaimBytes)
}

// appendClean appends s to dst with runs of white space made one space, none after a break, and without invisible characters.
func appendClean[T string | []byte](dst []byte, s T) []byte {
	for i := 0; i < len(s); {
		if n := cleanPrefix(s[i:]); n > 0 {
			dst = append(dst, s[i:i+n]...)
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(string(s[i:min(len(s), i+utf8.UTFMax)]))
		switch {
		case unicode.IsSpace(r):
			dst = appendSpace(dst)
		case invisible(r):
		default:
			dst = append(dst, s[i:i+size]...)
		}
		i += size
	}
	return dst
}

// cleanPrefix is the length of the printable ASCII at the beginning of s, with single spaces inside.
func cleanPrefix[T string | []byte](s T) int {
	before := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c <= ' ' && (c < ' ' || before == ' ') || c >= 0x7f {
			return i
		}
		before = c
	}
	return len(s)
}

func appendSpace(dst []byte) []byte {
	n := len(dst)
	if n == 0 || dst[n-1] == ' ' || dst[n-1] == '\n' {
		return dst
	}
	if dst[n-1] == seam {
		dst[n-1] = ' '
		return dst
	}
	return append(dst, ' ')
}

// invisible reports characters that a reader cannot see and that would make two equal texts differ: controls, the soft hyphen,
// the zero-width joiners outside scripts that need them, and marks of direction.
func invisible(r rune) bool {
	switch {
	case r == '\u00ad', r == '\u200b', r == '\u2060', r == '\ufeff', r == utf8.RuneError:
		return true
	case r >= '\u200e' && r <= '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return true
	}
	return unicode.IsControl(r)
}

// cut shortens s to at most n bytes at a character's end.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// unescapeTwice resolves character references that are still there after the parser resolved its own: publishers escape twice.
func unescapeTwice(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	return html.UnescapeString(s)
}

// stripTags takes markup out of a text that should hold none.
func stripTags(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.WriteString(html.UnescapeString(string(z.Raw())))
		case html.StartTagToken, html.SelfClosingTagToken:
			if name, _ := z.TagName(); string(name) == "br" || string(name) == "p" {
				b.WriteByte(' ')
			}
		}
	}
}
