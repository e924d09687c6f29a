package page

import (
	"slices"

	"golang.org/x/net/html/atom"
)

// A node is an element whose end tag is still to come, with what must be known there.
type node struct {
	atom    atom.Atom
	name    string // where atom is none
	special bool
	bounds  bool
	inside  scope
	around  role
	marked  bool
	mark    int
	start   int // in the text
	inLinks int // bytes of text in links before
}

// walk reads the tags of a page and keeps the elements that are open. It follows the HTML standard's rules for building a tree
// (section 13.2.6) as far as they change what stands in what: end tags that may be left out, and those that close nothing. It
// builds no tree, which would take ten times the memory of the page.
func (w *walker) walk(text []byte) {
	z := tokens{page: text, token: token{attrs: w.attrs}}
	for kind := z.next(); kind != endOfPage; kind = z.next() {
		switch kind {
		case textToken:
			w.textNode(&z)
		case startToken:
			w.startTag(&z)
		case endToken:
			w.endTag(z.atom, z.name)
		}
	}
	w.closeTo(0)
	w.attrs = z.attrs
}

// scope is that inside the innermost open element.
func (w *walker) scope() scope {
	if len(w.open) == 0 {
		return scope{}
	}
	return w.open[len(w.open)-1].inside
}

func (w *walker) startTag(z *tokens) {
	t := tagOf(z)
	foreign := w.foreign()
	if foreign >= 0 && breaksOut(t.atom) {
		w.closeTo(foreign)
		foreign = -1
	}
	if foreign >= 0 {
		z.raw = ""
	} else {
		w.closeBefore(t.atom)
	}
	if (t.atom == atom.Html || t.atom == atom.Body) && w.isOpen(t.atom) {
		return
	}
	isEmpty := isVoid(t.atom) || foreign >= 0 && z.selfClosing
	if !isEmpty && len(w.open) >= maxDepth {
		w.tooDeep++
		return
	}
	s := w.scope()
	switch {
	case s.skipped:
	case isRaw(t.atom):
		w.special(t, s, rawText(z))
		return
	case w.special(t, s, nil):
		s.skipped = true
	default:
		w.element(t, s, isEmpty)
		return
	}
	if !isEmpty {
		w.push(node{atom: t.atom, name: t.name, inside: s, around: s.region, mark: -1})
	}
}

// push keeps an element until its end.
func (w *walker) push(n node) {
	n.special, n.bounds = isSpecial(n.atom), bounds(n.atom)
	w.open = append(w.open, n)
}

// isRaw reports elements whose content is text without tags and is no part of what a reader sees.
func isRaw(a atom.Atom) bool {
	switch a {
	case atom.Title, atom.Script, atom.Style, atom.Noscript, atom.Textarea:
		return true
	}
	return false
}

// rawText reads the content of an element that is raw, up to its end tag.
func rawText(z *tokens) []byte {
	if resolved := resolves(z.raw); z.readRaw() && resolved {
		return []byte(unescapeText(z.text))
	}
	return z.text
}

func (w *walker) endTag(a atom.Atom, name []byte) {
	switch {
	case w.tooDeep > 0:
		w.tooDeep--
		return
	case a == atom.Html || a == atom.Body:
		return // what follows is still read
	case a == atom.Br:
		w.lineBreak()
		return
	}
	i := w.opened(a, name)
	switch {
	case i < 0 && a == atom.P:
		w.lineBreak()
	case i < 0:
	case isFormatting(a), a == atom.Form:
		w.endAcross(i)
	default:
		w.closeTo(i)
	}
}

// opened finds the element that an end tag closes, -1 where it closes none.
func (w *walker) opened(a atom.Atom, name []byte) int {
	heading, part, plain := isHeadingTag(a), isTablePart(a), !isFormatting(a) && !isSpecial(a)
	for i := len(w.open) - 1; i >= 0; i-- {
		n := &w.open[i]
		switch {
		case n.atom == a && (a != 0 || n.name == string(name)), heading && isHeadingTag(n.atom):
			return i
		case part && n.atom == atom.Table, !part && n.bounds, plain && n.special:
			return -1
		}
	}
	return -1
}

