package export

import (
	"encoding/json"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/ibid-go/ibid/citation"
)

// Item is one source in CSL-JSON: the fields of csl-data.json (CSL 1.0.2) that
// a note can show, under the names of that schema. Parts that a note does not
// print are zero and are left out of the JSON.
type Item struct {
	ID         string     `json:"id"`
	Type       string     `json:"type"`
	Author     []ItemName `json:"author,omitempty"`
	Editor     []ItemName `json:"editor,omitempty"`
	Translator []ItemName `json:"translator,omitempty"`

	Title           string `json:"title,omitempty"`
	ContainerTitle  string `json:"container-title,omitempty"`
	CollectionTitle string `json:"collection-title,omitempty"`
	Publisher       string `json:"publisher,omitempty"`
	PublisherPlace  string `json:"publisher-place,omitempty"`
	Authority       string `json:"authority,omitempty"` // the court of a case
	Volume          string `json:"volume,omitempty"`
	Issue           string `json:"issue,omitempty"`
	Edition         string `json:"edition,omitempty"`
	Number          string `json:"number,omitempty"`
	Genre           string `json:"genre,omitempty"`
	Page            string `json:"page,omitempty"`
	PageFirst       string `json:"page-first,omitempty"` // where only the first page and the cited one are printed: "129, 138"
	Locator         string `json:"locator,omitempty"`

	Archive           string `json:"archive,omitempty"` // of a manuscript, or of the copy of a web page
	ArchivePlace      string `json:"archive-place,omitempty"`
	ArchiveCollection string `json:"archive_collection,omitempty"`
	ArchiveLocation   string `json:"archive_location,omitempty"` // shelfmark, or the address of the copy

	Issued   *ItemDate `json:"issued,omitempty"`
	Original *ItemDate `json:"original-date,omitempty"`
	Status   string    `json:"status,omitempty"` // "forthcoming"
	Accessed *ItemDate `json:"accessed,omitempty"`

	URL   string `json:"URL,omitempty"`
	DOI   string `json:"DOI,omitempty"`
	ISBN  string `json:"ISBN,omitempty"`
	ISSN  string `json:"ISSN,omitempty"`
	PMID  string `json:"PMID,omitempty"`
	PMCID string `json:"PMCID,omitempty"`

	// FirstNote is the label of the note in which the source is first cited in
	// full; only NewCite sets it.
	FirstNote Label `json:"first-reference-note-number,omitempty"`

	// Custom holds the numbers that the schema has no field for: "arxiv", "hdl".
	Custom map[string]string `json:"custom,omitempty"`
}

// ItemName is a person (Family, Given, Suffix) or an organisation (Literal).
type ItemName struct {
	Family  string `json:"family,omitempty"`
	Given   string `json:"given,omitempty"`
	Suffix  string `json:"suffix,omitempty"`
	Literal string `json:"literal,omitempty"`
}

// ItemDate is a date in the precision that was printed.
type ItemDate struct {
	Parts  [][]int `json:"date-parts"`       // one date of year, month, day, or the first and the last of a range
	Season int     `json:"season,omitempty"` // 1 spring to 4 winter
	Circa  bool    `json:"circa,omitempty"`
}

// CSL writes an array with an item for each citation as it is printed, in one
// line. Citations that stand in no note are numbered from 1. The error is that
// of w.
func CSL(w io.Writer, citations iter.Seq[*citation.Citation]) error {
	items := []Item{}
	for c := range citations {
		item := NewItem(c)
		if item.ID == "" {
			item.ID = strconv.Itoa(len(items) + 1)
		}
		items = append(items, item)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false) // it is read by programs, not by browsers
	return encoder.Encode(items)
}

// NewItem gives the item of a citation as it is printed: a short form keeps the
// few parts that it has. Where the manuscript itself records what is cited
// ([citation.Citation.Given]), that is given. The ID is that of [ID].
func NewItem(c *citation.Citation) Item {
	id := ID(c)
	c = recorded(c)
	text := func(f citation.Field) string { return clean(f.Text) }
	item := Item{
		ID: id, Type: itemType(c.Kind),
		Author: itemNames(c.Authors), Editor: itemNames(c.Editors), Translator: itemNames(c.Translators),
		Title: text(c.Title), ContainerTitle: text(c.Container), CollectionTitle: text(c.Series),
		Publisher: text(c.Publisher), PublisherPlace: text(c.Place), Authority: text(c.Court),
		Volume: text(c.Volume), Issue: text(c.Issue), Edition: text(c.Edition), Number: text(c.Number), Genre: text(c.Genre),
		Page: text(c.Pages), Locator: text(c.Locator),
		Archive: text(c.Archive), ArchivePlace: text(c.ArchivePlace), ArchiveCollection: text(c.Collection), ArchiveLocation: text(c.Shelfmark),
		Status: text(c.Status), Original: itemDate(c.Original), Issued: itemDate(c.Date), Accessed: itemDate(c.Accessed), URL: clean(itemURL(c)),
	}
	if archived := c.ArchivedCopy(); item.Archive == "" && item.ArchiveLocation == "" && clean(archived.URL) != item.URL {
		item.Archive, item.ArchiveLocation = archived.WebArchive(), clean(archived.URL)
	}
	if onlyFirstPage(c) {
		item.Page, item.PageFirst = "", item.Page
	}
	for _, id := range c.IDs {
		item.addID(id)
	}
	return item
}

