package citation

import (
	"regexp"
	"strings"

	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/tag"
)

// recognise reads the text of one note: it finds what the note shows at a
// glance, divides it into sources, and takes each source apart.
func recognise(in *manuscript.Inline) []*Citation {
	layout := layoutOf(in)
	var citations []*Citation
	for _, r := range divide(layout) {
		s := source{piece: piece{in, r.Start, r.End}, layout: layout}
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
	var italics, linked, urls []tag.Range
	for _, s := range in.Styles {
		r := tag.Range{Start: s.Start, End: s.End}
		switch {
		case s.Kind == manuscript.Italic:
			italics = append(italics, r)
		case s.Kind == manuscript.Link && s.Target == in.Plain[s.Start:s.End]:
			urls = append(urls, r)
		case s.Kind == manuscript.Link:
			linked = append(linked, r)
		}
	}
	return tag.NewLayout(in.Plain, italics, linked, urls)
}

// source is one source of a note while it is read.
type source struct {
	piece
	layout *tag.Layout
	atoms  []tag.Atom
	labels []tag.Label

	readings []tag.Reading // of the atoms, as the model gave them
	labelled piece         // what atoms, labels and readings are of
}

// read gives the citation, nil where the piece cites nothing.
func (s *source) read() *Citation {
	s.start += numberLength(s.text())
	c := &Citation{Span: s.span()}
	if s.readForm(c) {
		return c
	}
	s.start += leadLength(s.text())
	c.Span = s.span()
	s.label()
	s.freeIssue()
	s.readParts(c)
	if !citesSomething(c) {
		return nil
	}
	settleOrganisation(c)
	c.Kind = kindOf(c)
	return c
}

// freeIssue takes the issue out of a container that names it in words: "issue
// 13 of its *Dabiq* magazine".
func (s *source) freeIssue() {
	for i := 1; i < len(s.atoms); i++ {
		if s.atoms[i].Kind == tag.Figure && s.atoms[i-1].Cue == "issue" && s.atoms[i].Before == " " && strings.HasPrefix(s.atoms[i].After, " ") {
			s.labels[i-1], s.labels[i] = tag.Other, tag.Issue
		}
	}
}

// printedNumber is the number that a reference list prints before an entry:
// "12. ", "[12] ", "(12) ".
var printedNumber = regexp.MustCompile(`^(?:\\?\[\d{1,4}\\?\]|\(\d{1,3}\)|\d{1,3}[.)])\s+`)

func numberLength(s string) int { return len(printedNumber.FindString(s)) }

// citesSomething tells a citation from commentary: it has a title, or at least
// two of the parts that identify a source.
func citesSomething(c *Citation) bool {
	n := 0
	for _, has := range [...]bool{
		len(c.Authors) > 0, !c.Container.IsZero(), !c.Publisher.IsZero(), !c.Date.IsZero(), c.URL() != "", len(c.IDs) > 0,
		len(c.Editors) > 0, !c.Number.IsZero(), !c.Genre.IsZero(),
	} {
		if has {
			n++
		}
	}
	return !c.Title.IsZero() || n >= 2 || c.URL() != ""
}
