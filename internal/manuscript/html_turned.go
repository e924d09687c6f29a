package manuscript

import "slices"

// turnAround finds notes that stand before the text, as in a panel beside it.
// There the link from the note to its mark looks like a mark, and the mark like
// a link back; but the one opens a line, and the other stands in a sentence.
func (p *pairFinder) turnAround() {
	p.turned = map[int]bool{}
	backs := map[int][]backLink{} // by the block that they stand in
	for _, b := range p.backs {
		block := p.block(b.from)
		backs[block] = append(backs[block], b)
	}
	for i := range p.refs {
		ref := &p.refs[i]
		if !p.opensLine(ref.link) || p.opensLine(ref.target) {
			continue
		}
		for _, b := range nearBacks(backs[p.block(ref.target)], ref.target) {
			if label, ok := p.labelOf(b.from); ok && label == ref.label && p.block(b.to) == p.block(ref.link) {
				p.turned[ref.link] = true
				*ref = treeRef{node: p.outermost(b.from), link: b.from, label: label, target: b.to, to: ref.to, note: -1}
				break
			}
		}
	}
	if len(p.turned) > 0 {
		slices.SortStableFunc(p.refs, func(a, b treeRef) int { return a.link - b.link })
	}
}

// nearBacks gives those of the links back that stand within a few nodes of a
// place.
func nearBacks(backs []backLink, place int) []backLink {
	const near = 8 // nodes: a superscript, its link and an anchor
	first, _ := slices.BinarySearchFunc(backs, place-near, func(b backLink, at int) int { return b.from - at })
	last, _ := slices.BinarySearchFunc(backs, place+near, func(b backLink, at int) int { return b.from - at })
	return backs[first:last]
}
