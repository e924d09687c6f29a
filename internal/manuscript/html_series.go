package manuscript

import "slices"

// findSeries finds notes on a page that has no links between marks and notes:
// figures in the text, and lines that begin with the same figures and stand
// later, in one unbroken count or in one a chapter. Letters and symbols count
// beside figures.
func (t *tree) findSeries() *treeNotes {
	s := seriesFinder{tree: t, ordinals: t.ordinals()}
	s.collectMarks()
	if len(s.marks) == 0 {
		return &treeNotes{skip: map[int]bool{}}
	}
	s.collectOpeners()
	var pairs []notePair
	for _, kind := range s.kinds {
		runs, marks := s.best(kind)
		pairs = append(pairs, pairUp(runs, marks)...)
	}
	return s.result(pairs)
}

type seriesFinder struct {
	*tree
	ordinals map[int]int
	kinds    []string                // of counts that marks make, in order of their first
	marks    map[string][]seriesMark // by style and kind, in order
	openers  map[string][]opener     // by form and kind, in order
	forms    []string                // of the openers, in order of their first
}

// seriesMark is one figure of a reference mark.
type seriesMark struct {
	node   int
	number int
	label  string
}

// notePair is a note and the marks that lead to it.
type notePair struct {
	opener
	marks []seriesMark
}

// pairUp gives each note its marks.
func pairUp(runs [][]opener, marks []seriesMark) []notePair {
	var pairs []notePair
	first := make([]int, len(runs)) // index of the first note of each run
	for i, run := range runs {
		first[i] = len(pairs)
		for _, o := range run {
			pairs = append(pairs, notePair{opener: o})
		}
	}
	assign(runs, marks, func(m seriesMark, run int, o opener) {
		p := &pairs[first[run]+o.number-runs[run][0].number]
		p.marks = append(p.marks, m)
	})
	return pairs
}

// best gives, for one kind of count, the notes and marks of the style of mark
// and the form of note that make most notes; of several forms, the last.
func (s *seriesFinder) best(kind string) (runs [][]opener, marks []seriesMark) {
	most := 0
	for _, style := range markStyles {
		for _, form := range s.forms {
			if found, n := s.match(style, form, kind); n > most || n == most && n > 0 && style == raisedMark {
				runs, marks, most = found, s.marks[style+kind], n
			}
		}
	}
	return runs, marks
}

// match gives the runs of one form that the marks of one style refer to, and
// how many notes they hold: the longest, of several that below a heading of
// notes or the last; or one run a chapter.
func (s *seriesFinder) match(style, form, kind string) (runs [][]opener, notes int) {
	marks := s.marks[style+kind]
	if len(marks) == 0 {
		return nil, 0
	}
	all := cutRuns(s.openers[form+kind], marks[0].number)
	first := map[int]int{}
	for _, m := range slices.Backward(marks) {
		first[m.number] = m.node
	}
	headed := false
	for _, run := range all {
		marked := 0
		for _, o := range run {
			if at, ok := first[o.number]; ok && at < o.from {
				marked++
			}
		}
		if marked < notes || !s.fits(run, style, form, marked) {
			continue
		}
		if h := s.isHeaded(run[0].from); marked > notes || h || !headed {
			runs, notes, headed = [][]opener{run}, marked, h
		}
	}
	if chapters, n := s.chapters(all, marks, style, form); n > notes {
		return chapters, n
	}
	return runs, notes
}

// cutRuns cuts openers of one form into unbroken counts. A count begins with 1,
// or with the first figure that the text refers to; what lies within a note is
// part of it.
func cutRuns(openers []opener, first int) [][]opener {
	var runs [][]opener
	end := 0
	for _, o := range openers {
		if o.from < end {
			continue
		}
		last := len(runs) - 1
		switch {
		case last >= 0 && o.number == runs[last][len(runs[last])-1].number+1:
			runs[last] = append(runs[last], o)
		case o.number == 1 || o.number == first:
			runs = append(runs, []opener{o})
		default:
			continue
		}
		end = o.end
	}
	return runs
}

// fits reports whether a run is one of notes: all have marks, or most where
// nothing but notes looks so. A list that could be of anything needs a heading
// where the marks could be so too.
func (s *seriesFinder) fits(run []opener, style, form string, marked int) bool {
	switch {
	case style == form || form == noteElement:
		return 2*marked > len(run)
	case marked < len(run):
		return false
	case style == raisedMark:
		return true
	case form == "li" || form == plainNumber:
		return s.isHeaded(run[0].from)
	}
	return len(run) > 1
}

// chapters gives the runs whose notes have their marks where the count of the
// marks starts again as often as that of the notes.
func (s *seriesFinder) chapters(runs [][]opener, marks []seriesMark, style, form string) ([][]opener, int) {
	const mostTries = 8 // each leaves out the runs that are lists of the text
	for range mostTries {
		marked := make([]map[int]bool, len(runs))
		assign(runs, marks, func(_ seriesMark, run int, o opener) {
			if marked[run] == nil {
				marked[run] = map[int]bool{}
			}
			marked[run][o.number] = true
		})
		var kept [][]opener
		notes := 0
		for i, run := range runs {
			if n := len(marked[i]); n > 0 && s.fits(run, style, form, n) {
				kept, notes = append(kept, run), notes+n
			}
		}
		if len(kept) == len(runs) {
			return kept, notes
		}
		runs = kept
	}
	return nil, 0
}

