package archive

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"
)

// APIKey opens an account at Perma.cc. It prints as "key" wherever it is printed.
type APIKey string

func (APIKey) String() string       { return "key" }
func (APIKey) GoString() string     { return "archive.APIKey(…)" }
func (APIKey) LogValue() slog.Value { return slog.StringValue("key") }

// MarshalText keeps the key out of every file.
func (APIKey) MarshalText() ([]byte, error) { return []byte("key"), nil }

// PermaSaver is a [Saver]: the service Perma.cc. Key must be set. It is safe for concurrent use once its fields are set. A copy can be deleted by its
// maker for a day; after that it stays.
type PermaSaver struct {
	Key       APIKey
	Base      string            // empty means DefaultPerma
	Transport http.RoundTripper // nil means http.DefaultTransport
	UserAgent string            // says who asks; empty leaves Go's own
}

// Save orders a copy and waits for its end.
func (p *PermaSaver) Save(ctx context.Context, o Order) (*Saved, error) {
	c := &caller{archive: "Perma.cc", url: o.URL, transport: p.Transport, userAgent: p.UserAgent}
	target, err := orderable(o.URL)
	if err == nil && p.Key == "" {
		err = ErrNoKeys
	}
	if err != nil {
		return nil, &SaveError{Service: c.archive, URL: o.URL, Err: err}
	}
	if o.Job == "" && !o.Since.IsZero() {
		if s, err := (&Perma{Base: p.Base, Transport: p.Transport, UserAgent: p.UserAgent}).Find(ctx, Query{URL: target, At: o.Since, Prefer: After}); err == nil && s.Time.After(o.Since.Add(-time.Minute)) {
			return &Saved{URL: o.URL, State: Recent, Snapshot: s}, nil
		}
	}
	if o.Job == "" {
		l, err := p.order(ctx, c, target)
		if err != nil {
			return nil, err
		}
		if o.Job = l.GUID; o.Begun != nil {
			if err := o.Begun(o.Job); err != nil {
				return nil, &SaveError{Service: c.archive, URL: o.URL, Err: err}
			}
		}
	}
	return waitFor(ctx, func() (*Saved, error) { return p.ask(ctx, c, o.Job, target) })
}

func (p *PermaSaver) order(ctx context.Context, c *caller, target string) (*permaLink, error) {
	body, err := json.Marshal(map[string]string{"url": target})
	if err != nil {
		return nil, &SaveError{Service: c.archive, URL: c.url, Err: err}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, permaBase(p.Base)+"/archives/", bytes.NewReader(body))
	if err != nil {
		return nil, &SaveError{Service: c.archive, URL: c.url, Err: err}
	}
	req.Header.Set("Content-Type", "application/json")
	l, err := p.exchange(c, req, savePace())
	if err == nil && l.GUID == "" {
		return nil, &SaveError{Service: c.archive, URL: c.url, Message: "it answered without an identifier", Transient: true, Unclear: true}
	}
	return l, err
}

// ask asks how far a copy is.
func (p *PermaSaver) ask(ctx context.Context, c *caller, guid, target string) (*Saved, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, permaBase(p.Base)+"/archives/"+url.PathEscape(guid)+"/", nil)
	if err != nil {
		return nil, &SaveError{Service: c.archive, URL: c.url, Err: err}
	}
	saved := &Saved{URL: c.url, Job: guid}
	l, err := p.exchange(c, req, pollPace())
	var e *SaveError
	switch {
	case errors.As(err, &e) && e.Unclear && ctx.Err() == nil:
		return saved, nil
	case err != nil:
		return nil, err
	case l.primary().Status == "failed":
		return nil, &SaveError{Service: c.archive, URL: c.url, Message: "the capture failed"}
	}
	if l.GUID == guid {
		if s := l.snapshot(target); s != nil {
			saved.State, saved.Snapshot = Confirmed, s
		}
	}
	return saved, nil
}

func (p *PermaSaver) exchange(c *caller, req *http.Request, pc pace) (*permaLink, error) {
	req.Header.Set("Authorization", "ApiKey "+string(p.Key))
	resp, err := c.send(req, pc)
	if err != nil {
		return nil, c.unanswered(err, string(p.Key))
	}
	defer resp.Body.Close()
	var answer struct {
		permaLink
		Detail string `json:"detail"`
		Error  string `json:"error"`
	}
	err = json.NewDecoder(io.LimitReader(resp.Body, maxSaveAnswer)).Decode(&answer)
	e := &SaveError{Service: c.archive, URL: c.url, Status: resp.StatusCode, Message: cmp.Or(answer.Detail, answer.Error)}
	switch {
	case resp.StatusCode >= 500:
		e.Transient, e.Unclear, e.RetryAfter = true, true, retryAfter(resp.Header)
		return nil, e
	case resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusCreated:
		return nil, e
	case err != nil:
		return nil, &SaveError{Service: c.archive, URL: c.url, Transient: true, Unclear: true, Err: err}
	}
	return &answer.permaLink, nil
}
