package fetch

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// How much is asked of others at once, unless the caller says otherwise.
const (
	DefaultPerHost     = 4                     // requests in flight to one host: fewer than a browser's six
	DefaultConcurrency = 64                    // requests in flight over all hosts
	DefaultDelay       = 25 * time.Millisecond // between the starts of two requests to one host
)

// throttle makes each request wait for its turn. A turn lasts from the request
// to the close of the response's body.
type throttle struct {
	next    http.RoundTripper
	perHost int
	delay   time.Duration
	all     *turns

	exceptions map[string]Host // by origin
	deaf       bool            // to what hosts ask for

	mu    sync.Mutex
	hosts map[string]*host
}

// How a host is treated that asked to be left alone, or failed under the load.
const (
	slowDelay    = 250 * time.Millisecond // between two starts, after the first complaint
	slowestDelay = 4 * time.Second        // each further complaint doubles the delay up to this
	recovery     = 8                      // answers without a complaint after which the delay is halved
	longWaits    = 2                      // demands beyond MaxWait in a row after which a host is not asked again
)

// host is what is remembered of one host: some 200 bytes, for the whole run.
type host struct {
	slots chan struct{}
	usual time.Duration // between two starts

	mu     sync.Mutex
	next   time.Time     // the earliest start of the next request
	quiet  time.Time     // until then the host wants no request
	delay  time.Duration // between two starts, where the host has complained
	calm   int           // answers since the last complaint
	closed int           // demands beyond MaxWait in a row
}

func newThrottle(next http.RoundTripper, perHost, all int, delay time.Duration) *throttle {
	return &throttle{next: next, perHost: perHost, delay: delay, all: &turns{free: all}, hosts: map[string]*host{}}
}

func (t *throttle) RoundTrip(req *http.Request) (*http.Response, error) {
	start := time.Now()
	done, err := t.turn(req.Context(), t.host(req.URL))
	visitOf(req.Context()).timing.Queued += time.Since(start)
	if err != nil {
		return nil, err
	}
	resp, err := t.next.RoundTrip(req)
	if err != nil {
		done()
		return nil, err
	}
	if !t.deaf {
		t.host(req.URL).learn(resp, time.Now())
	}
	resp.Body = &closer{ReadCloser: resp.Body, done: sync.OnceFunc(done)}
	return resp, nil
}

// turn waits for a slot of the host, then for its delay, and only then for a
// slot among all, so that a slow host does not hold up the others.
func (t *throttle) turn(ctx context.Context, h *host) (done func(), err error) {
	if err := acquire(ctx, h.slots); err != nil {
		return nil, err
	}
	if err := h.wait(ctx); err != nil {
		<-h.slots
		return nil, err
	}
	if err := t.all.take(ctx, visitOf(ctx).number); err != nil {
		<-h.slots
		return nil, err
	}
	return func() { t.all.give(); <-h.slots }, nil
}

// wait waits for the host's next start. A demand for quiet that comes meanwhile
// is heeded too.
func (h *host) wait(ctx context.Context) error {
	for {
		if err := sleep(ctx, h.reserve()); err != nil {
			return err
		}
		h.mu.Lock()
		quiet, closed := time.Until(h.quiet), h.closed >= longWaits
		h.mu.Unlock()
		if closed {
			return &Error{Kind: KindThrottled, Err: fmt.Errorf("the site wants no visits for longer than %v", MaxWait)}
		}
		if quiet <= 0 {
			return nil
		}
	}
}

// learn adapts the pace to what the host answers.
func (h *host) learn(resp *http.Response, now time.Time) {
	wait := wantedWait(resp.StatusCode, resp.Header, now)
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case wait > MaxWait && resp.StatusCode >= http.StatusBadRequest:
		h.closed++
		h.slow()
	case wait > 0 && wait <= MaxWait:
		h.closed = 0
		if until := now.Add(wait); until.After(h.quiet) {
			h.quiet, h.next = until, until
		}
		h.slow()
	case resp.StatusCode == http.StatusTooManyRequests:
		h.closed = 0
		h.slow()
	default:
		h.closed = 0
		h.recover()
	}
}

func (h *host) slow() {
	h.delay, h.calm = min(max(2*h.delay, slowDelay), slowestDelay), 0
}

func (h *host) recover() {
	if h.delay == 0 {
		return
	}
	if h.calm++; h.calm >= recovery {
		h.delay, h.calm = h.delay/2, 0
	}
}

func (t *throttle) host(u *url.URL) *host {
	t.mu.Lock()
	defer t.mu.Unlock()
	h := t.hosts[u.Host]
	if h == nil {
		e := t.exceptions[origin(u)]
		h = &host{slots: make(chan struct{}, orDefault(e.PerHost, t.perHost)), usual: max(orDefault(e.Delay, t.delay), 0)}
		t.hosts[u.Host] = h
	}
	return h
}

// reserve books the host's next start and tells how long it is until then.
func (h *host) reserve() time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	start := h.next
	if start.Before(now) {
		start = now
	}
	h.next = start.Add(max(h.usual, h.delay))
	return start.Sub(now)
}

func acquire(ctx context.Context, slots chan<- struct{}) error {
	select {
	case slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// closer is a body that runs done once it is closed.
type closer struct {
	io.ReadCloser
	done func()
}

func (c *closer) Close() error {
	defer c.done()
	return c.ReadCloser.Close()
}
