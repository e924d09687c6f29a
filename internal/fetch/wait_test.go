package fetch

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWantedWait(t *testing.T) {
	now := time.Date(2026, 5, 2, 10, 0, 0, 0, time.UTC)
	const ages = time.Duration(1<<63 - 1)
	for _, tc := range []struct {
		status int
		fields string // "Name: value", divided by bars
		want   time.Duration
	}{
		{429, "", 0},
		{429, "Retry-After: 120", 2 * time.Minute},
		{429, "Retry-After:  7 ", 7 * time.Second},
		{429, "Retry-After: 0", 0},
		{429, "Retry-After: -3", 0},
		{429, "Retry-After: 1.5", 1500 * time.Millisecond},
		{429, "Retry-After: 30s", 30 * time.Second},
		{429, "Retry-After: later", 0},
		{429, "Retry-After: 0x10", 0},
		{429, "Retry-After: NaN", 0},
		{429, "Retry-After: 99999999999999999999", ages},
		{429, "Retry-After: 1e400", ages},
		{503, "Retry-After: Sat, 02 May 2026 10:00:05 GMT", 5 * time.Second},
		{503, "Retry-After: Saturday, 02-May-26 10:00:05 GMT", 5 * time.Second},
		{503, "Retry-After: Sat May  2 10:00:05 2026", 5 * time.Second},
		{503, "Retry-After: Thu, 01 Jan 1970 00:00:00 GMT", 0},
		{403, "Retry-After: 5", 5 * time.Second},
		{200, "Retry-After: 5", 0},
		{404, "Retry-After: 5", 0},
		{301, "Retry-After: 5", 0},
		{200, "RateLimit-Remaining: 0|RateLimit-Reset: 9", 9 * time.Second},
		{200, "RateLimit-Remaining: 3|RateLimit-Reset: 9", 0},
		{200, "X-RateLimit-Remaining: 0|X-RateLimit-Reset: 1777716010", 10 * time.Second},
		{429, "X-Rate-Limit-Remaining: 0|X-Rate-Limit-Reset: 4", 4 * time.Second},
		{429, `RateLimit: "default";r=0;t=30`, 30 * time.Second},
		{200, `RateLimit: "default"; r=0; t=30`, 30 * time.Second},
		{200, `RateLimit: "default";r=50;t=30`, 0},
		{404, "RateLimit-Remaining: 0|RateLimit-Reset: 9", 0},
	} {
		h := http.Header{}
		for field := range strings.SplitSeq(tc.fields, "|") {
			name, value, _ := strings.Cut(field, ":")
			h.Set(name, strings.TrimPrefix(value, " "))
		}
		assert.Equal(t, tc.want, wantedWait(tc.status, h, now), "%d %s", tc.status, tc.fields)
	}
}

// Whatever a server writes, a wait is never negative, and none is longer than
// what a Duration holds.
func FuzzWantedWait(f *testing.F) {
	for _, s := range []string{"1", "-1", "1e300", "Sat, 02 May 2026 10:00:05 GMT", "9223372036854775807", "0x1p10", `"a";r=0;t=9`, "t=", "\x00"} {
		f.Add(429, s, s, s)
	}
	f.Fuzz(func(t *testing.T, status int, after, limit, reset string) {
		h := http.Header{"Retry-After": {after}, "Ratelimit": {limit}, "X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset": {reset}}
		if d := wantedWait(status, h, time.Unix(1777716000, 0)); d < 0 {
			t.Fatalf("%d %q %q %q: %v", status, after, limit, reset, d)
		}
	})
}

// paced serves with answers and notes when each request came, counted from now.
func paced(perHost int, serve func(n int) (status int, header []string)) (*Client, *[]time.Duration) {
	start, asked := time.Now(), new([]time.Duration)
	return &Client{Delay: -1, PerHost: perHost, Transport: transportFunc(func(req *http.Request) (*http.Response, error) {
		*asked = append(*asked, time.Since(start))
		status, header := serve(len(*asked))
		return answer(req, status, "a page", header...), nil
	})}, asked
}

func TestHostIsLeftAloneWhenItAsks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, asked := paced(1, func(n int) (int, []string) {
			if n == 1 {
				return 429, []string{"Retry-After", "20"}
			}
			return 200, nil
		})
		r, err := c.Get(t.Context(), "http://a.test/1")
		require.NoError(t, err)
		assert.Equal(t, 20*time.Second, r.Wait)
		for range 3 {
			_, err := c.Get(t.Context(), "http://a.test/2")
			require.NoError(t, err)
		}
		assert.Equal(t, []time.Duration{0, 20 * time.Second, 20*time.Second + slowDelay, 20*time.Second + 2*slowDelay}, *asked)
	})
}

func TestHostThatNeverWantsVisitsIsNotAskedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, asked := paced(1, func(int) (int, []string) { return 429, []string{"Retry-After", "3600"} })
		for range 5 {
			_, err := c.Get(t.Context(), "http://a.test/1")
			if err != nil {
				assert.Equal(t, KindThrottled, kind(t, err))
			}
		}
		assert.Len(t, *asked, longWaits)
	})
}

func TestPaceComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, asked := paced(1, func(n int) (int, []string) {
			if n == 1 {
				return 429, nil
			}
			return 200, nil
		})
		for range 1 + 20*recovery {
			_, err := c.Get(t.Context(), "http://a.test/1")
			require.NoError(t, err)
		}
		last := len(*asked) - 1
		assert.Equal(t, slowDelay, (*asked)[2]-(*asked)[1])
		assert.Less(t, (*asked)[last]-(*asked)[last-1], time.Millisecond)
	})
}
