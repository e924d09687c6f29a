package manuscript

import (
	"slices"
	"strings"
)

// addNotes tells for each target how far its note goes.
func (p *pairFinder) addNotes() {
	var targets []int
	labels := map[int]string{}
	for _, ref := range p.refs {
		if _, known := labels[ref.target]; !known {
			targets = append(targets, ref.target)
			labels[ref.target] = ref.label
		}
	}
	slices.Sort(targets)
	e := extent{tree: p.tree, targets: targets, refs: p.refs}
	for k, target := range targets {
		n := treeNote{target: target, label: labels[target]}
		n.from, n.to = e.of(k)
		if n.to <= n.from || len(p.notes) > 0 && n.from < p.notes[len(p.notes)-1].from {
			continue
		}
		_, n.list = p.ordinals[n.from]
		p.notes = append(p.notes, n)
	}
	for i := 1; i < len(p.notes); i++ {
		p.notes[i-1].to = min(p.notes[i-1].to, p.notes[i].from)
	}
	p.addUncited()
}

// addUncited adds the items of a list of notes that no mark leads to.
func (p *pairFinder) addUncited() {
	lists := map[int]bool{}
	taken := map[int]bool{}
	for _, n := range p.notes {
		if n.list {
			lists[p.nodes[n.from].parent()] = true
			taken[n.from] = true
		}
	}
	added := false
	for i, number := range p.ordinals {
		if lists[p.nodes[i].parent()] && !taken[i] {
			p.notes = append(p.notes, treeNote{from: i, to: p.nodes[i].end(), target: i, label: itoa(number), list: true})
			added = true
		}
	}
	if added {
		slices.SortFunc(p.notes, func(a, b treeNote) int { return a.from - b.from })
	}
}

// extent finds where notes begin and end.
type extent struct {
	*tree
	targets []int     // ascending
	refs    []treeRef // ascending by link
}

// of gives the nodes of the note of target k: the block around it, what
// belongs to the block, and what follows up to the next note.
func (e *extent) of(k int) (from, to int) {
	target := e.targets[k]
	block := e.block(target)
	if !e.isBlock(target) {
		block = e.followed(target, block)
	}
	switch {
	case block < 0:
		return target, e.nodes[target].end()
	case e.isPartOf(k, block) && block != target && e.lineStart(target, block) > block:
		return e.lineOf(k, block)
	case e.hasRefTo(block, target) && block != target:
		return target, e.nodes[target].end() // a note within the sentence
	case e.isPartOf(k, block):
		return target, e.partEnd(k, block)
	}
	block = e.climb(k, block)
	return e.labelCell(block), e.continued(k, block)
}

// lineOf gives the nodes of a note that begins with a line in a block of several.
func (e *extent) lineOf(k, block int) (from, to int) {
	to = e.lineEnd(k, block)
	if k+1 < len(e.targets) && e.targets[k+1] < e.nodes[block].end() {
		to = max(e.lineStart(e.targets[k+1], block), e.targets[k])
	}
	return e.lineStart(e.targets[k], block), to
}

// lineStart gives the node behind the line break before node i where nothing but
// a bracket stands between; block where there is none.
func (e *extent) lineStart(i, block int) int {
	const farthest = 16 // nodes: empty elements around the anchor
	for k := i - 1; k > block && i-k < farthest; k-- {
		switch n := &e.nodes[k]; {
		case e.nameOf(n) == "br":
			return k + 1
		case n.isText() && !e.blankText(k):
			if text, ok := e.textOf(k, k+1, longestLabel); !ok || strings.Trim(text, "[(") != "" {
				return block
			}
		case !n.isText() && n.end() <= i && n.end() > k+1:
			return block
		}
	}
	return block
}

// labelCell gives the cell or the term directly before a block that holds the
// label of its note, else the block.
func (e *extent) labelCell(block int) int {
	for i := block - 1; i > e.nodes[block].parent() && i >= 0; i-- {
		if e.nodes[i].parent() != e.nodes[block].parent() || e.blankText(i) {
			continue
		}
		if _, ok := e.labelOf(i); ok && labelCells[e.nameAt(i)] {
			return i
		}
		return block
	}
	return block
}

// followed gives the block directly behind an empty anchor that stands between
// blocks, else block.
func (e *extent) followed(target, block int) int {
	next := e.nodes[target].end()
	for next < len(e.nodes) && e.blankText(next) {
		next++
	}
	if text, _ := e.textOf(target, e.nodes[target].end(), 1); text == "" && next < len(e.nodes) && e.isBlock(next) && e.nodes[next].parent() == e.nodes[target].parent() {
		return next
	}
	return block
}

