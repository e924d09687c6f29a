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

// Find asks all, and waits for all or for the end of the context.
func (f Finders) Find(ctx context.Context, q Query) (*Snapshot, error) {
	if len(f) == 0 {
		return nil, &Error{Archive: "any archive", URL: q.URL, Err: errors.New("the list of archives is empty")}
	}
	found := make([]*Snapshot, len(f))
	errs := make([]error, len(f))
	var wg sync.WaitGroup
	for i, finder := range f {
		wg.Go(func() { found[i], errs[i] = finder.Find(ctx, q) })
	}
	wg.Wait()
	var top *Snapshot
	for i, s := range found {
		switch {
		case errs[i] != nil:
		case s == nil:
			errs[i] = &Error{Archive: "an archive", URL: q.URL, Err: errors.New("it gave no answer")}
		case top == nil || compareArchives(q, s, top) < 0:
			top = s
		}
	}
	if top == nil {
		return nil, &FindersError{errs}
	}
	return top, nil
}
