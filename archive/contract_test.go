package archive_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/archive/archivetest"
)

// service is a transport that has a handler behind it in place of a network, and keeps what was asked.
type service struct {
	handler http.Handler
	mu      sync.Mutex
	asked   []string
}

func (s *service) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	s.asked = append(s.asked, r.URL.String())
	s.mu.Unlock()
	w := httptest.NewRecorder()
	in := r.Clone(r.Context())
	in.Host = r.URL.Host
	s.handler.ServeHTTP(w, in)
	return w.Result(), nil
}

// later starts a fake clock after all copies of the tests were made.
func later(t *testing.T, run func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(on("2026-06-01")))
		run(t)
	})
}

func TestEveryFinderKeepsTheContract(t *testing.T) {
	c := collect(t, map[string][]byte{"a.warc.gz": file(t,
		page(story, "2019-05-01", 200, "first"), page(story, "2020-01-01", 200, "second"), page(story, "2022-01-01", 200, "third"),
		page("https://news.example/other", "2021-01-01", 200, "x"))})
	contents := archivetest.Contents{URL: story, Times: []time.Time{on("2019-05-01"), on("2020-01-01"), on("2022-01-01")}, Absent: "https://news.example/never"}
	net := &service{handler: archive.Handler(c)}
	const host = "http://archive.test"
	finders := map[string]archive.Finder{
		"collection":        c,
		"wayback":           &archive.Wayback{Base: host, Transport: net},
		"thorough":          &archive.Wayback{Base: host, Transport: net, Thorough: true},
		"timegate":          &archive.Memento{TimeGate: host + "/timegate/", Transport: net},
		"timemap":           &archive.Memento{TimeMap: host + "/timemap/link/", Transport: net},
		"timegate, timemap": &archive.Memento{TimeGate: host + "/web/", TimeMap: host + "/timemap/link/", Transport: net},
		"perma":             &archive.Perma{Transport: &service{handler: permaOf(contents)}},
		"availability":      &archive.Availability{Base: host, Transport: &service{handler: availabilityOf(contents)}},
		"several":           archive.Finders{&archive.Wayback{Base: host, Transport: net}, c},
		"aggregator":        aggregatorOf(net, "http://aggregator.test"),
	}
	for _, name := range archive.ServiceNames() {
		finders[name] = serviceOf(t, net, name)
	}
	for name, f := range finders {
		later(t, func(t *testing.T) { assert.NoError(t, archivetest.TestFinder(t.Context(), f, contents), name) })
	}
	for _, address := range net.asked {
		assert.False(t, strings.HasPrefix(address, "https://news.example/"), "%s: the page itself is never asked", address)
	}
}

// aggregatorOf is an aggregator: its own lists name copies that are at another host.
func aggregatorOf(net *service, base string) archive.Finder {
	m := archive.Aggregator(base)
	m.Transport = roundTrip(func(r *http.Request) (*http.Response, error) {
		if at, ours := strings.CutPrefix(r.URL.String(), base); ours {
			return net.RoundTrip(elsewhere(r, "http://archive.test"+at))
		}
		return net.RoundTrip(r)
	})
	return m
}

// serviceOf is the client for an archive that is known by name, with the TimeGate and the TimeMap where the table has them.
func serviceOf(t *testing.T, net *service, name string) archive.Finder {
	m, ok := archive.Service(name)
	require.True(t, ok, name)
	m.Transport = roundTrip(func(r *http.Request) (*http.Response, error) {
		address := r.URL.String()
		if page, asked := strings.CutPrefix(address, m.TimeMap); asked {
			return net.RoundTrip(elsewhere(r, "http://archive.test/timemap/link/"+page))
		}
		if page, asked := strings.CutPrefix(address, m.TimeGate); asked {
			return net.RoundTrip(elsewhere(r, "http://archive.test/timegate/"+page))
		}
		return net.RoundTrip(r)
	})
	return m
}

// elsewhere is a request for another address.
func elsewhere(r *http.Request, address string) *http.Request {
	to := r.Clone(r.Context())
	to.URL, _ = url.Parse(address)
	return to
}

// A Finder that breaks the contract is told of it.
func TestTheContractFindsFaults(t *testing.T) {
	contents := archivetest.Contents{URL: story, Times: []time.Time{on("2019-05-01"), on("2022-01-01")}, Absent: "https://news.example/never"}
	for name, f := range map[string]archive.Finder{
		"says nothing": answer{}, "always absent": absent, "always excluded": excluded, "always one": shot("x", "2022-01-01", 200, true, 0),
	} {
		assert.Error(t, archivetest.TestFinder(t.Context(), f, contents), name)
	}
	assert.Error(t, archivetest.TestFinder(t.Context(), absent, archivetest.Contents{}))
}

func permaOf(c archivetest.Contents) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		type m = map[string]any
		list := []m{
			{"guid": "FAIL-0001", "creation_timestamp": c.Times[0], "url": c.URL, "captures": []m{{"role": "primary", "status": "failed"}}},
			{"guid": "PICT-0001", "creation_timestamp": c.Times[0], "url": c.URL, "captures": []m{{"role": "screenshot", "status": "success"}}},
		}
		for i, when := range c.Times {
			list = append(list, m{"guid": fmt.Sprintf("AAAA-%04d", i), "creation_timestamp": when, "url": c.URL, "captures": []m{{"role": "primary", "status": "success", "content_type": "text/html; charset=x"}}})
		}
		if r.URL.Query().Get("url") != c.URL {
			list = nil
		}
		json.NewEncoder(w).Encode(m{"objects": list})
	})
}

