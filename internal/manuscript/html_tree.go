package manuscript

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits of a page, so that its tree stays small whatever the file says.
const (
	maxElementDepth = 512     // elements within elements: what browsers allow
	maxNodes        = 2 << 20 // elements and texts: seven times a book of 2,000 pages
)

// tree holds elements and texts in the order of the file. What lies within a
// node follows it directly, up to its end, so that a walk is a loop.
type tree struct {
	src      string
	nodes    []node
	ids      map[string]int // id or name → node, the first of several
	file     string         // of a book of several files; part of the ids
	files    []fileStart
	css      string         // style sheets that belong to the page
	verbatim bool           // offsets and link targets are those of the source
	stack    []int          // open elements
	open     map[string]int // how many of each name are open
	classes  map[string]meaning
	asides   map[int]span // notes in attributes of elements that are open
	turned   map[int]bool // links from notes that stand before the text to their marks
	err      error
}

// node is an element, or a text where name is empty.
type node struct {
	name   string
	attrs  []attribute
	parent int // -1 at the top
	end    int // index of the first node that is not within
	at     span
	escape escape // of a text
	traits traits
}

// escape says how a text writes characters that are markup.
type escape uint8

const (
	escapeNone     escape = iota // code
	escapeEntity                 // &amp;
	escapeMarkdown               // &amp; and \*
)

type attribute struct{ key, value string }

// attr gives the value of an attribute, "" where the node has none.
func (n *node) attr(key string) string {
	for _, a := range n.attrs {
		if a.key == key {
			return a.value
		}
	}
	return ""
}

func newTree(src string) *tree {
	return &tree{src: src, ids: map[string]int{}, open: map[string]int{}, classes: map[string]meaning{}, asides: map[int]span{}}
}

// add appends a node within the element opened last.
func (t *tree) add(n node) int {
	if len(t.nodes) >= maxNodes {
		t.err = fmt.Errorf("%w: more than %d elements", ErrTooLarge, maxNodes)
		return len(t.nodes) - 1
	}
	n.parent = -1
	if len(t.stack) > 0 {
		n.parent = t.stack[len(t.stack)-1]
	}
	n.end = len(t.nodes) + 1
	if len(t.nodes) == cap(t.nodes) { // twice as many: append would copy large trees four times over
		t.nodes = slices.Grow(t.nodes, max(256, len(t.nodes)))
	}
	t.nodes = append(t.nodes, n)
	return n.end - 1
}

func (t *tree) addText(at span, e escape) {
	if at.start < at.end {
		t.add(node{at: at, escape: e})
	}
}

// start opens an element, after closing those that it cannot stand in (HTML,
// section 13.1.2.4, "Optional tags").
func (t *tree) start(name string, attrs []attribute, at span) {
	all := elements[name]
	if all&folds != 0 && t.inSentence() {
		all &^= paragraph
	}
	t.closeImplied(name, all)
	i := t.add(node{name: name, attrs: attrs, at: at, traits: all})
	for _, a := range attrs {
		if a.key == "id" || a.key == "name" && name == "a" {
			t.anchor(a.value, i)
		}
	}
	if all&empty != 0 || t.err != nil {
		return
	}
	if len(t.stack) >= maxElementDepth {
		t.err = fmt.Errorf("%w: elements lie more than %d deep in each other", ErrTooLarge, maxElementDepth)
		return
	}
	t.stack = append(t.stack, i)
	t.open[name]++
}

func (t *tree) anchor(id string, i int) {
	if id == "" {
		return
	}
	if _, taken := t.ids[t.file+"#"+id]; !taken {
		t.ids[t.file+"#"+id] = i
	}
}

// finish closes the element opened last that has the name. One that is not
// open, or only outside of the table cell, is no end.
func (t *tree) finish(name string, end int) {
	if t.open[name] == 0 {
		return
	}
	for k := len(t.stack) - 1; k >= 0; k-- {
		switch open := t.nodes[t.stack[k]].name; {
		case open == name:
			t.pop(k, end)
			return
		case elements[open]&cell != 0 && elements[name]&tabular == 0:
			return
		}
	}
}

// pop closes the elements of the stack from k on.
func (t *tree) pop(k, end int) {
	for _, i := range t.stack[k:] {
		t.nodes[i].end = len(t.nodes)
		t.nodes[i].at.end = max(end, t.nodes[i].at.end)
		t.open[t.nodes[i].name]--
	}
	ended := t.stack[k:]
	t.stack = t.stack[:k]
	for _, i := range ended[:min(1, len(ended))] { // those within it have ended with it
		t.addAttributeNote(i)
	}
}

