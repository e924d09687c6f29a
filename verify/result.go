package verify

import (
	"time"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
)

// Result is what is known of one citation's source after a visit.
type Result struct {
	Citation *citation.Citation
	URL      string // what was asked for, "" where the citation has no address
	Status   Status
	Reason   Reason
	HTTP     int    // status code of the last answer, 0 where there was none
	Hops     []Hop  // redirects on the way, in order
	Final    string // where the visit ended, "" where it did not
	Source   *Source
	Snapshot *archive.Snapshot // of a page that is gone, where Checker.Archive knows one
	Findings []citation.Finding
	// Comparison says of each part whether note and page agree, and whether the
	// page is the source that is cited; zero where there was nothing to compare.
	// Its findings are Findings.
	Comparison Comparison
	Err        error // why there was no answer, for logs; the Status says what it means
	Checked    time.Time
	Elapsed    time.Duration
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
