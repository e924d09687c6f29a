package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Client visits pages. The zero value is ready and visits the public internet
// with the default manners. A Client remembers its hosts: use one for a whole
// run. It is safe for concurrent use and must not be copied after first use;
// its fields must not change after it.
type Client struct {
	// Transport, if not nil, replaces the network: a replay of recorded pages,
	// or a test. It bypasses the address guard; wrap a [Network] to keep it.
	// It should not decompress bodies, and must honour the request's context.
	Transport http.RoundTripper

	UserAgent   string        // empty: [DefaultUserAgent]
	Timeout     time.Duration // of one visit with all its hops, waiting for a turn not counted; 0: [DefaultTimeout]
	MaxBytes    int64         // of a body, as received and as decoded; 0: [DefaultMaxBytes]
	PerHost     int           // requests at once to one host; 0: [DefaultPerHost]
	Concurrency int           // requests at once to all hosts; 0: [DefaultConcurrency]
	Delay       time.Duration // between the starts of two requests to one host; 0: [DefaultDelay], negative: none

	// Sample reads of a file that is no page only MaxFileBytes: enough where
	// nobody wants the file itself.
	Sample bool

	// Hosts are exceptions, by origin such as "https://site.example".
	Hosts map[string]Host

	Recorded      bool // Transport answers from a recording: there is nobody to be slow for
	RespectRobots bool // visit no page from which robots.txt keeps programs away
	AllowPrivate  bool // also visit addresses that are not on the public internet
	AnyPort       bool // also visit ports other than 80, 443 and 8000-8999

	once    sync.Once
	visits  atomic.Int64 // that have begun
	network http.RoundTripper
	manners http.RoundTripper
	buffers chan *bytes.Buffer // that are free
	large   chan struct{}      // the large bodies that are being read
}

// Host is how one origin is treated otherwise than the rest.
type Host struct {
	Header  http.Header   // fields to send there and nowhere else, credentials say
	PerHost int           // requests at once; 0: as elsewhere
	Delay   time.Duration // between the starts of two requests; 0: as elsewhere
}

// Response is the answer that ended a visit, whatever its status code.
type Response struct {
	URL        *url.URL      // where the visit ended; a fragment of the address asked for is kept
	Hops       []Hop         // the redirects that led here, in order; empty: none
	Status     int           // the HTTP status code
	Header     http.Header   // of the final answer; Content-Encoding is gone where the body was decoded
	Body       []byte        // decoded; at most MaxBytes
	Truncated  bool          // the body was longer than MaxBytes
	Downgraded bool          // some hop led from https to http
	Wait       time.Duration // for how long the site asks to be left alone; 0: it does not ask
	Notes      []string      // what did not keep the page from coming but is worth knowing
	Wall       string        // the system that answered in place of the page, such as "Cloudflare"; empty: none seen
	Remote     string        // the address that answered, ip:port; of the proxy where one was used; empty in a replay
	Timing     Timing
}

// Timing is where the time of a visit went.
type Timing struct {
	Queued    time.Duration // waiting for a turn, over all hops
	FirstByte time.Duration // from the last hop's start to the first byte of its answer
	Total     time.Duration // the whole visit
}

// Get visits rawURL. The error, if any, is an [*Error].
func (c *Client) Get(ctx context.Context, rawURL string) (*Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, rawURL, nil)
	if err != nil {
		return nil, &Error{URL: clean(rawURL), Kind: KindURL, Err: err}
	}
	return c.Do(req)
}

// Do makes the visit that req asks for. Only GET and HEAD are visits. Header
// fields of req go to its own origin; on the way to another one only harmless
// ones are kept. The error, if any, is an [*Error].
func (c *Client) Do(req *http.Request) (*Response, error) { return c.Visit(req, nil) }

// Visit makes the visit that req asks for, and has read look at the answer
// while the visit still has its turn: so no more pages are held in memory than
// requests may be in flight. With read the body is gone afterwards; read must
// not keep a part of it.
func (c *Client) Visit(req *http.Request, read func(*Response)) (*Response, error) {
	c.once.Do(c.compose)
	start := time.Now()
	v := &visit{number: c.visits.Add(1), left: orDefault(c.Timeout, DefaultTimeout)}
	resp, err := c.follow(req, v, read)
	if resp != nil {
		resp.Timing = v.timing
		resp.Timing.Total = time.Since(start)
	}
	if err != nil {
		return nil, newError(req, v, resp, err)
	}
	return resp, nil
}

// follow visits req, and goes on where the page sends its visitors on.
func (c *Client) follow(req *http.Request, v *visit, read func(*Response)) (*Response, error) {
	for {
		resp, next, err := c.visit(req, v, read)
		if err != nil || next == nil {
			return resp, err
		}
		v.hops = append(v.hops, Hop{URL: withoutFragment(resp.URL), Status: resp.Status, Location: shown(next, "")})
		if len(v.hops) > MaxRedirects {
			return nil, &Error{Kind: KindRedirects, Err: fmt.Errorf("more than %d redirects", MaxRedirects)}
		}
		last := req.Clone(req.Context())
		last.URL = resp.URL
		if req, err = nextHop(last, next); err != nil {
			return nil, err
		}
	}
}