// close ends the tree, or one file of it.
func (t *tree) close(end int) { t.pop(0, end) }

// closeImplied closes what an element ends by its mere start.
func (t *tree) closeImplied(name string, all traits) {
	if all&paragraph != 0 {
		t.closeUpTo("p", cells)
	}
	if all&endsOthers == 0 {
		return
	}
	if ends, ok := impliedEnds[name]; ok {
		for _, open := range ends.names {
			t.closeUpTo(open, ends.within)
		}
	}
}

func (t *tree) closeUpTo(name string, within map[string]bool) {
	if t.open[name] == 0 {
		return
	}
	for k := len(t.stack) - 1; k >= 0; k-- {
		switch open := t.nodes[t.stack[k]].name; {
		case open == name:
			t.pop(k, t.nodes[len(t.nodes)-1].at.end)
			return
		case within[open]:
			return
		}
	}
}

// set makes a table of names.
func set(names string) map[string]bool {
	m := make(map[string]bool)
	for name := range strings.FieldsSeq(names) {
		m[name] = true
	}
	return m
}

// inSentence reports whether words of the open element stand directly before
// what is added next, or nothing does within a part of a sentence.
func (t *tree) inSentence() bool {
	if len(t.stack) == 0 {
		return false
	}
	top := t.stack[len(t.stack)-1]
	k := len(t.nodes) - 1
	if k == top {
		return t.nodes[top].traits&(folds|paragraph) == folds
	}
	for t.nodes[k].parent != top {
		k = t.nodes[k].parent
	}
	return !t.isBlock(k) && t.nodes[k].name != "br" && !t.blankText(k)
}

// isBlock reports whether node i makes a paragraph of its own.
func (t *tree) isBlock(i int) bool { return t.nodes[i].traits&paragraph != 0 }

// block gives the nearest element around node i, itself included, that makes
// a paragraph of its own; -1 where there is none.
func (t *tree) block(i int) int {
	for i >= 0 && !t.isBlock(i) {
		i = t.nodes[i].parent
	}
	return i
}

// within reports whether node i lies within node outer, or is it.
func (t *tree) within(i, outer int) bool { return outer <= i && i < t.nodes[outer].end }

// headingAround reports whether node i lies in a heading.
func (t *tree) headingAround(i int) bool {
	for ; i >= 0; i = t.nodes[i].parent {
		if t.nodes[i].is(heading) {
			return true
		}
	}
	return false
}

// textOf gives the text from node i up to node end, at most limit bytes, its
// white space squeezed; ok is false where there is more.
func (t *tree) textOf(i, end, limit int) (text string, ok bool) {
	const mostNodes = 64 // for the few words that the rules look at
	var b strings.Builder
	for from := i; i < end; i++ {
		if i-from > mostNodes || b.Len() > limit {
			return squeeze(b.String()), false
		}
		if n := &t.nodes[i]; n.name == "" {
			b.WriteString(t.decode(n, limit))
		} else if t.says(n, meansUnseen) {
			i = n.end - 1
		} else if t.isBlock(i) || n.name == "br" {
			b.WriteByte(' ')
		}
	}
	return squeeze(b.String()), b.Len() <= limit
}

// decode gives the text of a text node, or its beginning where it is longer
// than limit.
func (t *tree) decode(n *node, limit int) string {
	raw := t.src[n.at.start:n.at.end]
	if len(raw) > 4*limit {
		raw = raw[:4*limit]
	}
	if n.escape == escapeNone {
		return raw
	}
	return html.UnescapeString(raw)
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// blankText reports whether a text node holds nothing but white space.
func (t *tree) blankText(i int) bool {
	n := &t.nodes[i]
	return n.name == "" && strings.TrimSpace(t.decode(n, n.at.end-n.at.start)) == ""
}

// entity gives the characters that the entity at the start of s stands for,
// and its length; 0 where it is none.
func entity(s string) (string, int) {
	const longest = 32 // bytes; the longest of HTML has 31
	n := 1
	for n < len(s) && n < longest && (s[n] == '#' && n == 1 || isWord(rune(s[n])) && s[n] < utf8.RuneSelf) {
		n++
	}
	if n < len(s) && s[n] == ';' {
		n++
	}
	decoded := html.UnescapeString(s[:n])
	if n == 1 || decoded == s[:n] {
		return "", 0
	}
	return decoded, n
}
