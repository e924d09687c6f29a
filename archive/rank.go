package archive

import (
	"cmp"
	"slices"
	"time"
)

// best is the candidate that answers a query best, or nil where none does: a good copy before a redirect before an error page,
// then the closer address, then the side of the time that is preferred, then the nearer time. Of equal ones
// the last is taken: a file that grows holds the later attempt last.
func best(q Query, candidates []*Snapshot) *Snapshot {
	var found *Snapshot
	for _, s := range candidates {
		if inWindow(q, s) && (found == nil || compare(q, s, found) <= 0) {
			found = s
		}
	}
	return found
}

func inWindow(q Query, s *Snapshot) bool {
	return q.At.IsZero() || q.Window <= 0 || q.Distance(s.Time) <= q.Window
}

// compare is negative where a answers the query better than b.
func compare(q Query, a, b *Snapshot) int {
	return cmp.Or(
		cmp.Compare(badness(a), badness(b)),
		cmp.Compare(a.Match, b.Match),
		compareTime(q, a, b),
	)
}

// compareArchives is compare for snapshots of several archives: trust counts before all but goodness.
func compareArchives(q Query, a, b *Snapshot) int {
	return cmp.Or(
		cmp.Compare(badness(a), badness(b)),
		cmp.Compare(distrust(a), distrust(b)),
		compare(q, a, b),
	)
}

func distrust(s *Snapshot) int {
	if s.Trusted {
		return 0
	}
	return 1
}

func badness(s *Snapshot) int {
	switch {
	case s.Good():
		return 0
	case s.Status >= 300 && s.Status < 400:
		return 1
	}
	return 2
}

func compareTime(q Query, a, b *Snapshot) int {
	if q.At.IsZero() {
		return b.Time.Compare(a.Time)
	}
	return cmp.Or(
		cmp.Compare(wrongSide(q, a), wrongSide(q, b)),
		cmp.Compare(q.Distance(a.Time), q.Distance(b.Time)),
		cmp.Compare(a.Distance(q.moment()), b.Distance(q.moment())),
	)
}

func wrongSide(q Query, s *Snapshot) int {
	if q.Prefer == Before && s.Time.After(q.At.Add(q.Span)) || q.Prefer == After && s.Time.Before(q.At) {
		return 1
	}
	return 0
}

// outside says why copies that exist do not answer a query: the nearest of them is too far away in time.
func outside(q Query, candidates []*Snapshot) string {
	if len(candidates) == 0 {
		return ""
	}
	near := slices.MinFunc(candidates, func(a, b *Snapshot) int {
		return cmp.Compare(q.Distance(a.Time), q.Distance(b.Time))
	})
	return "the nearest is of " + near.Time.Format(time.DateOnly) + ", outside the window"
}

// settle gives the one copy that is known if the query allows it at all.
func settle(name string, q Query, s *Snapshot) (*Snapshot, error) {
	switch {
	case inFuture(s):
		return nil, notFound(name, q.URL, "the only copy is dated in the future, "+s.Time.Format(time.DateOnly))
	case !inWindow(q, s):
		return nil, notFound(name, q.URL, outside(q, []*Snapshot{s}))
	}
	return s, nil
}

func inFuture(s *Snapshot) bool { return s.Time.After(time.Now().Add(clockSkew)) }

// without leaves out a copy that turned out bad and all that have the same content.
func without(list []*Snapshot, bad *Snapshot) []*Snapshot {
	var kept []*Snapshot
	for _, s := range list {
		same := s.Time.Equal(bad.Time) || bad.Fault != "" && s.Digest != "" && s.Digest == bad.Digest
		if !same {
			kept = append(kept, s)
		}
	}
	return kept
}