// assign tells for each mark that has one its note. A mark of the number 1
// begins the next run, and so does one behind the notes of a run.
func assign(runs [][]opener, marks []seriesMark, to func(mark seriesMark, run int, o opener)) {
	run, last := 0, 0
	for _, m := range marks {
		for run < len(runs) && runs[run][len(runs[run])-1].from <= m.node {
			run, last = run+1, 0
		}
		if run == len(runs) {
			return
		}
		if m.number == 1 && run+1 < len(runs) && (last > 1 || last == 1 && len(runs[run]) == 1) {
			run, last = run+1, 0
		}
		if k := m.number - runs[run][0].number; k >= 0 && k < len(runs[run]) && runs[run][k].from > m.node {
			last = max(last, m.number)
			to(m, run, runs[run][k])
		}
	}
}

// result puts notes and marks together in the order of the page.
func (s *seriesFinder) result(pairs []notePair) *treeNotes {
	found := &treeNotes{skip: map[int]bool{}}
	slices.SortStableFunc(pairs, func(a, b notePair) int { return a.from - b.from })
	pairs = slices.CompactFunc(pairs, func(a, b notePair) bool { return a.from == b.from })
	e := extent{tree: s.tree}
	for k, p := range pairs {
		if k+1 < len(pairs) && s.within(pairs[k+1].from, p.from) && p.form != "li" {
			p.from++ // the block holds several notes
		}
		e.targets = append(e.targets, p.from)
		found.notes = append(found.notes, treeNote{from: p.from, target: p.from, label: p.label, list: p.form == "li"})
		for _, m := range p.marks {
			found.refs = append(found.refs, treeRef{node: m.node, link: m.node, label: p.label, target: p.from, note: k})
		}
	}
	slices.SortStableFunc(found.refs, func(a, b treeRef) int { return a.node - b.node })
	e.refs = found.refs
	for k := range found.notes {
		n := &found.notes[k]
		if n.from, n.to = e.ofLine(k); n.list {
			n.from, n.to = n.target, s.nodes[n.target].end()
		}
		s.skipLabel(n, found.skip)
	}
	return found
}

// ofLine gives the nodes of note k, which begins with a line.
func (e *extent) ofLine(k int) (from, to int) {
	from = e.targets[k]
	block := e.block(from)
	if block != from && !e.isLabelOnly(from) || block < 0 || e.isPartOf(k, block) {
		return from, e.lineEnd(k, block)
	}
	block = e.climb(k, block)
	return block, max(e.nodes[block].end(), e.seriesEnd(k, block))
}

// lineEnd gives the end of a note that begins with a line within a block: the
// next note, a rule or a heading, or the end of the block.
func (e *extent) lineEnd(k, block int) int {
	from := e.targets[k]
	end := len(e.nodes)
	switch {
	case block >= 0:
		end = e.partEnd(k, block)
	case k+1 < len(e.targets):
		end = e.targets[k+1]
	}
	last := k+1 == len(e.targets) || e.targets[k+1] >= end
	for i := from; i < end; i++ {
		n := &e.nodes[i]
		if e.nameOf(n) == "hr" || n.is(heading) || last && e.nameOf(n) == "br" && e.isBlankLine(i) {
			return i
		}
	}
	return end
}

// isBlankLine reports whether two line breaks follow each other at node i.
func (e *extent) isBlankLine(i int) bool {
	next := i + 1
	for next < len(e.nodes) && e.blankText(next) {
		next++
	}
	return next < len(e.nodes) && e.nameAt(next) == "br"
}

// seriesEnd gives the end of a note with the paragraphs that follow it: up to
// the next note beside it where no marks stand between, or to the end where a
// line or a heading divides the notes from the text or nothing else is there.
func (e *extent) seriesEnd(k, block int) int {
	up := e.nodes[block].parent()
	end := e.nodes[block].end()
	if up < 0 {
		return end
	}
	limit := e.nodes[up].end()
	if k+1 < len(e.targets) && e.targets[k+1] < limit {
		limit = e.topWithin(e.targets[k+1], up)
		if len(e.refsIn(end, limit)) > 0 {
			return end // the text goes on between
		}
	} else if !e.isDivided(e.targets[0]) && !e.isLabelOnly(block) && !e.onlyNotes(k, up, block) {
		return end
	}
	return e.blocksUntil(end, limit)
}

// isDivided reports whether a line or a heading stands directly before a
// block.
func (e *extent) isDivided(block int) bool {
	for i := block - 1; i >= 0 && i > e.nodes[block].parent(); i-- {
		if e.blankText(i) {
			continue
		}
		for ; i >= 0; i = e.nodes[i].parent() {
			if e.nameAt(i) == "hr" || e.nodes[i].is(heading) {
				return true
			}
		}
		return false
	}
	return false
}
