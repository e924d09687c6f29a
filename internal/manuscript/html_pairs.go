package manuscript

import (
	"slices"
	"strings"
)

// treeNotes are the notes of a page and the marks that refer to them.
type treeNotes struct {
	notes []treeNote // in the order of the page
	refs  []treeRef  // likewise
	skip  map[int]bool
}

// treeNote is a note: the nodes from one to another, its anchor first.
type treeNote struct {
	from, to   int
	target     int // node that the marks lead to
	label      string
	list       bool // an item of a numbered list, which prints no label
	inSentence bool // the sentence goes on behind it
}

// treeRef is a reference mark.
type treeRef struct {
	node   int // outermost element that says nothing else
	link   int // the element that leads to the note
	label  string
	target int // node that it leads to, -1 for nowhere
	to     fragment
	note   int  // index in notes, -1 where there is none
	sure   bool // says of itself that it is a reference to a note
}

// findPairs finds notes by one rule, whoever made the page: a reference mark is
// a link whose text is a figure, a letter or a symbol and whose target stands
// later; the note is the block around the target. Something must confirm it,
// since contents and page numbers look alike: a link back, the label at the
// head of the note, its number in a list, or a role.
func (t *tree) findPairs() *treeNotes {
	p := &pairFinder{tree: t, ordinals: t.ordinals()}
	p.collect()
	p.turnAround()
	p.confirm()
	p.addNotes()
	return p.result()
}

type pairFinder struct {
	*tree
	ordinals map[int]int
	refs     []treeRef
	orphans  []treeRef
	backs    []backLink
	notes    []treeNote
	patterns map[fragment]bool // of the targets of confirmed marks, figures left out
}

// backLink is a link to an earlier place.
type backLink struct{ from, to int }

// collect gathers links and marks.
func (p *pairFinder) collect() {
	for i := range p.nodes {
		n := &p.nodes[i]
		if n.isText() {
			continue
		}
		to, isLink := p.reference(i)
		if to == (fragment{}) {
			continue
		}
		target, ok := p.nodeAt(to)
		if ok && target < i && !p.isNoteRef(n) {
			p.backs = append(p.backs, backLink{i, target})
			continue
		}
		label, isMark := p.labelOf(i)
		isMark = isMark || isLink && ok && p.isEmptyMark(i)
		if !isMark || p.within(target, i) && ok {
			continue
		}
		ref := treeRef{node: p.outermost(i), link: i, label: label, target: target, to: to, note: -1, sure: !isLink || p.isNoteRef(n)}
		if ok {
			p.refs = append(p.refs, ref)
		} else if isLink {
			ref.target = -1
			p.orphans = append(p.orphans, ref)
		}
	}
}

// isEmptyMark reports whether a link without words says by its class that it is
// a mark, whose figure the style sheet prints.
func (p *pairFinder) isEmptyMark(i int) bool {
	n := &p.nodes[i]
	text, ok := p.textOf(i, n.end(), longestLabel)
	if !ok || text != "" {
		return false
	}
	return p.isNoteRef(n) || p.says(n, meansMark)
}

// nodeAt gives the node that stands at a place.
func (t *tree) nodeAt(at fragment) (i int, ok bool) {
	node, ok := t.ids[at]
	return int(node), ok
}

// reference gives the place that an element leads to, by a link or by an
// attribute that names it; the zero place where it leads to none.
func (p *pairFinder) reference(i int) (to fragment, isLink bool) {
	n := &p.nodes[i]
	for _, a := range p.attrs(n) {
		switch {
		case a.key == "href" && p.nameOf(n) == "a":
			if to, ok := p.fragmentOf(a.value, i); ok && to != (fragment{}) {
				return to, true
			}
		case strings.HasPrefix(a.key, "data-") || a.key == "aria-describedby":
			to := fragment{p.fileOf(i), strings.TrimPrefix(a.value, "#")}
			if target, ok := p.nodeAt(to); ok && target > i && p.isBlock(target) && !p.nodes[target].is(heading) {
				return to, false
			}
		}
	}
	return fragment{}, false
}

// outermost climbs from a mark to the element around it that says nothing
// else: <sup>[<a>1</a>]</sup>.
func (t *tree) outermost(i int) int {
	for up := t.nodes[i].parent(); up >= 0 && !t.isBlock(up); up = t.nodes[i].parent() {
		if _, ok := t.labelOf(up); !ok {
			break
		}
		i = up
	}
	return i
}

