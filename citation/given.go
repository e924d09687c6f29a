package citation

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/prose"
)

// attachGiven gives the citations of a piece of text what the records in it
// say, and adds one for each source of a record that was not recognised.
// Citations and records stand in the order of the text.
func attachGiven(in *manuscript.Inline, citations []*Citation) []*Citation {
	end := 0 // of the record before
	for _, s := range in.Styles {
		if s.Kind != manuscript.Reference {
			continue
		}
		passage := piece{in, s.Start, s.End}
		if s.Start == s.End { // it describes what stands before
			passage.start = min(end, s.Start)
		}
		end = max(end, s.End)
		if records := readRecord(s.Target); len(records) > 0 {
			citations = pairRecords(citations, records, passage.span())
		}
	}
	return citations
}

// pairRecords leads each record to the citation within the span that shares
// the most words with it; records that share none get a citation of their own.
func pairRecords(citations, records []*Citation, within Span) []*Citation {
	from, to := 0, 0
	for to < len(citations) && citations[to].Span.Start < max(within.End, within.Start+1) {
		if to++; citations[to-1].Span.End <= within.Start {
			from = to
		}
	}
	inside := citations[from:to]
	var paired []*Citation
	for i, record := range records {
		best := bestMatch(inside, record, len(inside) == len(records)-i)
		if best < 0 {
			paired = append(paired, &Citation{Span: within, Kind: record.Kind, Given: record})
			continue
		}
		paired = append(paired, whole(inside[:best])...)
		paired = append(paired, inside[best])
		inside[best].Given = record
		inside = inside[best+1:]
	}
	paired = append(paired, whole(inside)...)
	return append(append(citations[:from:from], paired...), citations[to:]...)
}

// whole leaves out what has a title and nothing else: where a record says what
// is cited, that is a piece of it that was cut off.
func whole(citations []*Citation) []*Citation {
	var kept []*Citation
	for _, c := range citations {
		if c.Form != Full || len(c.Authors) > 0 || !c.Date.IsZero() || c.URL() != "" || !c.Container.IsZero() {
			kept = append(kept, c)
		}
	}
	return kept
}

// bestMatch gives the index of the citation that the record belongs to, -1
// where there is none. Where each citation has its record, the first left is it.
func bestMatch(citations []*Citation, record *Citation, one bool) int {
	if one && len(citations) > 0 {
		return 0
	}
	best, most := -1, 0
	for i, c := range citations {
		if n := sharedParts(c, record); n > most {
			best, most = i, n
		}
	}
	return best
}

// sharedParts counts what a citation and a record have in common. A short form
// shows little: that nothing speaks against it counts too.
func sharedParts(c, record *Citation) int {
	n := 0
	if c.Form != Full {
		n++
	}
	if title, given := prose.Fold(c.Title.Text), prose.Fold(record.Title.Text); title != "" && given != "" &&
		(strings.Contains(title, given) || strings.Contains(given, title)) {
		n += 2
	}
	for _, name := range c.Authors {
		for _, given := range record.Authors {
			if prose.Fold(name.Family+name.Literal) == prose.Fold(given.Family+given.Literal) {
				n++
			}
		}
	}
	if c.Date.Year != 0 && c.Date.Year == record.Date.Year {
		n++
	}
	if c.URL() != "" && c.URL() == record.URL() {
		n++
	}
	return n
}

// recordKey is the same for two records of one source.
func (c *Citation) recordKey() string {
	key := prose.Fold(c.Title.Text) + "\n" + c.Date.String() + "\n" + prose.Fold(c.Container.Text)
	if len(c.Authors) > 0 {
		key += "\n" + prose.Fold(c.Authors[0].String())
	}
	return key
}

// maxRecords bounds the sources of one record; a note with more is no note.
const maxRecords = 500

// readRecord reads a citation of CSL-JSON (csl-citation.json), with its data.
func readRecord(record string) []*Citation {
	var citation struct {
		Items []struct {
			Data    *cslItem `json:"itemData"`
			Locator cslText  `json:"locator"`
		} `json:"citationItems"`
	}
	if json.Unmarshal([]byte(record), &citation) != nil {
		return nil
	}
	var records []*Citation
	for _, item := range citation.Items[:min(len(citation.Items), maxRecords)] {
		if item.Data != nil {
			given := item.Data.citation()
			given.Locator = item.Locator.field()
			records = append(records, given)
		}
	}
	return records
}

// cslItem is a source in CSL-JSON (csl-data.json of CSL 1.0.2).
type cslItem struct {
	Type           cslText   `json:"type"`
	Author         []cslName `json:"author"`
	Editor         []cslName `json:"editor"`
	Translator     []cslName `json:"translator"`
	Interviewer    []cslName `json:"interviewer"`
	Title          cslText   `json:"title"`
	Container      cslText   `json:"container-title"`
	Collection     cslText   `json:"collection-title"`
	Publisher      cslText   `json:"publisher"`
	PublisherPlace cslText   `json:"publisher-place"`
	Volume         cslText   `json:"volume"`
	Issue          cslText   `json:"issue"`
	Edition        cslText   `json:"edition"`
	Number         cslText   `json:"number"`
	Genre          cslText   `json:"genre"`
	Page           cslText   `json:"page"`
	Issued         cslDate   `json:"issued"`
	Accessed       cslDate   `json:"accessed"`
	URL            cslText   `json:"URL"`
	DOI            cslText   `json:"DOI"`
	ISBN           cslText   `json:"ISBN"`
	ISSN           cslText   `json:"ISSN"`
	PMID           cslText   `json:"PMID"`
	PMCID          cslText   `json:"PMCID"`
	Authority      cslText   `json:"authority"`
	Archive        cslText   `json:"archive"`
	ArchivePlace   cslText   `json:"archive-place"`
	Collected      cslText   `json:"archive_collection"`
	Shelfmark      cslText   `json:"archive_location"`
	Original       cslDate   `json:"original-date"`
	Status         cslText   `json:"status"`
}

