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
	"os"
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
				net := &answers{raw: [][]byte{c[0]}}
				w := &Wayback{Transport: net}
				s, err := w.Find(t.Context(), Query{URL: "https://news.example/story", At: newYear})
				assert.Equal(t, strings.TrimSpace(string(c[1])), told(s, err), "%v", err)
				require.Len(t, net.asked, 1)
				assert.Equal(t, "https://web.archive.org/web/20220101000000id_/https://news.example/story", net.asked[0].URL.String())
			})
		})
	}
}

func TestWaybackSnapshotHasBothAddresses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(newYear))
		net := &answers{raw: [][]byte{pairs(t, "wayback.txtar", "http")["pointer"][0]}}
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
			w := &Wayback{Transport: &answers{raw: [][]byte{pointer}}}
			got := told(w.Find(t.Context(), Query{URL: "https://news.example/story", At: newYear, Window: window}))
			assert.True(t, strings.HasPrefix(got, want), "%v: %s", window, got)
		})
	}
}

func TestWaybackConfirmLearnsTheStatus(t *testing.T) {
	c := pairs(t, "wayback.txtar", "http")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(newYear.AddDate(3, 0, 0)))
		net := &answers{raw: [][]byte{c["pointer"][0], c["archived-error"][0]}}
		w := &Wayback{Transport: net, Confirm: true}
		s, err := w.Find(t.Context(), Query{URL: "https://news.example/story", At: newYear})
		require.NoError(t, err)
		assert.Equal(t, 404, s.Status)
		assert.False(t, s.Good())
		require.Len(t, net.asked, 2)
		assert.Contains(t, net.asked[1].URL.String(), "/web/20211215101112id_/")
	})
}

func TestWaybackCirclesEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		net := &answers{raw: [][]byte{pairs(t, "wayback.txtar", "http")["pointer"][0]}}
		_, err := (&Wayback{Transport: net, Confirm: true}).Find(t.Context(), Query{URL: "https://news.example/story", At: newYear})
		assert.ErrorContains(t, err, "circle")
		assert.Len(t, net.asked, 2)

		many := make([][]byte, 9)
		for i := range many {
			many[i] = fmt.Appendf(nil, "HTTP/1.1 302 Found\r\nLocation: /web/2021010100000%did_/https://news.example/story\r\n\r\n", i)
		}
		net = &answers{raw: many}
		_, err = (&Wayback{Transport: net, Confirm: true}).Find(t.Context(), Query{URL: "https://news.example/story", At: newYear})
		assert.ErrorContains(t, err, "more than 5")
		assert.Len(t, net.asked, maxPointers)
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

// TestWaybackShapes reads the answers of a collection that is kept beside the repository, where it is there.
func TestWaybackShapes(t *testing.T) {
	dir := filepath.Join("..", "..", "shared", "eval", "archive", "fixtures", "shapes")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no ", dir)
	}
	for name, want := range map[string]string{
		"wayback-replay-200.http":                         "found 2021-12-15T10:11:12Z 200 text/html exact",
		"wayback-replay-200-double-content-encoding.http": "found 2021-12-15T10:11:12Z 200 text/html exact",
		"wayback-replay-200-excluded.http":                "excluded",
		"wayback-replay-302-archived-redirect.http":       "found 2020-09-25T10:00:00Z 302 text/html different",
		"wayback-replay-302-nearest.http":                 "found 2021-12-15T10:11:12Z 0 - exact",
		"wayback-replay-404-archived.http":                "found 2023-06-01T12:00:00Z 404 text/html exact",
		"wayback-replay-404-not-archived.http":            "not found",
		"wayback-replay-429.http":                         "not asked 429 1m0s",
		"wayback-replay-503.http":                         "not asked 503 0s",
	} {
		synctest.Test(t, func(t *testing.T) {
			time.Sleep(time.Until(newYear.AddDate(4, 0, 0)))
			raw, err := os.ReadFile(filepath.Join(dir, name))
			require.NoError(t, err)
			w := &Wayback{Transport: &answers{raw: [][]byte{raw}}}
			got := told(w.Find(t.Context(), Query{URL: "https://news.example/2021/12/tashkent-crosshairs", At: newYear}))
			assert.True(t, strings.HasPrefix(got, want), "%s: %s", name, got)
		})
	}
}

// TestRecordedAnswers reads what real servers answered, where those recordings are beside the repository: whatever it is, it becomes one of
// the answers, and an answer of a TimeGate or a copy becomes the right one.
func TestRecordedAnswers(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("..", "..", "shared", "eval", "archive", "fixtures", "recorded", "*.http"))
	require.NoError(t, err)
	if len(names) == 0 {
		t.Skip("no recordings")
	}
	want := map[string]string{
		"tg200-accept-datetime-20220101": "found 2021-12-15T10:11:12Z 200", "tg200-no-accept-datetime": "found 2024-01-01T00:00:00Z 200",
		"tg200-future": "found 2024-01-01T00:00:00Z 200", "tg200-closest-is-404": "found 2023-06-01T12:00:00Z 404",
		"tg200-only-404": "found 2019-05-05T05:05:05Z 404", "tg200-archived-403": "found 2021-11-14T00:00:00Z 403",
		"tg200-redirect": "found 2020-09-25T10:00:00Z 0", "tg200-not-archived": "not found", "tg200-bad-accept-datetime": "not asked 400",
		"tg302-accept-datetime-20220101": "found 2021-12-15T10:11:12Z 0", "tg302-no-accept-datetime": "found 2024-01-01T00:00:00Z 0",
		"tg302-inexact-memento": "found 2021-12-15T10:11:12Z 0", "tg302-redirect": "found 2020-09-25T10:00:00Z 0",
		"tg302-not-archived": "not found", "tg302-bad-accept-datetime": "not asked 400",
		"replay-id": "found 2021-12-09T08:00:00Z 200", "replay-id-inexact": "found 2021-12-15T10:11:12Z 200", "replay-id-404": "found 2023-06-01T12:00:00Z 404",
		"replay-id-loop": "found 2018-01-01T00:00:00Z 302", "replay-id-redirect": "found 2020-09-25T10:00:00Z 0",
		"replay-id-resource": "found 2022-02-02T00:00:00Z 200", "aggregator-timegate-none": "not found",
	}
	for _, file := range names {
		name := strings.TrimSuffix(filepath.Base(file), ".http")
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		synctest.Test(t, func(t *testing.T) {
			time.Sleep(time.Until(newYear.AddDate(5, 0, 0)))
			host := "http://archive.test"
			if strings.HasPrefix(name, "tg302") {
				host = "http://archive302.test"
			}
			w := &Wayback{Base: host, Transport: &answers{raw: [][]byte{raw}}}
			got := told(w.Find(t.Context(), Query{URL: "https://news.example/2021/12/tashkent-crosshairs", At: newYear}))
			assert.Regexp(t, "^(found|not found|not asked)", got, name)
			assert.True(t, strings.HasPrefix(got, want[name]), "%s: %s, want %s", name, got, want[name])
		})
	}
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
