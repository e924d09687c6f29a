package verify

import (
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/ibid-go/ibid/citation"
	"github.com/stretchr/testify/assert"
)

// What a run keeps of a link once its result was given is small: 100,000 links
// must fit in 200 MB, of which half is for the window and the pages in flight.
func TestLittleIsKeptOfALink(t *testing.T) {
	const links, most = 4000, 1000 // bytes a link
	page := `<html><head><title>Title %[1]d | A Site With A Name</title><meta property="og:title" content="Title %[1]d">
<meta name="description" content="` + strings.Repeat("A long description of the page. ", 20) + `"><meta name="author" content="Jane Roe">
<meta property="article:published_time" content="2021-05-02"></head><body><h1>Title %[1]d</h1>` + strings.Repeat("<p>Words of an article.</p>", 50) + `</body></html>`
	n := 0
	k := &Checker{Delay: -1, PerHost: 64, Transport: stubTransport(func(req *http.Request) (*http.Response, error) {
		body := fmt.Sprintf(page, len(req.URL.Path))
		header := http.Header{"Content-Type": {"text/html"}, "X-Pad": {strings.Repeat("x", 500)}}
		return &http.Response{StatusCode: 200, Header: header, Body: io.NopCloser(strings.NewReader(body)), Request: req}, nil
	})}
	cites := func(yield func(*citation.Citation) bool) {
		for i := range links {
			if !yield(&citation.Citation{Links: []citation.Link{{URL: fmt.Sprintf("http://h%d.test/2021/05/the-title-of-an-article-%d", i%100, i)}}}) {
				return
			}
		}
	}
	var before, after runtime.MemStats
	for r := range k.CheckAll(t.Context(), cites) {
		switch n++; n {
		case 1:
			runtime.GC()
			runtime.ReadMemStats(&before)
		case links:
			assert.Equal(t, fmt.Sprintf("Title %d", len("/2021/05/the-title-of-an-article-")+len(fmt.Sprint(links-1))), r.Source.Title())
			runtime.GC()
			runtime.ReadMemStats(&after)
		}
	}
	kept := (int64(after.HeapAlloc) - int64(before.HeapAlloc)) / links
	t.Logf("%d bytes a link", kept)
	assert.Less(t, kept, int64(most))
}
