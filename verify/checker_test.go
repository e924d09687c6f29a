package verify_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/verify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// site serves one article, one that is gone and one that never answers.
func site(t *testing.T) (*httptest.Server, *atomic.Int32) {
	t.Helper()
	var visits atomic.Int32
	mux := http.NewServeMux()
	mux.HandleFunc("/story", func(w http.ResponseWriter, r *http.Request) {
		visits.Add(1)
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<h1>The Border Question</h1><meta property="article:published_time" content="2020-05-02">`)
	})
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server, &visits
}

func cite(url string) *citation.Citation {
	return &citation.Citation{
		Title: citation.Field{Text: "The Border Question"}, Date: citation.Date{Year: 2020, Month: 5, Day: 2},
		Links: []citation.Link{{URL: url}},
	}
}

func each(cites ...*citation.Citation) func(func(*citation.Citation) bool) {
	return func(yield func(*citation.Citation) bool) {
		for _, c := range cites {
			if !yield(c) {
				return
			}
		}
	}
}

func TestCheckAll(t *testing.T) {
	server, visits := site(t)
	story, gone := cite(server.URL+"/story"), cite(server.URL+"/gone")
	ibid := &citation.Citation{Form: citation.Ibid, Antecedents: []*citation.Citation{story}}
	lost, none := cite("#"), cite("")
	none.Links = nil
	talk := &citation.Citation{Kind: citation.Interview}
	broken := &citation.Citation{Form: citation.Ibid}
	late := cite(server.URL + "/story#part-2")
	late.Date.Year = 2019
	copies := finder(func(q archive.Query) (*archive.Snapshot, error) {
		assert.Equal(t, time.Date(2020, 5, 2, 0, 0, 0, 0, time.UTC), q.At)
		return &archive.Snapshot{URL: "https://archive.example/" + q.URL}, nil
	})
	events := 0
	checker := verify.Checker{AllowPrivate: true, Delay: -1, Archive: copies, Progress: func(e verify.Event) { events = max(events, e.Done) }}
	cites := []*citation.Citation{story, gone, ibid, lost, none, talk, broken, late}
	want := []struct {
		status   verify.Status
		reason   verify.Reason
		findings int
	}{
		{verify.OK, "", 0}, {verify.Gone, verify.ReasonNotFound, 1}, {verify.OK, "", 0},
		{verify.Unchecked, verify.ReasonPlaceholder, 0}, {verify.Unchecked, verify.ReasonNoLink, 0},
		{verify.Unchecked, verify.ReasonNotOnline, 0}, {verify.Unchecked, verify.ReasonNoLink, 0}, {verify.OK, "", 1},
	}
	i := 0
	for r := range checker.CheckAll(t.Context(), each(cites...)) {
		require.Same(t, cites[i], r.Citation, "the order given")
		assert.Equal(t, want[i].status, r.Status, i)
		assert.Equal(t, want[i].reason, r.Reason, i)
		assert.Len(t, r.Findings, want[i].findings, i)
		assert.Equal(t, r.Status == verify.Gone, r.Snapshot != nil)
		i++
	}
	assert.Equal(t, len(cites), i)
	assert.EqualValues(t, 1, visits.Load(), "one visit, however often cited")
	assert.Equal(t, 2, events)
}

type finder func(archive.Query) (*archive.Snapshot, error)

func (f finder) Find(_ context.Context, q archive.Query) (*archive.Snapshot, error) { return f(q) }

func TestCheckOffline(t *testing.T) {
	checker := verify.Checker{Offline: true}
	r := checker.Check(t.Context(), cite("https://site.test/story"))
	assert.Equal(t, verify.ReasonOffline, r.Reason)
	assert.Equal(t, "https://site.test/story", r.URL)
}

// A manuscript never makes the machine ask its own network.
func TestCheckGuards(t *testing.T) {
	server, visits := site(t)
	var checker verify.Checker
	r := checker.Check(t.Context(), cite(server.URL+"/story"))
	assert.Equal(t, verify.ReasonPrivateAddress, r.Reason)
	assert.Zero(t, visits.Load())
}

func TestCheckAllEnds(t *testing.T) {
	server, _ := site(t)
	checker := verify.Checker{AllowPrivate: true, Delay: -1}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, cancel)
	for r := range checker.CheckAll(ctx, each(cite(server.URL+"/slow"), cite(server.URL+"/slow?2"))) {
		assert.Equal(t, verify.ReasonCanceled, r.Reason)
	}
	for range checker.CheckAll(t.Context(), each(cite(server.URL+"/story"), cite(server.URL+"/slow"))) {
		break // leaving the loop ends the slow visit, or the test would hang
	}
}

func TestFetch(t *testing.T) {
	server, _ := site(t)
	checker := verify.Checker{AllowPrivate: true}
	source, err := checker.Fetch(t.Context(), server.URL+"/story")
	require.NoError(t, err)
	assert.Equal(t, "The Border Question", source.Title())
	_, err = checker.Fetch(t.Context(), "gopher://site.test/")
	assert.Error(t, err)
}

func TestExtractNotHTML(t *testing.T) {
	_, err := verify.Extract(httptest.NewRequest("GET", "/", nil).Body, "text/html", nil)
	assert.NoError(t, err, "an empty page makes no claims")
	f, err := os.Open(os.Args[0])
	require.NoError(t, err)
	defer f.Close()
	_, err = verify.Extract(f, "application/octet-stream", nil)
	assert.ErrorIs(t, err, verify.ErrNotHTML)
}

// What Compare finds of a page that was read from disk.
func ExampleCompare() {
	cites := citation.ParseNote(`Jane Roe, “The Border Question,” Example Review, May 2, 2020.`)
	page, err := os.Open("testdata/article.html")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer page.Close()
	source, err := verify.Extract(page, "text/html", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range verify.Compare(cites[0], source) {
		fmt.Println(f.Rule, f.Message, f.Cited, f.Found)
	}
	// Output: date-mismatch The page gives another year; day and month agree, so the year seems to be mistyped. May 2, 2020 May 2, 2021
}

// What a note and a page agree in, part by part.
func ExampleExamine() {
	cites := citation.ParseNote(`J. Roe, “The Border Question,” Example Review, May 2, 2020.`)
	page, err := os.Open("testdata/article.html")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer page.Close()
	source, err := verify.Extract(page, "text/html", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	comparison := verify.Examine(cites[0], source)
	fmt.Println(comparison.Verdict)
	for _, answer := range comparison.Answers {
		fmt.Println(answer.Part, answer.Agreement)
	}
	// Output:
	// is the source cited
	// title agrees
	// authors cannot say
	// date differs
	// outlet agrees
}

func ExampleChecker_CheckAll() {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	cites := citation.ParseNote("Jane Roe, “The Border Question,” Example Review, May 2, 2020, " + server.URL + "/story.")
	checker := verify.Checker{AllowPrivate: true}
	for r := range checker.CheckAll(context.Background(), each(cites...)) {
		fmt.Println(r.Status, r.Reason, r.HTTP)
	}
	// Output: gone not-found 404
}