// hasRefTo reports whether a mark that leads to the target lies in the block.
func (e *extent) hasRefTo(block, target int) bool {
	for _, ref := range e.refsIn(block, e.nodes[block].end()) {
		if ref.target == target {
			return true
		}
	}
	return false
}

func (e *extent) refsIn(from, to int) []treeRef {
	order := func(r treeRef, i int) int { return r.link - i }
	a, _ := slices.BinarySearchFunc(e.refs, from, order)
	b, _ := slices.BinarySearchFunc(e.refs, to, order)
	return e.refs[a:max(a, b)]
}

// isPartOf reports whether the block holds more notes than that of target k.
func (e *extent) isPartOf(k, block int) bool {
	return k > 0 && e.within(e.targets[k-1], block) && e.targets[k-1] != block ||
		k+1 < len(e.targets) && e.within(e.targets[k+1], block)
}

// partEnd gives the end of a note in a block of several: the next one, or the
// end of the block.
func (e *extent) partEnd(k, block int) int {
	end := e.nodes[block].end()
	if k+1 < len(e.targets) && e.targets[k+1] < end {
		return e.targets[k+1]
	}
	return end
}

// climb goes from the block to the elements around it that hold nothing
// before it, no other note and no mark of the text.
func (e *extent) climb(k, block int) int {
	for {
		up := e.nodes[block].parent()
		if up < 0 || !noteContainers[e.nameAt(up)] || e.isPartOf(k, up) || !e.isFirst(block, up) {
			return block
		}
		if len(e.refsIn(up, block))+len(e.refsIn(e.nodes[block].end(), e.nodes[up].end())) > 0 || e.hasHeading(block, up) {
			return block
		}
		block = up
	}
}

// noteContainers are elements that may hold one note of several paragraphs.
var noteContainers = set("div li aside dd dl td tr section blockquote")

// isFirst reports whether nothing but white space stands in up before block.
func (e *extent) isFirst(block, up int) bool {
	for i := up + 1; i < block; i++ {
		if !e.nodes[i].isText() && e.nodes[i].end() <= block && e.isBlock(i) || e.nodes[i].isText() && !e.blankText(i) {
			return false
		}
	}
	return true
}

// hasHeading reports whether a heading lies in up outside of block.
func (e *extent) hasHeading(block, up int) bool {
	for i := e.nodes[block].end(); i < e.nodes[up].end(); i++ {
		if e.nodes[i].is(heading) {
			return true
		}
	}
	return false
}

// continued gives the end of a note with the blocks that follow it and belong
// to it: all up to the next note beside it; for the last note, those at the
// end of a part that holds only notes.
func (e *extent) continued(k, block int) int {
	end := e.nodes[block].end()
	up := e.nodes[block].parent()
	if up < 0 || e.nameAt(block) == "li" {
		return end
	}
	limit := e.nodes[up].end()
	label := e.isLabelOnly(block)
	switch {
	case k+1 < len(e.targets) && e.targets[k+1] < limit:
		limit = e.topWithin(e.targets[k+1], up)
	case !label && !e.onlyNotes(k, up, block):
		return end
	}
	stop := e.blocksUntil(end, limit)
	if stop < limit && limit < e.nodes[up].end() && !label {
		return end // what stands between the notes is the text
	}
	return stop
}

// isLabelOnly reports whether a block holds the label of a note and nothing
// else, so that the note follows it.
func (e *extent) isLabelOnly(block int) bool {
	_, ok := e.labelOf(block)
	return ok
}

// topWithin gives the child of up that node i lies in.
func (e *extent) topWithin(i, up int) int {
	for e.nodes[i].parent() != up && e.nodes[i].parent() >= 0 {
		i = e.nodes[i].parent()
	}
	return i
}

// onlyNotes reports whether up holds nothing before the first of its notes but
// a line or a heading.
func (e *extent) onlyNotes(k, up, block int) bool {
	first := block
	for ; k >= 0 && e.targets[k] > up && e.within(e.targets[k], up); k-- {
		first = e.topWithin(e.targets[k], up)
	}
	for i := up + 1; i < first; i = e.nodes[i].end() {
		if n := &e.nodes[i]; e.nameOf(n) != "hr" && !n.is(heading) && !e.blankText(i) && n.end() > i+1 {
			return false
		}
	}
	return e.nameAt(up) != "body"
}

// blocksUntil gives the end of the siblings from node i on that may belong to
// a note: not a heading or a line, nor what holds marks.
func (e *extent) blocksUntil(i, limit int) int {
	for i < limit {
		n := &e.nodes[i]
		if n.is(heading) || e.nameOf(n) == "hr" || e.nameOf(n) == "footer" || e.nameOf(n) == "nav" || len(e.refsIn(i, n.end())) > 0 {
			return i
		}
		i = n.end()
	}
	return i
}
