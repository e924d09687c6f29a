package tag

import (
	"encoding/binary"
	"math/bits"
)

// table finds the weights of a feature by its hash: open addressing with
// linear probing, three quarters of the slots full.
type table struct{ slots []slot }

// slot holds a feature with its weights, so that both come with one line of the
// processor's cache.
type slot struct {
	row  packedRow
	hash uint32
	used bool
}

func newTable(features []Feature) table {
	t := table{slots: make([]slot, len(features)+len(features)/3+1)}
	for k := range features {
		f := &features[k]
		i := t.home(f.Hash)
		for t.slots[i].used {
			i = t.next(i)
		}
		t.slots[i] = slot{row: pack(&f.Row), hash: f.Hash, used: true}
	}
	return t
}

// home is the slot where the search for a hash begins: its place among all
// hashes, once these are spread by multiplication, is that among the slots.
func (t *table) home(hash uint32) int {
	home, _ := bits.Mul32(hash*0x9e3779b1, uint32(len(t.slots)))
	return int(home)
}

func (t *table) next(i int) int {
	if i++; i == len(t.slots) {
		return 0
	}
	return i
}

// find gives the weights of a feature, nil where it has none.
func (t *table) find(hash uint32) *packedRow {
	for i := t.home(hash); ; i = t.next(i) {
		switch s := &t.slots[i]; {
		case !s.used:
			return nil
		case s.hash == hash:
			return &s.row
		}
	}
}

// packedRow is a Row in whole machine words: a byte for each label, higher by
// bias than its weight, so that several are added at once.
type packedRow [rowWords]uint64

const (
	wordBytes = 8
	rowWords  = (Labels + wordBytes - 1) / wordBytes
	bias      = 128
)

func pack(r *Row) (p packedRow) {
	var row [rowWords * wordBytes]byte
	for label, weight := range r {
		row[label] = uint8(int(weight) + bias)
	}
	for i := range p {
		p[i] = binary.LittleEndian.Uint64(row[i*wordBytes:])
	}
	return p
}

// sum adds up packed rows in lanes of two bytes, those of even labels and those
// of odd ones.
type sum struct {
	even, odd packedRow
	rows      int32
}

// maxRows is how many rows can be added before a lane may run over.
const maxRows = 1<<16/(bias+127) - 1

const lowBytes = 0x00ff00ff00ff00ff

func (s *sum) add(r *packedRow) {
	for i, word := range r {
		s.even[i] += word & lowBytes
		s.odd[i] += word >> 8 & lowBytes
	}
	s.rows++
}

// flush adds what was summed to scores and begins anew.
func (s *sum) flush(scores *[Labels]int32) {
	for label := range scores {
		lanes := &s.even
		if label%2 == 1 {
			lanes = &s.odd
		}
		lane := uint16(lanes[label/wordBytes] >> (16 * (label % wordBytes / 2)))
		scores[label] += int32(lane) - s.rows*bias
	}
	*s = sum{}
}
