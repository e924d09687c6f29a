package tag

// frame is what the whole citation shows: where the landmarks stand that the
// other parts are ordered by, and which of them there are.
type frame struct {
	quote, date, colon, in, italic, figure, url int // index of the first of each, len(atoms) where none is
	pattern                                     uint32
	holds                                       uint32 // bits of what there is
	stops                                       []uint8
}

// The bits of frame.holds; above them stands the precision of the first date.
const (
	holdsIn = 1 << iota
	holdsEditor
	holdsPages
	holdsVolume
	holdsURL
	holdsItalic
	holdsAccessed
	holdsVersus
	holdsBareInitials
	holdsShift = iota
)

// read looks at the whole citation anew.
func (f *frame) read(atoms []Atom, looks []look) {
	n := len(atoms)
	*f = frame{quote: n, date: n, colon: n, in: n, italic: n, figure: n, url: n, stops: resized(f.stops, n+1)}
	f.stops[0] = 0
	for i := range atoms {
		a, l := &atoms[i], &looks[i]
		switch a.Kind {
		case Quoted:
			first(&f.quote, i, n)
		case DateAtom:
			first(&f.date, i, n)
		case URL:
			first(&f.url, i, n)
			f.holds |= holdsURL
		case Figure:
			first(&f.figure, i, n)
		case Cue:
			f.cue(a.Cue, i, n)
		}
		if l.signs&versus != 0 {
			f.holds |= holdsVersus
		}
		if l.signs&bareInitials != 0 && l.size <= 4 && (l.after == sepComma || l.after == sepStop) {
			f.holds |= holdsBareInitials
		}
		if l.after == sepColon {
			first(&f.colon, i, n)
		}
		if a.Italic {
			first(&f.italic, i, n)
			f.holds |= holdsItalic
		}
		f.stops[i+1] = f.stops[i]
		if l.after == sepStop || l.after == sepCloseStop {
			f.stops[i+1]++
		}
	}
	if f.date < n {
		f.holds |= looks[f.date].shape << holdsShift
	}
	f.pattern = f.patternOf(looks)
}

func first(at *int, i, n int) {
	if *at == n {
		*at = i
	}
}

func (f *frame) cue(class string, i, n int) {
	switch class {
	case "in":
		first(&f.in, i, n)
		f.holds |= holdsIn
	case "editor":
		f.holds |= holdsEditor
	case "pages":
		f.holds |= holdsPages
	case "volume", "issue":
		f.holds |= holdsVolume
	case "accessed", "available":
		f.holds |= holdsAccessed
	}
}

// patternOf tells apart the great families of styles: with and without
// quotation marks, with the date behind the author, in brackets or neither.
func (f *frame) patternOf(looks []look) uint32 {
	n := len(looks)
	pattern := uint32(1)
	if f.quote < n {
		pattern = 2
	}
	switch {
	case f.date == n:
	case looks[f.date].before == sepOpen && f.date <= 3:
		pattern |= 4
	case looks[f.date].before == sepOpen:
		pattern |= 8
	default:
		pattern |= 12
	}
	if n > 0 && looks[0].after == sepColon {
		pattern |= 16
	}
	if f.namesBeforeColon(looks) {
		pattern |= 32
	}
	return pattern
}

// sideOf says on which side of the atom at mark the atom i stands.
func sideOf(i, mark, n int) uint32 {
	switch {
	case mark == n:
		return 0
	case i < mark-1:
		return 1
	case i == mark-1:
		return 2
	case i == mark:
		return 3
	case i == mark+1:
		return 4
	}
	return 5
}

// namesBeforeColon reports whether only short pieces stand before the first
// colon, as in a list of inverted names: "Doe, Jane/Roe, Richard: Title".
func (f *frame) namesBeforeColon(looks []look) bool {
	if f.colon == 0 || f.colon == len(looks) {
		return false
	}
	for i := range looks[:f.colon+1] {
		l := &looks[i]
		if l.size > 3 || l.kind != Words && l.kind != Cue || i < f.colon && l.after != sepComma && l.after != sepSlash && l.after != sepNone {
			return false
		}
	}
	return true
}
