package citation_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/ibid-go/ibid/citation"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// cards reads files that begin with "CARDS", as a program might that knows a
// format of its own.
type cards struct{ draft citation.Draft }

func (cards) Reads(head []byte) bool { return strings.HasPrefix(string(head), "CARDS") }

func (c cards) Read(file []byte) (*citation.Draft, error) {
	if strings.Contains(string(file), "torn") {
		return nil, errors.New("a card is torn")
	}
	return &c.draft, nil
}

func TestReaders(t *testing.T) {
	parser := citation.Parser{Readers: []citation.Reader{cards{citation.Draft{
		Format: "cards", Title: "A Title", Author: "Ada Example", Date: "2021-05-03",
		Paragraphs: []citation.Passage{{
			Text:  "It was so. It is not.",
			Marks: []citation.Mention{{Label: "2", Style: citation.Superscript, Offset: 99}, {Label: "1", Style: citation.Superscript, Offset: 10}},
			Pages: []citation.PageStart{{Offset: 0, Page: 3}, {Offset: 11, Page: 4}},
		}},
		Notes: []citation.Passage{
			{Label: "1", Text: "Ada Lovelace, Notes (London: Taylor, 1843), 12.", Italics: []citation.Span{{Start: 14, End: 19}}, Pages: []citation.PageStart{{Page: 3}}},
			{Label: "2", Text: "Ibid.\xff See here.", Links: []citation.Link{{URL: "https://example.org/", Span: citation.Span{Start: 13, End: 400}}}, Pages: []citation.PageStart{{Page: 4}}},
		},
	}}}}
	doc, err := parser.Parse(strings.NewReader("CARDS"))
	require.NoError(t, err)
	assert.Equal(t, citation.Format("cards"), doc.Format)
	assert.Equal(t, "A Title", doc.Title)
	assert.Equal(t, "Ada Example", doc.Authors[0].String())
	assert.Equal(t, "2021-05-03", doc.Date.String())
	require.Len(t, doc.Markers, 2)
	assert.Same(t, doc.Notes[0], doc.Markers[0].Note)
	assert.Equal(t, "It was so.", doc.Markers[0].Sentence())
	assert.Equal(t, 3, doc.Position(doc.Markers[0].Span.Start).Page)
	assert.Equal(t, 4, doc.Position(doc.Markers[1].Span.Start).Page, "an offset behind the text is at its end")
	assert.Equal(t, 3, doc.Page(doc.Notes[0].Span.Start))
	assert.Equal(t, citation.Italic, doc.Notes[0].Citations[0].Title.Mark)
	assert.Equal(t, doc.Notes[0].Citations[0], doc.Notes[1].Citations[0].Work())
	assert.Equal(t, "here.", doc.Notes[1].Plain[len(doc.Notes[1].Plain)-5:])
	assert.Equal(t, "https://example.org/", doc.Notes[1].Links[0].URL)

	_, err = parser.Parse(strings.NewReader("CARDS torn"))
	assert.EqualError(t, err, "a card is torn")
	doc, err = parser.Parse(strings.NewReader("It was so.\n"))
	require.NoError(t, err)
	assert.Equal(t, citation.Text, doc.Format)
	assert.Zero(t, doc.Page(0))
}

func TestFormat(t *testing.T) {
	for format, want := range map[citation.Format]string{
		"":                "text",
		citation.Text:     "text",
		citation.Markdown: "markdown",
		citation.HTML:     "html",
		citation.LaTeX:    "latex",
	} {
		parser := citation.Parser{Format: format}
		doc, err := parser.Parse(strings.NewReader("It was so.\n"))
		require.NoError(t, err)
		assert.Equal(t, citation.Format(want), doc.Format)
	}
	parser := citation.Parser{Format: citation.DOCX}
	_, err := parser.Parse(strings.NewReader("It was so.\n"))
	require.ErrorIs(t, err, citation.ErrUnsupported)
	assert.Contains(t, err.Error(), "this is text, not docx")
	for _, format := range []citation.Format{citation.Text, citation.Markdown, citation.LaTeX} {
		parser := citation.Parser{Format: format}
		_, err = parser.Parse(strings.NewReader("PK\x00"))
		require.ErrorIs(t, err, citation.ErrNotText)
	}
}

// A file that lost its content on the way is damaged; a text without words is a
// text.
func TestParseEmptyFiles(t *testing.T) {
	files := fstest.MapFS{"a.docx": {}, "a.txt": {}}
	_, err := citation.ParseFS(files, "a.docx")
	require.ErrorIs(t, err, citation.ErrDamaged)
	assert.ErrorContains(t, err, "a.docx")
	_, err = citation.ParseFS(files, "a.txt")
	assert.NoError(t, err)
}
