package report

import (
	"slices"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/verify"
)

// Summary closes the record of a document with its totals.
type Summary struct {
	Notes    int `json:"notes"`
	Sources  int `json:"sources"` // citations: a source cited twice counts twice
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Infos    int `json:"infos"`

	// Every source is one of four once it was checked: the page is there and
	// agrees, it is there and an editor must decide, it is gone, or nobody could
	// say.
	Checked    bool                  `json:"checked"` // whether sources were visited at all
	Found      int                   `json:"found"`
	Differ     int                   `json:"differ"`
	NotFound   int                   `json:"not_found"`
	NotChecked int                   `json:"not_checked"`
	Moved      int                   `json:"moved"`             // among Found and Differ, those with a new address
	Reasons    map[verify.Reason]int `json:"reasons,omitempty"` // why NotChecked

	Due        int `json:"due"`        // sources with a public address, which a visit should have settled
	Unanswered int `json:"unanswered"` // among Due, those of which the visit told nothing
}

// AtOrAbove counts what weighs at least as much as severity. A page that is
// gone weighs as an error, one that has moved as a warning.
func (s *Summary) AtOrAbove(severity citation.Severity) int {
	n := s.Errors + s.NotFound
	if severity <= citation.Warning {
		n += s.Warnings + s.Moved
	}
	if severity <= citation.Info {
		n += s.Infos
	}
	return n
}

// Undecided reports whether too little is known to say that nothing is wrong:
// the run was interrupted, or more than half of the sources that were due gave
// no answer. Half, since some sites refuse every program.
func (s *Summary) Undecided() bool {
	return s.Reasons[verify.ReasonCanceled] > 0 || 2*s.Unanswered > s.Due
}

// tally counts once what every format shows.
type tally struct{ totals Summary }

func newTally(doc *citation.Document, checked bool) *tally {
	t := &tally{Summary{Notes: len(doc.Notes), Checked: checked}}
	for range doc.Citations() {
		t.totals.Sources++
	}
	return t
}

func (t *tally) summary() *Summary { return &t.totals }

func (t *tally) addFinding(severity citation.Severity) {
	switch severity {
	case citation.Error:
		t.totals.Errors++
	case citation.Warning:
		t.totals.Warnings++
	default:
		t.totals.Infos++
	}
}

func (t *tally) addResult(r *verify.Result) {
	due := isDue(r)
	if due {
		t.totals.Due++
	}
	switch {
	case r.Status == verify.Gone:
		t.totals.NotFound++
		return
	case r.Status != verify.OK && r.Status != verify.Moved:
		t.addUnchecked(r.Reason, due)
		return
	case needsDecision(r):
		t.totals.Differ++
	default:
		t.totals.Found++
	}
	if r.Status == verify.Moved {
		t.totals.Moved++
	}
}

func (t *tally) addUnchecked(reason verify.Reason, due bool) {
	t.totals.NotChecked++
	if due {
		t.totals.Unanswered++
	}
	if t.totals.Reasons == nil {
		t.totals.Reasons = make(map[verify.Reason]int)
	}
	t.totals.Reasons[reason]++
}

// isDue reports whether a visit should have told something: not where the note
// has no public address, nor where no visit was wanted.
func isDue(r *verify.Result) bool {
	switch r.Reason {
	case verify.ReasonOffline, verify.ReasonExcluded, verify.ReasonBadURL, verify.ReasonNotWeb, verify.ReasonPrivateAddress:
		return false
	}
	return r.URL != ""
}

// needsDecision reports whether a page that is there disagrees with the note by
// more than a remark.
func needsDecision(r *verify.Result) bool {
	return slices.ContainsFunc(r.Findings, func(f citation.Finding) bool { return f.Severity > citation.Info })
}
