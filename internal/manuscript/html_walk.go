package manuscript

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/manuscript/record"
)

// piece is a paragraph or a note as the walk through a tree found it.
type piece struct {
	Inline
	kind  Kind
	note  int  // index in treeNotes.notes, -1 for running text
	joins bool // goes on with the running text before a note that stands in the sentence
	marks []Marker
	refs  []int // for each mark, the index of its note, -1 for none
}

// pieces walks through the tree once and cuts it into paragraphs and notes, which
// it hands on.
func (t *tree) pieces(found *treeNotes, done func(piece)) {
	w := walker{tree: t, found: found, done: done, note: -1, fonts: t.fontClasses()}
	for i := 0; i < len(t.nodes); {
		i = w.visit(i)
	}
	w.leave(len(t.nodes))
	w.flush()
}

type walker struct {
	*tree
	found *treeNotes
	fonts map[string]StyleKind // by class
	done  func(piece)

	note     int // index of the note that the walk is in, -1 in running text
	next     int // index of the next note
	ref      int // index of the next mark
	kind     Kind
	builder  inlineBuilder
	bounds   span
	marks    []Marker
	refs     []int
	open     []openStyle
	blocks   []openBlock
	afterRef bool // nothing but separators since the last mark
	joins    bool // the last note stood in the sentence that goes on
}

// openStyle is a style whose element has not ended.
type openStyle struct {
	Style
	end int
}

// openBlock is a block whose element has not ended, and the kind of text that
// goes on behind it.
type openBlock struct {
	end  int
	kind Kind
}

// visit takes in node i and gives the node to go on with.
func (w *walker) visit(i int) int {
	w.leave(i)
	marked := w.marksAt(i)
	w.enterNote(i)
	n := &w.nodes[i]
	switch {
	case w.found.skip[i] || marked:
		return n.end()
	case n.isText():
		w.text(n)
	case n.is(leftOut) || w.isHidden(i):
		return n.end()
	case w.isBlock(i):
		w.enterBlock(i)
	case w.nameOf(n) == "br":
		w.builder.blank(n.at().start)
	case w.nameOf(n) == "sup" && w.afterRef && w.isSeparator(i):
		return n.end()
	default:
		w.style(i)
	}
	return i + 1
}

// marksAt notes the marks that node i is, and reports whether it is nothing
// else. A note in the sentence may be its own mark.
func (w *walker) marksAt(i int) bool {
	for w.ref < len(w.found.refs) && w.found.refs[w.ref].node < i {
		w.ref++
	}
	marked := false
	for k := w.ref; k < len(w.found.refs) && w.found.refs[k].node == i && !w.found.skip[i]; k++ {
		w.mark(&w.found.refs[k])
		marked = w.found.refs[k].target != i
	}
	return marked
}

// leave ends the styles, blocks and notes whose last node lies before i.
func (w *walker) leave(i int) {
	for n := len(w.open); n > 0 && w.open[n-1].end <= i; n-- {
		w.closeStyle()
	}
	for n := len(w.blocks); n > 0 && w.blocks[n-1].end <= i; n-- {
		w.breakBlock()
		w.kind = w.blocks[n-1].kind
		w.blocks = w.blocks[:n-1]
	}
	if w.note >= 0 && w.found.notes[w.note].to <= i {
		w.flush()
		n := &w.found.notes[w.note]
		w.joins = n.inSentence || !w.isBlock(n.from)
		w.note = -1
	}
}

func (w *walker) enterNote(i int) {
	for w.next < len(w.found.notes) && w.found.notes[w.next].from <= i {
		if w.note < 0 {
			w.flush()
			w.note = w.next
		}
		w.next++
	}
}

// breakBlock ends a paragraph; within a note it only divides words.
func (w *walker) breakBlock() {
	if w.note < 0 {
		w.flush()
		w.joins = false
	} else {
		w.builder.blank(w.bounds.end)
	}
	w.afterRef = false
}

func (w *walker) enterBlock(i int) {
	w.breakBlock()
	n := &w.nodes[i]
	w.blocks = append(w.blocks, openBlock{n.end(), w.kind})
	switch {
	case n.is(heading):
		w.kind = Heading
	case w.nameOf(n) == "figcaption" || w.nameOf(n) == "caption":
		w.kind = Caption
	}
}

