package report

import (
	"iter"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/verify"
)

// Handler is one output format. Its methods are called in the order of the
// record: Document, every Note, findings and results as they come, a result
// before its findings, and Summary, which ends the document. Then the next
// document may follow. An error ends the walk.
type Handler interface {
	Document(*Document) error
	Note(*Note) error
	Finding(*Finding) error
	Result(*Result) error
	Summary(*Summary) error
}

// Report is what is known of one document.
type Report struct {
	Document *citation.Document
	Findings iter.Seq[citation.Finding] // of the manuscript; nil: none were looked for
	Results  iter.Seq[*verify.Result]   // of the visits; nil: nothing was visited
	Listed   bool                       // the notes come with the results and are not in Document; each counts as it comes
	Evidence string                     // name of the recording that pages were read from, "" for none
	Recorded string                     // name of the recording that visits were written to, "" for none; beside Evidence, those that it did not hold
}

// Write passes the record to h, while findings and results come, and gives the
// totals. The error is that of h.
func (r *Report) Write(h Handler) (*Summary, error) {
	m := newManuscript(r.Document)
	tally := newTally(r.Document, r.Results != nil)
	head := m.head()
	head.Evidence, head.Recorded = r.Evidence, r.Recorded
	if err := h.Document(head); err != nil {
		return nil, err
	}
	for _, note := range r.Document.Notes {
		if err := h.Note(m.note(note)); err != nil {
			return nil, err
		}
	}
	if err := r.findings(h, m, tally); err != nil {
		return nil, err
	}
	if err := r.results(h, m, tally); err != nil {
		return nil, err
	}
	return tally.summary(), h.Summary(tally.summary())
}

func (r *Report) findings(h Handler, m *manuscript, t *tally) error {
	if r.Findings == nil {
		return nil
	}
	for f := range r.Findings {
		t.addFinding(f.Severity)
		if err := h.Finding(m.finding(f, 0)); err != nil {
			return err
		}
	}
	return nil
}

func (r *Report) results(h Handler, m *manuscript, t *tally) error {
	if r.Results == nil {
		return nil
	}
	for res := range r.Results {
		if r.Listed {
			t.totals.Notes++
			t.totals.Sources++
		}
		t.addResult(res)
		message := m.result(res)
		if err := h.Result(message); err != nil {
			return err
		}
		for _, f := range res.Findings {
			t.addFinding(f.Severity)
			if err := h.Finding(m.finding(f, message.Citation)); err != nil {
				return err
			}
		}
	}
	return nil
}