// endAcross ends an element such as a link or a form. A block that was begun in it and is still open goes on without it (HTML
// standard, section 13.2.6.4.7, the adoption agency algorithm and the end tag of a form).
func (w *walker) endAcross(i int) {
	if !slices.ContainsFunc(w.open[i+1:], func(n node) bool { return n.special }) {
		w.closeTo(i)
		return
	}
	isLink := w.open[i].atom == atom.A
	w.close(&w.open[i])
	w.open = slices.Delete(w.open, i, i+1)
	for ; isLink && i < len(w.open); i++ {
		w.open[i].inside.inAnchor = false
	}
}

// closeTo closes the elements from the innermost to the i-th.
func (w *walker) closeTo(i int) {
	for k := len(w.open) - 1; k >= i; k-- {
		w.close(&w.open[k])
	}
	w.open = w.open[:min(i, len(w.open))]
}

// closeBefore closes the elements whose end tag may be left out before a start tag.
func (w *walker) closeBefore(a atom.Atom) {
	switch a {
	case atom.A:
		if i := w.opened(a, nil); i >= 0 {
			w.endAcross(i)
		}
		return
	case atom.Li:
		w.closeItem(atom.Li, atom.Li)
	case atom.Dd, atom.Dt:
		w.closeItem(atom.Dd, atom.Dt)
	case atom.Td, atom.Th:
		w.closePart(atom.Td, atom.Th, atom.Caption)
	case atom.Tr:
		w.closePart(atom.Tr, atom.Caption, atom.Colgroup)
	case atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption, atom.Colgroup:
		w.closePart(atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption, atom.Colgroup)
	case atom.Option, atom.Optgroup:
		w.closeTop(atom.Option)
	case atom.Button:
		if i := w.opened(a, nil); i >= 0 {
			w.closeTo(i)
		}
	}
	if endsHead(a) {
		w.closeTop(atom.Head)
	}
	if endsParagraph(a) {
		if i := w.paragraph(); i >= 0 {
			w.closeTo(i)
		}
		if isHeadingTag(a) && len(w.open) > 0 && isHeadingTag(w.open[len(w.open)-1].atom) {
			w.closeTo(len(w.open) - 1)
		}
	}
}

// closeTop closes the innermost element if it is one.
func (w *walker) closeTop(a atom.Atom) {
	if k := len(w.open) - 1; k >= 0 && w.open[k].atom == a {
		w.closeTo(k)
	}
}

// closeItem closes an item of the innermost list.
func (w *walker) closeItem(a, b atom.Atom) {
	for i := len(w.open) - 1; i >= 0; i-- {
		switch n := w.open[i].atom; {
		case n == a || n == b:
			w.closeTo(i)
			return
		case w.open[i].special && n != atom.Address && n != atom.Div && n != atom.P:
			return
		}
	}
}

// closePart closes a part of the innermost table.
func (w *walker) closePart(parts ...atom.Atom) {
	for i := len(w.open) - 1; i >= 0 && w.open[i].atom != atom.Table; i-- {
		for _, part := range parts {
			if w.open[i].atom == part {
				w.closeTo(i)
				return
			}
		}
	}
}

// paragraph finds the paragraph that a block ends, -1 where there is none.
func (w *walker) paragraph() int {
	for i := len(w.open) - 1; i >= 0; i-- {
		switch n := w.open[i].atom; {
		case n == atom.P:
			return i
		case n == atom.Button || w.open[i].bounds:
			return -1
		}
	}
	return -1
}

// isOpen reports that an element of a kind is open.
func (w *walker) isOpen(a atom.Atom) bool {
	return slices.ContainsFunc(w.open, func(n node) bool { return n.atom == a })
}

// foreign finds the drawing or formula that is open, -1 where there is none or HTML stands in it.
func (w *walker) foreign() int {
	if !w.scope().skipped {
		return -1
	}
	for i := len(w.open) - 1; i >= 0; i-- {
		switch n := &w.open[i]; {
		case n.atom == atom.Svg || n.atom == atom.Math:
			return i
		case n.atom == atom.Foreignobject || n.atom == atom.Desc || n.atom == atom.Title || n.name == "foreignobject":
			return -1
		}
	}
	return -1
}
