package archive

import (
	"errors"
	"fmt"
)

// Verdict is what an answer of a [Finder] comes to.
type Verdict int

// The verdicts. Only Absent says that an archive has nothing.
const (
	NotAsked  Verdict = iota // the archive could not be asked: nothing is known
	Found                    // a copy that can stand for the page
	OnlyError                // copies, but the best is an error page or a redirect
	Excluded                 // the archive keeps the address from being seen
	Absent                   // the archive has no copy that answers the query
)

func (v Verdict) String() string {
	switch v {
	case NotAsked:
		return "could not ask"
	case Found:
		return "found"
	case OnlyError:
		return "archived only as an error"
	case Excluded:
		return "excluded"
	case Absent:
		return "absent"
	}
	return fmt.Sprintf("Verdict(%d)", int(v))
}

// VerdictOf judges what a Finder returned.
func VerdictOf(s *Snapshot, err error) Verdict {
	switch {
	case s != nil && err == nil && s.Good():
		return Found
	case s != nil && err == nil:
		return OnlyError
	case errors.Is(err, ErrExcluded):
		return Excluded
	case errors.Is(err, ErrNotFound):
		return Absent
	}
	return NotAsked
}
