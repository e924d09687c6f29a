package manuscript

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// findTreeNotes finds the notes of a tree: those with links, else those
// without.
func (t *tree) findTreeNotes() *treeNotes {
	found := t.findPairs()
	if len(found.notes) > 0 {
		return found
	}
	if series := t.findSeries(); len(series.notes) > 0 {
		return series
	}
	if beside := t.findBeside(); len(beside.notes) > 0 {
		return beside
	}
	return found
}

// readTree writes paragraphs and notes of a tree into the extract.
func (x *extract) readTree(t *tree) {
	found := t.findTreeNotes()
	t.ids = nil // what follows takes much memory itself
	if len(found.notes) == 0 {
		x.readPlain(t, found)
		return
	}
	x.text = slices.Grow(x.text, len(t.src))
	x.notes = slices.Grow(x.notes, len(found.notes))
	x.m.Markers = slices.Grow(x.m.Markers, len(found.refs))
	w := treeWriter{extract: x, found: found, scopes: scopesOf(found.notes)}
	t.pieces(found, w.add)
	w.flush()
	t.nodes, t.attributes = nil, nil
	x.m.Notes = slices.Grow(x.m.Notes, len(x.notes))
}

// readPlain writes the paragraphs of a tree without notes, unless they hold notes
// as plain text does.
func (x *extract) readPlain(t *tree, found *treeNotes) {
	var pieces []piece
	t.pieces(found, func(p piece) { pieces = append(pieces, p) })
	t.nodes, t.attributes = nil, nil
	if plain, asText := textNotes(pieces); asText != nil {
		pieces, found = plain, asText
	}
	w := treeWriter{extract: x, found: found, scopes: scopesOf(found.notes)}
	for i := range pieces {
		w.add(pieces[i])
		pieces[i] = piece{}
	}
	w.flush()
}

// shareText lets paragraphs and notes be parts of the text, which holds the same
// words.
func (m *Manuscript) shareText() {
	for i := range m.Paragraphs {
		in := &m.Paragraphs[i].Inline
		in.Plain = m.Text[in.bounds.start:in.bounds.end]
	}
	for i := range m.Notes {
		in := &m.Notes[i].Inline
		in.Plain = m.Text[in.bounds.start:in.bounds.end]
	}
}

// treeWriter writes pieces of a tree into an extract, and puts the sentences
// together that notes stand in.
type treeWriter struct {
	*extract
	found  *treeNotes
	scopes []int // of the notes
	last   piece // of the running text, which may go on
	isOpen bool  // there is such a piece
}

func (w *treeWriter) add(p piece) {
	const longest = 16 << 10 // bytes of a joined piece: so that the cost stays linear
	switch {
	case p.note >= 0:
		passage := p.passage()
		passage.label, passage.scope = w.found.notes[p.note].label, w.scopes[p.note]
		w.note(passage)
	case p.joins && w.isOpen && len(w.last.Plain) < longest:
		w.last.append(&p)
	default:
		w.flush()
		w.last, w.isOpen = p, true
	}
}

// flush writes the running text that has ended.
func (w *treeWriter) flush() {
	if !w.isOpen {
		return
	}
	passage := w.last.passage()
	passage.marks = w.last.marks
	setScopes(passage.marks, w.last.refs, w.scopes)
	w.paragraph(passage)
	w.isOpen = false
}

func (p *piece) passage() *passage {
	return &passage{kind: p.kind, plain: []byte(p.Plain), styles: p.Styles}
}

// append adds what follows, with a blank unless punctuation follows.
func (p *piece) append(next *piece) {
	if r, _ := utf8.DecodeRuneInString(next.Plain); p.Plain != "" && !strings.ContainsRune(".,;:!?)]”’", r) {
		p.Plain += " "
	}
	base := len(p.Plain)
	p.Plain += next.Plain
	for _, s := range next.Styles {
		s.Start, s.End = s.Start+base, s.End+base
		p.Styles = append(p.Styles, s)
	}
	for _, mark := range next.marks {
		mark.Offset += base
		p.marks = append(p.marks, mark)
	}
	p.refs = append(p.refs, next.refs...)
}

