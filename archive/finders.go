package archive

import (
	"context"
	"errors"
	"strings"
	"sync"
)

// Finders asks several archives side by side and is a [Finder] itself. It gives the best answer of all: a good copy before an
// error page, a trusted archive before another, then the closer address, then the nearer time; of equal ones the earlier in the list.
//
// Where none has a copy, the error is [ErrNotFound] only if every archive said so: one that could not be asked may have had it. It is a
// [*FindersError] then. An empty list has nobody to ask, which is an [*Error].
type Finders []Finder

// FindersError is what several archives answered, none of them with a copy.
type FindersError struct {
	Errs []error // one for each Finder, in their order
}

func (e *FindersError) Error() string {
	lines := make([]string, len(e.Errs))
	for i, err := range e.Errs {
		lines[i] = err.Error()
	}
	return strings.Join(lines, "; ")
}

// Unwrap gives the errors that decide: all of them if every archive says that there is no copy, else those that say otherwise.
func (e *FindersError) Unwrap() []error {
	var others []error
	for _, err := range e.Errs {
		if !errors.Is(err, ErrNotFound) {
			others = append(others, err)
		}
	}
	if len(others) == 0 {
		return e.Errs
	}
	return others
}

// Answer is what one archive of several said.
type Answer struct {
	Finder   Finder
	Snapshot *Snapshot // nil where there is an Err
	Err      error     // nil where there is a Snapshot
}

// Verdict is what the answer comes to.
func (a Answer) Verdict() Verdict { return VerdictOf(a.Snapshot, a.Err) }

// Ask asks all, waits for all or for the end of the context, and gives what each said, in their order.
func (f Finders) Ask(ctx context.Context, q Query) []Answer {
	answers := make([]Answer, len(f))
	var wg sync.WaitGroup
	for i, finder := range f {
		wg.Go(func() {
			s, err := finder.Find(ctx, q)
			if s == nil && err == nil {
				err = &Error{Archive: "an archive", URL: q.URL, Err: errors.New("it gave no answer")}
			}
			answers[i] = Answer{finder, s, err}
		})
	}
	wg.Wait()
	return answers
}

// Find gives the best answer of all.
func (f Finders) Find(ctx context.Context, q Query) (*Snapshot, error) {
	if len(f) == 0 {
		return nil, &Error{Archive: "any archive", URL: q.URL, Err: errors.New("the list of archives is empty")}
	}
	return Best(q, f.Ask(ctx, q))
}

// Best is the best of several answers, or what they come to together: see [Finders].
func Best(q Query, answers []Answer) (*Snapshot, error) {
	var top *Snapshot
	errs := make([]error, len(answers))
	for i, a := range answers {
		errs[i] = a.Err
		if a.Err == nil && (top == nil || compareArchives(q, a.Snapshot, top) < 0) {
			top = a.Snapshot
		}
	}
	if top == nil {
		return nil, &FindersError{errs}
	}
	return top, nil
}