// isNoteRef reports whether a link says of itself that it is a reference to a
// note (DPUB-ARIA 1.1; EPUB Structural Semantics 1.1).
func (t *tree) isNoteRef(n *node) bool {
	return t.attr(n, "role") == "doc-noteref" || strings.Contains(t.attr(n, "epub:type"), "noteref")
}

// isNoteBody reports the like of a note.
func (t *tree) isNoteBody(n *node) bool {
	role, kind := t.attr(n, "role"), t.attr(n, "epub:type")
	return role == "doc-footnote" || role == "doc-endnote" || strings.Contains(kind, "footnote") || strings.Contains(kind, "endnote") || strings.Contains(kind, "rearnote")
}

// confirm keeps the marks for which something speaks besides their look.
func (p *pairFinder) confirm() {
	p.patterns = map[fragment]bool{}
	sure := make([]bool, len(p.refs))
	for i, ref := range p.refs {
		if sure[i] = p.isConfirmed(ref); sure[i] {
			p.patterns[pattern(ref.to)] = true
		}
	}
	kept := p.refs[:0]
	for i, ref := range p.refs {
		if sure[i] || p.patterns[pattern(ref.to)] {
			if ref.label == "" {
				ref.label = itoa(len(kept) + 1)
			}
			kept = append(kept, ref)
		}
	}
	p.refs = kept
}

func (p *pairFinder) isConfirmed(ref treeRef) bool {
	target := &p.nodes[ref.target]
	if ref.sure || p.isNoteBody(target) {
		return true
	}
	block := p.block(ref.target)
	if block < 0 {
		block = ref.target
	}
	if p.leadsBack(block, ref) {
		return true
	}
	if p.headingAround(ref.target) || p.isPageNumber(target) {
		return false
	}
	if label, ok := p.labelOf(ref.target); ok && label == ref.label {
		return true
	}
	if number, ok := p.ordinals[block]; ok && (ref.label == itoa(number) || ref.label == p.itemLabel(block, number)) {
		return true
	}
	return p.startsWithLabel(ref.target, max(p.nodes[block].end(), target.end()), ref.label)
}

// leadsBack reports whether a link in the block leads to the place of the
// mark: to the paragraph around it, or to what lies in it up to the mark.
func (p *pairFinder) leadsBack(block int, ref treeRef) bool {
	place := p.block(ref.node)
	first, _ := slices.BinarySearchFunc(p.backs, block, func(b backLink, i int) int { return b.from - i })
	const most = 64 // links back that one note has: Wikipedia cites some notes forty times
	for _, b := range p.backs[first:min(len(p.backs), first+most)] {
		if b.from >= p.nodes[block].end() {
			break
		}
		if place < 0 || p.within(b.to, place) && b.to < p.nodes[ref.node].end() {
			return true
		}
	}
	return false
}

// isPageNumber reports whether an anchor marks where a printed page begins,
// which contents and indexes lead to.
func (t *tree) isPageNumber(n *node) bool {
	return strings.Contains(t.attr(n, "epub:type"), "pagebreak") || t.attr(n, "role") == "doc-pagebreak" ||
		strings.Contains(strings.ToLower(t.attr(n, "id")+t.attr(n, "name")+t.attr(n, "class")), "page")
}

// pattern gives a place without its figures: those of the notes of one series
// differ in nothing else.
func pattern(of fragment) fragment {
	isNoFigure := func(r rune) rune {
		if '0' <= r && r <= '9' {
			return -1
		}
		return r
	}
	return fragment{strings.Map(isNoFigure, of.file), strings.Map(isNoFigure, of.id)}
}

// result puts notes and marks together.
func (p *pairFinder) result() *treeNotes {
	found := &treeNotes{notes: p.notes, skip: map[int]bool{}}
	byTarget := map[int]int{}
	for i, n := range p.notes {
		byTarget[n.target] = i
	}
	found.refs = p.refs[:0]
	for _, ref := range p.refs {
		if note, ok := byTarget[ref.target]; ok {
			ref.note = note
			found.refs = append(found.refs, ref)
		}
	}
	for _, ref := range p.orphans {
		if p.patterns[pattern(ref.to)] || ref.sure || p.nameAt(ref.node) == "sup" || p.raised(ref.link) {
			found.refs = append(found.refs, ref)
		}
	}
	slices.SortStableFunc(found.refs, func(a, b treeRef) int { return a.node - b.node })
	found.refs = slices.CompactFunc(found.refs, func(a, b treeRef) bool { return a.node == b.node && a.target == b.target })
	p.skipBackLinks(found)
	for i := range found.notes {
		p.skipLabel(&found.notes[i], found.skip)
	}
	found.dropWords()
	return found
}

