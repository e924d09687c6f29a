package report

import (
	"time"

	"github.com/ibid-go/ibid/archive"
)

// Snapshot is an archived copy. Only one that can be cited has its citation: a good one at an address.
type Snapshot struct {
	Archive  string    `json:"archive"`
	URL      string    `json:"url,omitempty"`
	Time     time.Time `json:"time"`
	Chicago  string    `json:"chicago,omitempty"`
	Bluebook string    `json:"bluebook,omitempty"` // 18.2.1(d)
	HTML     string    `json:"html,omitempty"`     // with the attributes of Robust Links
}

// NewSnapshot gives the message of a copy.
func NewSnapshot(s *archive.Snapshot) Snapshot {
	m := Snapshot{Archive: s.Archive, URL: s.URL, Time: s.Time}
	if s.URL != "" && s.Good() {
		m.Chicago, m.Bluebook, m.HTML = s.Chicago(), s.Bluebook(), s.RobustLink(s.Original)
	}
	return m
}
