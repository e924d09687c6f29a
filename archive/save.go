package archive

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/ibid-go/ibid/internal/archivelink"
)

// Saver has a service make a copy of a page. Save returns a [*Saved], or an error that is a [*SaveError] where the service said no or could not be
// asked.
type Saver interface {
	Save(ctx context.Context, o Order) (*Saved, error)
}

// Order is a wish for a copy. Only URL is needed; the rest lets an interrupted save go on: see [Journal].
type Order struct {
	URL string
	// Job is the service's name for a save that was begun; it is asked for and not begun again.
	Job string
	// Since is when a save of this address may have been begun whose answer never came. A copy made since then is taken, and no other made.
	Since time.Time
	// Begun is told the job as soon as the service has named it. An error ends the save. It may be nil.
	Begun func(job string) error
}

// SaveState is how far a copy is.
type SaveState int

// Only a Confirmed copy, and a Recent one whose address is known, has a Snapshot: no address is ever guessed.
const (
	Pending   SaveState = iota // the service has begun and has not said how it ended
	Confirmed                  // the service says that the copy is made
	Recent                     // the service had made a copy shortly before and makes no other
)

func (s SaveState) String() string {
	switch s {
	case Pending:
		return "pending"
	case Confirmed:
		return "confirmed"
	case Recent:
		return "recent"
	}
	return fmt.Sprintf("SaveState(%d)", int(s))
}

// Saved is what became of an order.
type Saved struct {
	URL      string // as ordered
	State    SaveState
	Job      string    // the service's name for it, to be asked about later
	Snapshot *Snapshot // the copy; nil while its address is not known. Services take a while to show a new copy
}

// SaveError says why there is no copy.
type SaveError struct {
	Service string
	URL     string
	Status  int    // the HTTP status that was not expected; 0 if there was none
	Code    string // the service's name for the reason, such as "error:not-found"
	Message string // the service's words
	// Transient means that the same order may succeed later. A reason that is not known to be so is not.
	Transient bool
	// Unclear means that the copy may have been made all the same: set Order.Since before ordering again.
	Unclear    bool
	RetryAfter time.Duration // how long the service wants to be left alone; 0 if it did not say
	Err        error         // the cause; nil if the rest says it all
}

func (e *SaveError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "archive: %s did not save %s", e.Service, e.URL)
	if e.Status != 0 {
		fmt.Fprintf(&b, ": it answered %d", e.Status)
	}
	for _, part := range []string{e.Code, e.Message} {
		if part != "" {
			b.WriteString(": " + part)
		}
	}
	if e.Err != nil {
		fmt.Fprintf(&b, ": %v", e.Err)
	}
	switch {
	case e.RetryAfter > 0:
		fmt.Fprintf(&b, " (try again in %v)", e.RetryAfter)
	case e.Transient:
		b.WriteString(" (try again later)")
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *SaveError) Unwrap() error { return e.Err }

// ErrNoKeys means that a service needs keys and none were given.
var ErrNoKeys = errors.New("no keys")

// errCopyOfACopy keeps an archive's own addresses from being saved: the service would take off the archive and capture the living page.
var errCopyOfACopy = errors.New("it is the address of an archived copy: save the page itself")

// orderable is the address to be saved, or why it is not to be.
func orderable(address string) (string, error) {
	if _, copied := archivelink.Parse(address); copied {
		return "", errCopyOfACopy
	}
	return targetOf(address)
}

const (
	// pollEvery is the time from one question about a job to the next: a capture takes 16 to 110 seconds.
	pollEvery = 4 * time.Second
	// pollFor is how long a job is waited for before it is left pending.
	pollFor = 180 * time.Second
	// maxSaveAnswer bounds what is read of an answer, in bytes: it may list the parts of a page.
	maxSaveAnswer = 4 << 20
)

// waitFor asks about a job until it has ended, or for three minutes.
func waitFor(ctx context.Context, ask func() (*Saved, error)) (*Saved, error) {
	for end := time.Now().Add(pollFor); ; {
		saved, err := ask()
		if err != nil || saved.State != Pending || time.Now().After(end) {
			return saved, err
		}
		select {
		case <-ctx.Done():
			return saved, nil // it is still under way there
		case <-time.After(pollEvery):
		}
	}
}
