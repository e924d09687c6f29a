package page

import (
	"iter"
	"strings"
)

// phrases are found in a text in one pass, however many they are.
type phrases struct {
	byStart map[uint32][]string // by their first bytes
	sieve   [1 << 10]uint64     // a bit for each start, by its hash: few places of a text pass it
}

// startLength is how many bytes of a phrase are its start; every phrase is at least as long.
const startLength = 4

// newPhrases makes phrases ready to be found. Those shorter than startLength are left out.
func newPhrases(list []string) *phrases {
	p := &phrases{byStart: make(map[uint32][]string)}
	for _, phrase := range list {
		if len(phrase) < startLength {
			continue
		}
		var start uint32
		for i := range startLength {
			start = start<<8 | uint32(phrase[i])
		}
		p.byStart[start] = append(p.byStart[start], phrase)
		word, bit := sieveBit(start)
		p.sieve[word] |= bit
	}
	return p
}

// sieveBit hashes a start by multiplication (Knuth, The Art of Computer Programming, volume 3, section 6.4) to 16 bits.
func sieveBit(start uint32) (word int, bit uint64) {
	h := start * 2654435769 >> 16
	return int(h >> 6), 1 << (h & 63)
}

// in yields the phrases that stand in a text and the offset of each, from left to right.
func (p *phrases) in(text string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		var start uint32
		for i := range len(text) {
			start = start<<8 | uint32(text[i])
			if word, bit := sieveBit(start); p.sieve[word]&bit == 0 {
				continue
			}
			at := i + 1 - startLength
			for _, phrase := range p.byStart[start] {
				if at >= 0 && strings.HasPrefix(text[at:], phrase) && !yield(at, phrase) {
					return
				}
			}
		}
	}
}

// all gives the phrases that stand in a text.
func (p *phrases) all(text string) map[string]bool {
	found := make(map[string]bool)
	for _, phrase := range p.in(text) {
		found[phrase] = true
	}
	return found
}
