package layout

// mark is a reference mark that belongs to a note, or to a number that is
// missing between two notes.
type mark struct {
	*label
	scope int
}

// settleMarks decides which superscripts are marks. Each note takes the first
// that bears its label, on its page or on the page before or behind; endnotes
// have found theirs.
func (f *finder) settleMarks() map[*line][]mark {
	settled := make(map[*line][]mark)
	scopes := make(map[*label]int)
	take := func(l *label, scope int) {
		l.used, scopes[l] = true, scope
		settled[l.line] = append(settled[l.line], mark{l, scope})
	}
	last := 0 // line of the mark before
	for _, n := range f.notes {
		if n.atEnd {
			if n.mark != nil {
				take(n.mark, n.scope)
			}
			continue
		}
		if l := f.markOf(n, last); l != nil {
			take(l, n.scope)
			last = max(last, l.index)
		}
	}
	f.repeatMarks(take, scopes)
	return settled
}

// markOf gives the mark of a note at the foot of a page: a free one behind the
// mark of the note before it, else one that stands elsewhere on the page.
func (f *finder) markOf(n *note, last int) *label {
	isFree := func(l *label) bool { return !l.used && !f.isNote[l.line] }
	page := n.start.line.page
	for _, p := range [...]int{page, page - 1, page + 1} {
		for _, l := range f.marksOf[footnote{n.label, p}] {
			if isFree(l) && l.index >= last {
				return l
			}
		}
	}
	for _, l := range f.marksOf[footnote{n.label, page}] {
		if isFree(l) {
			return l
		}
	}
	return nil
}

// repeatMarks takes marks that no note has, but whose number is missing between
// their neighbours: the note was lost.
func (f *finder) repeatMarks(take func(*label, int), scopes map[*label]int) {
	var before *label
	var between []*label
	for _, l := range f.marks {
		switch {
		case f.isNote[l.line] || l.number == 0:
		case !l.used:
			between = append(between, l)
		default:
			if before != nil && l.number > before.number+1 {
				next := before.number + 1
				for _, lost := range between {
					if lost.number == next && next < l.number && lost.raised {
						take(lost, scopes[before])
						next++
					}
				}
			}
			before, between = l, nil
		}
	}
}
