package archive

import (
	"fmt"
	"time"
)

// Snapshot is an archived copy of a page. Parts that an archive does not tell are zero.
type Snapshot struct {
	Archive   string    // who keeps it: the host of a service, or the name of a local file
	URL       string    // where a person can look at it; empty for a local copy
	RawURL    string    // where a program gets the bytes as they were captured; empty for a local copy
	Original  string    // the address that was captured, which may differ from the one asked for: see Match
	Time      time.Time // when it was captured, UTC
	Status    int       // HTTP status at the time of capture; 0 if not known
	MediaType string    // such as "text/html", without parameters
	Digest    string    // of the payload: SHA-1 in Base32
	Match     Match     // how Original compares with the address asked for
	Fault     string    // what makes a copy with a status of success useless, such as "not_found" for an error page; empty where nothing is known
	Trusted   bool      // whether the archive is known to keep copies unaltered
}

// Good reports whether the copy can stand for the page: it was captured with a status of success, or the archive did not say
// with which (a TimeGate that only points to a copy does not). An archived error page or redirect is not good.
func (s *Snapshot) Good() bool {
	return s.Fault == "" && (s.Status == 0 || s.Status >= 200 && s.Status < 300)
}

// Distance is how far the copy is from a time, never negative.
func (s *Snapshot) Distance(at time.Time) time.Duration { return s.Time.Sub(at).Abs() }

// Match says how the address of a copy compares with the address asked for.
type Match int

// From the closest to the farthest. Fragments never count, nor do differences that RFC 3986 (section 6.2.2 and 6.2.3) calls
// equivalent: case of scheme and host, the standard port, an empty path.
const (
	MatchExact      Match = iota // the same address
	MatchScheme                  // the same but for http and https
	MatchNormalised              // the same but for scheme, "www.", a slash at the end and the spelling of percent-encoding
	MatchDifferent               // another address: an archive thinks that it is the same page
)

func (m Match) String() string {
	switch m {
	case MatchExact:
		return "exact"
	case MatchScheme:
		return "scheme"
	case MatchNormalised:
		return "normalised"
	case MatchDifferent:
		return "different"
	}
	return fmt.Sprintf("Match(%d)", int(m))
}
