// Package archivetest holds what every [archive.Finder] must do, as a function: see [TestFinder].
package archivetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/ibid-go/ibid/archive"
)

// Contents is what the archive behind a Finder holds.
type Contents struct {
	URL    string      // an address with good copies
	Times  []time.Time // of all its copies, to the second, two or more, at least three days apart
	Absent string      // an address without copies
}

// TestFinder asks a Finder what it must be able to answer and gives an error for each answer that breaks the contract of [archive.Finder], joined; nil if
// there is none:
//
//   - the nearest copy to a time is found, and the newest one without a time;
//   - a snapshot says when, where and of what address it was taken, and how that compares with the one asked for;
//   - a fragment changes nothing; a window that holds no copy gives ErrNotFound, as does an address without copies;
//   - an address that is none of the web, and a context that has ended, give an *Error, and so are not taken for "no copy";
//   - several goroutines may ask at once.
func TestFinder(ctx context.Context, f archive.Finder, c Contents) error {
	times := slices.SortedFunc(slices.Values(c.Times), time.Time.Compare)
	if len(times) < 2 {
		return errors.New("archivetest: Contents needs two times")
	}
	t := &tester{ctx: ctx, finder: f, contents: c}
	for _, when := range times {
		t.finds(archive.Query{URL: c.URL, At: when.Add(time.Hour)}, when)
		t.finds(archive.Query{URL: c.URL, At: when.Add(-time.Hour), Window: 24 * time.Hour}, when)
		t.finds(archive.Query{URL: c.URL, At: when.Add(-time.Hour), Span: 2 * time.Hour}, when)
	}
	first, last := times[0], times[len(times)-1]
	t.finds(archive.Query{URL: c.URL, At: first.AddDate(-1, 0, 0)}, first)
	t.finds(archive.Query{URL: c.URL}, last)
	t.finds(archive.Query{URL: c.URL + "#part", At: last}, last)
	t.lacks("a window without copies", archive.Query{URL: c.URL, At: first.AddDate(-1, 0, 0), Window: time.Hour})
	t.lacks("an address without copies", archive.Query{URL: c.Absent, At: first})
	t.cannot(ctx, "mailto:editor@paper.test")
	t.cannot(ctx, "")
	ended, cancel := context.WithCancel(ctx)
	cancel()
	t.cannot(ended, c.URL)
	t.together(archive.Query{URL: c.URL, At: first}, first)
	return errors.Join(t.errs...)
}

type tester struct {
	ctx      context.Context
	finder   archive.Finder
	contents Contents
	mu       sync.Mutex
	errs     []error
}

func (t *tester) complain(format string, args ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.errs = append(t.errs, fmt.Errorf(format, args...))
}

// finds wants the copy of a time.
func (t *tester) finds(q archive.Query, want time.Time) {
	s, err := t.finder.Find(t.ctx, q)
	switch {
	case err != nil:
		t.complain("%+v: %w", q, err)
	case s == nil:
		t.complain("%+v: neither a snapshot nor an error", q)
	case !s.Time.Truncate(time.Second).Equal(want.Truncate(time.Second)):
		t.complain("%+v: found the copy of %v, want that of %v", q, s.Time, want)
	case s.Time.Location() != time.UTC:
		t.complain("%+v: the time %v is not in UTC", q, s.Time)
	case s.Archive == "" || s.Original == "":
		t.complain("%+v: the snapshot does not say who keeps it, or of what it is: %+v", q, s)
	case s.Match == archive.MatchDifferent:
		t.complain("%+v: %s is another address", q, s.Original)
	case !s.Good():
		t.complain("%+v: the copy is not good: %+v", q, s)
	}
}

// lacks wants "no copy".
func (t *tester) lacks(what string, q archive.Query) {
	if s, err := t.finder.Find(t.ctx, q); s != nil || !errors.Is(err, archive.ErrNotFound) {
		t.complain("%s: got %+v and %v, want ErrNotFound", what, s, err)
	}
}

// cannot wants an error that is not taken for an answer.
func (t *tester) cannot(ctx context.Context, address string) {
	s, err := t.finder.Find(ctx, archive.Query{URL: address})
	var failed *archive.Error
	if s != nil || !errors.As(err, &failed) || errors.Is(err, archive.ErrNotFound) || errors.Is(err, archive.ErrExcluded) {
		t.complain("%q, context %v: got %+v and %v, want an *Error", address, ctx.Err(), s, err)
	}
}

func (t *tester) together(q archive.Query, want time.Time) {
	const askers = 4
	var group sync.WaitGroup
	for range askers {
		group.Go(func() { t.finds(q, want) })
	}
	group.Wait()
}
