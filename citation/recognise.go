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
	return tag.NewLayout(in.Plain, merged(italics), merged(linked), merged(urls))
}

// merged gives the ranges in order, those that overlap as one.
func merged(ranges []tag.Range) []tag.Range {
	slices.SortFunc(ranges, func(a, b tag.Range) int { return a.Start - b.Start })
	var list []tag.Range
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
	s.settleItalics()
	s.freeIssue()
	s.freeGenre()
	s.freeCues()
	s.settleAnnounced()
	s.settleFigures()
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

// freeIssue takes the issue out of a container that names it in words: "issue
// 13 of its *Dabiq* magazine".
func (s *source) freeIssue() {
	for i := 1; i < len(s.atoms); i++ {
		if s.atoms[i].Kind == tag.Figure && s.atoms[i-1].Cue == "issue" && s.atoms[i].Before == " " && strings.HasPrefix(s.atoms[i].After, " ") {
			s.labels[i-1], s.labels[i] = tag.Other, tag.Issue
		}
	}
}

// freeGenre takes the words for a thesis out of the end of a title: "Sel et
// marées, Thèse de doctorat Reims".
func (s *source) freeGenre() {
	for i := 1; i < len(s.atoms); i++ {
		ends := i+1 == len(s.atoms) || s.labels[i+1] != tag.Title
		if a := &s.atoms[i]; ends && s.labels[i] == tag.Title && s.labels[i-1] == tag.Title && a.Kind == tag.Words && a.Before == ", " &&
			kindNamedIn(s.in.Plain[a.Start:a.End]) == Thesis {
			s.labels[i] = tag.Genre
		}
	}
}

// freeCues takes the words before a number out of the end of a title: "The
// Complete Greek Tragedies, vol 4".
func (s *source) freeCues() {
	for i := 1; i+1 < len(s.atoms); i++ {
		isName := s.labels[i] == tag.Title || s.labels[i] == tag.Container
		counts := s.atoms[i].Cue == "volume" || s.atoms[i].Cue == "issue"
		if isName && counts && (s.labels[i+1] == tag.Volume || s.labels[i+1] == tag.Issue) {
			s.labels[i] = tag.Other
		}
	}
}

// settleAnnounced mends a reading without a title that takes what stands before
// the words that announce an editor or a translator for more of them: "Sanudo,
// I diarii, a cura di R. Fulin". The last piece before the words is the title.
func (s *source) settleAnnounced() {
	if slices.Contains(s.labels, tag.Title) {
		return
	}
	for i := 1; i+1 < len(s.atoms); i++ {
		label := s.labels[i-1]
		if label != tag.Editor && label != tag.Translator || !announcesNames(s.atoms[i].Cue) || s.labels[i+1] != label {
			continue
		}
		for k := range i {
			if s.labels[k] == label {
				s.labels[k] = tag.Author
			}
		}
		s.labels[i-1], s.labels[i] = tag.Title, tag.Other
		return
	}
}

// settleFigures makes a page of a second volume behind an outlet, where no page
// is given: "9 Law & Society Rev. 95".
func (s *source) settleFigures() {
	volume, outlet := slices.Index(s.labels, tag.Volume), slices.Index(s.labels, tag.Container)
	if volume < 0 || outlet < volume || slices.Contains(s.labels, tag.Pages) || slices.Contains(s.labels, tag.Locator) {
		return
	}
	for i := outlet + 1; i < len(s.labels); i++ {
		if s.labels[i] == tag.Volume && s.atoms[i].Kind == tag.Figure {
			s.labels[i] = tag.Pages
			return
		}
	}
}

// announcesNames reports the cues that stand before editors and translators, or
// behind them.
func announcesNames(cue string) bool { return cue == "editor" || cue == "translator" }

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
		len(c.Editors) > 0, !c.Number.IsZero(), !c.Genre.IsZero(), !c.Volume.IsZero(), !c.Pages.IsZero(), !c.Locator.IsZero(),
		!c.Archive.IsZero(), !c.Collection.IsZero(), !c.Shelfmark.IsZero(), !c.Court.IsZero(),
	} {
		if has {
			n++
		}
	}
	return !c.Title.IsZero() || n >= 2 || c.URL() != ""
}
