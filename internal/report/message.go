package report

import (
	"time"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/export"
	"github.com/ibid-go/ibid/verify"
)

// Version is the version of the messages in JSON. It grows when a reader of the
// old ones would misread the new; fields may be added without.
const Version = 1

// Span is a range of bytes, the first and the one after the last.
type Span [2]int

// Document opens the record of one manuscript.
type Document struct {
	Name     string   `json:"name"`
	Format   string   `json:"format"`
	Title    string   `json:"title,omitempty"`
	Issue    string   `json:"issue,omitempty"`
	Date     string   `json:"date,omitempty"` // EDTF
	Authors  []string `json:"authors,omitempty"`
	Evidence string   `json:"evidence,omitempty"` // recording that pages were read from, where there was one
	Recorded string   `json:"recorded,omitempty"` // recording that visits were written to, where there was one
}

// Note is a note with its citations, as it was read.
type Note struct {
	Label     string     `json:"label"`
	Text      string     `json:"text"`  // as written, markup included
	Plain     string     `json:"plain"` // without markup
	Span      Span       `json:"span"`  // of Text in the manuscript
	Markers   []Marker   `json:"markers"`
	Links     []Link     `json:"links"`
	Citations []Citation `json:"citations"`
}

// Marker is a place where the running text refers to a note.
type Marker struct {
	Label  string `json:"label,omitempty"` // only of one without a note
	Line   int    `json:"line"`            // from 1
	Column int    `json:"column"`          // in characters, from 1
	Page   int    `json:"page,omitempty"`  // only of a manuscript that has pages
}

// Link is an address with the words that carry it.
type Link struct {
	URL  string `json:"url"`
	Text string `json:"text"`
}

// Citation is one source of a note, as it is printed there, or as the
// manuscript records it.
type Citation struct {
	Given       bool               `json:"given,omitempty"` // CSL is the record of a reference manager or of the page
	CSL         export.Item        `json:"csl"`
	Form        string             `json:"form"`
	Antecedents []string           `json:"antecedents,omitempty"` // IDs of what a short form may stand for
	Span        Span               `json:"span"`                  // of all of it, in the text of the note
	Confidence  map[string]float64 `json:"confidence,omitempty"`  // of each part, by CSL name, 0 to 1; absent where it is not known
	Close       []Alternative      `json:"close,omitempty"`
	Spans       map[string]Span    `json:"spans"` // of each part in the text of the note, by CSL name
}

// Finding is something that an editor should know.
type Finding struct {
	Rule        string            `json:"rule"`
	Severity    citation.Severity `json:"severity"`
	Note        string            `json:"note,omitempty"`     // label; absent for one about several notes or none
	Citation    int               `json:"citation,omitempty"` // of the note, from 1; absent where it is not about one
	Span        *Span             `json:"span,omitempty"`     // in the manuscript
	Line        int               `json:"line,omitempty"`
	Column      int               `json:"column,omitempty"`
	Message     string            `json:"message"`
	Advice      string            `json:"advice,omitempty"`
	Cited       string            `json:"cited,omitempty"`
	Found       string            `json:"found,omitempty"`
	Evidence    []Evidence        `json:"evidence,omitempty"`
	Related     []Related         `json:"related,omitempty"`
	Fixes       []Fix             `json:"fixes,omitempty"`
	Fingerprint string            `json:"fingerprint"` // the same in a later run, even if notes were renumbered
}

// Evidence is where something was read.
type Evidence struct {
	Source string `json:"source"`
	Text   string `json:"text,omitempty"`
	URL    string `json:"url,omitempty"`
}

// Related is another place that a finding is about.
type Related struct {
	Note    string `json:"note,omitempty"`
	Span    *Span  `json:"span,omitempty"`
	Message string `json:"message,omitempty"`
}

// Fix is a change that an editor may accept.
type Fix struct {
	Message string `json:"message"`
	Edits   []Edit `json:"edits"`
}

// Edit replaces a span of the manuscript.
type Edit struct {
	Span Span   `json:"span"`
	New  string `json:"new"`
}

// Result is what a visit to the source of one citation showed.
type Result struct {
	Note     string          `json:"note"`
	Citation int             `json:"citation"` // of the note, from 1
	Span     Span            `json:"span"`     // of the citation in the manuscript
	URL      string          `json:"url,omitempty"`
	Status   verify.Status   `json:"status"`
	Reason   verify.Reason   `json:"reason,omitempty"`
	HTTP     int             `json:"http,omitempty"`
	Verdict  string          `json:"verdict"` // the status in one word, or what refines it, as verify.Result.Verdict has it
	Hops     []verify.Hop    `json:"hops,omitempty"`
	Final    string          `json:"final,omitempty"`
	Evidence verify.Evidence `json:"evidence,omitzero"`
	Fragment verify.Fragment `json:"fragment,omitempty"`
	Source   *Source         `json:"source,omitempty"`
	// Comparison says whether the page is the source that the note cites, Answers how
	// each part of the note stands to it; absent where there was nothing to compare.
	Comparison *verify.Verdict `json:"comparison,omitempty"`
	Answers    []Answer        `json:"answers,omitempty"`
	Snapshot   *Snapshot       `json:"snapshot,omitempty"`
	// Archived is what the archives said: found, absent, excluded, archived only as an error, or "could not ask" with the reason in ArchiveError; absent
	// where nobody wanted to ask.
	Archived     string     `json:"archived,omitempty"`
	ArchiveError string     `json:"archive_error,omitempty"`
	Checked      *time.Time `json:"checked,omitempty"`
	ElapsedMS    int64      `json:"elapsed_ms"`
}

// Answer is how one part of a note stands to the page.
type Answer struct {
	Part      string           `json:"part"`      // title, authors, date, outlet, language, kind, quotation
	Agreement verify.Agreement `json:"agreement"` // agrees, agrees loosely, differs, cannot say
	Why       string           `json:"why,omitempty"`
	Cited     string           `json:"cited,omitempty"`
	Found     string           `json:"found,omitempty"`
	Evidence  []Evidence       `json:"evidence,omitempty"`
}

// Source is what a page says of itself.
type Source struct {
	Title    string            `json:"title,omitempty"`
	Authors  []string          `json:"authors,omitempty"`
	Date     string            `json:"date,omitempty"` // EDTF
	Site     string            `json:"site,omitempty"`
	DOI      string            `json:"doi,omitempty"`
	Licence  string            `json:"licence,omitempty"`
	Access   string            `json:"access,omitempty"` // "free" or "paid", where the page declares it
	Modified string            `json:"modified,omitempty"`
	Language string            `json:"language,omitempty"`
	From     map[string]string `json:"from,omitempty"` // by field, the signal it was read from
}

// Alternative is a part that may well be another: its runner-up is Other.
type Alternative struct {
	Text       string  `json:"text"`
	Span       Span    `json:"span"` // in the text of the note
	Part       string  `json:"part"`
	Other      string  `json:"other"`
	Confidence float64 `json:"confidence"`
}
