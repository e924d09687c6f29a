package report

import (
	"iter"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/export"
	"github.com/ibid-go/ibid/internal/prose"
	"github.com/ibid-go/ibid/verify"
)

// Manuscript is one document as it was read, without findings: what parsing
// alone gives.
type Manuscript struct {
	Version  int
	Document *Document
	Notes    iter.Seq[*Note] // made one by one, since a book has a hundred thousand
	Links    []Link          // of the running text
	InText   []Citation      // of reference managers in the running text; spans count in the manuscript
	Orphans  Orphans
}

// Orphans are markers without a note and labels of notes without a marker.
type Orphans struct {
	Markers []Marker `json:"markers"`
	Notes   []string `json:"notes"`
}

// NewManuscript gives all that was read of a document.
func NewManuscript(doc *citation.Document) *Manuscript {
	m := newManuscript(doc)
	all := &Manuscript{
		Version: Version, Document: m.head(), Notes: m.notes, Links: []Link{},
		Orphans: Orphans{Markers: []Marker{}, Notes: []string{}},
	}
	for _, note := range doc.Notes {
		if len(note.Markers) == 0 {
			all.Orphans.Notes = append(all.Orphans.Notes, note.Label)
		}
	}
	for _, p := range doc.Paragraphs {
		all.Links = append(all.Links, links(p.Links)...)
		for _, c := range p.Citations {
			all.InText = append(all.InText, newCitation(c, 0))
		}
	}
	for _, marker := range doc.Markers {
		if marker.Note == nil {
			orphan := m.marker(marker)
			orphan.Label = marker.Label
			all.Orphans.Markers = append(all.Orphans.Markers, orphan)
		}
	}
	return all
}

// manuscript makes messages of the parts of a document.
type manuscript struct {
	doc    *citation.Document
	places *places
}

func newManuscript(doc *citation.Document) *manuscript {
	return &manuscript{doc, newPlaces(doc.Text)}
}

func (m *manuscript) head() *Document {
	d := &Document{
		Name: m.doc.Name, Format: string(m.doc.Format), Title: m.doc.Title, Issue: m.doc.Issue, Date: m.doc.Date.String(),
	}
	for _, name := range m.doc.Authors {
		d.Authors = append(d.Authors, name.String())
	}
	return d
}

// notes gives the messages of all notes, in the order of the text.
func (m *manuscript) notes(yield func(*Note) bool) {
	for _, note := range m.doc.Notes {
		if !yield(m.note(note)) {
			return
		}
	}
}

func (m *manuscript) note(n *citation.Note) *Note {
	note := &Note{
		Label: n.Label, Text: n.Text, Plain: n.Plain, Span: Span{n.Span.Start, n.Span.End},
		Markers: []Marker{}, Links: links(n.Links), Citations: []Citation{},
	}
	for _, marker := range n.Markers {
		note.Markers = append(note.Markers, m.marker(marker))
	}
	for _, c := range n.Citations {
		note.Citations = append(note.Citations, newCitation(c, n.Span.Start))
	}
	return note
}

func (m *manuscript) marker(marker *citation.Marker) Marker {
	line, column := m.places.at(marker.Span.Start)
	return Marker{Line: line, Column: column, Page: m.doc.Page(marker.Span.Start)}
}

func links(list []citation.Link) []Link {
	all := []Link{}
	for _, l := range list {
		all = append(all, Link{URL: l.URL, Text: l.Text})
	}
	return all
}

// newCitation makes the message of a citation whose note starts at base.
func newCitation(c *citation.Citation, base int) Citation {
	message := Citation{Given: c.Given != nil, CSL: export.NewItem(c), Form: c.Form.String(), Span: within(c.Span, base), Spans: map[string]Span{}}
	for _, antecedent := range c.Antecedents {
		message.Antecedents = append(message.Antecedents, export.ID(antecedent))
	}
	for _, part := range [...]struct {
		name string
		span citation.Span
	}{
		{"author", around(c.Authors)}, {"editor", around(c.Editors)}, {"translator", around(c.Translators)},
		{"title", c.Title.Span}, {"container-title", c.Container.Span}, {"collection-title", c.Series.Span},
		{"publisher", c.Publisher.Span}, {"publisher-place", c.Place.Span}, {"volume", c.Volume.Span}, {"issue", c.Issue.Span},
		{"edition", c.Edition.Span}, {"number", c.Number.Span}, {"genre", c.Genre.Span}, {"page", c.Pages.Span},
		{"authority", c.Court.Span}, {"archive", c.Archive.Span}, {"archive-place", c.ArchivePlace.Span}, {"archive_collection", c.Collection.Span},
		{"archive_location", c.Shelfmark.Span}, {"status", c.Status.Span}, {"original-date", c.Original.Span},
		{"locator", c.Locator.Span}, {"issued", c.Date.Span}, {"accessed", c.Accessed.Span},
	} {
		if !part.span.IsZero() {
			message.Spans[part.name] = within(part.span, base)
		}
	}
	message.Confidence = confidences(c)
	for _, a := range c.Close {
		message.Close = append(message.Close, Alternative{a.Text, within(a.Span, base), a.Part, a.Other, a.Confidence})
	}
	return message
}

// confidences gives how sure each part is whose confidence is known.
func confidences(c *citation.Citation) map[string]float64 {
	known := map[string]float64{}
	for _, part := range [...]struct {
		name       string
		confidence float64
	}{
		{"title", c.Title.Confidence}, {"container-title", c.Container.Confidence}, {"collection-title", c.Series.Confidence},
		{"publisher", c.Publisher.Confidence}, {"publisher-place", c.Place.Confidence}, {"volume", c.Volume.Confidence},
		{"issue", c.Issue.Confidence}, {"edition", c.Edition.Confidence}, {"number", c.Number.Confidence}, {"genre", c.Genre.Confidence},
		{"page", c.Pages.Confidence}, {"locator", c.Locator.Confidence}, {"issued", c.Date.Confidence}, {"accessed", c.Accessed.Confidence},
		{"author", ofNames(c.Authors)}, {"editor", ofNames(c.Editors)}, {"translator", ofNames(c.Translators)},
	} {
		if part.confidence > 0 {
			const digits = 1000 // as many as data/confidence.txt has
			known[part.name] = math.Round(part.confidence*digits) / digits
		}
	}
	return known
}

