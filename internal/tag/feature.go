package tag

import "strconv"

// features calls emit with the hash of each feature of each atom. A feature is
// a thing that can be seen of an atom and its neighbours; what it speaks for is
// learned.
func features(plain string, atoms []Atom, known bool, emit func(atom int, feature uint32)) []look {
	looks := make([]look, len(atoms))
	for i := range atoms {
		looks[i] = lookAt(plain, &atoms[i], known)
	}
	frame := frameOf(atoms, looks)
	for i := range atoms {
		f := featurer{emit: func(h uint32) { emit(i, h) }}
		f.atom(&looks[i], &atoms[i])
		f.neighbours(looks, i)
		f.place(frame, looks, i)
	}
	return looks
}

// frame is what the whole citation shows.
type frame struct {
	quote, date, url, figure int // index of the first of each, len(atoms) where none is
	pattern                  string
}

func frameOf(atoms []Atom, looks []look) frame {
	n := len(atoms)
	f := frame{n, n, n, n, ""}
	first := func(at *int, i int) {
		if *at == n {
			*at = i
		}
	}
	for i, a := range atoms {
		switch a.Kind {
		case Quoted:
			first(&f.quote, i)
		case DateAtom:
			first(&f.date, i)
		case URL:
			first(&f.url, i)
		case Figure:
			first(&f.figure, i)
		}
	}
	f.pattern = "n"
	if f.quote < n {
		f.pattern = "q"
	}
	switch {
	case f.date == n:
		f.pattern += "-"
	case looks[f.date].before == sepOpen && f.date <= 3:
		f.pattern += "a" // author-date
	case looks[f.date].before == sepOpen:
		f.pattern += "p" // date in brackets
	default:
		f.pattern += "d"
	}
	if n > 0 && looks[0].after == sepColon {
		f.pattern += ":"
	}
	return f
}

// featurer hashes features. Each has a number of its own, so that the same
// value in two places counts apart.
type featurer struct{ emit func(uint32) }

func (f featurer) put(id byte, values ...string) {
	const offset, prime = 2166136261, 16777619 // FNV-1a
	h := (uint32(offset) ^ uint32(id)) * prime
	for _, v := range values {
		for i := range len(v) {
			h = (h ^ uint32(v[i])) * prime
		}
		h = (h ^ 0xff) * prime
	}
	f.emit(h)
}

var kindNames = [...]string{"w", "c", "f", "d", "q", "u", "i"}

func (l *look) name() string {
	switch l.kind {
	case Cue:
		return l.cue
	case Figure, DateAtom:
		return kindNames[l.kind] + l.shape
	case Words:
		if l.outlet != "" {
			return "wo"
		}
	}
	return kindNames[l.kind]
}

var separatorNames = func() (names [separatorCount]string) {
	for i := range names {
		names[i] = strconv.Itoa(i)
	}
	return names
}()

func (l *look) seps() (before, after string) {
	return separatorNames[l.before], separatorNames[l.after]
}

// atom emits what the atom itself shows.
func (f featurer) atom(l *look, a *Atom) {
	name := l.name()
	before, after := l.seps()
	f.put(1, name)
	f.put(2, name, before)
	f.put(3, name, after)
	f.put(4, name, before, after)
	f.put(5, name, flags(a))
	if l.first != "" {
		f.put(6, l.first)
		f.put(7, l.last)
		f.put(8, l.first, l.last)
	}
	f.put(9, l.shape, name)
	f.put(10, l.shape, before, after)
	f.put(11, name, strconv.Itoa(l.size), before)
	for _, class := range l.classes {
		f.put(12, class, name)
		f.put(13, class, before)
		f.put(14, class, after)
	}
	if l.outlet != "" {
		f.put(15, l.outlet, before)
	}
}

func flags(a *Atom) string {
	b := [4]byte{'-', '-', '-', '-'}
	for i, set := range [...]bool{a.Italic, a.Linked, a.Round, a.Square} {
		if set {
			b[i] = '+'
		}
	}
	return string(b[:])
}

// neighbours emits what stands around the atom.
func (f featurer) neighbours(looks []look, i int) {
	name := looks[i].name()
	before, after := looks[i].seps()
	at := func(k int) string {
		if k < 0 || k >= len(looks) {
			return "|"
		}
		return looks[k].name()
	}
	f.put(20, name, at(i-1), before)
	f.put(21, name, at(i+1), after)
	f.put(22, name, at(i-2), at(i-1))
	f.put(23, name, at(i+1), at(i+2))
	f.put(24, at(i-1), name, at(i+1))
	if i > 0 {
		f.neighbour(30, &looks[i-1], name, before)
	}
	if i+1 < len(looks) {
		f.neighbour(40, &looks[i+1], name, after)
	}
}

func (f featurer) neighbour(id byte, l *look, name, sep string) {
	f.put(id, l.shape, name)
	f.put(id+1, l.last, name)
	f.put(id+2, l.first, name)
	for _, class := range l.classes {
		f.put(id+3, class, name, sep)
	}
	if l.outlet != "" {
		f.put(id+4, l.outlet, name)
	}
}

// place emits where in the citation the atom stands.
func (f featurer) place(frame frame, looks []look, i int) {
	name := looks[i].name()
	before, after := looks[i].seps()
	fromStart, fromEnd := strconv.Itoa(min(i, 5)), strconv.Itoa(min(len(looks)-1-i, 4))
	f.put(50, name, fromStart)
	f.put(51, name, fromEnd)
	f.put(52, name, fromStart, frame.pattern, before)
	side := sideOf(i, frame.quote, len(looks)) + sideOf(i, frame.date, len(looks))
	f.put(53, name, side)
	f.put(54, looks[i].shape, side, before)
	f.put(55, name, side, before, after)
	f.put(56, name, frame.pattern, side, sideOf(i, frame.figure, len(looks)), sideOf(i, frame.url, len(looks)))
	f.put(57, name, frame.pattern, before, after)
}

// sideOf says on which side of the atom at mark the atom i stands.
func sideOf(i, mark, n int) string {
	switch {
	case mark == n:
		return "0"
	case i < mark-1:
		return "<"
	case i == mark-1:
		return "["
	case i == mark:
		return "="
	case i == mark+1:
		return "]"
	}
	return ">"
}
