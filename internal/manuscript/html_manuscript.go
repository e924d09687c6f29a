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

// readTree writes paragraphs and notes of a tree into the extract. The tree is
// gone behind it: it takes more memory than what was read from it.
func (x *extract) readTree(t *tree) {
	found := t.findTreeNotes()
	pieces := joinPieces(t.pieces(found, nil))
	t.nodes, t.ids = nil, nil
	if len(found.notes) == 0 {
		if plain, asText := textNotes(pieces); asText != nil {
			pieces, found = plain, asText
		}
	}
	scopes := scopesOf(found.notes)
	for i := range pieces {
		p := pieces[i]
		pieces[i] = piece{}
		passage := &passage{kind: p.kind, plain: []byte(p.Plain), styles: p.Styles}
		if p.note >= 0 {
			passage.label, passage.scope = found.notes[p.note].label, scopes[p.note]
			x.note(passage)
			continue
		}
		passage.marks = p.marks
		setScopes(p.marks, p.refs, scopes)
		x.paragraph(passage)
	}
}

// joinPieces puts the sentences together that notes stand in.
func joinPieces(pieces []piece) []piece {
	const longest = 16 << 10 // bytes: so that the cost stays linear
	if !slices.ContainsFunc(pieces, func(p piece) bool { return p.joins }) {
		return pieces
	}
	var joined []piece
	last := -1 // the running text before
	for _, p := range pieces {
		switch {
		case p.joins && last >= 0 && len(joined[last].Plain) < longest:
			joined[last].append(&p)
			continue
		case p.note < 0:
			last = len(joined)
		}
		joined = append(joined, p)
	}
	return joined
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

// addBareURLs makes links of addresses that no link covers.
func (in *Inline) addBareURLs() {
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
			in.Styles = append(in.Styles, Style{Kind: Link, Start: i, End: end, From: from, To: to, Target: in.Plain[i:end]})
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
