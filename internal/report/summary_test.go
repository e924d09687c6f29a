package report_test

import (
	"io"
	"testing"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/report"
	"github.com/ibid-go/ibid/verify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSummary(t *testing.T) {
	s, err := sample().Write(&report.JSON{W: io.Discard})
	require.NoError(t, err)
	assert.Equal(t, &report.Summary{
		Notes: 4, Sources: 8, Errors: 3, Warnings: 1, Infos: 2, Checked: true,
		Found: 1, Differ: 1, NotFound: 2, NotChecked: 4, Due: 6, Unanswered: 2,
		Reasons: map[verify.Reason]int{
			verify.ReasonNotOnline: 1, verify.ReasonPaywall: 1, verify.ReasonPlaceholder: 1, verify.ReasonTimeout: 1,
		},
	}, s)
	assert.Equal(t, s.Sources, s.Found+s.Differ+s.NotFound+s.NotChecked, "every source is one of four")
}

// A page that is gone weighs as an error, one that moved as a warning.
func TestAtOrAbove(t *testing.T) {
	s := report.Summary{Errors: 1, Warnings: 10, Infos: 100, NotFound: 1000, Moved: 10000}
	assert.Equal(t, 1001, s.AtOrAbove(citation.Error))
	assert.Equal(t, 11011, s.AtOrAbove(citation.Warning))
	assert.Equal(t, 11111, s.AtOrAbove(citation.Info))
}

func TestUndecided(t *testing.T) {
	for name, c := range map[string]struct {
		summary report.Summary
		want    bool
	}{
		"nothing was due":            {report.Summary{}, false},
		"all answered":               {report.Summary{Due: 2}, false},
		"half unanswered":            {report.Summary{Due: 2, Unanswered: 1}, false},
		"more than half":             {report.Summary{Due: 3, Unanswered: 2}, true},
		"the only one":               {report.Summary{Due: 1, Unanswered: 1}, true},
		"interrupted near the end":   {report.Summary{Due: 9, Unanswered: 1, Reasons: map[verify.Reason]int{verify.ReasonCanceled: 1}}, true},
		"not wanted, so not missing": {report.Summary{NotChecked: 9, Reasons: map[verify.Reason]int{verify.ReasonOffline: 9}}, false},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, c.summary.Undecided()) })
	}
}

// What a visit could not have settled is not due.
func TestDue(t *testing.T) {
	for _, reason := range verify.Reasons() {
		r := &report.Report{Document: &citation.Document{}, Results: func(yield func(*verify.Result) bool) {
			yield(&verify.Result{Citation: &citation.Citation{}, URL: "https://a.test/", Status: reason.Status(), Reason: reason})
		}}
		s, err := r.Write(&report.JSON{W: io.Discard})
		require.NoError(t, err)
		switch reason {
		case verify.ReasonOffline, verify.ReasonExcluded, verify.ReasonBadURL, verify.ReasonNotWeb, verify.ReasonPrivateAddress:
			assert.Zero(t, s.Due, reason)
		default:
			assert.Equal(t, 1, s.Due, reason)
		}
		assert.Equal(t, 1, s.Found+s.Differ+s.NotFound+s.NotChecked, reason)
	}
}
