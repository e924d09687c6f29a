package verify

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/fetch"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// clock is a transport that notes when each address was asked, since the start.
type clock struct {
	start time.Time
	mu    sync.Mutex
	asked map[string][]time.Duration
	serve func(path string, n int) (int, http.Header, error)
}

func (c *clock) RoundTrip(req *http.Request) (*http.Response, error) {
	c.mu.Lock()
	path := req.URL.Path
	c.asked[path] = append(c.asked[path], time.Since(c.start))
	n := len(c.asked[path])
	c.mu.Unlock()
	code, header, err := c.serve(path, n)
	if err != nil {
		return nil, err
	}
	if header == nil {
		header = http.Header{}
	}
	return &http.Response{StatusCode: code, Header: header, Body: io.NopCloser(strings.NewReader("words")), Request: req}, nil
}

// patiently checks addresses on hosts of their own and gives the reasons, and
// when each was asked.
func patiently(t *testing.T, paths string, serve func(path string, n int) (int, http.Header, error)) ([]Reason, map[string][]time.Duration) {
	c := &clock{start: time.Now(), asked: map[string][]time.Duration{}, serve: serve}
	k := &Checker{Transport: c, Delay: -1}
	var reasons []Reason
	cites := func(yield func(*citation.Citation) bool) {
		for path := range strings.FieldsSeq(paths) {
			if !yield(&citation.Citation{Links: []citation.Link{{URL: "http://" + strings.Trim(path, "/") + ".test" + path}}}) {
				return
			}
		}
	}
	for r := range k.CheckAll(t.Context(), cites) {
		reasons = append(reasons, r.Reason)
	}
	return reasons, c.asked
}

func TestWhatMayPassIsTriedAgainAtTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reasons, asked := patiently(t, "/flaky /slow /gone", func(path string, n int) (int, http.Header, error) {
			switch {
			case path == "/slow":
				time.Sleep(10 * time.Second)
			case path == "/flaky" && n == 1:
				return 500, nil, nil
			case path == "/gone":
				return 404, nil, nil
			}
			return 200, nil, nil
		})
		assert.Equal(t, []Reason{"", "", ReasonNotFound}, reasons)
		assert.Equal(t, []time.Duration{0, 10 * time.Second}, asked["/flaky"], "once all others were seen")
		assert.Len(t, asked["/gone"], 1, "what is gone is not asked again")
	})
}

func TestBackOffGrowsAndEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reasons, asked := patiently(t, "/down", func(string, int) (int, http.Header, error) { return 500, nil, nil })
		assert.Equal(t, []Reason{ReasonServerError}, reasons)
		assert.Equal(t, []time.Duration{0, time.Second, 5 * time.Second}, asked["/down"])
	})
}

func TestRetryAfterIsHonouredUpToItsBound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reasons, asked := patiently(t, "/minute /hour", func(path string, n int) (int, http.Header, error) {
			switch {
			case path == "/hour":
				return 429, http.Header{"Retry-After": {"3600"}}, nil
			case n == 1:
				return 429, http.Header{"Retry-After": {fmt.Sprint(int(fetch.MaxWait / time.Second))}}, nil
			}
			return 200, nil, nil
		})
		assert.Equal(t, []Reason{"", ReasonRateLimited}, reasons)
		assert.Equal(t, []time.Duration{0, fetch.MaxWait}, asked["/minute"])
		assert.Len(t, asked["/hour"], 1)
	})
}

func TestNetworkFaultsThatPass(t *testing.T) {
	for _, kind := range []fetch.Kind{fetch.KindTimeout, fetch.KindDNS, fetch.KindConnect, fetch.KindReset, fetch.KindTLS, fetch.KindProxy} {
		synctest.Test(t, func(t *testing.T) {
			reasons, asked := patiently(t, "/x", func(_ string, n int) (int, http.Header, error) {
				if n == 1 {
					return 0, nil, &fetch.Error{Kind: kind, Err: errors.New("passes")}
				}
				return 200, nil, nil
			})
			assert.Equal(t, []Reason{""}, reasons, kind)
			assert.Len(t, asked["/x"], 2, kind)
		})
	}
}

func TestRecordingIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &clock{start: time.Now(), asked: map[string][]time.Duration{}, serve: func(string, int) (int, http.Header, error) {
			return 429, http.Header{"Retry-After": {"30"}}, nil
		}}
		k := &Checker{Transport: c, Delay: -1, Recorded: true}
		for range 3 {
			r := k.Check(t.Context(), &citation.Citation{Links: []citation.Link{{URL: "http://a.test/x"}}})
			assert.Equal(t, ReasonRateLimited, r.Reason)
		}
		assert.Equal(t, []time.Duration{0, 0, 0}, c.asked["/x"])
	})
}

// A site is asked for a page that does not exist once a run, however many of
// its pages are in doubt.
func TestSiblingIsAskedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &clock{start: time.Now(), asked: map[string][]time.Duration{}, serve: func(string, int) (int, http.Header, error) {
			return 404, nil, nil
		}}
		r, stop := (&Checker{Transport: c, Delay: -1}).newRun(t.Context(), citation.Date{})
		defer stop()
		o := &outcome{code: 200, source: &Source{}}
		for _, address := range []string{"http://a.test/1", "http://a.test/2", "http://b.test/1"} {
			assert.Equal(t, siblingOther, r.sibling(address, o))
		}
		assert.Len(t, c.asked[siblingPath], 2)
	})
}

// More citations than the window holds, some of which must wait for the end, all
// get their result, in order; what is held grows with the window alone.
func TestWindowIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &clock{start: time.Now(), asked: map[string][]time.Duration{}, serve: func(path string, n int) (int, http.Header, error) {
			if strings.HasSuffix(path, "77") && n == 1 {
				return 503, nil, nil
			}
			return 200, nil, nil
		}}
		k := &Checker{Transport: c, Delay: -1}
		const all = 3 * window
		var read atomic.Int64
		results := 0
		cites := func(yield func(*citation.Citation) bool) {
			for n := read.Load(); n < all; n = read.Add(1) {
				if !yield(&citation.Citation{Links: []citation.Link{{URL: fmt.Sprintf("http://h%d.test/%d", n%50, n)}}}) {
					return
				}
			}
		}
		for r := range k.CheckAll(t.Context(), cites) {
			require.Equal(t, OK, r.Status, r.URL)
			require.True(t, strings.HasSuffix(r.URL, fmt.Sprintf("/%d", results)), r.URL)
			results++
			require.LessOrEqual(t, int(read.Load())-results, window+2)
		}
		assert.Equal(t, all, results)
	})
}
