package archive

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// Query asks for a copy of a page as it was at some time. Only URL is needed.
type Query struct {
	URL string // http or https; a fragment is ignored
	// At is the time that matters, such as the day when an author read the page. The zero time asks for the newest copy.
	At time.Time
	// Span is how long the period is that At begins, where the date is no more precise: a day, a month, a year. Copies within it
	// are equally near. 0 means a moment.
	Span time.Duration
	// Window is how far from At a copy may be, on either side; 0 sets no bound. It means nothing without At.
	Window time.Duration
	// Prefer says on which side of At a copy should be; it is a wish: a copy on the other side is better than none.
	Prefer Preference
}

// Distance is how far a time is from the period that is asked for: 0 within it, never negative.
func (q Query) Distance(t time.Time) time.Duration {
	switch end := q.At.Add(q.Span); {
	case t.Before(q.At):
		return q.At.Sub(t)
	case t.After(end):
		return t.Sub(end)
	}
	return 0
}

// moment is the time to name to a service that takes one: the beginning where a later copy is preferred, else the middle of the period. Without
// a date it is now, since the newest copy is the one nearest to now.
func (q Query) moment() time.Time {
	switch {
	case q.At.IsZero():
		return time.Now()
	case q.Prefer == After:
		return q.At
	}
	return q.At.Add(q.Span / 2)
}

// Preference says on which side of the time asked for a copy should be.
type Preference int

// Nearest takes the copy nearest in time; Before and After take the nearest one on that side if there is one.
const (
	Nearest Preference = iota
	Before
	After
)

func (p Preference) String() string {
	switch p {
	case Nearest:
		return "nearest"
	case Before:
		return "before"
	case After:
		return "after"
	}
	return fmt.Sprintf("Preference(%d)", int(p))
}

// Finder finds the copy that answers a query best. It returns a snapshot and nil, or nil and an error:
//
//   - [ErrNotFound] means that the archive was asked and has no such copy;
//   - [ErrExcluded] means that the archive keeps this address from being seen;
//   - an [*Error] means that the archive could not be asked, so that nothing is known.
//
// A page that is archived only as an error page is found, with the status it had: see [Snapshot.Good]. A Finder never
// visits the page itself.
type Finder interface {
	Find(ctx context.Context, q Query) (*Snapshot, error)
}

// Opener gives the content of a snapshot as it was captured. The caller closes the body.
type Opener interface {
	Open(ctx context.Context, s *Snapshot) (*http.Response, error)
}
