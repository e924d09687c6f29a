package layout

import (
	"math"
	"slices"
)

// note is a note with the pieces of lines that it runs over.
type note struct {
	label  string
	number int
	scope  int
	pieces []piece
	start  label
	mark   *label // of an endnote, nil where the text has none
	atEnd  bool   // it is an endnote
}

// piece is a part of a line.
type piece struct {
	line  *line
	start int // first glyph
}

func (n *note) last() *line { return n.pieces[len(n.pieces)-1].line }

// finder finds the notes of a document.
type finder struct {
	lines    []*line // of all pages
	byPage   [][]*line
	bodySize float64
	marks    []*label // what may be marks, in reading order
	marksOf  map[footnote][]*label
	notes    []*note
	isNote   map[*line]bool
	scope    int

	lastNumber int               // of the notes so far
	footnotes  map[footnote]bool // those found at the foot of pages
}

// lookAhead is how many numbers may be missing between one note and the next.
const lookAhead = 5

// maxSame bounds how many marks of one label on one page are looked at.
const maxSame = 8

// find reads the notes at the foot of pages, then those at the end.
func (f *finder) find() {
	f.isNote = make(map[*line]bool)
	f.marksOf = make(map[footnote][]*label)
	for i, l := range f.lines {
		for _, mark := range l.marks() {
			if mark.start == 0 && mark.raised {
				continue // no line begins with such a mark
			}
			mark.index = i
			f.marks = append(f.marks, &mark)
			if at := (footnote{mark.text, l.page}); len(f.marksOf[at]) < maxSame {
				f.marksOf[at] = append(f.marksOf[at], &mark)
			}
		}
	}
	for page := range f.byPage {
		for _, zone := range zones(f.byPage[page]) {
			f.readZone(page, zone)
		}
	}
	f.footnotes = make(map[footnote]bool)
	for _, n := range f.notes {
		f.footnotes[footnote{n.label, n.start.line.page}] = true
	}
	f.findEndnotes()
}

// next gives the number that the next note should have.
func (f *finder) next() int {
	return f.lastNumber + 1
}

// readZone reads the notes at the foot of one column of a page.
func (f *finder) readZone(page int, column []*line) {
	top := len(column)
	for i, l := range column {
		if start, ok := l.opening(); ok && f.opensZone(page, start, column[i:]) {
			top = i
			break
		}
	}
	if top == len(column) {
		f.continueZone(page, column)
		return
	}
	f.continueAbove(column, top)
	for _, l := range column[top:] {
		f.isNote[l] = true
		if start, ok := l.opening(); ok && f.expects(page, start) {
			f.open(start)
			continue
		}
		f.extend(l)
	}
}

// opensZone reports whether the notes of a column begin with start: all lines
// below are as small, and the text of the page has the mark. Where the notes
// are as large as the text, the number must be raised.
func (f *finder) opensZone(page int, start label, below []*line) bool {
	size := start.line.size
	if !start.raised && !f.isSmall(start.line) || !f.expects(page, start) {
		return false
	}
	most := size + 0.6
	if f.isSmall(start.line) {
		most = max(most, (size+f.bodySize)/2)
		most = min(most, f.bodySize-0.2)
	}
	for _, l := range below[1:] {
		if l.size > most && len(l.glyphs) > 3 {
			return false
		}
	}
	return true
}

// isSmall reports whether a line is printed smaller than the text.
func (f *finder) isSmall(l *line) bool { return l.size < f.bodySize-0.4 }

// expects reports whether a note of this label may begin here: it has the next
// number, or nearly, or begins to count again, and a mark stands on the page or
// the one before.
func (f *finder) expects(page int, start label) bool {
	next := f.next()
	switch {
	case start.number == next, start.number == 0, start.number == 1:
	case start.number > next && start.number <= next+lookAhead && start.raised:
	default:
		return false
	}
	if start.number == next && start.raised && f.isNote[start.line] {
		return true
	}
	return f.hasMark(page, start)
}

// hasMark reports whether the text has a mark of this label on the page or, for
// the next number, on the one before.
func (f *finder) hasMark(page int, start label) bool {
	isFree := func(mark *label) bool { return mark.line != start.line && !f.isNote[mark.line] }
	return slices.ContainsFunc(f.marksOf[footnote{start.text, page}], isFree) ||
		start.number == f.next() && slices.ContainsFunc(f.marksOf[footnote{start.text, page - 1}], isFree)
}

// open begins a note.
func (f *finder) open(start label) {
	if start.number == 1 && f.next() > 2 {
		f.scope++
	}
	f.isNote[start.line] = true
	n := &note{label: start.text, number: start.number, scope: f.scope, start: start}
	n.pieces = []piece{{start.line, start.end}}
	f.notes = append(f.notes, n)
	if n.number > 0 {
		f.lastNumber = n.number
	}
}

// extend adds a line to the last note.
func (f *finder) extend(l *line) {
	f.isNote[l] = true
	n := f.notes[len(f.notes)-1]
	n.pieces = append(n.pieces, piece{l, 0})
}

// continueAbove takes the lines above the first note of a column as the rest of
// the last note of the page before: those of its size, back to a gap. Where
// notes are as large as the text, the note must break off within a sentence and
// the gap must be wide.
func (f *finder) continueAbove(column []*line, top int) {
	if !f.leavesOpen(column[top].page) {
		return
	}
	small, breaksOff := f.isSmall(column[top]), f.breaksOff()
	most := withinNotes
	if breaksOff {
		most = betweenNotes
	}
	from, widest := top, 0.0
	for from > 0 && isLike(column[from-1], column[top]) && gap(column, from) < most {
		from--
		widest = max(widest, gap(column, from+1))
	}
	if small || breaksOff && from > 0 && gap(column, from) > 1.5*widest {
		for _, l := range column[from:top] {
			f.extend(l)
		}
	}
}

// The widest distances of lines in a note and of two notes, in sizes.
const (
	withinNotes  = 1.5
	betweenNotes = 2.3
)

// gap gives the distance between line i of a column and the one above it, in
// sizes.
func gap(column []*line, i int) float64 { return (column[i-1].y - column[i].y) / column[i].size }

// isLike reports whether two lines are printed in one size.
func isLike(a, b *line) bool { return math.Abs(a.size-b.size) < 0.3 }

// leavesOpen reports whether the last note may go on on this page.
func (f *finder) leavesOpen(page int) bool {
	if len(f.notes) == 0 {
		return false
	}
	last := f.notes[len(f.notes)-1].last()
	return last.page == page || last.page == page-1
}

// breaksOff reports whether the last note stops within a sentence.
func (f *finder) breaksOff() bool {
	return !endsSentence([]byte(f.notes[len(f.notes)-1].last().text()))
}

// continueZone takes small lines at the foot of a column without a new note as
// the rest of the last one, where they look like it.
func (f *finder) continueZone(page int, column []*line) {
	if !f.leavesOpen(page) || len(column) == 0 {
		return
	}
	last := f.notes[len(f.notes)-1].last()
	from := len(column)
	for from > 0 && f.isSmall(column[from-1]) && isLike(column[from-1], last) &&
		(from == len(column) || gap(column, from) < withinNotes) {
		from--
	}
	if from == len(column) || from > 0 && f.isSmall(column[from-1]) && gap(column, from) < withinNotes {
		return
	}
	if first := column[from]; math.Abs(first.left-last.left) > 2*last.size && first.column == last.column {
		return
	}
	for _, l := range column[from:] {
		f.extend(l)
	}
}
