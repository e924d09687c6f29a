package citation

import (
	"regexp"
	"slices"
	"strings"

	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/tag"
)

// recognise reads the text of one note: it finds what the note shows at a
// glance, divides it into sources, and takes each source apart. What earlier
// notes cite tells a short form from commentary and shows where one ends.
func recognise(in *manuscript.Inline, doc reader) []*Citation {
	layout := layoutOf(in)
	defer layout.Free()
	var citations []*Citation
	for _, r := range divide(layout, doc.earlier) {
		s := source{piece: piece{in, r.Start, r.End}, layout: layout, doc: doc}
		if n := len(citations); n > 0 {
			s.previous = citations[n-1]
		}
		if c := s.read(); c != nil {
			citations = append(citations, c)
		}
	}
	return citations
}

// piece is a range of a note's plain text.
type piece struct {
	in         *manuscript.Inline
	start, end int
}

func (p piece) text() string { return p.in.Plain[p.start:p.end] }

// span gives the range of the manuscript that the piece came from.
func (p piece) span() Span {
	start, end := p.in.Source(p.start, p.end)
	return Span{start, end}
}

func (p piece) sub(start, end int) piece { return piece{p.in, start, end} }

func layoutOf(in *manuscript.Inline) *tag.Layout {
	var buf [4][8]tag.Range // as many as most notes have
	italics, small, linked, urls := buf[0][:0], buf[1][:0], buf[2][:0], buf[3][:0]
	for _, s := range in.Styles {
		r := tag.Range{Start: s.Start, End: s.End}
		switch {
		case s.Kind == manuscript.Italic:
			italics = append(italics, r)
		case s.Kind == manuscript.SmallCaps:
			small = append(small, r)
		case s.Kind == manuscript.Address, s.Kind == manuscript.Link && s.Target == in.Plain[s.Start:s.End]:
			urls = append(urls, r)
		case s.Kind == manuscript.Link:
			linked = append(linked, r)
		}
	}
	return tag.NewLayout(in.Plain, tag.Markup{Italics: merged(italics), SmallCaps: merged(small), Linked: merged(linked), URLs: merged(urls)})
}

// merged gives the ranges in order, those that overlap as one, in the same memory.
func merged(ranges []tag.Range) []tag.Range {
	slices.SortFunc(ranges, func(a, b tag.Range) int { return a.Start - b.Start })
	list := ranges[:0]
	for _, r := range ranges {
		if n := len(list); n > 0 && r.Start < list[n-1].End {
			list[n-1].End = max(list[n-1].End, r.End)
			continue
		}
		list = append(list, r)
	}
	return list
}

// source is one source of a note while it is read.
type source struct {
	piece
	layout   *tag.Layout
	doc      reader
	previous *Citation // of the note, nil before the first
	atoms    []tag.Atom
	labels   []tag.Label

	readings []tag.Reading // of the atoms, as the model gave them
	labelled piece         // what atoms, labels and readings are of
}

// read gives the citation, nil where the piece cites nothing.
func (s *source) read() *Citation {
	s.start += numberLength(s.text())
	c := &Citation{Span: s.span()}
	if s.readNextReport(c) {
		return c
	}
	kept := s.readArchive(c)
	if s.readForm(c, kept != (tag.Range{})) {
		return c
	}
	s.start += leadLength(s.text())
	c.Span = s.span()
	if kept == (tag.Range{}) {
		kept = s.readLaw(c)
	}
	s.label(kept)
	if s.doc.habit != nil {
		return nil // the labels are all that is learned from
	}
	s.settle()
	s.readParts(c)
	s.dropRemark(c)
	s.titleOfRest(c)
	if !citesSomething(c) && !s.doc.earlier.names(s.text()) {
		return nil
	}
	if c.Kind == "" {
		settleOrganisation(c)
		c.Kind = kindOf(c)
	}
	return c
}

// dropRemark leaves only the address of a source that a sentence points to:
// "The data can be found at https://…".
func (s *source) dropRemark(c *Citation) {
	if c.URL() == "" || c.Title.Mark != Unmarked || c.Title.IsZero() && len(c.Authors) == 0 {
		return
	}
	for _, a := range s.atoms {
		if a.Kind == tag.URL {
			before := trim(s.in.Plain, tag.Range{Start: s.start, End: a.Start})
			d := divider{layout: s.layout}
			if before.Start < before.End && d.isSentence(before) {
				c.Authors, c.Title, c.Container, c.Publisher = nil, Field{}, Field{}, Field{}
			}
			return
		}
	}
}

// titleOfRest makes a title of the words that open a source, where they are all
// that stands there beside a date: "Archives sonores de l'association, 2010".
func (s *source) titleOfRest(c *Citation) {
	if citesSomething(c) || c.Date.IsZero() || len(s.atoms) == 0 {
		return
	}
	if a := s.atoms[0]; a.Kind == tag.Words && s.labels[0] == tag.Other && strings.Contains(s.in.Plain[a.Start:a.End], " ") {
		c.Title = s.fieldOf(0, 1)
	}
}

// atomsWithout gives the atoms of the source outside a range.
func (s *source) atomsWithout(r tag.Range) []tag.Atom {
	if r.Start == r.End {
		return s.layout.Atoms(s.start, s.end)
	}
	before := strings.TrimRight(s.in.Plain[min(s.start, r.Start):r.Start], " ,")
	return slices.Concat(s.layout.Atoms(s.start, s.start+len(before)), s.layout.Atoms(r.End, s.end))
}

// printedNumber is the number that a reference list prints before an entry:
// "12. ", "[12] ", "(12) ".
var printedNumber = regexp.MustCompile(`^(?:\\?\[\d{1,4}\\?\]|\(\d{1,3}\)|\d{1,3}[.)])\s+`)

func numberLength(s string) int {
	if s == "" || strings.IndexByte(`\[(0123456789`, s[0]) < 0 {
		return 0
	}
	return len(printedNumber.FindString(s))
}

// citesSomething tells a citation from commentary: it has a title, or at least
// two of the parts that identify a source.
func citesSomething(c *Citation) bool {
	n := 0
	for _, has := range [...]bool{
		len(c.Authors) > 0, !c.Container.IsZero(), !c.Publisher.IsZero(), !c.Date.IsZero(), c.URL() != "", len(c.IDs) > 0,
		len(c.Editors) > 0, !c.Number.IsZero(), !c.Genre.IsZero(), !c.Volume.IsZero(), !c.Pages.IsZero(), !c.Locator.IsZero(),
		!c.Archive.IsZero(), !c.Collection.IsZero(), !c.Shelfmark.IsZero(), !c.Court.IsZero(),
	} {
		if has {
			n++
		}
	}
	return !c.Title.IsZero() || n >= 2 || c.URL() != ""
}
