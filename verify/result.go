package verify

import (
	"time"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
)

// Result is what is known of one citation's source after a visit.
type Result struct {
	Citation *citation.Citation
	URL      string // what was asked for, without the user and password that the link may name; "" where the citation has no address
	Status   Status
	Reason   Reason
	HTTP     int    // status code of the last answer, 0 where there was none
	Hops     []Hop  // redirects on the way, in order
	Final    string // where the visit ended, "" where it did not
	Evidence Evidence
	Fragment Fragment // whether the place that the link names was on the page; "" where it names none or nobody could say
	Source   *Source
	Snapshot *archive.Snapshot // of a page that is gone, where Checker.Archive knows a good one
	Archived archive.Verdict   // what the archives said; NotAsked where nobody asked or could ask them
	// ArchiveErr is why no archive could be asked for a copy; nil where nobody wanted to or one could be.
	ArchiveErr error
	Findings   []citation.Finding
	// Comparison says of each part whether note and page agree, and whether the
	// page is the source that is cited; zero where there was nothing to compare.
	// Findings begins with its findings.
	Comparison Comparison
	Err        error // why there was no answer, for logs; the Status says what it means
	Checked    time.Time
	Elapsed    time.Duration
}

// Verdict says in one word what came of the visit and the comparison: the word
// of the Status, or in its place
//
//	mismatch          the page is there, but it is not the source that the note names
//	fragment-missing  the page is there, but not the place on it that the link names
//	paywall           the page is there, for subscribers
func (r *Result) Verdict() string {
	switch {
	case r.Comparison.Verdict == AnotherPage:
		return "mismatch"
	case r.Reason == ReasonPaywall:
		return "paywall"
	case r.Fragment == FragmentMissing:
		return "fragment-missing"
	}
	return r.Status.String()
}

// Hop is one redirect.
type Hop struct {
	URL      string `json:"url"`
	Status   int    `json:"status"`
	Location string `json:"location"`
}

// Event tells a Checker.Progress how far a run is.
type Event struct {
	Done  int    // addresses visited so far
	Total int    // addresses known so far; grows while citations are read
	URL   string // the address just visited
}

// Evidence is what a verdict rests on.
type Evidence struct {
	Asked    string   `json:"asked,omitempty"` // the request that got the deciding answer: "GET https://…"
	Came     string   `json:"came,omitempty"`  // its answer, or why there was none: "404 Not Found", "timeout"
	Sign     string   `json:"sign,omitempty"`  // what decided: "status code", "Cf-Mitigated", "title: page not found"
	Notes    []string `json:"notes,omitempty"` // what decided nothing but is worth knowing: an incomplete TLS chain, a missing fragment
	Attempts int      `json:"attempts,omitempty"`
}

// Fragment tells whether the place that a link names behind "#" is on the page.
type Fragment string

// What was found of a fragment.
const (
	FragmentFound   Fragment = "found"
	FragmentMissing Fragment = "missing"
)
