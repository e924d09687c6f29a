package lint_test

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/lint"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

// FuzzLint lints any text, and asserts what an editor's program relies on: each
// finding names its rule, has a message of one valid line, points into the
// text, and its fixes apply.
func FuzzLint(f *testing.F) {
	files, err := filepath.Glob(casesDir + "/*.txtar")
	require.NoError(f, err)
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		require.NoError(f, err)
		for _, c := range archive.Files {
			if strings.HasSuffix(c.Name, ".txt") {
				f.Add(string(c.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := citation.Parse(strings.NewReader(text))
		if err != nil {
			return
		}
		last := 0
		for finding := range lint.Lint(doc) {
			assertSound(t, doc, finding)
			assert.LessOrEqual(t, last, finding.Span.Start, "findings are in the order of the text")
			last = finding.Span.Start
		}
	})
}

func assertSound(t *testing.T, doc *citation.Document, f citation.Finding) {
	t.Helper()
	assert.NotEmpty(t, f.Rule)
	assert.NotEmpty(t, f.Message)
	assert.NotEmpty(t, f.Advice)
	for _, s := range []string{f.Message, f.Advice, f.Cited, f.Found} {
		assert.True(t, utf8.ValidString(s))
		assert.NotContains(t, s, "\n")
	}
	assertInside(t, doc, f.Span)
	for _, r := range f.Related {
		assertInside(t, doc, r.Span)
	}
	for _, fix := range f.Fixes {
		assert.NotEmpty(t, fix.Edits)
		apply(t, doc.Text, fix)
	}
}

func assertInside(t *testing.T, doc *citation.Document, s citation.Span) {
	t.Helper()
	assert.True(t, 0 <= s.Start && s.Start <= s.End && s.End <= len(doc.Text), "%v of %d", s, len(doc.Text))
}

// TestHandMadeDocument lints what no parser would make: parts without spans,
// markers without paragraphs, offsets outside the text.
func TestHandMadeDocument(t *testing.T) {
	full := &citation.Citation{Title: citation.Field{Text: "Title", Mark: citation.Quoted}, Date: citation.Date{Year: 2001}}
	note := &citation.Note{Label: "1", Citations: []*citation.Citation{full, {Form: citation.Ibid, Antecedents: []*citation.Citation{full}}}}
	far := citation.Span{Start: 900, End: 1000}
	doc := &citation.Document{
		Text:  "text",
		Notes: []*citation.Note{note, {Label: "x", Span: far, Plain: `a "b`, Citations: []*citation.Citation{{Span: far}, full, full}}, {Label: "1", Plain: "“a”"}},
		Markers: []*citation.Marker{
			{Label: "1", Note: note},
			{Label: "9", Style: citation.Caret, Paragraph: &citation.Paragraph{Text: "In 2009."}, Offset: 99, Note: note},
			{Label: "1", Style: citation.Caret, Paragraph: &citation.Paragraph{Text: "In 2009."}, Offset: 8, Note: note},
		},
		Paragraphs: []*citation.Paragraph{{Text: "link", Links: []citation.Link{{URL: "#"}, {Span: far}}}},
	}
	found := 0
	for f := range lint.Lint(doc) {
		assert.NotEmpty(t, f.Message)
		found++
	}
	assert.Positive(t, found)
}
