package archive

import (
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Replay is an [http.RoundTripper] that answers from a collection and never uses the network itself. It is safe for concurrent use.
//
// A request gets the record whose address matches best (see [Match]), and of several the one nearest to At: error pages and
// redirects are answered as they were recorded. A request for an address without a record gets an [*UnrecordedError], which is
// [ErrNotFound]. GET and HEAD are answered, and no other method.
type Replay struct {
	Collection *Collection // must be set
	At         time.Time   // the time to go back to; the zero time replays the newest records
	// Missing, where set, does the requests that the collection cannot answer, for want of a record or because the record is damaged. With a [Recorder]
	// here a collection is completed.
	Missing http.RoundTripper
}

// UnrecordedError says that an address was asked for that the evidence does not hold. It is [ErrNotFound].
type UnrecordedError struct{ URL string }

func (e *UnrecordedError) Error() string {
	return fmt.Sprintf("archive: %s is not in the recorded evidence: record it first", e.URL)
}

// Unwrap makes the error ErrNotFound.
func (e *UnrecordedError) Unwrap() error { return ErrNotFound }

// RoundTrip answers one request. Like [http.Transport], it undoes gzip for a request that does not say what it accepts.
func (r *Replay) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := r.answer(req.Context(), req)
	if err != nil && r.Missing != nil && r.mayPass(req, err) {
		return r.Missing.RoundTrip(req)
	}
	if req.Body != nil {
		req.Body.Close()
	}
	if err != nil {
		return nil, err
	}
	resp.Request = req
	switch {
	case req.Method == http.MethodHead:
		resp.Body.Close()
		resp.Body = http.NoBody
	case req.Header.Get("Accept-Encoding") == "" && isGzip(resp.Header):
		inflate(resp)
	}
	return resp, nil
}

// mayPass reports whether a request that failed here may succeed elsewhere: not where the caller has given up, or uses what is closed.
func (r *Replay) mayPass(req *http.Request, err error) bool {
	return r.Collection != nil && req.Context().Err() == nil && !errors.Is(err, fs.ErrClosed)
}

func (r *Replay) answer(ctx context.Context, req *http.Request) (*http.Response, error) {
	if r.Collection == nil {
		return nil, errors.New("archive: Replay has no Collection: open one with OpenPath")
	}
	if req.Method != "" && req.Method != http.MethodGet && req.Method != http.MethodHead {
		return nil, fmt.Errorf("archive: %s cannot be replayed: only GET and HEAD", req.Method)
	}
	address := withoutFragment(req.URL.String())
	s, err := r.record(ctx, address)
	if err != nil {
		return nil, err
	}
	resp, err := r.Collection.Open(ctx, s)
	if err != nil {
		return nil, err
	}
	if s.Match != MatchExact && leadsTo(resp, s.Original, address) {
		resp.Body.Close()
		return nil, &UnrecordedError{address}
	}
	return resp, nil
}

// record chooses what to replay. Damage in the collection is the answer where the address may be in the damaged part.
func (r *Replay) record(ctx context.Context, address string) (*Snapshot, error) {
	if err := r.Collection.usable(ctx, address); err != nil {
		return nil, err
	}
	q := Query{URL: address, At: r.At}
	var found *Snapshot
	for _, s := range r.Collection.candidates(address) {
		if found == nil || cmp.Or(cmp.Compare(s.Match, found.Match), compareTime(q, s, found)) <= 0 {
			found = s
		}
	}
	if found != nil {
		return found, nil
	}
	if err := r.Collection.absent(address, ""); !errors.Is(err, ErrNotFound) {
		return nil, err
	}
	return nil, &UnrecordedError{address}
}

// leadsTo reports whether a response, recorded for another spelling of the address, redirects to the very address that was
// asked for: it would answer its own question.
func leadsTo(resp *http.Response, recorded, asked string) bool {
	if resp.StatusCode < 300 || resp.StatusCode > 399 {
		return false
	}
	base, err := url.Parse(recorded)
	if err != nil {
		return false
	}
	target, err := base.Parse(resp.Header.Get("Location"))
	return err == nil && matchURL(asked, target.String()) == MatchExact
}

// isGzip looks at every Content-Encoding field, because archives send an empty one before the one that counts.
func isGzip(h http.Header) bool {
	var codings []string
	for _, v := range h.Values("Content-Encoding") {
		if v = strings.TrimSpace(v); v != "" {
			codings = append(codings, v)
		}
	}
	return len(codings) == 1 && (strings.EqualFold(codings[0], "gzip") || strings.EqualFold(codings[0], "x-gzip"))
}

// inflate undoes gzip and leaves the response as http.Transport would.
func inflate(resp *http.Response) {
	resp.Body = readCloser{&gunzip{from: resp.Body}, resp.Body}
	resp.Header.Del("Content-Encoding")
	resp.Header.Del("Content-Length")
	resp.ContentLength, resp.Uncompressed = -1, true
}

// gunzip starts to inflate at the first Read, so that a body that is no gzip fails where bodies fail.
type gunzip struct {
	from io.Reader
	zip  *gzip.Reader
}

func (g *gunzip) Read(p []byte) (int, error) {
	if g.zip == nil {
		zip, err := gzip.NewReader(g.from)
		if err != nil {
			return 0, err
		}
		g.zip = zip
	}
	return g.zip.Read(p)
}
