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
	starts := make(map[int]*noteStart, len(conclusive))
	add := func(notes []noteStart) {
		for i := range notes {
			starts[notes[i].start] = &notes[i]
		}
	}
	add(conclusive)
	for _, find := range [...]func(){
		func() { findPaired(text, blocks, starts, byPage, bySlash) },
		func() { add(citedCounts(text, counted)) },
		func() { add(longestCount(text, counted)) },
		func() { findPaired(text, blocks, starts, byParenthesis) },
	} {
		if len(starts) == 0 {
			find()
		}
	}
	findPaired(text, blocks, starts, bySymbol)
	return starts
}

// citedCounts gives every count 1, 2, 3 … among candidates of one style whose
// notes the text before them refers to one after the other: each chapter may
// count anew. Other candidates between them are text.
func citedCounts(text string, candidates []noteStart) []noteStart {
	const farthest = 200 // marks that may be passed over: references to what is no note
	if len(candidates) == 0 {
		return nil
	}
	marks := numberMarks(text, candidates)
	for _, style := range [...]string{"bracketed", "plain"} {
		var found []noteStart
		next, last := 0, 0
		for _, c := range candidates {
			if c.style != style || c.number != last+1 && c.number != 1 {
				continue
			}
			k := next
			for k < min(len(marks), next+farthest) && marks[k].text != c.label && marks[k].start < c.start {
				k++
			}
			if k >= min(len(marks), next+farthest) || marks[k].start >= c.start {
				continue
			}
			next = k + 1
			c.restarts = c.number == 1 && last > 0
			found, last = append(found, c), c.number
		}
		if len(found) > 1 {
			return found
		}
	}
	return nil
}

// numberMarks gives the numbers that the text refers to, in its order; those
// that open lines which may be notes are left out.
func numberMarks(text string, candidates []noteStart) []labelAt {
	heads := make(map[int]bool, len(candidates))
	for _, c := range candidates {
		heads[c.start] = true
	}
	var marks []labelAt
	for i := nextMarkStart(text, -1, len(text)); i < len(text); {
		m, ok := findMarker(text, i)
		if ok && !heads[i] && !isExponent(text, m.span) {
			marks = append(marks, m.labels...)
		}
		i = nextMarkStart(text, max(i, m.end-1), len(text))
	}
	return marks
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
