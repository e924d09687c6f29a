package manuscript

import "strings"

// textNotes finds notes on a page that sets them as plain text would: numbers
// in brackets or symbols, and lines that begin with them. The rules are those of
// plain text, asked of the paragraphs; links and italics stay.
func textNotes(pieces []piece) ([]piece, *treeNotes) {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Plain)
		b.WriteString("\n\n")
	}
	text := b.String()
	blocks := splitBlocks(text)
	starts := findNotes(text, blocks)
	if len(starts) == 0 {
		return pieces, nil
	}
	regions := cutRegions(text, blocks, starts)
	notes := makeNotes(text, regions)
	marks := findMarkers(text, regions, notes, starts)
	found := &treeNotes{}
	index := map[scopedNote]int{}
	for i, n := range notes {
		found.notes = append(found.notes, treeNote{label: n.Label})
		index[scopedNote{n.Label, n.Scope}] = i
	}
	at, note := 0, 0
	for i := range pieces {
		p := &pieces[i]
		end := at + len(p.Plain)
		if start := starts[at]; start != nil && note < len(notes) {
			p.note, p.marks, p.refs = note, nil, nil
			p.Inline = p.part(min(start.text-at, len(p.Plain)), start.endWithin(at, len(p.Plain)))
			note++
		} else {
			p.cutMarks(marksWithin(marks, span{at, end}), at, index)
		}
		at = end + len("\n\n")
	}
	return pieces, found
}

// scopedNote names a note.
type scopedNote struct {
	label string
	scope int
}

// cutMarks takes the marks out of the piece, whose text begins at base of what
// they count in, and keeps which notes they lead to.
func (p *piece) cutMarks(marks []acceptedMarker, base int, notes map[scopedNote]int) {
	for i := len(marks) - 1; i >= 0; i-- { // from the end, so that offsets stay
		from, to := marks[i].start-base, marks[i].end-base
		p.Plain = p.Plain[:from] + p.Plain[to:]
		for k := range p.Styles {
			s := &p.Styles[k]
			s.Start, s.End = cutOffset(s.Start, from, to), cutOffset(s.End, from, to)
		}
		for k := range p.marks {
			p.marks[k].Offset = cutOffset(p.marks[k].Offset, from, to)
		}
		var added []Marker
		var refs []int
		for _, label := range marks[i].labels {
			note, ok := notes[scopedNote{label.text, label.scope}]
			if !ok {
				note = -1
			}
			added = append(added, Marker{Label: label.text, Style: marks[i].style, Note: -1, Offset: from})
			refs = append(refs, note)
		}
		p.marks, p.refs = append(added, p.marks...), append(refs, p.refs...)
	}
}

// cutOffset gives an offset behind a cut.
func cutOffset(at, from, to int) int {
	if at <= from {
		return at
	}
	return max(from, at-(to-from))
}
