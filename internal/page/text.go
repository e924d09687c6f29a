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
	n := 0
	before := byte(' ')
	for n+8 <= len(s) && isClean(word(s[n:n+8]), before == ' ') {
		n += 8
		before = s[n-1]
	}
	for ; n < len(s); n++ {
		c := s[n]
		if c <= ' ' && (c < ' ' || before == ' ') || c >= 0x7f {
			return n
		}
		before = c
	}
	return n
}

// word gives eight bytes, the first lowest.
func word[T string | []byte](s T) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// isClean reports eight bytes of printable ASCII with single spaces, none of them at the beginning after one. It compares all at
// once (Warren, Hacker's Delight, section 6-1): a byte below a bound borrows into its highest bit when the bound is taken off.
// Where it says no, one of the bytes may yet be clean.
func isClean(eight uint64, afterSpace bool) bool {
	const each, highest = 0x0101010101010101, 0x8080808080808080
	unlike := eight ^ ' '*each
	spaces := (unlike - each) &^ unlike & highest
	shifted := spaces << 8
	if afterSpace {
		shifted |= 0x80
	}
	return (eight|(eight-' '*each)|(eight+each))&highest == 0 && spaces&shifted == 0
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
