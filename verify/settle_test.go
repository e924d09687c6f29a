package verify

import (
	"io"
	"iter"
	"net/http"
	"strings"
	"testing"

	"github.com/ibid-go/ibid/citation"
	"github.com/stretchr/testify/assert"
)

// quoting is a citation that quotes words which its page shows last.
func quoting() *citation.Citation {
	const quoted = "nobody who lives here wants the border back again"
	paragraph := &citation.Paragraph{Text: "He said “" + quoted + "”. Others agree."}
	note := &citation.Note{Label: "1", Markers: []*citation.Marker{{Paragraph: paragraph, Offset: strings.Index(paragraph.Text, " Others")}}}
	c := &citation.Citation{Note: note, Links: []citation.Link{{URL: "http://news.test/story"}}}
	note.Citations = []*citation.Citation{c}
	return c
}

// Three citations of one page: two that wait for it, and one that is read after
// the page was compared. All get the same answer, whose Source has no text.
func TestWhoComesLaterIsComparedLikeTheOthers(t *testing.T) {
	story := "<html><title>The Border Question</title><p>" + strings.Repeat("The words of an article which is long. ", 50) + "<p>Nobody who lives here wants the border back again."
	visited := make(chan struct{})
	k := &Checker{Delay: -1, Progress: func(Event) { close(visited) }, Transport: stubTransport(func(req *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"text/html"}}, Body: io.NopCloser(strings.NewReader(story)), Request: req}, nil
	})}
	var cites iter.Seq[*citation.Citation] = func(yield func(*citation.Citation) bool) {
		first, second, late := quoting(), quoting(), quoting()
		if yield(first) && yield(second) {
			<-visited
			yield(late)
		}
	}
	n := 0
	for r := range k.CheckAll(t.Context(), cites) {
		n++
		assert.Equal(t, Agrees, r.Comparison.Of(PartQuote).Agreement)
		assert.Equal(t, "The Border Question", r.Source.Title())
		assert.Empty(t, r.Source.Text)
	}
	assert.Equal(t, 3, n)
}

func TestTextsOfTheLastPagesAreKept(t *testing.T) {
	var kept texts
	visits := make([]visit, 10)
	for i := range visits {
		kept.keep(&visits[i], strings.Repeat("x", mostTexts/4))
	}
	for i, v := range visits {
		assert.Equal(t, i >= 6, v.text != "", "of page %d", i)
	}
	kept.keep(new(visit), "")
	kept.end()
	last := new(visit)
	kept.keep(last, "a text")
	for _, v := range append(visits, *last) {
		assert.Empty(t, v.text)
	}
	assert.Zero(t, kept.bytes)
}
