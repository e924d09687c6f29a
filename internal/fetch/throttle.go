package fetch

import (
	"context"
	"io"
	"net/http"
	"sync"
	"time"
)

// How much is asked of others at once, unless the caller says otherwise.
const (
	DefaultPerHost     = 4                     // requests in flight to one host: fewer than a browser's six
	DefaultConcurrency = 64                    // requests in flight over all hosts
	DefaultDelay       = 50 * time.Millisecond // between the starts of two requests to one host
)

// throttle makes each request wait for its turn. A turn lasts from the request
// to the close of the response's body.
type throttle struct {
	next    http.RoundTripper
	perHost int
	delay   time.Duration
	all     chan struct{}

	mu    sync.Mutex
	hosts map[string]*host
}

// host is what is remembered of one host: some 200 bytes, for the whole run.
type host struct {
	slots chan struct{}
	mu    sync.Mutex
	next  time.Time // the earliest start of the next request
}

func newThrottle(next http.RoundTripper, perHost, all int, delay time.Duration) *throttle {
	return &throttle{next: next, perHost: perHost, delay: delay, all: make(chan struct{}, all), hosts: map[string]*host{}}
}

func (t *throttle) RoundTrip(req *http.Request) (*http.Response, error) {
	start := time.Now()
	done, err := t.turn(req.Context(), t.host(req.URL.Host))
	visitOf(req.Context()).timing.Queued += time.Since(start)
	if err != nil {
		return nil, err
	}
	resp, err := t.next.RoundTrip(req)
	if err != nil {
		done()
		return nil, err
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
	if err := sleep(ctx, h.reserve(t.delay)); err != nil {
		<-h.slots
		return nil, err
	}
	if err := acquire(ctx, t.all); err != nil {
		<-h.slots
		return nil, err
	}
	return func() { <-t.all; <-h.slots }, nil
}

func (t *throttle) host(name string) *host {
	t.mu.Lock()
	defer t.mu.Unlock()
	h := t.hosts[name]
	if h == nil {
		h = &host{slots: make(chan struct{}, t.perHost)}
		t.hosts[name] = h
	}
	return h
}

// reserve books the host's next start and tells how long it is until then.
func (h *host) reserve(delay time.Duration) time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	start := h.next
	if start.Before(now) {
		start = now
	}
	h.next = start.Add(max(delay, 0))
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
