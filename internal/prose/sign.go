package prose

import "strings"

// SignTable finds which of many signs a text holds, in one pass over it. The zero
// value has none.
type SignTable struct {
	signs  []string
	first  [256]uint64 // by a byte, the signs that begin with it: as a SignSet
	second [256]uint64 // the same of the byte behind it
}

// SignSet is a set of signs: bit i stands for the sign of index i modulo 64, so
// that two of a long table may count as one.
type SignSet uint64

// Add takes a sign of two bytes or more, and gives the set of it alone.
func (t *SignTable) Add(sign string) SignSet {
	set := uint64(1) << (len(t.signs) % 64)
	t.signs = append(t.signs, sign)
	t.first[sign[0]] |= set
	t.second[sign[1]] |= set
	return SignSet(set)
}

// In gives the signs that text holds.
func (t *SignTable) In(text string) SignSet {
	var found uint64
	for i := 0; i+1 < len(text); i++ {
		if may := t.first[text[i]] & t.second[text[i+1]] &^ found; may != 0 {
			for k, sign := range t.signs {
				if set := uint64(1) << (k % 64); may&set != 0 && strings.HasPrefix(text[i:], sign) {
					found |= set
				}
			}
		}
	}
	return SignSet(found)
}
