package tag

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Atoms that are cut one after the other keep apart, whether they have room or
// not, and so do those of two layouts in use.
func TestRoom(t *testing.T) {
	const note = "Jane Roe, “Harbours,” Quay Review 12 (2019): 3–9."
	text := strings.Repeat(note+" ", 8)
	first, other := NewLayout(text, nil, nil, nil), NewLayout(note, nil, nil, nil)
	whole := NewLayout(text, nil, nil, nil).Atoms(0, len(note))
	var cuts [][]Atom
	for range 8 {
		cuts = append(cuts, first.Atoms(0, len(note)))
		other.Atoms(0, len(note))
	}
	long := first.Atoms(0, len(text))
	other.Free()
	NewLayout(text, nil, nil, nil).Atoms(0, len(text))
	for _, cut := range cuts {
		assert.Equal(t, whole, cut)
	}
	assert.Len(t, long, 8*len(whole))
	first.Free()
	assert.Equal(t, whole, NewLayout(text, nil, nil, nil).Atoms(0, len(note)), "nothing is left of a note")
}
