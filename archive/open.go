package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/ibid-go/ibid/internal/warc"
)

// Open gives a snapshot of this collection as it was recorded: status, fields, and the body in its content coding. The body is read
// from the file while the caller reads it. It ends with io.ErrUnexpectedEOF where the record holds only the
// first part of what was served. The caller closes it.
func (c *Collection) Open(ctx context.Context, s *Snapshot) (*http.Response, error) {
	if err := c.usable(ctx, s.Original); err != nil {
		return nil, err
	}
	n, ok := c.locate(s)
	if !ok {
		return nil, c.absent(s.Original, "no capture of "+s.Time.Format(warcTime))
	}
	return c.response(c.entries[n])
}

const warcTime = "2006-01-02T15:04:05Z"

// locate finds the capture of a snapshot: the last one of that address, time and status.
func (c *Collection) locate(s *Snapshot) (n int, ok bool) {
	for _, i := range c.byURL[keysOf(s.Original).loose] {
		have := snapshotOf(c.entries[i], s.Original)
		if have.Original == s.Original && have.Time.Equal(s.Time) && have.Status == s.Status {
			n, ok = i, true
		}
	}
	return n, ok
}

func (c *Collection) response(e warc.Entry) (*http.Response, error) {
	rec, file, err := c.openAt(e)
	if err != nil {
		return nil, &Error{Archive: localArchive, URL: e.URL, Err: err}
	}
	m, err := message(rec)
	if err == nil && e.Type == warc.TypeRevisit {
		defer file.Close()
		return c.revisited(e, rec, m)
	}
	if err != nil {
		file.Close()
		return nil, &Error{Archive: localArchive, URL: e.URL, Err: err}
	}
	return newResponse(m, readCloser{wholeBody(rec, m), file}), nil
}

// message is the HTTP message of a record. A resource has none: it gets the one that a server of files would send.
func message(rec *warc.Record) (*warc.HTTP, error) {
	if rec.Type() != warc.TypeResource {
		return rec.HTTP()
	}
	h := http.Header{"Content-Length": {strconv.FormatInt(rec.Length, 10)}}
	if t := rec.Header.Get(warc.FieldContentType); t != "" {
		h.Set("Content-Type", t)
	}
	return &warc.HTTP{Status: http.StatusOK, Header: h, Body: rec.Block, Length: rec.Length}, nil
}

// revisited joins the head of a revisit and the body of the record it refers to. A server that said "not modified" sent a head
// that is not the page's own, so then the other head counts too.
func (c *Collection) revisited(e warc.Entry, rec *warc.Record, m *warc.HTTP) (*http.Response, error) {
	n, ok := c.original(e, rec)
	if !ok {
		err := errors.New("it is a revisit of a record that is not in the collection")
		return nil, &Error{Archive: localArchive, URL: e.URL, Err: err}
	}
	resp, err := c.response(c.entries[n])
	if err != nil {
		return nil, err
	}
	if m.Status != 0 && m.Status != http.StatusNotModified {
		full := newResponse(m, resp.Body)
		full.ContentLength = resp.ContentLength
		return full, nil
	}
	return resp, nil
}

// original is the record that a revisit refers to: by its identifier, else by address and time, else by the digest of the payload.
// It is never a revisit itself.
func (c *Collection) original(e warc.Entry, rec *warc.Record) (n int, ok bool) {
	if n, ok = c.byID[rec.Header.Get(warc.FieldRefersTo)]; ok {
		return n, true
	}
	date, _ := warc.ParseDate(rec.Header.Get(warc.FieldRefersToDate))
	for _, n := range c.byURL[keysOf(rec.Header.Get(warc.FieldRefersToURI)).loose] {
		if c.entries[n].Type != warc.TypeRevisit && c.entries[n].Time.Equal(date) {
			return n, true
		}
	}
	if same := c.digests[e.Digest]; len(same) > 0 && e.Digest != "" {
		return same[0], true
	}
	return 0, false
}

func newResponse(m *warc.HTTP, body io.ReadCloser) *http.Response {
	status := m.Status
	if status == 0 {
		status = http.StatusOK // a head without a status line, as HTTP/0.9 servers sent it
	}
	header := m.Header.Clone()
	header.Del("Transfer-Encoding")
	return &http.Response{
		Status: fmt.Sprintf("%d %s", status, http.StatusText(status)), StatusCode: status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Body: body, ContentLength: m.Length,
	}
}

// wholeBody ends with an error where the record holds only a part.
func wholeBody(rec *warc.Record, m *warc.HTTP) io.Reader {
	reason := rec.Truncated()
	if reason == "" {
		return m.Body
	}
	m.Length = -1
	return io.MultiReader(m.Body, failing{fmt.Errorf("archive: the record holds only the first part (%s): %w", reason, io.ErrUnexpectedEOF)})
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

type readCloser struct {
	io.Reader
	io.Closer
}
