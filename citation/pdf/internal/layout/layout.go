// Package layout finds text, notes, markers and links in the glyphs of pages,
// by their places and sizes.
//
//	line.go       glyphs into lines
//	furniture.go  running heads and page numbers taken away
//	label.go      what may be a mark, or the number of a note
//	roman.go      Roman numbers
//	zone.go       columns of a page
//	notes.go      notes at the foot of pages
//	endnotes.go   notes behind the text
//	marks.go      which of the marks belong to notes
//	flow.go       lines into paragraphs
//	words.go      which words the document has
//	write.go      lines into text: divided words and addresses joined, links, italics
//	address.go    printed addresses
package layout

import (
	"math"
	"regexp"
	"strings"

	"github.com/ibid-go/ibid/citation"
)

// Read finds what the pages hold.
func Read(pages []Page) *citation.Draft {
	f := &finder{}
	heights := make([]float64, len(pages))
	for i := range pages {
		f.byPage = append(f.byPage, splitLines(i, &pages[i]))
		heights[i] = pages[i].Height
	}
	dropFurniture(f.byPage, heights)
	for _, lines := range f.byPage {
		f.lines = append(f.lines, lines...)
	}
	f.bodySize = bodySize(f.lines)
	f.find()
	text := &flow{finder: f, marks: f.settleMarks(), words: countWords(f.lines)}
	text.leading, text.right = measures(f.lines, f.bodySize)
	text.run()
	draft := &citation.Draft{Format: citation.PDF, Paragraphs: text.paragraphs}
	draft.Title = text.markFront()
	for _, n := range f.notes {
		draft.Notes = append(draft.Notes, n.passage(text.words))
	}
	return draft
}

// bodySize is the largest of the sizes in which much is printed: the notes of
// some take up more room than the text.
func bodySize(lines []*line) float64 {
	const much = 5 // a fifth of all
	sizes, all := make(map[float64]int), 0
	for _, l := range lines {
		sizes[roundTo(l.size, 2)] += len(l.glyphs)
		all += len(l.glyphs)
	}
	size := 0.0
	for s, n := range sizes {
		if much*n >= all {
			size = max(size, s)
		}
	}
	if size == 0 {
		return mode(sizes)
	}
	return size
}

// measures gives the usual distance of two lines of the text, in sizes, and
// where full lines end.
func measures(lines []*line, size float64) (leading, right float64) {
	distances, rights := make(map[float64]int), make(map[float64]int)
	for i, l := range lines {
		if math.Abs(l.size-size) > 0.6 {
			continue
		}
		rights[math.Round(l.right/4)*4]++
		if i > 0 && lines[i-1].page == l.page && lines[i-1].y > l.y {
			distances[roundTo((lines[i-1].y-l.y)/l.size, 20)]++
		}
	}
	return mode(distances), mode(rights)
}

// passage writes a note.
func (n *note) passage(words words) citation.Passage {
	w := newWriter(words)
	for _, p := range n.pieces {
		start := p.start
		for start < len(p.line.glyphs) && p.line.glyphs[start].Rune == ' ' {
			start++
		}
		if !isContinuation(p.line) {
			w.add(p.line, start, nil)
		}
	}
	passage := w.finish()
	passage.Label, passage.Scope = n.label, n.scope
	return passage
}

// isContinuation reports a line that only says that a note goes on.
func isContinuation(l *line) bool {
	text := strings.ToLower(l.text())
	switch strings.Trim(text, "()[]. …0123456789") {
	case "continued", "continued on next page", "continued from previous page", "cont", "cont'd", "cont’d":
		return true
	}
	return strings.Trim(text, "—–-_ ") == "" // a rule between text and notes
}

// markFront marks what stands on the first pages before the text, and gives the
// largest line there as the title.
func (f *flow) markFront() string {
	const most = 30 // passages
	title, size, front := "", 0.0, 0
	for i := range f.paragraphs[:min(len(f.paragraphs), most)] {
		p := &f.paragraphs[i]
		if len(p.Marks) > 0 || p.Kind == citation.Contents || p.Kind == citation.Body && isText(p.Text) ||
			i > 0 && p.Kind == citation.Heading && f.sizes[i] < size && title != "" && p.Pages[0].Page > 1 {
			break
		}
		front = i + 1
		if f.sizes[i] > size+0.2 {
			title, size = p.Text, f.sizes[i]
		}
	}
	if front == len(f.paragraphs) {
		front = 0 // there is no text that it could stand before
	}
	if last := front - 1; last > 0 && f.paragraphs[last].Kind == citation.Heading && f.sizes[last] < size && !isData.MatchString(f.paragraphs[last].Text) {
		front-- // the heading of the first chapter, and no date or "Author: …"
	}
	for i := range front {
		f.paragraphs[i].Kind = citation.Front
	}
	return title
}

var isData = regexp.MustCompile(`\b[12]\d{3}\b|:`)

// isText reports whether a passage is too much for a line of the front matter.
func isText(s string) bool {
	const mostWords = 30
	return endsSentence([]byte(s)) && len(strings.Fields(s)) > 8 || len(strings.Fields(s)) > mostWords
}
