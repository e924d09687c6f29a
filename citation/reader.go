package citation

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/manuscript/read"
)

// PDF is read where Parser.Readers holds the Reader of the package citation/pdf.
const PDF Format = "pdf"

// Reader reads manuscripts of a format that this package does not read itself,
// such as that of the package citation/pdf. It may be used by several
// goroutines at once.
type Reader interface {
	// Reads reports whether the reader takes the file that begins with head,
	// which is the whole of a short file and at least 1 KiB of a longer one.
	Reads(head []byte) bool
	// Read finds the text, the notes and the markers of a whole file. Its
	// errors should wrap one of this package's.
	Read(file []byte) (*Draft, error)
}

// Draft is what a Reader found in a file.
type Draft struct {
	Format Format

	Title  string // "" means the first line of the front matter
	Author string // used where the front matter has no names behind "By"
	Date   string // stated beside the text, as in "2021-05-03"; used where the front matter has none

	Paragraphs []Passage // the running text in reading order, with the markers in it
	Notes      []Passage // in reading order, each without its number
}

// Passage is a paragraph or a note of a Draft. All offsets count bytes of Text.
type Passage struct {
	Text    string        // plain, in UTF-8, without markers
	Kind    ParagraphKind // of a paragraph
	Label   string        // of a note: "12", "*"
	Scope   int           // of a note: how often numbering has started again before it
	Italics []Span
	Links   []Link // Span counts in Text; the text of the link is what stands there
	Marks   []Mention
	Pages   []PageStart // where the passage begins, and each page that it runs over to
}

// Mention is a reference mark of a paragraph. It leads to the note of its label
// and scope.
type Mention struct {
	Label  string
	Scope  int
	Style  MarkerStyle
	Offset int
}

// headSize is how many bytes of a file a Reader is shown, at least.
const headSize = 1 << 10

// read reads the file into a manuscript, with the first reader that takes it.
func (p *Parser) read(r io.Reader, include manuscript.Include) (*manuscript.Manuscript, error) {
	file, err := read.All(r, p.MaxBytes)
	if err != nil {
		return nil, err
	}
	for _, reader := range p.Readers {
		if !reader.Reads(file[:min(len(file), headSize)]) {
			continue
		}
		draft, err := reader.Read(file)
		if err != nil {
			return nil, err
		}
		if p.Format != "" && p.Format != draft.Format {
			return nil, fmt.Errorf("%w: this is %s, not %s", ErrUnsupported, draft.Format, p.Format)
		}
		return draft.manuscript(), nil
	}
	isPDF := bytes.HasPrefix(file, []byte("%PDF-"))
	m, err := read.Manuscript(file, manuscript.Format(p.Format), include)
	if errors.Is(err, ErrUnsupported) && isPDF {
		err = fmt.Errorf("%w; a program reads it with the package citation/pdf in Parser.Readers", err)
	}
	return m, err
}

func (d *Draft) manuscript() *manuscript.Manuscript {
	draft := manuscript.Draft{Format: manuscript.Format(d.Format), Title: d.Title, Author: d.Author, Date: d.Date}
	for i := range d.Paragraphs {
		draft.Paragraphs = append(draft.Paragraphs, d.Paragraphs[i].piece())
	}
	for i := range d.Notes {
		draft.Notes = append(draft.Notes, d.Notes[i].piece())
	}
	return draft.Manuscript()
}

func (p *Passage) piece() manuscript.Piece {
	piece := manuscript.Piece{Kind: manuscript.Kind(p.Kind), Label: p.Label, Scope: p.Scope, Text: p.Text}
	for _, s := range p.Italics {
		piece.Styles = append(piece.Styles, manuscript.Style{Kind: manuscript.Italic, Start: s.Start, End: s.End})
	}
	for _, l := range p.Links {
		piece.Styles = append(piece.Styles, manuscript.Style{Kind: manuscript.Link, Start: l.Span.Start, End: l.Span.End, Target: l.URL})
	}
	for _, m := range p.Marks {
		piece.Marks = append(piece.Marks, manuscript.Marker{Label: m.Label, Scope: m.Scope, Style: string(m.Style), Offset: m.Offset})
	}
	for _, s := range p.Pages {
		piece.Pages = append(piece.Pages, manuscript.PageStart(s))
	}
	return piece
}
