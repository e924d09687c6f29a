package pdf_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/pdf"
	"github.com/ibid-go/ibid/internal/golden"
)

// Each file of testdata is a sheet and, last, what is read from it.
func TestSheets(t *testing.T) {
	golden.Cases(t, func(t *testing.T, parts []txtar.File) string {
		return listing(parse(t, print(parts...)))
	}, "testdata/*.txtar")
}

func parse(t testing.TB, file []byte) *citation.Document {
	t.Helper()
	parser := citation.Parser{Readers: []citation.Reader{pdf.Reader{}}}
	doc, err := parser.Parse(bytes.NewReader(file))
	require.NoError(t, err)
	return doc
}

// listing writes what was read: paragraphs with their marks in brackets, notes
// with their pages, links and italics.
func listing(doc *citation.Document) string {
	var b strings.Builder
	kinds := [...]string{"body", "heading", "caption", "contents", "front"}
	for _, p := range doc.Paragraphs {
		fmt.Fprintf(&b, "%s: %s\n", kinds[p.Kind], marked(doc, p))
	}
	for _, n := range doc.Notes {
		fmt.Fprintf(&b, "note %s, page %d: %s\n", n.Label, doc.Position(n.Span.Start).Page, n.Plain)
		for _, l := range n.Links {
			fmt.Fprintf(&b, "  link %s: %s\n", l.Text, l.URL)
		}
	}
	return b.String()
}

// marked gives a paragraph with its marks.
func marked(doc *citation.Document, p *citation.Paragraph) string {
	text, at := "", 0
	for _, m := range doc.Markers {
		if m.Paragraph != p {
			continue
		}
		text += p.Text[at:m.Offset] + "[" + m.Label
		if m.Note == nil {
			text += "?"
		}
		text, at = text+"]", m.Offset
	}
	return text + p.Text[at:]
}
