package page

import (
	"encoding/binary"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// phrases are found in a text in one pass, however many they are, in lower case, capitals or any mixture.
type phrases struct {
	byStart map[uint32][]string // by their first bytes, in every case
	sieve   [1 << 10]uint64     // a bit for each start, by its hash: few places of a text pass it
}

// startLength is how many bytes of a phrase are its start; every phrase is at least as long.
const startLength = 4

// newPhrases makes lower-case phrases ready to be found. Those shorter than startLength are left out.
func newPhrases(list []string) *phrases {
	p := &phrases{byStart: make(map[uint32][]string)}
	for _, phrase := range list {
		if len(phrase) >= startLength {
			for _, start := range startsOf(phrase) {
				p.byStart[start] = append(p.byStart[start], phrase)
				word, bit := sieveBit(start)
				p.sieve[word] |= bit
			}
		}
	}
	return p
}

// startsOf gives the first bytes of a phrase in every mixture of lower case and capitals.
func startsOf(phrase string) []uint32 {
	forms := []string{""}
	for _, r := range phrase {
		if len(forms[0]) >= startLength {
			break
		}
		for i, form := range forms {
			forms[i] = form + string(r)
			if upper := unicode.ToUpper(r); upper != r && utf8.RuneLen(upper) == utf8.RuneLen(r) {
				forms = append(forms, form+string(upper))
			}
		}
	}
	var starts []uint32
	for _, form := range forms {
		starts = append(starts, binary.BigEndian.Uint32([]byte(form)))
	}
	slices.Sort(starts)
	return slices.Compact(starts)
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
				if at >= 0 && beginsFold(text[at:], phrase) && !yield(at, phrase) {
					return
				}
			}
		}
	}
}

// beginsFold reports a text that begins with a phrase in any case.
func beginsFold(text, phrase string) bool {
	return len(text) >= len(phrase) && strings.EqualFold(text[:len(phrase)], phrase)
}

// all gives the phrases that stand in a text.
func (p *phrases) all(text string) map[string]bool {
	found := make(map[string]bool)
	for _, phrase := range p.in(text) {
		found[phrase] = true
	}
	return found
}