// scopesOf counts how often the numbering has started again before each note,
// so that label and scope together name one note.
func scopesOf(notes []treeNote) []int {
	scopes := make([]int, len(notes))
	scope, last := 0, 0
	seen := map[string]bool{}
	for i, n := range notes {
		number, _ := strconv.Atoi(n.label)
		if seen[n.label] || number == 1 && last > 1 {
			scope, last = scope+1, 0
			clear(seen)
		}
		seen[n.label] = true
		last = max(last, number)
		scopes[i] = scope
	}
	return scopes
}

// setScopes gives marks the scope of their notes. A mark without a note gets
// one that no note has.
func setScopes(marks []Marker, refs, scopes []int) {
	for i := range marks {
		marks[i].Scope = -1
		if refs[i] >= 0 {
			marks[i].Scope = scopes[refs[i]]
		}
	}
}

// addBareURLs makes links or addresses, as kind says, of the addresses that are
// printed and that no link covers.
func (in *Inline) addBareURLs(kind StyleKind) {
	for i := 0; i < len(in.Plain); i++ {
		if c := in.Plain[i]; c != 'h' && c != 'H' && c != 'w' || !hasURLStart(in.Plain[i:]) {
			continue
		}
		if before := in.Plain[:i]; before != "" && isWord(lastRune(before)) {
			continue
		}
		end := i + urlLength(in.Plain[i:])
		if !in.isLinked(i, end) && end > i {
			from, to := in.Source(i, end)
			in.Styles = append(in.Styles, Style{Kind: kind, Start: i, End: end, From: from, To: to, Target: in.Plain[i:end]})
		}
		i = max(i, end-1)
	}
	slices.SortStableFunc(in.Styles, func(a, b Style) int { return a.Start - b.Start })
}

// isLinked reports whether a link covers some of the bytes start to end.
func (in *Inline) isLinked(start, end int) bool {
	return slices.ContainsFunc(in.Styles, func(s Style) bool { return s.Kind == Link && s.Start < end && start < s.End })
}

// part gives the bytes start to end with the styles in them.
func (in *Inline) part(start, end int) Inline {
	p := Inline{Plain: in.Plain[start:end], origin: in.origin.part(start, end), references: in.references, bounds: in.bounds}
	for _, s := range in.Styles {
		s.Start, s.End = min(max(s.Start, start), end)-start, min(max(s.End, start), end)-start
		if s.Start < s.End || s.Kind == Reference {
			p.Styles = append(p.Styles, s)
		}
	}
	if start < end {
		p.bounds.start, _ = in.Source(start, start+1)
		for _, s := range p.Styles {
			if s.Start == 0 {
				p.bounds.start = min(p.bounds.start, s.From)
			}
		}
	}
	return p
}

var fontRule = regexp.MustCompile(`\.([\w-]+)[^{}.]{0,100}\{[^{}]{0,500}?font-(?:style:\s*(italic|oblique)|variant(?:-caps)?:\s*(?:all-)?small-caps)`)

// fontClasses gives the classes that style sheets set in italics or small
// capitals: some word processors mark them in no other way.
func (t *tree) fontClasses() map[string]StyleKind {
	classes := map[string]StyleKind{}
	for _, m := range fontRule.FindAllStringSubmatch(t.styleSheets(), -1) {
		classes[m[1]] = SmallCaps
		if m[2] != "" {
			classes[m[1]] = Italic
		}
	}
	return classes
}

// styleSheets gives the style sheets of the page and those that belong to it.
func (t *tree) styleSheets() string {
	sheets := strings.Builder{}
	sheets.WriteString(t.css)
	for i := range t.nodes {
		if n := &t.nodes[i]; t.nameOf(n) == "style" && i+1 < n.end() {
			sheets.WriteString(t.src[t.nodes[i+1].at().start:t.nodes[n.end()-1].at().end])
		}
	}
	return sheets.String()
}
