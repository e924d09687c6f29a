package tag

import (
	"math/bits"
	"strings"
)

// featurer gives the features of the atoms of one citation. A feature is a
// thing that can be seen of an atom and its neighbours, known by a hash; what it
// speaks for is learned. Each kind of feature has a number of its own, so that
// the same value in two places counts apart.
type featurer struct {
	atoms []Atom
	looks []look
	frame frame
	out   []uint32
}

// look looks at the atoms.
func (f *featurer) look(plain string, atoms []Atom, known bool) {
	f.atoms, f.looks = atoms, resized(f.looks, len(atoms))
	for i := range atoms {
		f.looks[i] = lookAt(plain, &atoms[i], known)
		if i > 0 && f.looks[i].before == sepNone && strings.IndexByte(".?!", plain[atoms[i-1].End-1]) >= 0 {
			f.looks[i-1].after, f.looks[i].before = sepInner, sepInner
		}
	}
	f.frame.read(atoms, f.looks)
	for i := 1; i < len(atoms); i++ {
		if changesFont(&atoms[i-1], &atoms[i]) {
			f.looks[i].before += separatorCount
			f.looks[i-1].after += separatorCount
		}
	}
}

// changesFont reports whether italics or small capitals begin or end between two
// atoms, as they seldom do inside a part.
func changesFont(a, b *Atom) bool {
	return a.Italic != b.Italic || b.Italic && !b.Joined || a.Small != b.Small
}

// of gives the features of atom i, valid until the next call.
func (f *featurer) of(i int) []uint32 {
	f.out = f.out[:0]
	f.self(&f.looks[i], &f.atoms[i])
	f.neighbours(i)
	f.place(i)
	return f.out
}

func (f *featurer) put(id uint32, a, b, c uint32) {
	const odd = 0x9e3779b1 // 2^32 divided by the golden ratio
	h := (id + 1) * odd
	h = (h<<13 | h>>19) ^ a
	h *= odd
	h = (h<<13 | h>>19) ^ b
	h *= odd
	h = (h<<13 | h>>19) ^ c
	h *= odd
	f.out = append(f.out, h^h>>15)
}

// each calls put for each class of a set.
func (f *featurer) each(id uint32, set classes, b, c uint32) {
	for ; set != 0; set &= set - 1 {
		f.put(id, uint32(bits.TrailingZeros16(uint16(set))), b, c)
	}
}

// self gives what the atom itself shows.
func (f *featurer) self(l *look, a *Atom) {
	before, after := uint32(l.before), uint32(l.after)
	f.put(1, l.name, 0, 0)
	f.put(2, l.name, before, 0)
	f.put(3, l.name, after, 0)
	f.put(4, l.name, before, after)
	f.put(5, l.name, flags(a), 0)
	f.put(9, l.shape, l.name, 0)
	f.put(10, l.shape, before, after)
	if l.first == 0 {
		return
	}
	f.put(6, l.first, 0, 0)
	f.put(7, l.last, 0, 0)
	f.put(8, l.first, l.last, 0)
	f.put(11, l.name, l.size, before)
	f.put(12, l.signs, l.name, 0)
	f.put(13, l.signs, before, after)
	for i, set := range [...]classes{l.lists.some, l.lists.whole, l.lists.first, l.lists.last} {
		id := uint32(100 + 4*i)
		f.each(id, set, l.name, 0)
		f.each(id+1, set, before, 0)
		f.each(id+2, set, after, 0)
	}
	if l.outlet != 0 {
		f.put(15, l.outlet, before, 0)
	}
}

func flags(a *Atom) uint32 {
	var set uint32
	for i, has := range [...]bool{a.Italic, a.Linked, a.Round, a.Square, a.Small} {
		if has {
			set |= 1 << i
		}
	}
	return set
}

// nameAt gives the name of atom i, 0 beyond the ends.
func (f *featurer) nameAt(i int) uint32 {
	if i < 0 || i >= len(f.looks) {
		return 0
	}
	return f.looks[i].name
}

// neighbours gives what stands around atom i.
func (f *featurer) neighbours(i int) {
	l := &f.looks[i]
	before, after := uint32(l.before), uint32(l.after)
	f.put(20, l.name, f.nameAt(i-1), before)
	f.put(21, l.name, f.nameAt(i+1), after)
	f.put(22, l.name, f.nameAt(i-2), f.nameAt(i-1))
	f.put(23, l.name, f.nameAt(i+1), f.nameAt(i+2))
	f.put(24, f.nameAt(i-1), l.name, f.nameAt(i+1))
	if i > 0 {
		f.neighbour(30, &f.looks[i-1], l.name, before)
	}
	if i+1 < len(f.looks) {
		f.neighbour(40, &f.looks[i+1], l.name, after)
	}
	if i > 1 {
		f.each(36, f.looks[i-2].lists.some, l.name, before)
	}
	if i+2 < len(f.looks) {
		f.each(46, f.looks[i+2].lists.some, l.name, after)
	}
}

func (f *featurer) neighbour(id uint32, l *look, name, sep uint32) {
	f.put(id, l.shape, name, 0)
	if l.first != 0 {
		f.put(id+1, l.last, name, 0)
		f.put(id+2, l.first, name, 0)
		f.each(id+3, l.lists.some, name, sep)
		f.each(id+5, l.lists.whole, name, sep)
	}
	if l.outlet != 0 {
		f.put(id+4, l.outlet, name, 0)
	}
}

// place gives where in the citation atom i stands.
func (f *featurer) place(i int) {
	l, fr, n := &f.looks[i], &f.frame, len(f.looks)
	before, after := uint32(l.before), uint32(l.after)
	fromStart, fromEnd := uint32(min(i, 5)), uint32(min(n-1-i, 4))
	f.put(50, l.name, fromStart, 0)
	f.put(51, l.name, fromEnd, 0)
	f.put(52, l.name, fromStart<<8|fr.pattern, before)
	side := sideOf(i, fr.quote, n)<<3 | sideOf(i, fr.date, n)
	further := sideOf(i, fr.colon, n)<<6 | sideOf(i, fr.in, n)<<3 | sideOf(i, fr.italic, n)
	f.put(53, l.name, side, 0)
	f.put(54, l.shape, side, before)
	f.put(55, l.name, side, before<<8|after)
	f.put(56, l.name, fr.pattern<<8|side, sideOf(i, fr.figure, n)<<3|sideOf(i, fr.url, n))
	f.put(57, l.name, fr.pattern, before<<8|after)
	f.put(58, l.name, further, before)
	f.put(59, l.name, fr.holds, side)
	f.put(60, l.name, fr.holds, before<<8|after)
	stops := uint32(min(fr.stops[i], 4))<<3 | uint32(min(fr.stops[n]-fr.stops[i], 4))
	f.put(61, l.name, stops, before<<8|after)
	f.put(62, l.name, stops, fr.pattern)
	f.put(63, l.shape, stops, fr.pattern)
	f.put(64, l.shape, f.looks[0].shape, before)
	f.put(66, l.name, sideOf(i, fr.colon, n), fromStart<<8|fr.pattern)
	f.put(67, l.name, l.size<<3|sideOf(i, fr.colon, n), before<<8|after)
	f.put(65, l.name, fromStart, before<<8|after)
}
