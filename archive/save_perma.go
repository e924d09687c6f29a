package archive

import (
	"cmp"
	"context"
	"encoding/json"
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

// Save orders a copy and waits for its end. Whether an order whose answer never came was taken is looked for among the public copies.
func (p *PermaSaver) Save(ctx context.Context, o Order) (*Saved, error) {
	a := &account{authorization: "ApiKey " + string(p.Key), secrets: []string{string(p.Key)}}
	a.caller = caller{archive: "Perma.cc", url: o.URL, transport: p.Transport, userAgent: p.UserAgent}
	target, err := orderable(o.URL)
	if err == nil && p.Key == "" {
		err = ErrNoKeys
	}
	if err != nil {
		return nil, a.failed(err)
	}
	if o.Job == "" && !o.Since.IsZero() {
		made, err := a.madeSince(ctx, p.Base, target, o.Since)
		if err != nil {
			return nil, a.unanswered(err) // to order now could make a second copy
		}
		if s := made.snapshot(target); s != nil {
			return &Saved{URL: o.URL, State: Recent, Job: made.GUID, Snapshot: s}, nil
		}
		o.Job = made.GUID
	}
	return a.save(ctx, o,
		func() (string, error) { return p.order(ctx, a, target) },
		func(job string) (*Saved, error) { return p.ask(ctx, a, job, target) })
}

// madeSince is the newest public copy of an address that was begun since a time, finished or not; the zero link where there is none.
func (a *account) madeSince(ctx context.Context, base, target string, since time.Time) (newest permaLink, err error) {
	links, err := a.permaLinks(ctx, base, target)
	for _, l := range links {
		if l.Created.After(since.Add(-time.Minute)) && l.Created.After(newest.Created) && matchURL(target, l.URL) == MatchExact { // clocks differ
			newest = l
		}
	}
	return newest, err
}

// permaReply is a copy, or why there is none.
type permaReply struct {
	permaLink
	Detail string `json:"detail"`
	Error  string `json:"error"`
}

func (r *permaReply) words() string { return cmp.Or(r.Detail, r.Error) }

func (p *PermaSaver) order(ctx context.Context, a *account, target string) (string, error) {
	body, err := json.Marshal(map[string]string{"url": target})
	if err != nil {
		return "", a.failed(err)
	}
	var l permaReply
	if err := a.postReply(ctx, permaBase(p.Base)+"/archives/", "application/json", string(body), &l); err != nil {
		return "", err
	}
	if l.GUID == "" {
		return "", &SaveError{Service: a.archive, URL: a.url, Message: "it answered without an identifier", Transient: true, Unclear: true}
	}
	return l.GUID, nil
}

// ask asks how far a copy is.
func (p *PermaSaver) ask(ctx context.Context, a *account, guid, target string) (*Saved, error) {
	var l permaReply
	if err := a.getReply(ctx, permaBase(p.Base)+"/archives/"+url.PathEscape(guid)+"/", &l); err != nil {
		return nil, err
	}
	if l.primary().Status == "failed" {
		return nil, &SaveError{Service: a.archive, URL: a.url, Code: "failed", Message: "the capture failed"}
	}
	saved := &Saved{URL: a.url, Job: guid}
	if s := l.snapshot(target); s != nil && l.GUID == guid {
		saved.State, saved.Snapshot = Confirmed, s
	}
	return saved, nil
}