// compose states the order of the manners, the innermost first.
func (c *Client) compose() {
	c.network = c.Transport
	if c.network == nil {
		c.network = &Network{AllowPrivate: c.AllowPrivate, AnyPort: c.AnyPort}
	}
	c.buffers = make(chan *bytes.Buffer, keptBuffers)
	c.large = make(chan struct{}, maxLarge)
	maxBytes := orDefault(c.MaxBytes, DefaultMaxBytes)
	rt := c.network
	rt = &limit{next: rt, maxBytes: maxBytes, firstByte: FirstByteTimeout, window: ProgressWindow}
	rt = &decode{next: rt, maxBytes: maxBytes}
	rt = &identify{next: rt, userAgent: orDefault(c.UserAgent, DefaultUserAgent), hosts: c.Hosts}
	throttle := newThrottle(rt, orDefault(c.PerHost, DefaultPerHost), orDefault(c.Concurrency, DefaultConcurrency), orDefault(c.Delay, DefaultDelay))
	throttle.exceptions, throttle.deaf = c.Hosts, c.Recorded
	rt = throttle
	if c.RespectRobots {
		rt = &robots{next: rt, sites: map[string]*site{}}
	}
	rt = &redirect{next: rt, max: MaxRedirects}
	c.manners = rt
}

// visit sends req through the manners and reads the body. A response beside an
// error is what had arrived when the body broke; next is where the page sends
// its visitors, nil: nowhere.
func (c *Client) visit(req *http.Request, v *visit, read func(*Response)) (r *Response, next *url.URL, err error) {
	if req.Method != http.MethodGet && req.Method != http.MethodHead {
		return nil, nil, &Error{Kind: KindURL, Err: fmt.Errorf("method %q is not a visit", req.Method)}
	}
	resp, err := c.manners.RoundTrip(req.WithContext(v.attach(req.Context())))
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	r = &Response{URL: resp.Request.URL, Status: resp.StatusCode, Header: resp.Header, Hops: v.hops, Remote: v.remoteAddr(), Notes: v.notes}
	r.Wait = wantedWait(r.Status, r.Header, time.Now())
	r.Downgraded = downgraded(v.hops, r.URL)
	buf := c.buffer()
	defer func() { c.finish(r, buf, read) }()
	done, err := c.readBody(req.Context(), r, buf, resp.Body)
	defer done()
	r.Wall = wall(r)
	if err != nil {
		return r, nil, err
	}
	if next = refreshTarget(r); next == nil && read != nil {
		read(r)
	}
	return r, next, nil
}

// buffer gives a buffer that was used before, so that no body is read into
// memory that must grow first.
func (c *Client) buffer() *bytes.Buffer {
	select {
	case buf := <-c.buffers:
		buf.Reset()
		return buf
	default:
		return new(bytes.Buffer)
	}
}

// finish takes the buffer back. A body that was looked at is not kept; another
// is kept in no more memory than it has bytes.
func (c *Client) finish(r *Response, buf *bytes.Buffer, read func(*Response)) {
	if read != nil {
		r.Body = nil
	} else {
		r.Body = bytes.Clone(r.Body)
	}
	if buf.Cap() > maxKept {
		return
	}
	select {
	case c.buffers <- buf:
	default:
	}
}

// readBody reads the bounded body. A large one waits until few others are being
// read; done ends that.
func (c *Client) readBody(ctx context.Context, r *Response, buf *bytes.Buffer, body io.Reader) (done func(), err error) {
	done = func() {}
	if c.Sample && !isPage(r.Header) {
		body = &bounded{r: body, left: MaxFileBytes}
	}
	_, err = buf.ReadFrom(io.LimitReader(body, largeBody))
	if err == nil && buf.Len() == largeBody {
		if err := acquire(ctx, c.large); err != nil {
			return done, err
		}
		done = func() { <-c.large }
		_, err = buf.ReadFrom(body)
	}
	r.Body = buf.Bytes()
	if errors.Is(err, errTruncated) {
		r.Truncated, err = true, nil
	}
	return done, err
}

// isPage tells whether a body may be one that is read for its title: HTML, XML,
// or of no declared type.
func isPage(h http.Header) bool {
	kind := strings.ToLower(h.Get("Content-Type"))
	return kind == "" || strings.Contains(kind, "html") || strings.Contains(kind, "xml") || strings.HasPrefix(kind, "text/")
}

// CloseIdleConnections closes connections that are kept for a next request.
// Call it at the end of a run. The Client can still be used afterwards.
func (c *Client) CloseIdleConnections() {
	c.once.Do(c.compose)
	if t, ok := c.network.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

func orDefault[T comparable](v, d T) T {
	var zero T
	if v == zero {
		return d
	}
	return v
}