// recorded gives what the manuscript records of the source, else c. Records
// seldom say which place is cited, when a page was seen, or where a copy of it
// is: that is taken from what is printed.
func recorded(c *citation.Citation) *citation.Citation {
	if c.Given == nil {
		return c
	}
	given := *c.Given
	if given.Locator.IsZero() {
		given.Locator = c.Locator
	}
	if given.Locator.IsZero() && strings.Trim(c.Pages.Text, "0123456789") == "" && c.Pages.Text != given.Pages.Text {
		given.Locator = c.Pages // one page that is not what the record has is the cited one
	}
	if given.Accessed.IsZero() {
		given.Accessed = c.Accessed
	}
	given.Links = slices.Concat(given.Links, c.Links)
	return &given
}

// onlyFirstPage reports the way of law reviews to print the first page of an
// article and behind a comma the one that is cited (OSCOLA 3.3.2).
func onlyFirstPage(c *citation.Citation) bool {
	between := c.Locator.Span.Start - c.Pages.Span.End
	return !c.Locator.IsZero() && !c.Pages.Span.IsZero() && between == len(", ") && strings.Trim(c.Pages.Text, "0123456789") == ""
}

// NewCite gives the item of the source that c stands for, with the locator of c
// and the note that cites the source first. Where it is not clear what c stands
// for, it is NewItem.
func NewCite(c *citation.Citation) Item {
	work := c.Work()
	if work == nil {
		return NewItem(c)
	}
	item := NewItem(work)
	if work != c {
		item.Locator = clean(recorded(c).Locator.Text)
	}
	first := work
	if work.Repeats != nil {
		first = work.Repeats
	}
	if first != c && first.Note != nil {
		item.FirstNote = Label(first.Note.Label)
	}
	return item
}

// ID names a citation within its document: the label of its note and its place
// there, counted from 1, as in "13.1". It is empty for a citation without a
// note.
func ID(c *citation.Citation) string {
	if c.Note == nil {
		return ""
	}
	return c.Note.Label + "." + strconv.Itoa(slices.Index(c.Note.Citations, c)+1)
}

// itemType gives the type; "document" is that of CSL 1.0.2 for what fits no
// other, and a type must be given.
func itemType(kind citation.Kind) string {
	if kind == "" {
		return "document"
	}
	return string(kind)
}

func itemNames(names []citation.Name) []ItemName {
	var list []ItemName
	for _, n := range names {
		list = append(list, ItemName{Family: clean(n.Family), Given: clean(n.Given), Suffix: clean(n.Suffix), Literal: clean(n.Literal)})
	}
	return list
}

// itemDate cuts the date after the last part that was printed.
func itemDate(d citation.Date) *ItemDate {
	if d.IsZero() {
		return nil
	}
	parts := [][]int{dateParts(d)}
	if d.Until != nil && d.Season == 0 { // a range of seasons CSL cannot say
		parts = append(parts, dateParts(*d.Until))
	}
	date := &ItemDate{Parts: parts, Circa: d.Circa}
	if d.Season != 0 {
		date.Season = int(d.Season-citation.Spring) + 1
	}
	return date
}

func dateParts(d citation.Date) []int {
	parts := []int{d.Year}
	if d.Month != 0 {
		parts = append(parts, d.Month)
		if d.Day != 0 {
			parts = append(parts, d.Day)
		}
	}
	return parts
}

// itemURL gives the first link that leads somewhere; a DOI has a field of its
// own.
func itemURL(c *citation.Citation) string {
	without := *c
	without.IDs = nil
	return without.URL()
}

// addID puts a standard number where the schema has it. The first of a kind
// counts.
func (item *Item) addID(id citation.ID) {
	field := map[citation.IDScheme]*string{
		citation.DOI: &item.DOI, citation.ISBN: &item.ISBN, citation.ISSN: &item.ISSN, citation.PMID: &item.PMID, citation.PMCID: &item.PMCID,
	}[id.Scheme]
	switch {
	case field == nil:
		if item.Custom == nil {
			item.Custom = make(map[string]string)
		}
		if item.Custom[string(id.Scheme)] == "" {
			item.Custom[string(id.Scheme)] = id.Value
		}
	case *field == "":
		*field = id.Value
	}
}
