package archive

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// account sends the requests of one order to a service that wants keys. It makes every failure a [*SaveError], and shows none of the keys.
type account struct {
	caller
	authorization string   // the field that the keys stand in
	secrets       []string // what of it is not to be shown
}

// reply is what a service says; its words are those for a person.
type reply interface{ words() string }

func (a *account) failed(err error) *SaveError {
	return &SaveError{Service: a.archive, URL: a.url, Err: err}
}

// save orders a copy, unless that was done before, and waits for its end.
func (a *account) save(ctx context.Context, o Order, order func() (job string, err error), ask func(job string) (*Saved, error)) (*Saved, error) {
	if o.Job == "" {
		job, err := order()
		if err != nil {
			return nil, err
		}
		o.Job = job
		if o.Begun != nil {
			if err := o.Begun(job); err != nil {
				return nil, a.failed(err)
			}
		}
	}
	return waitFor(ctx, func() (*Saved, error) {
		saved, err := ask(o.Job)
		var e *SaveError
		if errors.As(err, &e) && (e.Unclear || e.Status == http.StatusTooManyRequests) && ctx.Err() == nil {
			return &Saved{URL: a.url, Job: o.Job}, nil // the question failed and not the capture
		}
		return saved, err
	})
}

// getReply asks a question and reads the answer into to.
func (a *account) getReply(ctx context.Context, address string, to reply) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return a.failed(err)
	}
	return a.exchange(req, pollPace(), to)
}

// postReply gives an order and reads the answer into to.
func (a *account) postReply(ctx context.Context, address, contentType, body string, to reply) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		return a.failed(err)
	}
	req.Header.Set("Content-Type", contentType)
	return a.exchange(req, savePace(), to)
}

// exchange sends a request with the keys. An answer of the server in front of the service says nothing of the capture.
func (a *account) exchange(req *http.Request, p pace, to reply) error {
	if !isPrivate(req.URL) {
		return a.failed(errors.New("keys are sent by https alone: give the service's address with https"))
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Authorization", a.authorization)
	resp, err := a.send(req, p)
	if err != nil {
		return a.unanswered(err)
	}
	defer resp.Body.Close()
	err = json.NewDecoder(io.LimitReader(resp.Body, maxSaveAnswer)).Decode(to)
	e := &SaveError{Service: a.archive, URL: a.url, Status: resp.StatusCode, Message: a.hidden(to.words())}
	switch {
	case resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusForbidden:
		e.Err = errors.New("the keys are not accepted")
	case resp.StatusCode >= 500:
		e.Transient, e.Unclear, e.RetryAfter = true, true, retryAfter(resp.Header)
	case resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusCreated:
	case err != nil:
		e.Status, e.Transient, e.Unclear, e.Err = 0, true, true, errors.New("it answered with something that is no JSON")
	default:
		return nil
	}
	return e
}

// isPrivate reports whether nobody on the way can read what is sent to an address.
func isPrivate(u *url.URL) bool {
	ip := net.ParseIP(u.Hostname())
	return u.Scheme == "https" || u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

// unanswered is the error where no answer came. A transport may put the request into its error.
func (a *account) unanswered(err error) *SaveError {
	e := &SaveError{Service: a.archive, URL: a.url, Transient: true, Unclear: true}
	var failed *Error
	if errors.As(err, &failed) {
		e.Status, e.RetryAfter, err = failed.Status, failed.RetryAfter, failed.Err
	}
	if e.Status == http.StatusTooManyRequests {
		e.Unclear = false
	}
	if err != nil {
		e.Err = redacted{err, a.hidden(err.Error())}
	}
	return e
}

// hidden is a text without the keys that may stand in it.
func (a *account) hidden(text string) string {
	for _, secret := range a.secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "…")
		}
	}
	return text
}

// redacted is an error in words that hold no secret. Its cause can be told by errors.Is only.
type redacted struct {
	err  error
	text string
}

func (r redacted) Error() string { return r.text }

func (r redacted) Is(target error) bool { return errors.Is(r.err, target) }