// citation gives the source with fields that stand nowhere in the manuscript.
func (item *cslItem) citation() *Citation {
	c := &Citation{
		Kind: Kind(item.Type), Authors: namesOf(item.Author), Editors: namesOf(item.Editor), Translators: namesOf(item.Translator),
		Title: item.Title.field(), Container: item.Container.field(), Publisher: item.Publisher.field(), Place: item.PublisherPlace.field(),
		Series: item.Collection.field(), Volume: item.Volume.field(), Issue: item.Issue.field(), Edition: item.Edition.field(),
		Number: item.Number.field(), Genre: item.Genre.field(), Pages: item.Page.field(),
		Court: item.Authority.field(), Archive: item.Archive.field(), ArchivePlace: item.ArchivePlace.field(),
		Collection: item.Collected.field(), Shelfmark: item.Shelfmark.field(), Status: item.Status.field(),
		Date: item.Issued.Date, Original: item.Original.Date, Accessed: item.Accessed.Date,
	}
	if item.URL != "" {
		c.Links = []Link{{URL: string(item.URL), Text: string(item.URL)}}
	}
	for _, id := range [...]ID{
		{Scheme: DOI, Value: strings.ToLower(strings.TrimPrefix(string(item.DOI), "https://doi.org/"))},
		{Scheme: ISBN, Value: string(item.ISBN)}, {Scheme: ISSN, Value: string(item.ISSN)}, {Scheme: PMID, Value: string(item.PMID)},
		{Scheme: PMCID, Value: string(item.PMCID)},
	} {
		if id.Value != "" {
			c.IDs = append(c.IDs, id)
		}
	}
	return c
}

// cslText is a string, or a number that some programs write in its place.
// Anything else is read as nothing: one odd field is no reason to lose the rest.
type cslText string

// UnmarshalJSON reads a string or a number.
func (t *cslText) UnmarshalJSON(data []byte) error {
	var s string
	var n json.Number
	switch {
	case json.Unmarshal(data, &s) == nil:
		*t = cslText(prose.Squeeze(withoutTags(s)))
	case json.Unmarshal(data, &n) == nil:
		*t = cslText(n)
	}
	return nil
}

// withoutTags leaves out the HTML with which titles are set off in CSL-JSON.
func withoutTags(s string) string {
	if !strings.Contains(s, "</") {
		return s
	}
	return strings.NewReplacer("<i>", "", "</i>", "", "<b>", "", "</b>", "", "<sup>", "", "</sup>", "", "<sub>", "", "</sub>", "",
		`<span class="nocase">`, "", "</span>", "").Replace(s)
}

func (t cslText) field() Field { return Field{Text: string(t)} }

// cslName is a person or an organisation.
type cslName struct {
	Family      cslText `json:"family"`
	Given       cslText `json:"given"`
	Suffix      cslText `json:"suffix"`
	Literal     cslText `json:"literal"`
	Dropping    cslText `json:"dropping-particle"`
	NonDropping cslText `json:"non-dropping-particle"`
}

func namesOf(list []cslName) []Name {
	var names []Name
	for _, n := range list {
		name := Name{
			Given:  strings.TrimSpace(string(n.Given) + " " + string(n.Dropping)),
			Family: strings.TrimSpace(string(n.NonDropping) + " " + string(n.Family)),
			Suffix: string(n.Suffix), Literal: string(n.Literal),
		}
		if name.String() != "" {
			names = append(names, name)
		}
	}
	return names
}

// cslDate is a date in parts, or in words.
type cslDate struct{ Date }

// UnmarshalJSON reads a date or a range. What is no date is read as none.
func (d *cslDate) UnmarshalJSON(data []byte) error {
	var parts struct {
		Dates   [][]cslText `json:"date-parts"`
		Season  cslText     `json:"season"`
		Circa   any         `json:"circa"`
		Raw     string      `json:"raw"`
		Literal string      `json:"literal"`
	}
	if json.Unmarshal(data, &parts) != nil {
		_ = json.Unmarshal(data, &parts.Raw) // EDTF, as some programs write it
	}
	if len(parts.Dates) > 0 {
		d.Date = dateOfParts(parts.Dates[0])
		if len(parts.Dates) > 1 {
			until := dateOfParts(parts.Dates[1])
			d.Until = &until
		}
		if season, err := strconv.Atoi(string(parts.Season)); err == nil && 1 <= season && season <= 4 {
			d.Season = Spring + Season(season-1)
		}
	} else if dates := prose.FindDates(parts.Raw + parts.Literal); len(dates) > 0 {
		d.Date = dateOf(dates[0], Span{})
	}
	d.Circa = parts.Circa != nil && parts.Circa != false && !d.IsZero()
	return nil
}

// dateOfParts reads year, month and day; zero is none.
func dateOfParts(parts []cslText) Date {
	var numbers [3]int
	for i, part := range parts[:min(len(parts), len(numbers))] {
		numbers[i], _ = strconv.Atoi(string(part))
	}
	return Date{Year: numbers[0], Month: numbers[1], Day: numbers[2]}
}
