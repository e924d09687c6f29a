package manuscript

import "strings"

// findBeside finds notes that stand in the sentence, to be shown in the margin or
// when their mark is touched.
func (t *tree) findBeside() *treeNotes {
	found := &treeNotes{skip: map[int]bool{}}
	for i := range t.nodes {
		n := &t.nodes[i]
		if !isBeside(n) || n.end <= i+1 || len(found.notes) > 0 && i < found.notes[len(found.notes)-1].to {
			continue
		}
		label := itoa(len(found.notes) + 1)
		mark := t.markBefore(i)
		if printed, ok := t.labelOf(mark); ok {
			label = printed
		}
		note := len(found.notes)
		found.notes = append(found.notes, treeNote{from: i, to: n.end, target: i, label: label})
		if mark >= 0 {
			found.refs = append(found.refs, treeRef{node: mark, link: mark, label: label, target: i, note: note})
		}
	}
	return found
}

// isBeside reports whether an element says by its class that it is such a note.
func isBeside(n *node) bool {
	for class := range strings.FieldsSeq(n.attr("class")) {
		if besideClasses[class] || strings.HasSuffix(class, "footnote__note") || strings.HasSuffix(class, "footnote__content") {
			return true
		}
	}
	return false
}

// markBefore gives the element directly before node i that is its mark: a
// label or a figure, -1 where there is none.
func (t *tree) markBefore(i int) int {
	const farthest = 12 // nodes: a label and the box that it ticks
	for k := i - 1; k >= 0 && k > i-farthest && k > t.nodes[i].parent; k-- {
		n := &t.nodes[k]
		if n.parent != t.nodes[i].parent {
			continue
		}
		if n.name == "" && !t.blankText(k) {
			return -1
		}
		if _, ok := t.labelOf(k); ok || n.name == "label" {
			return k
		}
	}
	return -1
}
