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
	take := func(l *label, scope int) {
		l.used = true
		settled[l.line] = append(settled[l.line], mark{l, scope})
	}
	at := 0
	for _, n := range f.notes {
		if n.atEnd {
			if n.mark != nil {
				take(n.mark, n.scope)
			}
			continue
		}
		page := n.start.line.page
		i := f.markFrom(at, func(l *label) bool {
			return l.text == n.label && l.line.page >= page-1 && l.line.page <= page+1
		})
		if i < 0 {
			i = f.markFrom(0, func(l *label) bool { return l.text == n.label && l.line.page == page })
		}
		if i >= 0 {
			take(f.marks[i], n.scope)
			at = max(at, i+1)
		}
	}
	f.repeatMarks(take)
	return settled
}

// markFrom gives the first free mark of the text from index from on.
func (f *finder) markFrom(from int, fits func(*label) bool) int {
	for i := from; i < len(f.marks); i++ {
		if l := f.marks[i]; !l.used && !f.isNote[l.line] && fits(l) {
			return i
		}
	}
	return -1
}

// repeatMarks takes marks that no note has, but whose number is missing between
// their neighbours: the note was lost.
func (f *finder) repeatMarks(take func(*label, int)) {
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
						take(lost, f.scopeOf(before))
						next++
					}
				}
			}
			before, between = l, nil
		}
	}
}

// scopeOf gives the scope of the note whose mark l is.
func (f *finder) scopeOf(l *label) int {
	for _, n := range f.notes {
		if n.label == l.text && n.start.line.page >= l.line.page {
			return n.scope
		}
	}
	return 0
}
