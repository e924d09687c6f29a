package manuscript

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Draft is what the reader of a format found in a file: the pieces in their
// order, each with offsets into its own text. A [Writer] writes one run by run.
type Draft struct {
	Format       Format
	Title        string // "" means the first line of the front matter
	Author, Date string // used where the front matter has none
	BareURLs     bool   // addresses in the text that no link covers are told
	Paragraphs   []Piece
	Notes        []Piece
}

// Piece is a paragraph or a note of a Draft. Offsets out of range are brought
// into it.
type Piece struct {
	Kind   Kind   // of a paragraph
	Label  string // of a note
	Scope  int    // of a note
	Text   string
	Styles []Style  // Start and End in Text
	Marks  []Marker // of a paragraph; Offset in Text, besides Label, Scope and Style
	Pages  []PageStart
}

// Manuscript puts the pieces together.
func (d *Draft) Manuscript() *Manuscript {
	x := newExtract(d.Format)
	x.bareURLs = d.BareURLs
	for i := range d.Paragraphs {
		p := d.Paragraphs[i].passage()
		x.paragraph(p)
	}
	for i := range d.Notes {
		x.note(d.Notes[i].passage())
	}
	m := x.finish()
	if d.Title != "" {
		m.Title = literal(squeeze(d.Title))
	}
	if m.Byline.Plain == "" {
		m.Byline = literal(squeeze(d.Author))
	}
	if m.DateLine == "" {
		m.DateLine, _, _ = strings.Cut(strings.TrimSpace(d.Date), "T")
	}
	return m
}

func (p *Piece) passage() *passage {
	text := strings.ToValidUTF8(p.Text, string(utf8.RuneError))
	q := &passage{kind: p.Kind, label: p.Label, scope: p.Scope, plain: []byte(text)}
	clamp := func(offset int) int { return min(max(offset, 0), len(text)) }
	for _, s := range p.Styles {
		s.Start, s.End = clamp(s.Start), clamp(s.End)
		q.styles = append(q.styles, s)
	}
	for _, mark := range p.Marks {
		mark.Note, mark.Offset = -1, clamp(mark.Offset)
		q.marks = append(q.marks, mark)
	}
	slices.SortStableFunc(q.marks, func(a, b Marker) int { return a.Offset - b.Offset })
	for _, start := range p.Pages {
		q.pages = append(q.pages, PageStart{clamp(start.Offset), start.Page})
	}
	return q
}
