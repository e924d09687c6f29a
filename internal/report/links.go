package report

import (
	"io"
	"strings"
	"time"

	"github.com/ibid-go/ibid/verify"
)

// Links writes the record of a list of links: one line of JSON a link, of kind
// "link", and at the end one of kind "summary". Notes and findings of a list say
// nothing that its links do not.
type Links struct{ W io.Writer }

// LinkLine is what a visit to one entry of a list of links showed. Its names are
// those that programs around link checkers expect: status is that of HTTP.
type LinkLine struct {
	URL      string          `json:"url"`
	Line     string          `json:"line,omitempty"` // of the list, from 1
	Verdict  string          `json:"verdict"`        // as verify.Result.Verdict has it
	Reason   verify.Reason   `json:"reason,omitempty"`
	Advice   string          `json:"advice,omitempty"`
	Status   int             `json:"status,omitempty"`
	FinalURL string          `json:"final_url,omitempty"`
	Title    string          `json:"title,omitempty"`
	Author   string          `json:"author,omitempty"`
	Date     string          `json:"date,omitempty"` // EDTF
	Evidence verify.Evidence `json:"evidence"`
	Snapshot *Snapshot       `json:"snapshot,omitempty"`
	Checked  *time.Time      `json:"checked,omitempty"`
	Elapsed  int64           `json:"elapsed_ms"`
}

// Document writes nothing.
func (l *Links) Document(*Document) error { return nil }

// Note writes nothing.
func (l *Links) Note(*Note) error { return nil }

// Finding writes nothing.
func (l *Links) Finding(*Finding) error { return nil }

// Result writes a line of kind "link".
func (l *Links) Result(m *Result) error {
	link := LinkLine{
		URL: m.URL, Line: m.Note, Verdict: m.Verdict, Reason: m.Reason, Advice: m.Reason.Advice(), Status: m.HTTP, FinalURL: m.Final,
		Evidence: m.Evidence, Snapshot: m.Snapshot, Checked: m.Checked, Elapsed: m.ElapsedMS,
	}
	if s := m.Source; s != nil {
		link.Title, link.Author, link.Date = s.Title, strings.Join(s.Authors, "; "), s.Date
	}
	return WriteJSON(l.W, struct {
		header
		LinkLine
	}{header{Version, "link"}, link})
}

// Summary writes a line of kind "summary".
func (l *Links) Summary(m *Summary) error { return (&JSON{l.W}).Summary(m) }