func availabilityOf(c archivetest.Contents) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		at, err := time.Parse("20060102150405", r.URL.Query().Get("timestamp"))
		near := c.Times[0]
		for _, when := range c.Times {
			if when.Sub(at).Abs() < near.Sub(at).Abs() {
				near = when
			}
		}
		if err != nil || r.URL.Query().Get("url") != c.URL {
			fmt.Fprint(w, `{"archived_snapshots": {}}`)
			return
		}
		fmt.Fprintf(w, `{"archived_snapshots": {"closest": {"status": "200", "available": true, "url": "http://web.archive.org/web/%s/%s"}}}`, near.Format("20060102150405"), c.URL)
	})
}

const notFoundPage = `<html><head><title>Page not found</title></head><body><h1>404 - Page not found</h1><p>The page you are looking for does not exist.</p></body></html>`

// spoilt is a story whose copies around 2021 are an error page, a page that says "not found" under a status of success, and one that leads elsewhere.
func spoilt(t *testing.T) *archive.Collection {
	return collect(t, map[string][]byte{"a.warc.gz": file(t,
		page(story, "2018-01-01", 200, "The story as it was first"),
		page(story, "2021-01-01", 404, "gone"),
		page(story, "2021-02-01", 200, notFoundPage),
		page(story, "2021-03-01", 200, `<html><head><meta http-equiv="refresh" content="0; url=/"></head></html>`),
		page(story, "2021-04-01", 301, "", "Location", "https://news.example/"),
		page(story, "2023-01-01", 200, "The story as it is now"),
		page("https://news.example/errors", "2021-01-01", 404, "gone"),
	)})
}

func TestBadNearestCopyIsNotTheAnswer(t *testing.T) {
	handler := archive.Handler(spoilt(t))
	for name, finder := range map[string]func(http.RoundTripper) archive.Finder{
		"wayback": func(rt http.RoundTripper) archive.Finder {
			return &archive.Wayback{Base: "http://archive.test", Transport: rt, Thorough: true}
		},
		"collection": func(http.RoundTripper) archive.Finder { return spoilt(t) },
		"spared": func(rt http.RoundTripper) archive.Finder {
			return &archive.Wayback{Base: "http://archive.test", Transport: rt}
		},
		"timegate": func(rt http.RoundTripper) archive.Finder {
			return &archive.Memento{TimeGate: "http://archive.test/timegate/", TimeMap: "http://archive.test/timemap/link/", Transport: rt}
		},
	} {
		for at, want := range map[string]string{"2021-01-01": "2023-01-01", "2019-06-01": "2018-01-01", "2021-03-30": "2023-01-01", "2018-02-01": "2018-01-01"} {
			later(t, func(t *testing.T) {
				s, err := finder(&service{handler: handler}).Find(t.Context(), archive.Query{URL: story, At: on(at)})
				require.NoError(t, err, "%s %s", name, at)
				assert.Equal(t, want, s.Time.Format(time.DateOnly), "%s %s: %+v", name, at, s)
				assert.Equal(t, archive.Found, archive.VerdictOf(s, err))
			})
		}
		later(t, func(t *testing.T) {
			s, err := finder(&service{handler: handler}).Find(t.Context(), archive.Query{URL: "https://news.example/errors", At: on("2021-01-01")})
			assert.Equal(t, archive.OnlyError, archive.VerdictOf(s, err), "%s: %v", name, err)
		})
	}
}

func TestPreferredSide(t *testing.T) {
	handler := archive.Handler(spoilt(t))
	for prefer, want := range map[archive.Preference]string{archive.Before: "2018-01-01", archive.After: "2023-01-01"} {
		later(t, func(t *testing.T) {
			w := &archive.Wayback{Base: "http://archive.test", Transport: &service{handler: handler}, Thorough: true}
			s, err := w.Find(t.Context(), archive.Query{URL: story, At: on("2020-06-01"), Prefer: prefer})
			require.NoError(t, err)
			assert.Equal(t, want, s.Time.Format(time.DateOnly), prefer)
		})
	}
}

// The links of a report cost the Wayback Machine no more than sixty requests, and the budget of each service is kept.
func TestLinksOfAReportAreCheap(t *testing.T) {
	const links = 47
	urls := make([]string, links)
	var list [][]byte
	for i := range urls {
		urls[i] = fmt.Sprintf("https://site%d.example/story", i)
		list = append(list, file(t, page(urls[i], "2018-01-01", 200, "good"), page(urls[i], "2021-01-01", map[bool]int{true: 404, false: 200}[i%9 == 0], "near")))
	}
	files := map[string][]byte{}
	for i, content := range list {
		files[fmt.Sprintf("%02d.warc.gz", i)] = content
	}
	net := &service{handler: archive.Handler(collect(t, files))}
	later(t, func(t *testing.T) {
		w := &archive.Wayback{Base: "http://archive.test", Transport: net}
		start := time.Now()
		for _, address := range urls {
			_, err := w.Find(t.Context(), archive.Query{URL: address, At: on("2021-01-02")})
			require.NoError(t, err)
		}
		assert.LessOrEqual(t, len(net.asked), 60)
		assert.GreaterOrEqual(t, time.Since(start), links*time.Second/8)
	})
}

func TestIndexIsAskedMoreSlowly(t *testing.T) {
	net := &service{handler: archive.Handler(spoilt(t))}
	later(t, func(t *testing.T) {
		w := &archive.Wayback{Base: "http://slow.test", Transport: net, Thorough: true}
		start := time.Now()
		const queries = 5
		for range queries {
			_, err := w.Find(t.Context(), archive.Query{URL: story, At: on("2021-01-01")})
			require.NoError(t, err)
		}
		assert.GreaterOrEqual(t, time.Since(start), (queries-1)*2500*time.Millisecond, "0.4 a second")
	})
}