// isHidden reports what a reader does not see and what repeats a note beside
// the text. A note may be hidden until its mark is touched.
func (w *walker) isHidden(i int) bool {
	n := &w.nodes[i]
	if n.attrCount == 0 || w.note >= 0 {
		return false
	}
	if role := w.attr(n, "role"); role == "navigation" || role == "search" {
		return true
	}
	if w.says(n, meansHidden|meansUnseen) {
		return true
	}
	if w.isCopy(i) {
		return true
	}
	if !strings.Contains(w.attr(n, "style"), "display") && !w.hasAttr(n, "hidden") {
		return false
	}
	if strings.ReplaceAll(w.attr(n, "style"), " ", "") != "display:none" && !w.hasAttr(n, "hidden") {
		return false
	}
	return w.next >= len(w.found.notes) || w.found.notes[w.next].from >= n.end()
}

// isCopy reports whether an element repeats a note beside its mark. The mark
// may be in it.
func (w *walker) isCopy(i int) bool {
	refs, n := w.found.refs, &w.nodes[i]
	if !w.isBeside(n) || w.next >= len(w.found.notes) || w.within(w.found.notes[w.next].from, i) || !w.isBesideNote(i) {
		return false
	}
	if w.ref < len(refs) && w.within(refs[w.ref].node, i) && refs[w.ref].note >= 0 {
		w.mark(&refs[w.ref])
		return true
	}
	return w.ref > 0 && refs[w.ref-1].note >= 0
}

// isSeparator reports a superscript that only divides marks.
func (w *walker) isSeparator(i int) bool {
	text, ok := w.textOf(i, w.nodes[i].end(), longestLabel)
	return ok && strings.Trim(text, ",;–- ") == ""
}

// style begins a style at an inline element.
func (w *walker) style(i int) {
	n := &w.nodes[i]
	if w.nameOf(n) == "span" && isCOinS(w.attrs(n)) {
		w.record(n)
		return
	}
	s := Style{Kind: -1, Start: len(w.builder.plain), From: n.at().start, To: n.at().end}
	switch w.nameOf(n) {
	case "i", "em", "cite", "dfn", "var":
		s.Kind = Italic
	case "b", "strong":
		s.Kind = Bold
	case "a":
		if target, ok := w.target(n); ok {
			s.Kind, s.Target = Link, target
		}
	case "sc": // JATS
		s.Kind = SmallCaps
	default:
		s.Kind = w.fontOf(n)
	}
	if s.Kind >= 0 && !slices.ContainsFunc(w.open, func(o openStyle) bool { return o.Kind == s.Kind }) {
		w.open = append(w.open, openStyle{s, n.end()})
	}
}

// record keeps what a page tells programs of the source that stands before.
func (w *walker) record(n *node) {
	if given := record.COinS(w.attr(n, "title")); given != "" {
		at := len(w.builder.plain)
		w.builder.styles = append(w.builder.styles, Style{Kind: Reference, Start: at, End: at, From: n.at().start, To: n.at().start, Target: given})
	}
}

// target gives where a link leads to, as written where offsets are those of the
// source.
func (w *walker) target(n *node) (string, bool) {
	for _, a := range w.attrs(n) {
		if a.key == "href" {
			if w.verbatim {
				return a.value, true
			}
			target, ok := linkTarget(a.value)
			return strings.Clone(target), ok && (target != "#" || w.note >= 0) // in the text "#" is a button
		}
	}
	return "", false
}

// fontOf gives the style that an element makes by its font, noStyle where it
// makes none.
func (w *walker) fontOf(n *node) StyleKind {
	if kind := fontOf(w.attr(n, "style"), w.attr(n, "class")); kind != noStyle {
		return kind
	}
	for class := range strings.FieldsSeq(w.attr(n, "class")) {
		if kind, ok := w.fonts[class]; ok {
			return kind
		}
	}
	return noStyle
}

func (w *walker) closeStyle() {
	last := len(w.open) - 1
	o := w.open[last]
	w.open = w.open[:last]
	start := o.Start
	for start < len(w.builder.plain) && w.builder.plain[start] == ' ' {
		start++
	}
	if w.continues(o.Style, start) {
		return
	}
	if o.End = len(w.builder.plain); o.End > start || o.Kind == Link && o.Target != "#" {
		o.Start = min(start, o.End)
		w.builder.styles = append(w.builder.styles, o.Style)
	}
}

