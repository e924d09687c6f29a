package pdf_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/pdf"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what is read into the cases")

// Each file of testdata is a sheet and, last, what is read from it.
func TestSheets(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			require.NoError(t, err)
			last := len(archive.Files) - 1
			require.Equal(t, "read", archive.Files[last].Name)
			got := listing(parse(t, print(archive.Files[:last]...)))
			if *update {
				archive.Files[last].Data = []byte(got)
				require.NoError(t, os.WriteFile(name, txtar.Format(archive), 0o644))
			}
			assert.Equal(t, string(archive.Files[last].Data), got)
		})
	}
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
