package tag

import "sync"

// room is where the atoms of one note lie: they are large, and needed while their
// note is read only.
type room struct {
	whole []Atom // nil until atoms are cut
	used  int
}

// roomAtoms is how many atoms have room: those of most notes, cut twice.
const roomAtoms = 64

// take gives an empty slice for the atoms of size bytes of text, in the room where
// they will fit.
func (r *room) take(size int) []Atom {
	const usual = 7 // bytes of text for each atom, at the least, in most citations
	if r.whole == nil {
		r.whole = make([]Atom, roomAtoms)
	}
	want := min(size/usual+4, maxAtoms)
	if left := r.whole[r.used:]; want <= len(left) {
		return left[:0:len(left)]
	}
	return make([]Atom, 0, want)
}

// keep leaves atoms where they are until the room is free.
func (r *room) keep(atoms []Atom) {
	if left := r.whole[r.used:]; len(atoms) > 0 && len(left) > 0 && &atoms[0] == &left[0] {
		r.used += len(atoms)
	}
}

// layouts are those that were freed.
var layouts = sync.OnceValue(func() *sync.Pool { return &sync.Pool{New: func() any { return new(Layout) }} })

func freeLayout() *Layout { return layouts().Get().(*Layout) }

// Free says that neither the layout nor an atom of it is used any more, so that
// other notes may use their memory. A layout without it costs only that.
func (l *Layout) Free() {
	clear(l.room.whole[:l.room.used]) // of the text of the note
	*l = Layout{
		Quotes: emptied(l.Quotes), Round: emptied(l.Round), Square: emptied(l.Square), URLs: emptied(l.URLs), IDs: emptied(l.IDs),
		Italics: emptied(l.Italics), Linked: emptied(l.Linked), inner: emptied(l.inner), dates: emptied(l.dates), found: emptied(l.found),
		room: room{whole: l.room.whole},
	}
	layouts().Put(l)
}

// emptied gives the memory of a list, unless it is that of an uncommon note.
func emptied[T any](list []T) []T {
	const most = 64 // elements
	if cap(list) > most {
		return nil
	}
	return list[:0]
}