// continues reports whether a style goes on with the one that ended last, and
// lets that one go on: some programs begin italics anew with each word.
func (w *walker) continues(s Style, start int) bool {
	n := len(w.builder.styles)
	if n == 0 || s.Kind == Link {
		return false
	}
	last := &w.builder.styles[n-1]
	if last.Kind != s.Kind || last.End > s.Start || start < last.End || strings.TrimSpace(string(w.builder.plain[last.End:start])) != "" {
		return false
	}
	last.End, last.To = len(w.builder.plain), s.To
	return true
}

// mark notes that a reference mark stands here.
func (w *walker) mark(ref *treeRef) {
	n := &w.nodes[ref.node]
	w.extend(n.at())
	if w.note < 0 {
		style := "superscript"
		if text, _ := w.textOf(ref.node, n.end(), longestLabel); w.nameOf(n) == "ref" {
			style = "footnote"
		} else if strings.HasPrefix(text, "[") {
			style = "bracketed"
		}
		w.marks = append(w.marks, Marker{Label: ref.label, Style: style, Start: n.at().start, End: n.at().end, Note: -1, Offset: len(w.builder.plain)})
		w.refs = append(w.refs, ref.note)
	}
	w.afterRef = true
}

// text adds the visible characters of a text.
func (w *walker) text(n *node) {
	if w.afterRef && w.inSup(n) && strings.Trim(w.source(n), ",; \n\t–-") == "" {
		return
	}
	for i := n.at().start + w.closeMark(w.source(n)); i < n.at().end; {
		if run := plainRun(w.src[i:n.at().end]); run > 0 {
			w.afterRef = false
			w.extend(span{i, i + run})
			w.builder.bytes(w.src, i, run)
			i += run
		} else {
			i += w.character(n, i)
		}
	}
}

// closeMark takes back what stood around a mark: a blank before punctuation that
// goes on, and brackets, of which the second is the first byte of rest. It
// gives how much of rest to leave out.
func (w *walker) closeMark(rest string) int {
	n := len(w.builder.plain)
	if !w.afterRef || w.note >= 0 || n == 0 || rest == "" || len(w.marks) == 0 || w.marks[len(w.marks)-1].Offset != n {
		return 0
	}
	size, blank := 0, n-1
	if last := w.builder.plain[n-1]; last == '[' && rest[0] == ']' || last == '(' && rest[0] == ')' {
		size, blank = 1, n-2
	}
	if closes := len(rest) > size && strings.IndexByte(".,;:!?", rest[size]) >= 0; closes && blank >= 0 && w.builder.plain[blank] == ' ' {
		w.takeBack(n - blank)
	} else if size > 0 {
		w.takeBack(1)
	}
	return size
}

// takeBack takes the last bytes back, and lets the marks behind them move.
func (w *walker) takeBack(size int) {
	n := len(w.builder.plain) - size
	w.builder.plain = w.builder.plain[:n]
	w.builder.origin.cut(n)
	for i := len(w.marks) - 1; i >= 0 && w.marks[i].Offset > n; i-- {
		w.marks[i].Offset = n
	}
	for i := range w.builder.styles {
		w.builder.styles[i].End = min(w.builder.styles[i].End, n)
		w.builder.styles[i].Start = min(w.builder.styles[i].Start, n)
	}
	for i := range w.open {
		w.open[i].Start = min(w.open[i].Start, n)
	}
}

// plainRun gives the length of the ASCII letters, figures, signs and blanks at the
// start of s that stand for themselves in all formats.
func plainRun(s string) int {
	n := 0
	for n < len(s) && (s[n] > ' ' && s[n] < 0x7f && s[n] != '&' && s[n] != '\\' || n > 0 && isSingleBlank(s[n-1:])) {
		n++
	}
	return n
}

func (w *walker) inSup(n *node) bool {
	return n.parent() >= 0 && w.nameAt(n.parent()) == "sup"
}

