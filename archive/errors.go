package archive

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// What an archive can say other than giving a copy.
var (
	// ErrNotFound means that an archive was asked and has no copy that answers the query.
	ErrNotFound = errors.New("no archived copy")
	// ErrExcluded means that an archive keeps the address from being seen, often at the wish of the site. It may have copies.
	ErrExcluded = errors.New("the archive does not show copies of this address")
)

// Error means that an archive could not be asked: nothing is known about its copies. Asking later may help.
type Error struct {
	Archive string // host of the service, or name of the file
	URL     string // the address that was looked for
	Status  int    // the HTTP status that made the answer useless; 0 if there was none
	// RetryAfter is how long the archive wants to be left alone; 0 if it did not say. An archive that limits its callers
	// (status 429) always has one.
	RetryAfter time.Duration
	Err        error // the cause; nil if Status says it all
}

func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "archive: could not ask %s for %s", e.Archive, e.URL)
	if e.Status != 0 {
		fmt.Fprintf(&b, ": it answered %d %s", e.Status, http.StatusText(e.Status))
	}
	if e.Err != nil {
		fmt.Fprintf(&b, ": %v", e.Err)
	}
	if e.RetryAfter > 0 {
		fmt.Fprintf(&b, " (try again in %v)", e.RetryAfter)
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// RateLimited reports whether the archive asked for fewer requests.
func (e *Error) RateLimited() bool { return e.Status == http.StatusTooManyRequests }

// notFound says which archive has no copy of what, and why if there is more to say.
func notFound(archive, url, why string) error {
	if why != "" {
		why = ": " + why
	}
	return fmt.Errorf("%w of %s in %s%s", ErrNotFound, url, archive, why)
}
