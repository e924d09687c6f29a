package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/prose"
	"github.com/ibid-go/ibid/internal/report"
)

// The exit status.
const (
	statusClean     = 0
	statusFindings  = 1
	statusUsage     = 2
	statusInput     = 3
	statusUndecided = 4
)

// statusError is an error that knows its exit status.
type statusError struct {
	status int
	err    error
}

func (e *statusError) Error() string { return e.err.Error() }
func (e *statusError) Unwrap() error { return e.err }

// usagef is an error of the command line or the configuration.
func usagef(format string, args ...any) error {
	return &statusError{statusUsage, fmt.Errorf(format, args...)}
}

// inputf is an error of an input.
func inputf(format string, args ...any) error {
	return &statusError{statusInput, fmt.Errorf(format, args...)}
}

// reported is an outcome of which the user has been told: it only carries the
// exit status.
type reported struct{ status int }

func (r *reported) Error() string { return fmt.Sprintf("exit status %d", r.status) }

// statusOf gives the exit status of an error. What no one foresaw, such as an
// output that cannot be written, is a matter of how the command was called.
func statusOf(err error) int {
	var done *reported
	var known *statusError
	switch {
	case err == nil:
		return statusClean
	case errors.As(err, &done):
		return done.status
	case errors.As(err, &known):
		return known.status
	}
	return statusUsage
}

// moreUrgent tells which of two outcomes asks for action first.
func moreUrgent(a, b int) int {
	for _, status := range [...]int{statusUsage, statusInput, statusFindings, statusUndecided} {
		if a == status || b == status {
			return status
		}
	}
	return statusClean
}

// gate is the least severity that fails a run; nil fails none.
type gate struct{ severity *citation.Severity }

func parseGate(name string) (gate, error) {
	if name == "none" {
		return gate{}, nil
	}
	var s citation.Severity
	if err := s.UnmarshalText([]byte(name)); err != nil {
		return gate{}, fmt.Errorf("%q is none of error, warning, info, none", name)
	}
	return gate{&s}, nil
}

// status decides about a document. A finding decides, whatever is not known.
func (g gate) status(s *report.Summary) int {
	switch {
	case g.severity == nil:
		return statusClean
	case s.AtOrAbove(*g.severity) > 0:
		return statusFindings
	case s.Undecided():
		return statusUndecided
	}
	return statusClean
}

// longestError bounds a line of a message, in characters: file names and links
// in it are a stranger's.
const longestError = 1000

// complain tells the user of an error, which may be several, one a line.
func complain(s *streams, err error) {
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintln(s.err, "checker: "+prose.Printable(line, longestError))
	}
}
