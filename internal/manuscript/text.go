package manuscript

import "strings"

// readText reads plain text. It finds the notes first, since what stands
// between the two halves of a sentence may be a page's notes; then the markers
// of those notes; then it puts the running text together.
func readText(text string) *Manuscript {
	m := &Manuscript{Format: Text, Text: text}
	blocks := splitBlocks(text)
	starts := findNotes(text, blocks)
	regions := cutRegions(text, blocks, starts)
	m.Notes = makeNotes(text, regions)
	marks := findMarkers(text, regions, m.Notes, starts)
	classify(text, regions)
	m.Paragraphs = make([]Paragraph, 0, len(regions)-len(m.Notes))
	m.addParagraphs(regions, marks)
	m.readFront()
	return m
}

// block is a run of lines without a blank line between them.
type block struct {
	lines []span
	gap   int // blank lines before it
}

// splitBlocks cuts text at blank lines. Form feeds, which converters write at
// page ends, count as blank.
func splitBlocks(text string) []block {
	var blocks []block
	lines := make([]span, 0, strings.Count(text, "\n")+1) // of all blocks
	first, gap := 0, 0
	end := func() {
		if first < len(lines) {
			blocks = append(blocks, block{lines[first:len(lines):len(lines)], gap})
			first, gap = len(lines), 0
		}
		gap++
	}
	for start := 0; start < len(text); {
		stop := strings.IndexByte(text[start:], '\n')
		if stop < 0 {
			stop = len(text) - start
		}
		if line := trimLine(text, span{start, start + stop}); line.start < line.end {
			lines = append(lines, line)
		} else {
			end()
		}
		start += stop + 1
	}
	end()
	return blocks
}

// trimLine leaves out white space and a byte order mark at the end and start of
// a line, but keeps tabs inside.
func trimLine(text string, line span) span {
	const blank = " \t\r\f\v\u00a0\ufeff"
	s := text[line.start:line.end]
	trimmed := strings.TrimLeft(s, blank)
	line.start += len(s) - len(trimmed)
	line.end = line.start + len(strings.TrimRight(trimmed, blank))
	return line
}

// region is a piece of a block: one note, or lines of running text.
type region struct {
	span
	lines []span
	gap   int
	kind  Kind
	note  *noteStart // nil for running text
	scope int
}

// cutRegions divides blocks where notes start.
func cutRegions(text string, blocks []block, starts map[int]*noteStart) []region {
	regions := make([]region, 0, len(blocks)+len(starts))
	for _, b := range blocks {
		first := 0
		add := func(end int) {
			if end > first {
				lines := b.lines[first:end]
				regions = append(regions, region{
					span: span{lines[0].start, lines[len(lines)-1].end}, lines: lines, gap: b.gap, note: starts[lines[0].start],
				})
			}
			first = end
		}
		for i, line := range b.lines {
			if starts[line.start] != nil {
				add(i)
			}
		}
		if n := len(regions); n > 0 && first == 0 && starts[b.lines[0].start] == nil && continuesNote(text, regions[n-1], b.lines[0]) {
			regions[n-1].end = b.lines[len(b.lines)-1].end
			continue
		}
		add(len(b.lines))
	}
	return regions
}

// continuesNote reports whether line, behind a blank line, is indented as the
// next paragraph of a Markdown note, or lies before the bracket that closes an
// inset one.
func continuesNote(text string, previous region, line span) bool {
	if previous.note == nil || previous.note.style != "footnote" {
		return previous.note != nil && line.start < previous.note.closes
	}
	return strings.HasSuffix(text[:line.start], "    ") || strings.HasSuffix(text[:line.start], "\t")
}

// makeNotes reads the note regions. The numbering starts again where a 1
// follows a higher number.
func makeNotes(text string, regions []region) []Note {
	notes := make([]Note, 0, countNotes(regions))
	var inline inlineMaker
	scope, last := 0, 0
	for i := range regions {
		r := &regions[i]
		if r.note == nil {
			continue
		}
		switch {
		case r.note.paired:
			r.scope = -2 - len(notes) // no other note has it
		default:
			if r.note.restarts || r.note.number == 1 && last > 1 {
				scope++
			}
			last, r.scope = r.note.number, scope
		}
		if r.note.closes > 0 {
			r.end = min(r.end, r.note.closes)
		}
		start := min(r.note.text, r.end)
		notes = append(notes, Note{
			Label: r.note.label, Scope: r.scope,
			Inline: inline.make(text, []span{{start, r.end}}, nil, nil),
		})
	}
	return notes
}

func countNotes(regions []region) int {
	count := 0
	for i := range regions {
		if regions[i].note != nil {
			count++
		}
	}
	return count
}

// addParagraphs puts the running text together and places the markers in it.
func (m *Manuscript) addParagraphs(regions []region, marks []acceptedMarker) {
	var inline inlineMaker
	var pieces []span
	for i := range regions {
		if regions[i].note != nil || regions[i].kind == skipped {
			continue
		}
		pieces = append(pieces[:0], regions[i].span)
		for j := continuation(m.Text, regions, i); j > 0; j = continuation(m.Text, regions, j) {
			pieces = append(pieces, regions[j].span)
			regions[j].kind = skipped
		}
		m.addParagraph(&inline, regions[i].kind, pieces, marks)
	}
	m.linkMarkers()
}

// skipped marks a region that an earlier paragraph has taken in.
const skipped Kind = -1

// addParagraph makes one paragraph of pieces and places the markers in it.
func (m *Manuscript) addParagraph(maker *inlineMaker, kind Kind, pieces []span, marks []acceptedMarker) {
	var cut []span
	var inside []acceptedMarker
	for _, piece := range pieces {
		for _, mark := range marksWithin(marks, piece) {
			cut = append(cut, mark.span)
			inside = append(inside, mark)
		}
	}
	place := func(c, plain int) {
		for _, label := range inside[c].labels {
			m.Markers = append(m.Markers, Marker{
				Label: label.text, Scope: label.scope, Style: inside[c].style, Start: label.start, End: label.end,
				Note: -1, Paragraph: len(m.Paragraphs), Offset: plain,
			})
		}
	}
	pieces[0].start += headingMark(m.Text[pieces[0].start:pieces[0].end])
	first := len(m.Markers)
	inline := maker.make(m.Text, pieces, cut, place)
	for i := first; i < len(m.Markers); i++ { // blanks at the end were dropped
		m.Markers[i].Offset = min(m.Markers[i].Offset, len(inline.Plain))
	}
	m.Paragraphs = append(m.Paragraphs, Paragraph{Kind: kind, Inline: inline})
}

// headingMark gives the length of the "## " that opens a Markdown heading.
func headingMark(s string) int {
	const deepest = 6
	n := len(s) - len(strings.TrimLeft(s, "#"))
	if n == 0 || n > deepest || n == len(s) || s[n] != ' ' {
		return 0
	}
	return n + 1
}