// character adds what stands at offset i and gives its length.
func (w *walker) character(n *node, i int) int {
	c := w.src[i]
	switch {
	case c == '&' && n.escape != escapeNone:
		if decoded, size := entity(w.src[i:n.at().end]); size > 0 {
			for _, r := range decoded {
				w.put(r, i, i+size, false)
			}
			return size
		}
	case c == '\\' && n.escape == escapeMarkdown && i+1 < n.at().end && isPunct(w.src[i+1]):
		w.put(rune(w.src[i+1]), i+1, i+2, true)
		return 2
	}
	r, size := utf8.DecodeRuneInString(w.src[i:n.at().end])
	w.put(r, i, i+size, true)
	return size
}

// put adds one character that came from a range of the source, byte for byte
// where it is the same there.
func (w *walker) put(r rune, from, to int, same bool) {
	switch {
	case unicode.IsSpace(r):
		w.builder.blank(from)
		return
	case unicode.IsControl(r) || r == '\u00ad' || r == '\u200b' || r == '\ufeff' || r == '\u2060':
		return
	}
	w.afterRef = false
	w.extend(span{from, to})
	if same {
		w.builder.bytes(w.src, from, to-from)
		return
	}
	last := utf8.RuneLen(r) - 1
	for k := range last {
		w.builder.origin.add(len(w.builder.plain)+k, from)
	}
	w.builder.origin.add(len(w.builder.plain)+last, max(from, to-1))
	w.builder.plain = utf8.AppendRune(w.builder.plain, r)
}

// extend widens the bounds of the piece.
func (w *walker) extend(to span) {
	if w.bounds.start < 0 || len(w.builder.plain) == 0 && len(w.marks) == 0 {
		w.bounds = to
		for _, o := range w.open {
			w.bounds.start = min(w.bounds.start, o.From)
		}
	}
	w.bounds.end = max(w.bounds.end, to.end)
}

// flush ends the piece.
func (w *walker) flush() {
	var again []openStyle
	for len(w.open) > 0 { // a style that goes on in the next piece
		o := w.open[len(w.open)-1]
		w.closeStyle()
		o.Start = 0
		again = append(again, o)
	}
	slices.Reverse(again)
	w.open = again
	if len(w.builder.plain) > 0 || len(w.marks) > 0 || w.note >= 0 {
		for _, s := range w.builder.styles {
			if s.From < w.bounds.end && s.To <= len(w.src) && s.End > s.Start {
				w.bounds.end = max(w.bounds.end, s.To)
			}
		}
		p := piece{kind: w.kind, note: w.note, joins: w.note < 0 && w.joins, marks: w.marks, refs: w.refs}
		p.Inline = w.builder.finish(w.src, []span{w.bounds})
		if w.note >= 0 && w.nameAt(w.found.notes[w.note].from) != "note" {
			p.Inline = w.trimNote(&p.Inline)
		}
		p.addBareURLs(Link)
		w.done(p)
	}
	w.builder.reset()
	w.marks, w.refs, w.bounds = nil, nil, span{w.bounds.end, w.bounds.end}
}

// trimNote takes label and back links off the ends of a note.
func (w *walker) trimNote(in *Inline) Inline {
	n := &w.found.notes[w.note]
	start := 0
	if !n.list {
		if start = labelPrefix(in.Plain, n.label); start == 0 {
			if shown, ok := shownLabel(n.label); ok {
				start = labelPrefix(in.Plain, shown)
			}
		}
	}
	rest := in.Plain[start:]
	for _, empty := range [...]string{"[]", "()"} { // brackets of the label
		rest = strings.TrimPrefix(rest, empty)
	}
	start = len(in.Plain) - len(rest)
	start += len(rest) - len(strings.TrimLeft(rest, "^↑])}.: \u00a0"))
	for _, dash := range [...]string{"– ", "— ", "- "} { // between label and note
		start += len(in.Plain[start:]) - len(strings.TrimPrefix(in.Plain[start:], dash))
	}
	end := len(strings.TrimRight(in.Plain, " ↩↵↑⏎⤴\ufe0e\u00a0"))
	if strings.HasSuffix(in.Plain[:end], "[]") || strings.HasSuffix(in.Plain[:end], "()") {
		end = len(strings.TrimRight(in.Plain[:end-2], " "))
	}
	if start == 0 && end == len(in.Plain) {
		return *in
	}
	return in.part(start, max(start, end))
}
