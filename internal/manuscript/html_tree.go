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
	src        string
	nodes      []node
	attributes []attribute // of all nodes, in their order
	names      nameTable
	ids        map[fragment]int32 // the first node of several
	file       string             // of a book of several files; part of the ids
	files      []fileStart
	css        string // style sheets that belong to the page
	verbatim   bool   // offsets and link targets are those of the source
	stack      []int  // open elements
	classes    map[string]meaning
	asides     map[int]span // notes in attributes of elements that are open
	turned     map[int]bool // links from notes that stand before the text to their marks
	err        error
}

// node is an element, or a text where name is textName. A page has one for every
// ten bytes, so that it is small and holds no pointer: what has a variable
// length lies in the tree or in the source.
type node struct {
	from, to   int32 // in the source
	parentNode int32 // -1 at the top
	endNode    int32 // index of the first node that is not within
	attributes int32 // index of the first
	name       nameID
	attrCount  uint8
	escape     escape // of a text
	traits     traits
}

// at gives the range of the source.
func (n *node) at() span { return span{int(n.from), int(n.to)} }

// parent gives the element around the node, -1 at the top.
func (n *node) parent() int { return int(n.parentNode) }

// end gives the index of the first node that is not within.
func (n *node) end() int { return int(n.endNode) }

// source gives a node as it is written.
func (t *tree) source(n *node) string { return t.src[n.from:n.to] }

// isText reports whether the node is a text.
func (n *node) isText() bool { return n.name == textName }

// escape says how a text writes characters that are markup.
type escape uint8

const (
	escapeNone     escape = iota // code
	escapeEntity                 // &amp;
	escapeMarkdown               // &amp; and \*
)

func newTree(src string) *tree {
	return &tree{src: src, names: newNameTable(), ids: map[fragment]int32{}, classes: map[string]meaning{}, asides: map[int]span{}}
}

// makeRoom makes room for the nodes of a page that has a text behind each tag, so
// that a large tree is not copied while it grows.
func (t *tree) makeRoom() {
	tags, ends := strings.Count(t.src, "<"), strings.Count(t.src, "</")
	t.nodes = slices.Grow(t.nodes, min(maxNodes, tags-ends+tags))
}

// add appends a node within the element opened last.
func (t *tree) add(n node, at span) int {
	if len(t.nodes) >= maxNodes {
		t.err = fmt.Errorf("%w: more than %d elements", ErrTooLarge, maxNodes)
		return len(t.nodes) - 1
	}
	n.from, n.to = int32(at.start), int32(at.end)
	n.parentNode = -1
	if len(t.stack) > 0 {
		n.parentNode = int32(t.stack[len(t.stack)-1])
	}
	n.endNode = int32(len(t.nodes) + 1)
	t.nodes = append(t.nodes, n)
	return len(t.nodes) - 1
}

func (t *tree) addText(at span, e escape) {
	if at.start < at.end {
		t.add(node{escape: e}, at)
	}
}

// start opens an element, after closing those that it cannot stand in (HTML,
// section 13.1.2.4, "Optional tags").
func (t *tree) start(name string, attrs []attribute, at span) {
	id := t.names.id(name)
	all := t.names.of[id].traits
	if all&folds != 0 && t.inSentence() {
		all &^= paragraph
	}
	t.closeImplied(name, all)
	i := t.add(node{name: id, attributes: int32(len(t.attributes)), attrCount: uint8(len(attrs)), traits: all}, at)
	if t.err != nil {
		return
	}
	t.attributes = append(t.attributes, attrs...)
	for _, a := range attrs {
		if a.key == "id" || a.key == "name" && name == "a" {
			t.anchor(a.value, i)
		}
	}
	if all&empty != 0 {
		return
	}
	if len(t.stack) >= maxElementDepth {
		t.err = fmt.Errorf("%w: elements lie more than %d deep in each other", ErrTooLarge, maxElementDepth)
		return
	}
	t.stack = append(t.stack, i)
	t.names.of[id].open++
}

func (t *tree) anchor(id string, i int) {
	if id == "" {
		return
	}
	at := fragment{t.file, id}
	if _, taken := t.ids[at]; !taken {
		t.ids[at] = int32(i)
	}
}

// finish closes the element opened last that has the name. One that is not
// open, or only outside of the table cell, is no end.
func (t *tree) finish(name string, end int) {
	id := t.names.id(name)
	if t.names.of[id].open == 0 {
		return
	}
	for k := len(t.stack) - 1; k >= 0; k-- {
		switch open := t.nodes[t.stack[k]].name; {
		case open == id:
			t.pop(k, end)
			return
		case t.names.of[open].traits&cell != 0 && t.names.of[id].traits&tabular == 0:
			return
		}
	}
}

// pop closes the elements of the stack from k on.
func (t *tree) pop(k, end int) {
	for _, i := range t.stack[k:] {
		n := &t.nodes[i]
		n.endNode = int32(len(t.nodes))
		n.to = max(int32(end), n.to)
		t.names.of[n.name].open--
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
	if !t.isOpen(name) {
		return
	}
	for k := len(t.stack) - 1; k >= 0; k-- {
		switch open := t.nameAt(t.stack[k]); {
		case open == name:
			t.pop(k, t.nodes[len(t.nodes)-1].at().end)
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
	for t.nodes[k].parent() != top {
		k = t.nodes[k].parent()
	}
	return !t.isBlock(k) && t.nameAt(k) != "br" && !t.blankText(k)
}

// isBlock reports whether node i makes a paragraph of its own.
func (t *tree) isBlock(i int) bool { return t.nodes[i].traits&paragraph != 0 }

// block gives the nearest element around node i, itself included, that makes
// a paragraph of its own; -1 where there is none.
func (t *tree) block(i int) int {
	for i >= 0 && !t.isBlock(i) {
		i = t.nodes[i].parent()
	}
	return i
}

// within reports whether node i lies within node outer, or is it.
func (t *tree) within(i, outer int) bool { return outer <= i && i < t.nodes[outer].end() }

// headingAround reports whether node i lies in a heading.
func (t *tree) headingAround(i int) bool {
	for ; i >= 0; i = t.nodes[i].parent() {
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
		if n := &t.nodes[i]; n.isText() {
			b.WriteString(t.decode(n, limit))
		} else if t.says(n, meansUnseen) {
			i = n.end() - 1
		} else if t.isBlock(i) || t.nameOf(n) == "br" {
			b.WriteByte(' ')
		}
	}
	return squeeze(b.String()), b.Len() <= limit
}

// decode gives the text of a text node, or its beginning where it is longer
// than limit.
func (t *tree) decode(n *node, limit int) string {
	raw := t.source(n)
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
	return n.isText() && strings.TrimSpace(t.decode(n, n.at().end-n.at().start)) == ""
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
