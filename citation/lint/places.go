package lint

import (
	"strconv"
	"strings"

	"github.com/ibid-go/ibid/citation"
)

// scopes gives the notes of each sequence of numbers: they start again where a
// 1 follows a higher number.
func scopes(doc *citation.Document) func(yield func([]*citation.Note) bool) {
	return func(yield func([]*citation.Note) bool) {
		start, last := 0, 0
		for i, n := range doc.Notes {
			number, _ := numberOf(n.Label)
			if number == 1 && last > 1 {
				if !yield(doc.Notes[start:i]) {
					return
				}
				start = i
			}
			last = number
		}
		yield(doc.Notes[start:])
	}
}

func numberOf(label string) (int, bool) {
	number, err := strconv.Atoi(label)
	return number, err == nil && number > 0
}

// spots groups markers that stand at one place of the running text: nothing
// but blanks and commas between them.
func spots(markers []*citation.Marker) [][]*citation.Marker {
	var groups [][]*citation.Marker
	for i, m := range markers {
		if i > 0 && sameSpot(markers[i-1], m) {
			groups[len(groups)-1] = append(groups[len(groups)-1], m)
			continue
		}
		groups = append(groups, []*citation.Marker{m})
	}
	return groups
}

func sameSpot(a, b *citation.Marker) bool {
	const farthest = 4 // bytes: a comma and blanks
	if a.Paragraph == nil || a.Paragraph != b.Paragraph || b.Offset < a.Offset || b.Offset-a.Offset > farthest {
		return false
	}
	text := a.Paragraph.Text
	return a.Offset >= 0 && b.Offset <= len(text) && strings.Trim(text[a.Offset:b.Offset], " ,;\u00a0") == ""
}

func labelsOf(markers []*citation.Marker) []string {
	var labels []string
	for _, m := range markers {
		labels = append(labels, m.Label)
	}
	return labels
}

func relatedMarkers(markers []*citation.Marker) []citation.Related {
	var related []citation.Related
	for _, m := range markers {
		related = append(related, citation.Related{Note: m.Label, Span: m.Span, Message: textBefore(m)})
	}
	return related
}

func relatedNotes(list []*citation.Note) []citation.Related {
	var related []citation.Related
	for _, n := range list {
		related = append(related, citation.Related{Note: n.Label, Span: n.Span, Message: n.Plain})
	}
	return related
}

// related points at citations.
func (p *Pass) related(list []*citation.Citation) []citation.Related {
	var related []citation.Related
	for _, c := range list {
		related = append(related, citation.Related{Note: label(c), Span: extent(p.Doc, c), Message: p.words(c)})
	}
	return related
}

// textBefore gives the words in front of a marker, by which to find it.
func textBefore(m *citation.Marker) string {
	const enough = 60 // bytes
	if m.Paragraph == nil || m.Offset < 0 || m.Offset > len(m.Paragraph.Text) {
		return ""
	}
	text := m.Paragraph.Text[:m.Offset]
	if len(text) > enough {
		text = text[len(text)-enough:]
		text = text[strings.IndexByte(text, ' ')+1:]
	}
	return strings.ToValidUTF8(text, "")
}
