package citation

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/manuscript/read"
	"github.com/ibid-go/ibid/internal/prose"
)

// Format is the kind of file that a manuscript came in.
type Format string

// The formats, each guessed from the content of the file. Spans count in the
// source of text and Markdown; of the others, in the text that was read from it.
const (
	Text     Format = "text"     // plain text, with or without Markdown links and emphasis
	Markdown Format = "markdown" // of Pandoc, GitHub, kramdown or MyST, with HTML in it
	HTML     Format = "html"     // a web page, or a document that a word processor saved as one
	EPUB     Format = "epub"     // a book of EPUB 2 or 3
	DOCX     Format = "docx"     // Office Open XML text of Word and others, transitional or strict; tracked changes as if accepted
	LaTeX    Format = "latex"    // source of LaTeX2e; ParseFS takes in the files of \input too
	ODT      Format = "odt"      // OpenDocument text of LibreOffice and others; tracked deletions are left out
)

// Errors that Parse wraps; test for them with errors.Is. Each comes with a
// sentence that says what was found and what to try.
var (
	ErrTooLarge    = manuscript.ErrTooLarge
	ErrUnsupported = manuscript.ErrUnsupported
	ErrNotText     = manuscript.ErrNotText
	ErrDamaged     = manuscript.ErrDamaged   // cut off, changed on the way, or not well-formed
	ErrEncrypted   = manuscript.ErrEncrypted // behind a password
)

// DefaultMaxBytes bounds a manuscript unless Parser.MaxBytes says otherwise:
// 64 MiB.
const DefaultMaxBytes = read.DefaultMaxBytes

// Parser reads manuscripts. The zero value is ready and may be used by several
// goroutines at once.
type Parser struct {
	Format   Format   // of the file; "" means guessed from the content
	MaxBytes int64    // of the file; 0 means DefaultMaxBytes
	Readers  []Reader // of further formats, asked in their order before the content is guessed
}

// Parse reads a manuscript with the zero Parser.
func Parse(r io.Reader) (*Document, error) { return new(Parser).Parse(r) }

// ParseFS reads the manuscript name of fsys with the zero Parser.
func ParseFS(fsys fs.FS, name string) (*Document, error) { return new(Parser).ParseFS(fsys, name) }

// Parse reads a manuscript: the format is guessed from the content, notes and
// markers are found, each note is read into citations, and short forms are led
// to their antecedents. A manuscript without notes is no error. The error
// wraps one of the errors above, or is that of r.
func (p *Parser) Parse(r io.Reader) (*Document, error) { return p.parse(r, nil) }

// parse is Parse with a way to the files that a manuscript takes in.
func (p *Parser) parse(r io.Reader, include manuscript.Include) (*Document, error) {
	m, err := p.read(r, include)
	if err != nil {
		return nil, err
	}
	doc := newDocument(m)
	doc.readNotes(m.Notes)
	return doc, nil
}

// readNotes reads the notes one after the other, and empties them. What earlier
// ones cite helps to read the next, and so does the habit that all show together.
func (d *Document) readNotes(notes []manuscript.Note) {
	earlier := newResolver()
	doc := reader{earlier: earlier.works, model: habitual(notes)}
	for i, note := range d.Notes {
		note.Citations = attachGiven(&notes[i].Inline, recognise(&notes[i].Inline, doc))
		for _, c := range note.Citations {
			c.Note = note
		}
		notes[i] = manuscript.Note{} // so that it is gone before all are read
		earlier.resolveNote(note)
	}
	settleKinds(d.Notes)
}

// ParseFS is Parse for a file of fsys. Files that it takes in, as LaTeX does by
// \input, are read from fsys too, by their names relative to its folder. The
// error names the file.
func (p *Parser) ParseFS(fsys fs.FS, name string) (*Document, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	doc, err := p.parse(f, func(included string) ([]byte, error) {
		return fs.ReadFile(fsys, path.Join(path.Dir(name), included))
	})
	if err == nil && doc.Text == "" && isPackedName(name) {
		err = fmt.Errorf("%w: nothing in it can be read; copy or export it again", ErrDamaged)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	doc.Name = name
	return doc, nil
}

// isPackedName reports whether a file of that name should hold more than text.
// One that is empty lost its content on the way.
func isPackedName(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".docx", ".docm", ".dotx", ".odt", ".ott", ".epub", ".pdf":
		return true
	}
	return false
}

// ParseNote reads the text of one note. Its markup is used and shows in no part:
// emphasis and links of Markdown, and of HTML the tags that come in pairs
// (<i>, <a href>, <span>, …) and character references. Any other "<" is text.
// It gives a citation for each source, none where the note cites nothing.
// Spans count in text. Short forms have no antecedents, since there are no
// other notes.
func ParseNote(text string) []*Citation {
	inline := manuscript.NewInline(text)
	return recognise(&inline, reader{})
}

// newDocument takes over what the manuscript holds, without citations.
func newDocument(m *manuscript.Manuscript) *Document {
	doc := &Document{Format: Format(m.Format), Text: m.Text, Title: m.Title.Plain, Issue: m.Issue}
	if m.Byline.Plain != "" {
		doc.Authors = readNames(piece{&m.Byline, 0, len(m.Byline.Plain)})
	}
	if dates := prose.FindDates(m.DateLine); len(dates) > 0 {
		doc.Date = dateOf(dates[0], Span{})
	}
	for i := range m.Paragraphs {
		p := &m.Paragraphs[i]
		start, end := p.Bounds()
		doc.Paragraphs = append(doc.Paragraphs, &Paragraph{
			Kind: ParagraphKind(p.Kind), Text: p.Plain, Span: Span{start, end}, Links: linksOf(&p.Inline),
			Citations: attachGiven(&p.Inline, nil),
		})
	}
	for _, start := range m.Pages {
		doc.Pages = append(doc.Pages, PageStart(start))
	}
	for i := range m.Notes {
		n := &m.Notes[i]
		start, end := n.Bounds()
		doc.Notes = append(doc.Notes, &Note{
			Label: n.Label, Text: m.Text[start:end], Span: Span{start, end}, Plain: n.Plain, Links: linksOf(&n.Inline),
		})
	}
	for _, mark := range m.Markers {
		doc.addMarker(mark)
	}
	return doc
}

func (d *Document) addMarker(m manuscript.Marker) {
	marker := &Marker{
		Label: m.Label, Span: Span{m.Start, m.End}, Style: MarkerStyle(m.Style),
		Paragraph: d.Paragraphs[m.Paragraph], Offset: m.Offset,
	}
	if m.Note >= 0 {
		marker.Note = d.Notes[m.Note]
		marker.Note.Markers = append(marker.Note.Markers, marker)
	}
	d.Markers = append(d.Markers, marker)
}

// linksOf gives the links of a piece of text.
func linksOf(in *manuscript.Inline) []Link {
	var links []Link
	for _, s := range in.Styles {
		if s.Kind == manuscript.Link {
			links = append(links, Link{URL: s.Target, Text: in.Plain[s.Start:s.End], Span: Span{s.From, s.To}})
		}
	}
	return links
}