// dropWords leaves out the words before the figures of the labels, "Note 1",
// unless others are bare figures: some pages count notes and sources apart.
func (found *treeNotes) dropWords() {
	for _, ref := range found.refs {
		if positive(ref.label) > 0 {
			return
		}
	}
	for i := range found.refs {
		found.refs[i].label, _ = shownLabel(found.refs[i].label)
	}
	for i := range found.notes {
		found.notes[i].label, _ = shownLabel(found.notes[i].label)
	}
}

// raised reports whether a link holds a superscript.
func (p *pairFinder) raised(i int) bool {
	return i+1 < p.nodes[i].end() && p.nameAt(i+1) == "sup"
}

// skipBackLinks leaves out of the notes the links that lead back to the text.
func (t *tree) skipBackLinks(found *treeNotes) {
	k := 0
	for i := range t.nodes {
		for k < len(found.notes) && found.notes[k].to <= i {
			k++
		}
		if k == len(found.notes) {
			return
		}
		if i >= found.notes[k].from && t.isBackLink(i) {
			found.skip[t.backLinks(i)] = true
		}
	}
}

// backLinks climbs from a back link to the element around it that holds
// nothing but such links and what divides them: "(1, 2)".
func (t *tree) backLinks(i int) int {
	const mostNodes = 128
	i = t.outermost(i)
	for up := t.nodes[i].parent(); up >= 0 && !t.isBlock(up) && t.nodes[up].end()-up < mostNodes; up = t.nodes[i].parent() {
		for k := up + 1; k < t.nodes[up].end(); k++ {
			if n := &t.nodes[k]; n.isText() && strings.Trim(t.decode(n, longestLabel), "()[],;^↑ \n\t\u00a0") != "" {
				return i
			}
			if t.isBackLink(k) {
				k = t.nodes[k].end() - 1
			}
		}
		i = up
	}
	return i
}

// isBackLink reports a link to an earlier place, or to none, that says nothing
// but a label, an arrow or "back".
func (t *tree) isBackLink(i int) bool {
	n := &t.nodes[i]
	if t.nameOf(n) != "a" {
		return false
	}
	if t.turned[i] {
		return true
	}
	href := t.attr(n, "href")
	to, ok := t.fragmentOf(href, i)
	if href != "" && !ok {
		return false
	}
	if target, ok := t.nodeAt(to); ok && target > i {
		return false
	}
	if strings.Contains(t.attr(n, "role"), "backlink") {
		return true
	}
	text, ok := t.textOf(i, n.end(), 2*longestLabel)
	if _, isLabel := markLabel(text); isLabel {
		return ok
	}
	text = strings.TrimLeft(text, "[(")
	return ok && (strings.Trim(text, "↩↵↑⏎⤴⇧⮐^←«‹<[]() \ufe0e\u00a0") == "" || leadsBackByWords(text))
}

// skipLabel leaves out what at the head of a note holds its label.
func (t *tree) skipLabel(n *treeNote, skip map[int]bool) {
	for i := n.from; i < n.to; {
		switch end := t.nodes[i].end(); {
		case skip[i] || t.nodes[i].is(leftOut):
			i = end
		case t.nameAt(i) == "dt" && end < n.to:
			skip[i] = true // the note is the description of this term
			i = end
		case end < n.to && t.showsLabel(i, n.label):
			skip[i] = true
			i = end
		case !t.nodes[i].isText():
			i++
		default:
			if text, _ := t.textOf(i, i+1, longestLabel); strings.Trim(text, "[](){}^↑.: ") != "" {
				return
			}
			i++
		}
	}
}

// showsLabel reports whether node i holds a label and nothing else, with a word
// before it or without.
func (t *tree) showsLabel(i int, label string) bool {
	text, ok := t.textOf(i, t.nodes[i].end(), longestLabel)
	if !ok || text == "" {
		return false
	}
	want, _ := shownLabel(label)
	shown, ok := shownLabel(text)
	return ok && shown == want || isNoteWord(text)
}
