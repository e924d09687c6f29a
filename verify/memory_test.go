package verify

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What a run keeps of a link once its result was given is small: 100,000 links
// must fit in 200 MB, of which half is for the window and the pages in flight.
func TestLittleIsKeptOfALink(t *testing.T) {
	const warm, links, most = 200, 6000, 1000 // bytes a link
	page := `<html><head><title>Title %[1]d | A Site With A Name</title><meta property="og:title" content="Title %[1]d">
<meta name="description" content="` + strings.Repeat("A long description of the page. ", 20) + `"><meta name="author" content="Jane Roe">
<meta property="article:published_time" content="2021-05-02"></head><body><h1>Title %[1]d</h1>` + strings.Repeat("<p>Words of an article.</p>", 50) + `</body></html>`
	n := 0
	k := &Checker{Delay: -1, PerHost: 64, Transport: stubTransport(func(req *http.Request) (*http.Response, error) {
		body := fmt.Sprintf(page, len(req.URL.Path))
		header := http.Header{"Content-Type": {"text/html"}, "X-Pad": {strings.Repeat("x", 500)}}
		return &http.Response{StatusCode: 200, Header: header, Body: io.NopCloser(strings.NewReader(body)), Request: req}, nil
	})}
	cites := func(from, to int) func(func(*citation.Citation) bool) {
		return func(yield func(*citation.Citation) bool) {
			for i := from; i < to; i++ {
				if !yield(&citation.Citation{Links: []citation.Link{{URL: fmt.Sprintf("http://h%d.test/2021/05/the-title-of-an-article-%d", i%100, i)}}}) {
					return
				}
			}
		}
	}
	for range k.CheckAll(t.Context(), cites(0, warm)) {
		n++ // tables are read once, for all runs
	}
	before, after := heap(), int64(0)
	for r := range k.CheckAll(t.Context(), cites(warm, warm+links)) {
		if n++; n == warm+links {
			assert.Equal(t, fmt.Sprintf("Title %d", len("/2021/05/the-title-of-an-article-")+len(fmt.Sprint(warm+links-1))), r.Source.Title())
			after = heap()
		}
	}
	kept := (after - before) / links
	t.Logf("%d bytes a link", kept)
	assert.Less(t, kept, int64(most))
}

// BenchmarkManyLinks checks 100,000 links with pages of 20 kB of 1,000 hosts
// and reports how much memory the process held at most.
func BenchmarkManyLinks(b *testing.B) {
	const links, hosts = 100_000, 1000
	page := fmt.Appendf(nil, `<title>The Border Question</title><meta name=author content="Jane Roe"><meta property="article:published_time" content="2020-05-02">
<h1>The Border Question</h1>%s`, strings.Repeat("<p>Words of an <a href=/x>article</a>, which differ.</p>\n", 370))
	k := &Checker{Delay: -1, PerHost: 64, Transport: stubTransport(func(req *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"text/html"}}, Body: io.NopCloser(bytes.NewReader(page)), Request: req}, nil
	})}
	cites := func(yield func(*citation.Citation) bool) {
		for i := range links {
			c := &citation.Citation{Title: citation.Field{Text: "The Border Question"}, Links: []citation.Link{{URL: fmt.Sprintf("http://h%d.test/%d", i%hosts, i)}}}
			if !yield(c) {
				return
			}
		}
	}
	var most uint64
	for b.Loop() {
		n := 0
		for r := range k.CheckAll(b.Context(), cites) {
			if n++; n%500 == 0 {
				most = max(most, held())
			}
			if r.Status != OK || r.Comparison.Verdict != IsCited {
				b.Fatal(r.Status, r.Comparison)
			}
		}
		if n != links {
			b.Fatalf("%d results", n)
		}
	}
	b.ReportMetric(float64(most)/1e6, "MB-held")
	b.ReportMetric(links*float64(b.N)/b.Elapsed().Seconds(), "links/s")
}

// held is the memory that the process has of the system.
func held() uint64 {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(samples)
	return samples[0].Value.Uint64() - samples[1].Value.Uint64()
}

// heap is what is in use.
func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC() // a sync.Pool is emptied by the second
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func TestWhatIsPackedComesBack(t *testing.T) {
	source, err := Extract(strings.NewReader(`<title>A Title</title><meta name=author content="Jane Roe"><meta property="article:published_time" content="2021-05-02"><h1>A Title</h1>`), "text/html", nil)
	require.NoError(t, err)
	source.read = nil // made anew
	s := &seen{
		Attempts: 2, Reason: ReasonMoved, HTTP: 200, Final: "http://a.test/y", Hops: []Hop{{"http://a.test/x", 301, "http://a.test/y"}}, Source: source,
		Evidence: Evidence{Asked: "GET http://a.test/y", Came: "200 OK", Sign: "redirects", Attempts: 2}, Memento: true, Archived: archive.Found,
		Copy: &archive.Snapshot{Archive: "archive.test", URL: "http://archive.test/1", Time: time.Date(2021, 5, 3, 0, 0, 0, 0, time.UTC), Status: 200, Match: archive.MatchScheme},
		When: time.Date(2026, 5, 2, 10, 0, 0, 0, time.UTC), Took: time.Second,
	}
	var p packers
	for range 2 { // the second with a writer that was used
		data := p.pack(s)
		assert.NotEmpty(t, data)
		assert.Equal(t, s, unpack(data))
	}
	assert.Nil(t, p.pack(&seen{err: io.EOF}), "an error is kept as it is")
}
