package tag

import "math/bits"

// table finds the weights of a feature by its hash: open addressing with
// linear probing over a power of two of slots, at most half of them full.
type table struct {
	slots   []slot
	entries []entry
	shift   uint
}

// slot is a feature and where its entries stand; one without entries is free.
type slot struct {
	hash  uint32
	start uint32
	count uint32
}

// entry is a weight that is not zero.
type entry struct {
	label  uint8
	weight int8
}

func newTable(rows map[uint32]Row) table {
	size := bits.Len(uint(2 * len(rows)))
	t := table{slots: make([]slot, 1<<size), shift: uint(32 - size)}
	for hash, row := range rows {
		start := len(t.entries)
		for label, weight := range row {
			if weight != 0 {
				t.entries = append(t.entries, entry{uint8(label), weight})
			}
		}
		i := t.home(hash)
		for t.slots[i].count > 0 {
			i = (i + 1) & (len(t.slots) - 1)
		}
		t.slots[i] = slot{hash, uint32(start), uint32(len(t.entries) - start)}
	}
	return t
}

// home is the slot where the search for a hash begins.
func (t *table) home(hash uint32) int { return int(hash * 0x9e3779b1 >> t.shift) }

// add adds the weights of a feature to scores.
func (t *table) add(hash uint32, scores *[Labels]int32) {
	for i := t.home(hash); t.slots[i].count > 0; i = (i + 1) & (len(t.slots) - 1) {
		if s := &t.slots[i]; s.hash == hash {
			for _, e := range t.entries[s.start : s.start+s.count] {
				scores[e.label] += int32(e.weight)
			}
			return
		}
	}
}
