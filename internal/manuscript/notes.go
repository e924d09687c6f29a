package manuscript

import "github.com/ibid-go/ibid/internal/prose"

// findNotes gives the lines that open notes, by their offset. Superscripts,
// carets and Markdown definitions at the start of a line are notes whatever
// their number, so that gaps and doubles can be reported. Other forms also
// open list items and sentences: of them only an unbroken count from 1 is a
// series of notes, and only where something in the text refers to it.
func findNotes(text string, blocks []block) map[int]*noteStart {
	var conclusive, counted []noteStart
	for _, b := range blocks {
		inNote := false
		for i, line := range b.lines {
			n, ok := findNoteStart(text, line)
			n.atBlock = i == 0 || inNote
			switch {
			case ok && n.conclusive && n.atBlock:
				conclusive = append(conclusive, n)
				inNote = true
			case ok && !n.conclusive:
				counted = append(counted, n)
				inNote = true
			}
		}
	}
	if len(conclusive) == 0 {
		conclusive = longestCount(text, counted)
	}
	starts := make(map[int]*noteStart, len(conclusive))
	for i := range conclusive {
		starts[conclusive[i].start] = &conclusive[i]
	}
	return starts
}

// longestCount gives the longest run 1, 2, 3 … among candidates of one style,
// the last where two are as long, provided that the text holds a marker for
// it. Bracketed numbers need no marker where there are several.
func longestCount(text string, candidates []noteStart) []noteStart {
	var best []noteStart
	for _, style := range [...]string{"bracketed", "plain"} {
		var run []noteStart
		for _, c := range candidates {
			if c.style != style || c.number != len(run)+1 && c.number != 1 {
				continue
			}
			if c.number == 1 {
				run = nil
			}
			if run = append(run, c); len(run) >= len(best) {
				best = append([]noteStart(nil), run...)
			}
		}
	}
	if len(best) > 1 && best[0].style == "bracketed" || refersTo(text, best) {
		return best
	}
	return nil
}

// refersTo reports whether the text before the notes holds the marker of the
// first.
func refersTo(text string, notes []noteStart) bool {
	if len(notes) == 0 {
		return false
	}
	body := text[:notes[0].start]
	for i := range body {
		if m, ok := findMarker(body, i); ok && m.labels[0].text == notes[0].label && !isExponent(body, m.span) {
			return true
		}
	}
	return false
}

// isExponent reports whether a superscript stands behind a unit of measure:
// km², CO₂ and their like are no reference marks.
func isExponent(text string, mark span) bool {
	start := mark.start
	for start > 0 && 'A' <= text[start-1] && text[start-1] <= 'z' {
		start--
	}
	switch prose.Fold(text[start:mark.start]) {
	case "m", "km", "cm", "mm", "mi", "ft", "yd", "in", "r", "x", "e", "mc", "co":
		return true
	}
	return false
}
