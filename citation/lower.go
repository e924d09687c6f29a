package citation

import (
	"unicode"
	"unicode/utf8"
)

// lowerSize holds a word as long as those of the embedded lists.
const lowerSize = 64 // bytes

// appendLower appends s in lower case to dst, to look it up without allocating.
func appendLower(dst []byte, s string) []byte {
	start := len(dst)
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			return appendLowerRunes(dst[:start], s)
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

func appendLowerRunes(dst []byte, s string) []byte {
	for _, r := range s {
		dst = utf8.AppendRune(dst, unicode.ToLower(r))
	}
	return dst
}

// holdsLower reports whether set holds word in lower case.
func holdsLower(set map[string]bool, word string) bool {
	var buf [lowerSize]byte
	return set[string(appendLower(buf[:0], word))]
}
