package manuscript

import (
	"strconv"
)

// findSeries finds notes on a page that has no links between marks and notes:
// superscript figures in the text, and blocks that begin with the same figures
// and stand later, in one unbroken count.
func (t *tree) findSeries() *treeNotes {
	s := seriesFinder{tree: t, ordinals: t.ordinals(), first: map[string]int{}}
	s.collectMarks()
	if len(s.marks) == 0 {
		return &treeNotes{skip: map[int]bool{}}
	}
	s.collectOpeners()
	return s.result(s.best())
}

type seriesFinder struct {
	*tree
	ordinals map[int]int
	marks    []treeRef      // in order
	first    map[string]int // label → first mark
	openers  []opener       // in order
}

// opener is a block that may be a note: its number and how it shows it.
type opener struct {
	block  int
	number int
	form   string
}

// collectMarks gathers superscript figures that are no exponents, and figures
// in square brackets of their own element.
func (s *seriesFinder) collectMarks() {
	for i := range s.nodes {
		if s.nodes[i].name != "sup" {
			continue
		}
		label, ok := s.labelOf(i)
		if _, err := strconv.Atoi(label); !ok || err != nil || s.isExponentAt(i) {
			continue
		}
		if s.opensBlock(i) {
			continue
		}
		if _, seen := s.first[label]; !seen {
			s.first[label] = i
		}
		s.marks = append(s.marks, treeRef{node: i, link: i, label: label, target: -1, note: -1})
	}
}

// isExponentAt reports whether the text before node i ends in a unit of
// measure.
func (s *seriesFinder) isExponentAt(i int) bool {
	for k := i - 1; k >= 0 && !s.isBlock(k); k-- {
		if n := &s.nodes[k]; n.name == "" {
			text := s.src[n.at.start:n.at.end]
			return isExponent(text, span{len(text), len(text)})
		}
	}
	return false
}

// collectOpeners gathers the blocks that begin with a figure.
func (s *seriesFinder) collectOpeners() {
	for i := range s.nodes {
		if !s.isBlock(i) {
			continue
		}
		if number, ok := s.ordinals[i]; ok {
			s.openers = append(s.openers, opener{i, number, "li"})
		} else if number, form := s.opening(i); number > 0 {
			s.openers = append(s.openers, opener{i, number, form})
		}
	}
}

// opening reads the figure at the head of a block: in an element of its own,
// in brackets, or before a full stop.
func (s *seriesFinder) opening(block int) (number int, form string) {
	end := s.nodes[block].end
	for i := block + 1; i < end; i++ {
		n := &s.nodes[i]
		switch {
		case s.isBlock(i) || leftOut[n.name]:
			return 0, ""
		case n.name == "":
			if s.blankText(i) {
				continue
			}
			text, _ := s.textOf(i, i+1, longestLabel)
			start, ok := findNoteStart(text, span{0, len(text)})
			if !ok || start.number == 0 {
				return 0, ""
			}
			return start.number, start.style
		default:
			if label, ok := s.labelOf(i); ok && n.end < end {
				number, _ := strconv.Atoi(label)
				return number, n.name
			}
		}
	}
	return 0, ""
}

// best gives the count 1, 2, 3 … of one form in which most notes have a mark
// before them, the last of several.
func (s *seriesFinder) best() []opener {
	var best []opener
	most := 0
	forms := map[string][]opener{}
	var order []string
	for _, o := range s.openers {
		if forms[o.form] == nil {
			order = append(order, o.form)
		}
		forms[o.form] = append(forms[o.form], o)
	}
	for _, form := range order {
		var run []opener
		for _, o := range append(forms[form], opener{number: 1}) {
			if o.number == 1 && run != nil {
				if n := s.marked(run); n == len(run) && n >= most || n > most && form == "sup" && 2*n > len(run) {
					best, most = run, n
				}
				run = nil
			}
			if o.number == len(run)+1 {
				run = append(run, o)
			}
		}
	}
	return best
}

// marked counts the notes of a run whose mark stands before them.
func (s *seriesFinder) marked(run []opener) int {
	n := 0
	for _, o := range run {
		if at, ok := s.first[itoa(o.number)]; ok && at < o.block {
			n++
		}
	}
	return n
}

// opensBlock reports whether a superscript stands at the head of its block, as
// the figure of a note does.
func (s *seriesFinder) opensBlock(mark int) bool {
	const mostBefore = 64 // empty elements
	block := s.block(mark)
	if block < 0 || mark-block > mostBefore {
		return false
	}
	for k := block + 1; k < mark; k++ {
		if s.nodes[k].name == "" && !s.blankText(k) {
			return false
		}
	}
	return true
}

// result puts the notes of a run and their marks together.
func (s *seriesFinder) result(run []opener) *treeNotes {
	found := &treeNotes{skip: map[int]bool{}}
	e := extent{tree: s.tree}
	byLabel := map[string]int{}
	for i, o := range run {
		e.targets = append(e.targets, o.block)
		byLabel[itoa(o.number)] = i
	}
	for _, m := range s.marks {
		note, ok := byLabel[m.label]
		if ok {
			m.note, m.target = note, run[note].block
			found.refs = append(found.refs, m)
		}
	}
	e.refs = found.refs
	for k, o := range run {
		n := treeNote{from: o.block, to: s.nodes[o.block].end, target: o.block, label: itoa(o.number), list: o.form == "li"}
		if !n.list {
			n.to = max(n.to, e.seriesEnd(k, o.block))
		}
		found.notes = append(found.notes, n)
		s.skipLabel(&found.notes[k], found.skip)
	}
	return found
}

// seriesEnd gives the end of a note with the paragraphs that follow it: up to
// the next note beside it, or to the end where a line or a heading divides the
// notes from the text.
func (e *extent) seriesEnd(k, block int) int {
	up := e.nodes[block].parent
	end := e.nodes[block].end
	if up < 0 || !e.isDivided(e.targets[0]) {
		return end
	}
	limit := e.nodes[up].end
	if k+1 < len(e.targets) {
		if e.targets[k+1] >= limit {
			return end
		}
		limit = e.topWithin(e.targets[k+1], up)
	}
	return e.blocksUntil(end, limit)
}

// isDivided reports whether a line or a heading stands directly before a
// block.
func (e *extent) isDivided(block int) bool {
	for i := block - 1; i >= 0 && i > e.nodes[block].parent; i-- {
		if e.blankText(i) {
			continue
		}
		for ; i >= 0; i = e.nodes[i].parent {
			if e.nodes[i].name == "hr" || headings[e.nodes[i].name] {
				return true
			}
		}
		return false
	}
	return false
}
