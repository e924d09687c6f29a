package verify

import (
	"fmt"
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

// repeated is a page that a manuscript cites far apart: it quotes it, and cites as author somebody whom only its text names.
func repeated() *citation.Citation {
	c := quoting()
	c.Title.Text, c.Authors = "The Border Question", []citation.Name{{Given: "Mary", Family: "Stone"}}
	return c
}

// library has that page, and others whose texts leave no room for another.
func library(req *http.Request) (*http.Response, error) {
	page := "<html lang=en><title>Another Page</title><p>" + strings.Repeat("A long text. ", mostTexts/200)
	if req.URL.Path == "/story" {
		page = "<html lang=en><title>The Border Question</title><meta name=author content='Ann Poe'><p>" +
			strings.Repeat("The words of an article which is long. ", 50) + "<p>Mary Stone says: Nobody who lives here wants the border back again."
	}
	return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"text/html"}}, Body: io.NopCloser(strings.NewReader(page)), Request: req}, nil
}

// A manuscript's citations of one page are all compared with its text, however far they are apart.
func TestManuscriptThatCitesOnePageOftenIsComparedInFull(t *testing.T) {
	doc := new(citation.Document)
	for i := range 60 {
		c := &citation.Citation{Links: []citation.Link{{URL: fmt.Sprint("http://news.test/other/", i)}}}
		if i%29 == 0 {
			c = repeated()
		}
		doc.Notes = append(doc.Notes, &citation.Note{Citations: []*citation.Citation{c}})
	}
	k := &Checker{Delay: -1, Concurrency: 1, Transport: stubTransport(library)}
	n := 0
	for r := range k.CheckDocument(t.Context(), doc) {
		if r.Citation.Title.Text == "" {
			continue
		}
		n++
		assert.Equal(t, Agrees, r.Comparison.Of(PartQuote).Agreement)
		assert.Equal(t, AgreesLoosely, r.Comparison.Of(PartAuthors).Agreement)
		assert.Empty(t, r.Findings)
	}
	assert.Equal(t, 3, n)
}

// Where citations come one by one, and one after the text of its page is gone, nobody can say what stood in the text.
func TestTextThatIsGoneIsNotHeldAgainstACitation(t *testing.T) {
	visited := make(chan struct{}, 20)
	k := &Checker{Delay: -1, Transport: stubTransport(library), Progress: func(Event) { visited <- struct{}{} }}
	var cites iter.Seq[*citation.Citation] = func(yield func(*citation.Citation) bool) {
		yield(repeated())
		for i := range 30 {
			<-visited
			yield(&citation.Citation{Links: []citation.Link{{URL: fmt.Sprint("http://news.test/other/", i)}}})
		}
		<-visited
		yield(repeated())
	}
	var got []Agreement
	for r := range k.CheckAll(t.Context(), cites) {
		if r.Citation.Title.Text == "" {
			continue
		}
		got = append(got, r.Comparison.Of(PartQuote).Agreement, r.Comparison.Of(PartAuthors).Agreement)
		assert.Empty(t, r.Findings)
	}
	assert.Equal(t, []Agreement{Agrees, AgreesLoosely, CannotSay, CannotSay}, got)
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
