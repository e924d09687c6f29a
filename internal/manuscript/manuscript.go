package manuscript

import "slices"

// Manuscript is what one file holds. All offsets count bytes of Text.
type Manuscript struct {
	Format     Format
	Text       string
	Paragraphs []Paragraph
	Notes      []Note
	Markers    []Marker // in the order of the text
	Title      Inline
	Byline     Inline      // the names behind "By"
	Issue      string      // number in a series
	DateLine   string      // the line of the front matter that states the date
	Pages      []PageStart // ascending; nil where the format has no pages
}

// PageStart says that page Page begins at Offset.
type PageStart struct{ Offset, Page int }

// Note is a note without its number.
type Note struct {
	Label string
	Scope int // counts the times that numbering has started again; negative for a note that has a mark of its own
	Inline
}

// Marker is a reference mark in the running text.
type Marker struct {
	Label      string
	Scope      int
	Style      string // superscript, caret, bracketed, footnote, symbol, slashed, parenthesised
	Start, End int
	Note       int // index in Notes, -1 where none has the label
	Paragraph  int // index in Paragraphs
	Offset     int // in the paragraph's Plain
}

// Paragraph is running text, a heading, a caption, a line of the contents or
// of the front matter. A paragraph that notes divide is one.
type Paragraph struct {
	Kind Kind
	Inline
}

// Kind tells running text from what stands around it.
type Kind int

// The kinds of paragraphs.
const (
	Body Kind = iota
	Heading
	Caption
	Contents
	Front
)

// Inline is a piece of text without its markup, with the way back to the
// source and the marks that the markup made.
type Inline struct {
	Plain  string
	Styles []Style
	origin origin // of each byte of Plain and of its end, in Text
	// references are the ranges of Text that show as something else, ascending:
	// all that such a range shows has its start as source.
	references []span
	bounds     span // in Text, markup at the edges included
}

// Source gives the range of Text that the bytes start to end of Plain came
// from.
func (in *Inline) Source(start, end int) (int, int) {
	if start >= end {
		return in.origin.at(start), in.origin.at(start)
	}
	last := in.origin.at(end - 1)
	if k, ok := slices.BinarySearchFunc(in.references, last, func(r span, at int) int { return r.start - at }); ok {
		return in.origin.at(start), in.references[k].end
	}
	return in.origin.at(start), last + 1
}

// Bounds gives the range of Text that the piece takes up, markup at its edges
// included.
func (in *Inline) Bounds() (start, end int) { return in.bounds.start, in.bounds.end }

// Style is a range of Inline.Plain that the manuscript sets off.
type Style struct {
	Kind       StyleKind
	Start, End int    // in Plain
	Target     string // of a link; of a reference, its record: a CSL-JSON citation with citationItems
	From, To   int    // in Text, markup included
}

// StyleKind is what a Style does.
type StyleKind int

// The styles.
const (
	Italic StyleKind = iota
	Bold
	SmallCaps
	Link
	Address   // that the text prints, where it is no link of the file
	Reference // what was printed from a record that the file holds; empty where the record stands behind what it describes
)
