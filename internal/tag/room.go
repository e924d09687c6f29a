package tag

import "sync"

// room is where the atoms of one note lie. Notes that are read one after the other
// use the same memory: atoms are large, and needed while their note is read only.
type room struct {
	whole *[]Atom // nil until atoms are cut
	used  int
}

// roomAtoms is how many atoms have room: those of most notes, cut twice.
const roomAtoms = 64

var rooms = sync.OnceValue(func() *sync.Pool {
	return &sync.Pool{New: func() any { return new(make([]Atom, roomAtoms)) }}
})

// take gives an empty slice for the atoms of size bytes of text, in the room where
// they will fit.
func (r *room) take(size int) []Atom {
	const usual = 7 // bytes of text for each atom, at the least, in most citations
	if r.whole == nil {
		r.whole = rooms().Get().(*[]Atom)
	}
	want := min(size/usual+4, maxAtoms)
	if left := (*r.whole)[r.used:]; want <= len(left) {
		return left[:0:len(left)]
	}
	return make([]Atom, 0, want)
}

// keep leaves atoms where they are until the room is free.
func (r *room) keep(atoms []Atom) {
	if left := (*r.whole)[r.used:]; len(atoms) > 0 && len(left) > 0 && &atoms[0] == &left[0] {
		r.used += len(atoms)
	}
}

// Free says that no atom of the layout is used any more, so that other notes may
// use their memory. A layout without it costs only that.
func (l *Layout) Free() {
	if l.room.whole != nil {
		clear((*l.room.whole)[:l.room.used]) // of the text of the note
		rooms().Put(l.room.whole)
		l.room = room{}
	}
}
