package archive

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ibid-go/ibid/internal/warc"
)

// exchange is the body of a response that is being recorded. Its end, or Close, writes the records.
type exchange struct {
	recorder *Recorder
	request  *http.Request
	response *http.Response // its head only
	body     io.ReadCloser
	start    time.Time
	took     time.Duration
	ip       atomic.Pointer[string]

	mu      sync.Mutex // Close may come while Read waits in another goroutine
	kept    spool
	left    int64 // bytes that may still be kept
	cut     string
	written bool
	err     error // of writing
}

// begin takes the body of the response. The head is copied, since the caller may change what it gets.
func (x *exchange) begin(resp *http.Response) {
	head := *resp
	head.Header = resp.Header.Clone()
	x.response, x.body = &head, resp.Body
}

// Read passes the body on and keeps what fits.
func (x *exchange) Read(p []byte) (int, error) {
	n, err := x.body.Read(p)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.keep(p[:n])
	switch {
	case err == nil:
	case errors.Is(err, io.EOF):
		x.finish("")
	default:
		x.finish(reasonOf(err))
	}
	return n, err
}

func (x *exchange) keep(p []byte) {
	if x.cut != "" {
		return
	}
	if int64(len(p)) > x.left {
		p, x.cut = p[:x.left], warc.TruncatedLength
	}
	x.left -= int64(len(p))
	if _, err := x.kept.Write(p); err != nil {
		x.err, x.cut = x.recorder.failure(err), warc.TruncatedUnspecified
	}
}

// reasonOf says in the words of WARC-Truncated why a body ended early.
func reasonOf(err error) string {
	var timeout interface{ Timeout() bool }
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return warc.TruncatedTime
	case errors.Is(err, context.Canceled):
		return warc.TruncatedUnspecified
	}
	return warc.TruncatedDisconnect
}

// Close closes the body and writes what has been read of it. It returns the error of writing too.
func (x *exchange) Close() error {
	err := x.body.Close()
	x.mu.Lock()
	defer x.mu.Unlock()
	reason := warc.TruncatedUnspecified
	if x.kept.Len() == x.response.ContentLength {
		reason = "" // the caller knew the length and read no further
	}
	x.finish(reason)
	return errors.Join(err, x.err)
}

// finish writes the records, once.
func (x *exchange) finish(reason string) {
	if x.written {
		return
	}
	x.written = true
	if x.cut == "" {
		x.cut = reason
	}
	x.took = time.Since(x.start)
	x.err = errors.Join(x.err, x.recorder.write(x), x.kept.Close())
}

// digest is that of the payload, "" where the payload is empty or not whole.
func (x *exchange) digest() (string, error) {
	if x.cut != "" || x.kept.Len() == 0 {
		return "", nil
	}
	return warc.DigestOf(x.kept.Reader())
}

// drafts are the response, which is the evidence, or the revisit in its place, the request that belongs to it, and how long it took. The zero
// Original stands for a payload that is new.
func (x *exchange) drafts(of warc.Original) []*warc.Draft {
	address := addressOf(x.request)
	length := x.kept.Len()
	if x.cut != "" {
		length = -1
	}
	head := warc.ResponseHead(x.response.StatusCode, x.response.Header, length)
	var response *warc.Draft
	if of.ID != "" {
		response = warc.Revisit("", address, x.start, head, of)
	} else {
		response = warc.Response("", address, x.start, head, x.kept.Reader())
		response.Truncate(x.cut)
	}
	request := warc.Request("", address, x.start, response.ID(), requestHead(x.request))
	if ip := x.ip.Load(); ip != nil {
		response.Header.Add(warc.FieldIPAddress, *ip)
		request.Header.Add(warc.FieldIPAddress, *ip)
	}
	return []*warc.Draft{response, request, x.metadata(address, response.ID())}
}

// metadata tells in the field names of the standard (clause 6.8) how long the visit took and what led to it.
func (x *exchange) metadata(address, of string) *warc.Draft {
	var fields warc.Header
	if from, err := url.Parse(x.request.Header.Get("Referer")); err == nil && from.Host != "" {
		from.User = nil
		fields.Add("via", from.String())
	}
	fields.Add("fetchTimeMs", strconv.FormatInt(x.took.Milliseconds(), 10))
	return warc.Metadata("", address, x.start, of, fields)
}

// addressOf is the address as it was visited, without fragment and without credentials.
func addressOf(req *http.Request) string {
	u := *req.URL
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	return u.String()
}

// requestHead is what was asked, as far as this layer sees it, without secrets.
func requestHead(req *http.Request) []byte {
	header := req.Header.Clone()
	for _, secret := range []string{"Authorization", "Proxy-Authorization", "Cookie"} {
		header.Del(secret)
	}
	host := req.Host
	if host == "" {
		host = req.URL.Host
	}
	return warc.RequestHead(http.MethodGet, req.URL.RequestURI(), strings.TrimSpace(host), header)
}
