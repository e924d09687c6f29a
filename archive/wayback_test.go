package archive

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

// answers is a transport that gives recorded answers in turn, the last one again and again, and notes what was asked and when.
type answers struct {
	raw [][]byte

	mu    sync.Mutex
	asked []*http.Request
	times []time.Time
}

func (a *answers) RoundTrip(req *http.Request) (*http.Response, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	raw := a.raw[min(len(a.asked), len(a.raw)-1)]
	a.asked = append(a.asked, req)
	a.times = append(a.times, time.Now())
	return http.ReadResponse(bufio.NewReader(bytes.NewReader(raw)), req)
}

// empty is an answer of an index without rows, and no copy.
const empty = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]"

var newYear = time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)

// told is a result in the words of the cases.
func told(s *Snapshot, err error) string {
	var failed *Error
	switch {
	case err == nil:
		quality := map[bool]string{true: "good", false: "bad"}[s.Good()]
		return fmt.Sprintf("found %s %d %s %s %s %s", s.Time.Format(time.RFC3339), s.Status, cmp.Or(s.MediaType, "-"), s.Match, s.Original, quality)
	case errors.Is(err, ErrNotFound):
		return "not found"
	case errors.Is(err, ErrExcluded):
		return "excluded"
	case errors.As(err, &failed):
		return fmt.Sprintf("not asked %d %s", failed.Status, failed.RetryAfter)
	}
	return err.Error()
}

// pairs are the cases of a file: the input and what is wanted, by name.
func pairs(t *testing.T, file, ext string) map[string][2][]byte {
	t.Helper()
	ar, err := txtar.ParseFile(filepath.Join("testdata", file))
	require.NoError(t, err)
	cases := map[string][2][]byte{}
	for _, f := range ar.Files {
		name, kind, _ := strings.Cut(f.Name, ".")
		c := cases[name]
		switch kind {
		case ext:
			c[0] = f.Data
		case "want":
			c[1] = f.Data
		default:
			t.Fatalf("%s: what is %s?", file, f.Name)
		}
		cases[name] = c
	}
	require.NotEmpty(t, cases)
	return cases
}

func TestWaybackAnswers(t *testing.T) {
	for name, c := range pairs(t, "wayback.txtar", "http") {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)))
				net := &answers{raw: [][]byte{c[0], []byte(empty)}} // nothing can be looked at, and nothing is in the index
				w := &Wayback{Transport: net}
				s, err := w.Find(t.Context(), Query{URL: "https://news.example/story", At: newYear})
				assert.Equal(t, strings.TrimSpace(string(c[1])), told(s, err), "%v", err)
				assert.Equal(t, "https://web.archive.org/web/20220101000000id_/https://news.example/story", net.asked[0].URL.String())
			})
		})
	}
}

func TestWaybackSnapshotHasBothAddresses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(newYear))
		net := &answers{raw: [][]byte{pairs(t, "wayback.txtar", "http")["pointer"][0], []byte(empty)}}
		w := &Wayback{Transport: net, UserAgent: "test/1"}
		s, err := w.Find(t.Context(), Query{URL: "https://user:pw@news.example/story#top"})
		require.NoError(t, err)
		assert.Equal(t, &Snapshot{
			Archive: "web.archive.org", Original: "https://news.example/story", Time: time.Date(2021, 12, 15, 10, 11, 12, 0, time.UTC), Trusted: true,
			URL:    "https://web.archive.org/web/20211215101112/https://news.example/story",
			RawURL: "https://web.archive.org/web/20211215101112id_/https://news.example/story",
		}, s)
		assert.NotContains(t, net.asked[0].URL.String(), "pw", "no password leaves")
		assert.Equal(t, "identity", net.asked[0].Header.Get("Accept-Encoding"))
		assert.Equal(t, "test/1", net.asked[0].Header.Get("User-Agent"))
	})
}

func TestWaybackWindow(t *testing.T) {
	pointer := pairs(t, "wayback.txtar", "http")["pointer"][0] // 16.6 days before the new year
	for window, want := range map[time.Duration]string{0: "found", 17 * 24 * time.Hour: "found", 16 * 24 * time.Hour: "not found"} {
		synctest.Test(t, func(t *testing.T) {
			time.Sleep(time.Until(newYear))
			w := &Wayback{Transport: &answers{raw: [][]byte{pointer, []byte(empty)}}}
			got := told(w.Find(t.Context(), Query{URL: "https://news.example/story", At: newYear, Window: window}))
			assert.True(t, strings.HasPrefix(got, want), "%v: %s", window, got)
		})
	}
}

func TestWaybackCirclesEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		net := &answers{raw: [][]byte{pairs(t, "wayback.txtar", "http")["pointer"][0]}}
		_, err := (&Wayback{Transport: net, Thorough: true}).Find(t.Context(), Query{URL: "https://news.example/story", At: newYear})
		assert.ErrorContains(t, err, "circle")
		assert.Len(t, net.asked, 2)

		many := make([][]byte, 9)
		for i := range many {
			many[i] = fmt.Appendf(nil, "HTTP/1.1 302 Found\r\nLocation: /web/2021010100000%did_/https://news.example/story\r\n\r\n", i)
		}
		net = &answers{raw: many}
		_, err = (&Wayback{Transport: net, Thorough: true}).Find(t.Context(), Query{URL: "https://news.example/story", At: newYear})
		assert.ErrorContains(t, err, "more than 5")
		assert.Len(t, net.asked, 1+maxPointers)
	})
}

func TestWaybackWhatCannotBeAsked(t *testing.T) {
	for _, w := range []*Wayback{{Base: "no address"}, {Base: "ftp://archive.example"}, {Base: "http://%zz"}} {
		_, err := w.Find(t.Context(), Query{URL: "https://news.example/"})
		var failed *Error
		assert.ErrorAs(t, err, &failed, w.Base)
	}
	for _, address := range []string{"mailto:editor@news.example", "", "https://", "http://%zz"} {
		net := &answers{}
		_, err := (&Wayback{Transport: net}).Find(t.Context(), Query{URL: address})
		var failed *Error
		assert.ErrorAs(t, err, &failed, address)
		assert.Empty(t, net.asked)
	}
	down := httptest.NewServer(nil)
	down.Close()
	_, err := (&Wayback{Base: down.URL}).Find(t.Context(), Query{URL: "https://news.example/"})
	var failed *Error
	require.ErrorAs(t, err, &failed)
	assert.ErrorContains(t, err, "could not ask")
	assert.False(t, failed.RateLimited())
}

func TestWaybackKeepsTheBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		net := &answers{raw: [][]byte{[]byte("HTTP/1.1 404 Not Found\r\n\r\n")}}
		start := time.Now()
		const requests = 80
		for range requests / 2 { // two clients, one budget
			for _, w := range []*Wayback{{Transport: net, Base: "http://budget.test"}, {Transport: net, Base: "http://budget.test/"}} {
				_, err := w.Find(t.Context(), Query{URL: "https://news.example/"})
				require.ErrorIs(t, err, ErrNotFound)
			}
		}
		assert.Equal(t, time.Duration(requests-1)*time.Second/8, time.Since(start))
		_, err := (&Wayback{Transport: net, Base: "http://other-budget.test"}).Find(t.Context(), Query{URL: "https://news.example/"})
		require.ErrorIs(t, err, ErrNotFound)
		assert.Equal(t, time.Duration(requests-1)*time.Second/8, time.Since(start), "another host has a budget of its own")
	})
}

func TestWaybackIsSilentAfterTooManyRequests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		net := &answers{raw: [][]byte{[]byte("HTTP/1.1 429 Too Many Requests\r\n\r\n"), []byte("HTTP/1.1 404 Not Found\r\n\r\n")}}
		w := &Wayback{Transport: net, Base: "http://silence.test"}
		_, err := w.Find(t.Context(), Query{URL: "https://news.example/a"})
		var failed *Error
		require.ErrorAs(t, err, &failed)
		assert.True(t, failed.RateLimited())

		hurried, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		_, err = w.Find(hurried, Query{URL: "https://news.example/b"})
		require.ErrorAs(t, err, &failed)
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, time.Minute, failed.RetryAfter, "the hurried caller is told how long")
		assert.Len(t, net.asked, 1)

		done := make(chan error)
		for range 20 {
			go func() {
				_, err := w.Find(t.Context(), Query{URL: "https://news.example/c"})
				done <- err
			}()
		}
		for range 20 {
			assert.ErrorIs(t, <-done, ErrNotFound)
		}
		assert.Equal(t, time.Minute, net.times[1].Sub(net.times[0]))
	})
}

func TestWaybackWaitEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		net := &answers{raw: [][]byte{[]byte("HTTP/1.1 429 Too Many Requests\r\n\r\n")}}
		w := &Wayback{Transport: net, Base: "http://cancel.test"}
		w.Find(t.Context(), Query{URL: "https://news.example/"})
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		start := time.Now()
		_, err := w.Find(ctx, Query{URL: "https://news.example/"})
		assert.ErrorIs(t, err, context.Canceled)
		assert.Equal(t, time.Second, time.Since(start))
	})
}

func TestBodyOfANoticeIsBounded(t *testing.T) {
	body := &endless{}
	synctest.Test(t, func(t *testing.T) {
		w := &Wayback{Base: "http://endless.test", Transport: transportFunc(func(r *http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(body)}, nil
		})}
		_, err := w.Find(t.Context(), Query{URL: "https://news.example/"})
		var failed *Error
		assert.ErrorAs(t, err, &failed)
		assert.LessOrEqual(t, body.n, 2*maxNotice)
	})
}

type endless struct{ n int }

func (e *endless) Read(p []byte) (int, error) { e.n += len(p); return len(p), nil }

type transportFunc func(*http.Request) (*http.Response, error)

func (f transportFunc) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
