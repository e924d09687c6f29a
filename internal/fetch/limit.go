package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"
)

// The limits of one visit. Redirects have theirs in redirect.go, decoding in
// decode.go, courtesy in throttle.go.
const (
	// DefaultTimeout bounds one visit with all its hops. Waiting for a turn is
	// not counted.
	DefaultTimeout = 30 * time.Second

	// FirstByteTimeout bounds the time from the start of a request, connecting
	// included, to the end of the answer's header.
	FirstByteTimeout = 15 * time.Second

	// MinProgress bytes of a body must arrive in every ProgressWindow. Slower
	// is no slow line but a drip that only holds the visitor.
	MinProgress    = 1 << 10
	ProgressWindow = 10 * time.Second

	// DefaultMaxBytes bounds a body, as received and again as decoded. Title,
	// authors and date stand in the first of them.
	DefaultMaxBytes = 4 << 20

	// MaxFileBytes of a file that is no page are read: enough to see that it is
	// there and what it is.
	MaxFileBytes = 64 << 10

	// largeBody bytes of a body are read by every visit; of those that have
	// more, maxLarge are read at once. Nineteen pages in twenty are smaller.
	largeBody = 1 << 20
	maxLarge  = 4

	// maxKept bytes are the largest buffer that is kept for a next body, and
	// keptBuffers the most. Most pages have fewer bytes, and while hundreds of
	// answers are waited for, a few bodies come in.
	maxKept     = 128 << 10
	keptBuffers = 16

	// MaxHeaderBytes bounds the header of an answer. Pages with large policies
	// and many cookies stay below 64 KiB.
	MaxHeaderBytes = 256 << 10
)

// errTruncated ends a body at its bound. It is not a fault of the page.
var errTruncated = errors.New("body cut at its limit")

// limit holds each hop to the limits of time and of bytes on the wire.
type limit struct {
	next      http.RoundTripper
	maxBytes  int64
	firstByte time.Duration
	window    time.Duration
}

func (l *limit) RoundTrip(req *http.Request) (*http.Response, error) {
	v, start := visitOf(req.Context()), time.Now()
	ctx, cancel := context.WithCancelCause(req.Context())
	stop := func() { v.left -= time.Since(start); cancel(nil) }
	total := expire(v.left, "the visit was not over", cancel)
	first := expire(l.firstByte, "no answer", cancel)

	resp, err := l.next.RoundTrip(req.WithContext(ctx))
	first.Stop()
	if err != nil {
		total.Stop()
		err = because(ctx, err)
		stop()
		return nil, err
	}
	v.timing.FirstByte = time.Since(start)
	resp.Body = &limitedBody{
		bounded:  bounded{r: resp.Body, left: l.maxBytes},
		body:     resp.Body,
		ctx:      ctx,
		total:    total,
		progress: expire(l.window, "the body only dripped", cancel),
		window:   l.window,
		stop:     sync.OnceFunc(stop),
	}
	return resp, nil
}

// expire cancels with a timeout error after d.
func expire(d time.Duration, what string, cancel context.CancelCauseFunc) *time.Timer {
	return time.AfterFunc(d, func() {
		cancel(&Error{Kind: KindTimeout, Err: fmt.Errorf("%s within %v", what, d.Round(time.Millisecond))})
	})
}

// because gives the reason for which ctx was cancelled in place of err, which
// then says no more than that it was.
func because(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// limitedBody is a body under a bound, a deadline and a minimum of progress.
type limitedBody struct {
	bounded
	body            io.Closer
	ctx             context.Context
	total, progress *time.Timer
	window          time.Duration
	got             int // bytes since the progress timer was set
	stop            func()
}

func (b *limitedBody) Read(p []byte) (int, error) {
	n, err := b.bounded.Read(p)
	if b.got += n; b.got >= MinProgress {
		b.got = 0
		b.progress.Reset(b.window)
	}
	if err != nil && err != io.EOF && err != errTruncated {
		err = because(b.ctx, err)
	}
	return n, err
}

func (b *limitedBody) Close() error {
	b.total.Stop()
	b.progress.Stop()
	err := b.body.Close()
	b.stop()
	return err
}

// bounded reads left bytes of r. If r has more, it ends with errTruncated.
type bounded struct {
	r    io.Reader
	left int64
	cut  bool
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.cut {
		return 0, errTruncated
	}
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1] // one more than allowed, to tell the end from the bound
	}
	n, err := b.r.Read(p)
	if int64(n) <= b.left {
		b.left -= int64(n)
		return n, err
	}
	n, b.left, b.cut = int(b.left), 0, true
	return n, errTruncated
}
