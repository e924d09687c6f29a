package fetch

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// slow is a transport in a world of synthetic time: its answer begins after
// wait and then gives chunk every pause, n times (negative: for ever).
type slow struct {
	wait, pause time.Duration
	chunk       string
	n           int
}

func (s slow) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := sleep(req.Context(), s.wait); err != nil {
		return nil, context.Canceled // as a careless transport: without the cause
	}
	resp := answer(req, 200, "")
	resp.Body, resp.ContentLength = io.NopCloser(&slowBody{slow: s, ctx: req.Context()}), -1
	return resp, nil
}

type slowBody struct {
	slow
	ctx context.Context
}

func (b *slowBody) Read(p []byte) (int, error) {
	if b.n == 0 {
		return 0, io.EOF
	}
	if sleep(b.ctx, b.pause) != nil {
		return 0, context.Canceled
	}
	b.n--
	return copy(p, b.chunk), nil
}

func TestLimitsOfTime(t *testing.T) {
	kib := strings.Repeat("x", 1<<10)
	for name, tc := range map[string]struct {
		slow  slow
		took  time.Duration
		error string // "" : none
	}{
		"prompt":                  {slow{0, 0, kib, 1}, 0, ""},
		"slow first byte":         {slow{FirstByteTimeout - 1, 0, kib, 1}, FirstByteTimeout - 1, ""},
		"no first byte":           {slow{time.Hour, 0, kib, 1}, FirstByteTimeout, "no answer within 15s"},
		"slow but steady":         {slow{0, time.Second, kib, 20}, 20 * time.Second, ""},
		"short page, then silent": {slow{0, 9 * time.Second, "x", 1}, 9 * time.Second, ""},
		"drip":                    {slow{0, 500 * time.Millisecond, "x", -1}, ProgressWindow, "the body only dripped"},
		"steady for ever":         {slow{0, time.Second, kib, -1}, DefaultTimeout, "the visit was not over within 30s"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, start := &Client{Transport: tc.slow}, time.Now()
				_, err := c.Get(t.Context(), "http://a.test/")
				assert.Equal(t, tc.took, time.Since(start))
				if tc.error == "" {
					require.NoError(t, err)
					return
				}
				assert.Equal(t, KindTimeout, kind(t, err))
				assert.ErrorContains(t, err, tc.error)
			})
		})
	}
}

func TestTimeoutCountsAllHopsButNoQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hop := slow{wait: 4 * time.Second}
		c := &Client{Timeout: 10 * time.Second, Delay: time.Minute, Transport: transportFunc(func(req *http.Request) (*http.Response, error) {
			resp, err := hop.RoundTrip(req)
			if err == nil && req.URL.Path != "/3" && req.URL.Path != "/one" {
				resp.StatusCode = 302
				resp.Header.Set("Location", map[string]string{"/1": "/2", "/2": "/3"}[req.URL.Path])
			}
			return resp, err
		})}
		r, err := c.Get(t.Context(), "http://a.test/2")
		require.NoError(t, err, "8 s of work in two hops, a minute apart")
		assert.Equal(t, 56*time.Second, r.Timing.Queued)
		assert.Equal(t, 64*time.Second, r.Timing.Total)

		_, err = c.Get(t.Context(), "http://b.test/1")
		assert.Equal(t, KindTimeout, kind(t, err), "three hops of 4 s are more than 10 s")
	})
}

func TestCallersDeadlineIsNotTheSitesFault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := (&Client{Transport: slow{wait: time.Hour}}).Get(ctx, "http://a.test/")
		assert.Equal(t, KindCanceled, kind(t, err))
	})
}
