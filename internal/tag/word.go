package tag

import (
	"strings"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/prose"
)

// FNV-1a, 32 bits (Fowler, Noll, Vo).
const (
	fnvOffset = 2166136261
	fnvPrime  = 16777619
)

// hashText is the hash of s as it is.
func hashText(s string) uint32 {
	h := uint32(fnvOffset)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * fnvPrime
	}
	return h
}

// hashWord is hashText of the word as prose.Fold writes it. Words in ASCII, with
// apostrophes or hyphens or without, are hashed without writing anything.
func hashWord(word string) uint32 {
	const apostrophe = "’"
	h, parted := uint32(fnvOffset), false
	for i := 0; i < len(word); i++ {
		c := word[i]
		switch {
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		case c == '\'':
			continue
		case strings.HasPrefix(word[i:], apostrophe):
			i += len(apostrophe) - 1
			continue
		case c >= utf8.RuneSelf || c == '&' || c == '`':
			return hashText(prose.Fold(word))
		default:
			parted = h != fnvOffset
			continue
		}
		if parted {
			h, parted = (h^' ')*fnvPrime, false
		}
		h = (h ^ uint32(c)) * fnvPrime
	}
	return h
}

// hashPair is the hash of two things in order.
func hashPair(a, b uint32) uint32 { return (a*fnvPrime ^ b) * fnvPrime }
