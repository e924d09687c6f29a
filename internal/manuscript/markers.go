package manuscript

import (
	"slices"
	"sort"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// acceptedMarker is a reference mark that belongs to the notes.
type acceptedMarker struct {
	span
	style  string
	labels []scopedLabel
}

type scopedLabel struct {
	labelAt
	scope int
}

// findMarkers gives the reference marks of the running text.
func findMarkers(text string, regions []region, notes []Note, starts map[int]*noteStart) []acceptedMarker {
	f := newMarkerFilter(notes, starts)
	var marks []acceptedMarker
	for _, r := range regions {
		if r.note != nil {
			continue
		}
		for i := r.start; i < r.end; {
			mark, ok := findMarker(text[:r.end], i)
			if !ok {
				i = nextMarkStart(text, i, r.end)
				continue
			}
			if accepted := f.accept(text, mark); accepted != nil {
				marks = append(marks, acceptedMarker{mark.span, mark.style, accepted})
			}
			i = mark.end
		}
	}
	if paired := pairedMarkers(regions); len(paired) > 0 {
		marks = slices.DeleteFunc(marks, func(m acceptedMarker) bool { return isAmong(m, paired) })
		marks = append(marks, paired...)
		slices.SortFunc(marks, func(a, b acceptedMarker) int { return a.start - b.start })
	}
	return marks
}

// isAmong reports whether a mark begins where one of others does, which are in
// order.
func isAmong(m acceptedMarker, others []acceptedMarker) bool {
	_, found := slices.BinarySearchFunc(others, m.start, func(o acceptedMarker, at int) int { return o.start - at })
	return found
}

// nextMarkStart gives the next offset behind i at which a mark could begin.
func nextMarkStart(text string, i, end int) int {
	for i++; i < end; i++ {
		switch text[i] {
		case '[', '^', '<', 0xC2, 0xE2: // the last two lead ¹²³ and ⁰⁴–⁹ in UTF-8
			return i
		}
	}
	return end
}

// markerFilter tells reference marks from exponents, years in brackets and
// other figures: a mark is the next number, or that of a note not yet cited.
type markerFilter struct {
	known  []map[string]bool // labels of the notes, by scope
	styles map[string]bool   // notations that the notes allow
	seen   map[string]bool   // labels cited in this scope
	scope  int
	last   int // highest number cited in this scope
}

func newMarkerFilter(notes []Note, starts map[int]*noteStart) *markerFilter {
	f := &markerFilter{known: []map[string]bool{{}}, seen: map[string]bool{}, styles: map[string]bool{}}
	for _, n := range notes {
		if n.Scope < 0 {
			continue
		}
		for len(f.known) <= n.Scope {
			f.known = append(f.known, map[string]bool{})
		}
		f.known[n.Scope][n.Label] = true
	}
	for _, start := range starts {
		switch start.style {
		case "footnote":
			f.styles["footnote"] = true
		case "symbol", "slashed", "parenthesised": // their marks are known
		case "bracketed", "plain", insetStyle:
			f.styles["bracketed"] = true
			fallthrough
		default:
			f.styles["superscript"], f.styles["caret"] = true, true
		}
	}
	if len(starts) == 0 {
		f.styles["superscript"], f.styles["caret"], f.styles["footnote"] = true, true, true
	}
	return f
}

// accept gives the labels of mark that are reference marks, nil where none is.
func (f *markerFilter) accept(text string, mark markerAt) []scopedLabel {
	if !f.styles[mark.style] {
		return nil
	}
	var accepted []scopedLabel
	for _, label := range mark.labels {
		if f.acceptLabel(text, mark, label) {
			accepted = append(accepted, scopedLabel{label, f.scope})
		}
	}
	return accepted
}

func (f *markerFilter) acceptLabel(text string, mark markerAt, label labelAt) bool {
	number, err := strconv.Atoi(label.text)
	if err != nil {
		return mark.style == "footnote"
	}
	if number == 1 && (f.last > 1 || f.last == 1 && !f.known[f.scope]["2"]) && f.scope+1 < len(f.known) && f.known[f.scope+1]["1"] {
		f.scope, f.last, f.seen = f.scope+1, 0, map[string]bool{}
	}
	if mark.style == "superscript" && number <= 3 && isExponent(text, mark.span) {
		return false
	}
	const nearlyNext = 5 // a gap in the numbering that is a mistake rather than a figure
	known, cited := f.known[f.scope][label.text], f.seen[label.text]
	switch {
	case mark.style == "footnote", number == f.last+1 && mark.style != "bracketed":
	case known && (!cited || afterPunctuation(text, mark.start)):
	case mark.style != "bracketed" && number > f.last && number <= f.last+nearlyNext && afterPunctuation(text, mark.start):
	default:
		return false
	}
	f.seen[label.text] = true
	f.last = max(f.last, number)
	return true
}

// afterPunctuation reports whether a mark at i closes a clause.
func afterPunctuation(text string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return unicode.IsPunct(r)
}

// marksWithin gives the marks that lie in piece; marks are in order.
func marksWithin(marks []acceptedMarker, piece span) []acceptedMarker {
	from := sort.Search(len(marks), func(i int) bool { return marks[i].start >= piece.start })
	to := sort.Search(len(marks), func(i int) bool { return marks[i].start >= piece.end })
	return marks[from:to]
}

// linkMarkers finds the note of each marker, the first of its label where
// there are two, and puts the markers in the order of the text.
func (m *Manuscript) linkMarkers() {
	type key struct {
		label string
		scope int
	}
	notes := make(map[key]int, len(m.Notes))
	for i := len(m.Notes) - 1; i >= 0; i-- {
		notes[key{m.Notes[i].Label, m.Notes[i].Scope}] = i
	}
	for i := range m.Markers {
		if n, ok := notes[key{m.Markers[i].Label, m.Markers[i].Scope}]; ok {
			m.Markers[i].Note = n
		}
	}
	sort.SliceStable(m.Markers, func(i, j int) bool { return m.Markers[i].Start < m.Markers[j].Start })
}
