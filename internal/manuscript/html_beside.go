package manuscript

import "strings"

// findBeside finds notes that stand in the sentence, to be shown in the margin,
// at the foot of a printed page, or when their mark is touched.
func (t *tree) findBeside() *treeNotes {
	found := &treeNotes{skip: map[int]bool{}}
	counted := 0 // by the style sheet
	for i := range t.nodes {
		if len(found.notes) > 0 && i < found.notes[len(found.notes)-1].to || !t.isBesideNote(i) {
			continue
		}
		n := treeNote{from: i, to: t.nodes[i].end(), target: i, inSentence: !t.isBlock(i)}
		mark := t.markBefore(i)
		if printed, ok := t.labelOf(max(mark, 0)); ok && mark >= 0 {
			n.label = printed
			n.inSentence = n.inSentence || !t.opensLine(mark)
		}
		if n.label == "" {
			counted++
			n.label = itoa(counted)
		}
		if mark < 0 && !t.isBlock(i) {
			mark = i // printed by the style sheet
		}
		if mark >= 0 {
			found.refs = append(found.refs, treeRef{node: mark, link: mark, label: n.label, target: i, note: len(found.notes)})
		}
		found.notes = append(found.notes, n)
		t.skipLabel(&n, found.skip)
	}
	t.skipBackLinks(found)
	return found
}

// isBeside reports whether an element says by its class that it is such a note.
func (t *tree) isBeside(n *node) bool {
	if n.isText() || notBeside[t.nameOf(n)] {
		return false
	}
	if strings.HasSuffix(t.nameOf(n), "-footnote") || strings.HasSuffix(t.nameOf(n), "-sidenote") || strings.HasSuffix(t.nameOf(n), "-fn") {
		return true // an element that a program defined
	}
	return t.says(n, meansBeside)
}

// notBeside are elements that hold a mark, or several notes.
var notBeside = set("a sup label ol ul dl li table tbody tr td section body")

// isBesideNote reports whether node i is a note beside the text: it holds more
// than a label, and no such element within it does.
func (t *tree) isBesideNote(i int) bool {
	n := &t.nodes[i]
	if !t.isBeside(n) || n.end() <= i+1 {
		return false
	}
	if t.isOnlyLabels(i) {
		return false
	}
	const farthest = 16 // nodes: a mark and the boxes around the note
	for k := i + 1; k < min(n.end(), i+farthest); k++ {
		if t.isBeside(&t.nodes[k]) && !t.isOnlyLabels(k) {
			return false
		}
	}
	return true
}

// isOnlyLabels reports whether the texts within node i are but labels and words
// for what a note is.
func (t *tree) isOnlyLabels(i int) bool {
	const most = 16 // nodes: a label is written twice at most
	for k := i + 1; k < t.nodes[i].end(); k++ {
		if k > i+most {
			return false
		}
		if !t.nodes[k].isText() || t.blankText(k) {
			continue
		}
		text, _ := t.textOf(k, k+1, longestLabel)
		if _, ok := markLabel(text); !ok && !isNoteWord(text) {
			return false
		}
	}
	return true
}

// isNoteWord reports whether a text only says what follows: "Footnote:".
func isNoteWord(text string) bool {
	word, ok := strings.CutSuffix(strings.ToLower(text), ":")
	word = strings.TrimSuffix(strings.TrimSuffix(word, "mark"), "text")
	return ok && markWords()[word]
}

// markBefore gives the element directly before node i, or before the boxes
// that it opens, that is its mark: a label or a figure; -1 where there is none.
func (t *tree) markBefore(i int) int {
	const farthest = 12 // nodes: a label and the box that it ticks
	for up := i; up >= 0 && i-up < farthest; up = t.nodes[up].parent() {
		if mark, found := t.markBeside(up); found {
			return mark
		}
		if parent := t.nodes[up].parent(); parent < 0 || t.isBlock(parent) {
			return -1
		}
	}
	return -1
}

// markBeside looks for the mark among the nodes before i that have the same
// parent; found is false where nothing stands there.
func (t *tree) markBeside(i int) (mark int, found bool) {
	const farthest = 12
	for k := i - 1; k >= 0 && k > i-farthest && k > t.nodes[i].parent(); k-- {
		n := &t.nodes[k]
		if n.parent() != t.nodes[i].parent() || t.blankText(k) {
			continue
		}
		if _, ok := t.labelOf(k); ok && (!n.isText() || lastRune(t.source(n)) == ']') || t.nameOf(n) == "label" {
			return k, true
		}
		if n.isText() {
			return -1, true
		}
	}
	return -1, false
}
