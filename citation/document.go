package citation

import (
	"iter"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/prose"
)

// Document is a manuscript: its text, and the notes, markers and links in it.
// A caller may build one by hand. It is not changed after Parse and may be
// read by several goroutines at once.
type Document struct {
	Name    string // file name, "" where Parse was given only a reader
	Format  Format
	Title   string
	Authors []Name
	Issue   string // number in a series of reports: "26"
	Date    Date   // when the manuscript says it was published
	Text    string // what every Span counts in; for text and Markdown the source itself

	Notes      []*Note      // in the order of the text
	Markers    []*Marker    // in the running text, in its order
	Paragraphs []*Paragraph // the running text, without notes

	// Pages says where pages begin in Text, ascending by Offset. Pages may come
	// twice: notes stand behind the running text. Nil where the format has none.
	Pages []PageStart
}

// PageStart says that the text from Offset on stands on page Page, which is
// counted from 1.
type PageStart struct{ Offset, Page int }

// Note is one footnote or endnote.
type Note struct {
	Label     string // as printed: "12", "*"
	Text      string // as written, markup included, the label not
	Span      Span
	Plain     string // the text without markup
	Markers   []*Marker
	Links     []Link
	Citations []*Citation // in the order of the note, empty where it cites nothing
}

// Marker is a reference mark in the running text.
type Marker struct {
	Label     string
	Span      Span
	Style     MarkerStyle
	Note      *Note // nil where no note has the label
	Paragraph *Paragraph
	Offset    int // in Paragraph.Text, where the marker stood
}

// MarkerStyle is the notation of a marker.
type MarkerStyle string

// The notations.
const (
	Superscript   MarkerStyle = "superscript"   // ¹²
	Caret         MarkerStyle = "caret"         // ^{12}
	Bracketed     MarkerStyle = "bracketed"     // [12]
	Footnote      MarkerStyle = "footnote"      // [^12]
	Symbol        MarkerStyle = "symbol"        // *, †, (*)
	Slashed       MarkerStyle = "slashed"       // /12/
	Parenthesised MarkerStyle = "parenthesised" // (12)
)

// Paragraph is a paragraph of the running text, whole even where notes at the
// foot of a page divide it.
type Paragraph struct {
	Kind  ParagraphKind
	Text  string // plain, without markers
	Span  Span   // from its first to its last byte
	Links []Link

	// Citations are those that a reference manager set in the sentences, as
	// author-date styles do. Of each, Span says where it is printed and Given
	// what it cites; the printed words are not taken apart.
	Citations []*Citation
}

// ParagraphKind tells running text from what stands around it.
type ParagraphKind int

// The kinds. Front is what stands before the text: title, authors, date.
const (
	Body ParagraphKind = iota
	Heading
	Caption
	Contents
	Front
)

// InText gives the citations that stand in the running text, in its order.
func (d *Document) InText() iter.Seq[*Citation] {
	return func(yield func(*Citation) bool) {
		for _, p := range d.Paragraphs {
			for _, c := range p.Citations {
				if !yield(c) {
					return
				}
			}
		}
	}
}

// Citations gives every citation of the notes in reading order.
func (d *Document) Citations() iter.Seq[*Citation] {
	return func(yield func(*Citation) bool) {
		for _, note := range d.Notes {
			for _, c := range note.Citations {
				if !yield(c) {
					return
				}
			}
		}
	}
}

// Position says where offset lies. It is cheap enough for findings, not for a
// call at each byte: it counts lines from the start.
func (d *Document) Position(offset int) Position {
	offset = min(max(offset, 0), len(d.Text))
	before := d.Text[:offset]
	lineStart := strings.LastIndexByte(before, '\n') + 1
	p := Position{
		Line:   strings.Count(before, "\n") + 1,
		Column: utf8.RuneCountInString(before[lineStart:]) + 1,
	}
	i := sort.Search(len(d.Notes), func(i int) bool { return d.Notes[i].Span.End > offset })
	if i < len(d.Notes) && d.Notes[i].Span.Start <= offset {
		p.Note = d.Notes[i].Label
	}
	p.Page = d.Page(offset)
	return p
}

// Page gives the page that offset lies on, 0 where the format has no pages.
func (d *Document) Page(offset int) int {
	i := sort.Search(len(d.Pages), func(i int) bool { return d.Pages[i].Offset > offset })
	if i == 0 {
		return 0
	}
	return d.Pages[i-1].Page
}

// Sentence gives the sentence of the running text that the marker stands in or
// closes, "" where the marker has no paragraph.
func (m *Marker) Sentence() string {
	if m.Paragraph == nil {
		return ""
	}
	return prose.SentenceAt(m.Paragraph.Text, m.Offset)
}