// ofNames gives the confidence of a list of names.
func ofNames(names []citation.Name) float64 {
	if len(names) == 0 {
		return 0
	}
	return names[0].Confidence
}

// around gives the span from the first name to the last.
func around(names []citation.Name) citation.Span {
	if len(names) == 0 {
		return citation.Span{}
	}
	return citation.Span{Start: names[0].Span.Start, End: names[len(names)-1].Span.End}
}

// within counts a span of the manuscript from base; nowhere stays [0,0].
func within(s citation.Span, base int) Span {
	if s.IsZero() {
		return Span{}
	}
	return Span{s.Start - base, s.End - base}
}

// finding makes the message of a finding about a citation of its note, counted
// from 1; 0 where it is about none.
func (m *manuscript) finding(f citation.Finding, cited int) *Finding {
	message := &Finding{
		Rule: f.Rule, Severity: f.Severity, Note: f.Note, Citation: cited, Span: spanOf(f.Span), Message: f.Message, Advice: f.Advice,
		Cited: f.Cited, Found: f.Found, Fingerprint: f.Fingerprint(),
	}
	if !f.Span.IsZero() {
		message.Line, message.Column = m.places.at(f.Span.Start)
	}
	message.Evidence = evidenceOf(f.Evidence)
	for _, r := range f.Related {
		message.Related = append(message.Related, Related{Note: r.Note, Span: spanOf(r.Span), Message: r.Message})
	}
	for _, fix := range f.Fixes {
		message.Fixes = append(message.Fixes, newFix(fix))
	}
	return message
}

func evidenceOf(list []citation.Evidence) []Evidence {
	var out []Evidence
	for _, e := range list {
		out = append(out, Evidence(e))
	}
	return out
}

func newFix(f citation.Fix) Fix {
	fix := Fix{Message: f.Message, Edits: []Edit{}}
	for _, e := range f.Edits {
		fix.Edits = append(fix.Edits, Edit{Span: Span{e.Span.Start, e.Span.End}, New: e.New})
	}
	return fix
}

// spanOf gives nil for nowhere.
func spanOf(s citation.Span) *Span {
	if s.IsZero() {
		return nil
	}
	return &Span{s.Start, s.End}
}

func (m *manuscript) result(r *verify.Result) *Result {
	message := &Result{
		URL: r.URL, Status: r.Status, Reason: r.Reason, Verdict: r.Verdict(), HTTP: r.HTTP, Hops: r.Hops, Final: r.Final, Evidence: r.Evidence, Fragment: r.Fragment,
		Span: Span{r.Citation.Span.Start, r.Citation.Span.End}, ElapsedMS: r.Elapsed.Milliseconds(),
	}
	if note := r.Citation.Note; note != nil {
		message.Note, message.Citation = note.Label, slices.Index(note.Citations, r.Citation)+1
	}
	if !r.Checked.IsZero() {
		checked := r.Checked.UTC()
		message.Checked = &checked
	}
	if s := r.Source; s != nil {
		message.Source = &Source{
			Title: s.Title(), Authors: s.Authors, Date: s.Date.String(), Modified: s.Modified.String(), Site: s.Site(), Language: s.Language,
			DOI: s.DOI, Licence: s.Licence, Access: s.Access.Text, From: s.From,
		}
	}
	if len(r.Comparison.Answers) > 0 {
		message.Comparison, message.Answers = &r.Comparison.Verdict, answers(r.Comparison.Answers)
	}
	if r.Archived != archive.NotAsked || r.ArchiveErr != nil {
		message.Archived = r.Archived.String()
	}
	if r.ArchiveErr != nil {
		message.ArchiveError = prose.Printable(r.ArchiveErr.Error(), longestText)
	}
	if r.Snapshot != nil {
		copied := NewSnapshot(r.Snapshot)
		message.Snapshot = &copied
	}
	return message
}

func answers(list []verify.Answer) []Answer {
	out := make([]Answer, len(list))
	for i, a := range list {
		out[i] = Answer{Part: string(a.Part), Agreement: a.Agreement, Why: a.Why, Cited: a.Cited, Found: a.Found, Evidence: evidenceOf(a.Evidence)}
	}
	return out
}

// places turns offsets into lines and columns. It remembers the last place,
// since offsets mostly grow and a manuscript may be one long line.
type places struct {
	text   string
	starts []int // of the lines
	line   int   // of the last place, from 0
	offset int
	column int
}

func newPlaces(text string) *places {
	p := &places{text: text, starts: []int{0}, column: 1}
	for i := 0; ; {
		next := strings.IndexByte(text[i:], '\n')
		if next < 0 {
			return p
		}
		i += next + 1
		p.starts = append(p.starts, i)
	}
}

// at gives line and column of an offset, both from 1; the column counts
// characters.
func (p *places) at(offset int) (line, column int) {
	offset = min(max(offset, 0), len(p.text))
	found, exact := slices.BinarySearch(p.starts, offset)
	if !exact {
		found--
	}
	if found != p.line || offset < p.offset {
		p.line, p.offset, p.column = found, p.starts[found], 1
	}
	p.column += utf8.RuneCountInString(p.text[p.offset:offset])
	p.offset = offset
	return found + 1, p.column
}
