package pdf_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/pdf"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sharedDocs holds real documents and answer sheets, where it lies beside the
// checkout.
const sharedDocs = "../../../shared/eval/docs/"

// answers is what an answer sheet says of the notes.
type answers struct {
	Notes []struct {
		Text, Markdown string
		URLs           []string
	}
}

// TestSharedDocuments compares counts with those of the manifest, and the notes
// with answer sheets.
func TestSharedDocuments(t *testing.T) {
	if _, err := os.Stat(sharedDocs); err != nil {
		t.Skip("no documents beside the checkout")
	}
	type document struct {
		Path, Format, Gold string
		Notes, Markers     int
		Links              int `json:"link_urls_in_notes"`
	}
	var manifest struct{ Documents, Synthetic []document }
	readJSON(t, sharedDocs+"manifest.json", &manifest)
	for _, d := range append(manifest.Documents, manifest.Synthetic...) {
		if d.Format != "pdf" {
			continue
		}
		t.Run(filepath.Base(d.Path), func(t *testing.T) {
			doc := read(t, sharedDocs+d.Path)
			assert.Len(t, doc.Notes, d.Notes, "notes")
			assert.Len(t, doc.Markers, d.Markers, "markers")
			for _, m := range doc.Markers {
				assert.NotNil(t, m.Note, "marker %s", m.Label)
			}
			extra := 0
			if d.Gold != "" {
				extra = compare(t, sharedDocs+d.Gold, doc)
			}
			links := 0
			for _, n := range doc.Notes {
				links += len(n.Links)
			}
			assert.Equal(t, d.Links+extra, links, "links")
		})
	}
}

// compare compares the notes with a sheet. It gives the number of addresses
// that are printed without a link: a sheet made from a Word file leaves them out.
func compare(t *testing.T, name string, doc *citation.Document) int {
	var gold answers
	readJSON(t, name, &gold)
	require.Len(t, doc.Notes, len(gold.Notes))
	extra := 0
	for i, want := range gold.Notes {
		text := want.Text
		if text == "" {
			text = plain(t, want.Markdown)
		}
		assert.Equal(t, evenSigns(text), evenSigns(doc.Notes[i].Plain), "note %d", i+1)
		urls := []string{}
		for _, l := range doc.Notes[i].Links {
			if l.URL == l.Text && strings.Contains(text, l.URL) && len(want.URLs) == 0 {
				extra++
				continue
			}
			urls = append(urls, l.URL)
		}
		for k := range want.URLs { // Word drops a blank at the end of a target
			want.URLs[k] = strings.TrimSuffix(want.URLs[k], "%20")
		}
		assert.Equal(t, want.URLs, urls, "note %d", i+1)
	}
	return extra
}

// plain reads a note in Markdown.
func plain(t *testing.T, markdown string) string {
	parser := citation.Parser{Format: citation.Markdown}
	doc, err := parser.Parse(strings.NewReader("x[^1]\n\n[^1]: " + markdown + "\n"))
	require.NoError(t, err)
	return doc.Notes[0].Plain
}

// evenSigns brings quotation marks and dashes to one form: typesetting changes
// them.
func evenSigns(s string) string {
	s = strings.NewReplacer("“", `"`, "”", `"`, "’", "'", "‘", "'", "--", "-", "–", "-", "\u00a0", " ", "\u200b", "").Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

func read(t *testing.T, name string) *citation.Document {
	t.Helper()
	file, err := os.Open(name)
	require.NoError(t, err)
	defer file.Close()
	parser := citation.Parser{Readers: []citation.Reader{pdf.Reader{}}}
	doc, err := parser.Parse(file)
	require.NoError(t, err)
	return doc
}

func readJSON(t *testing.T, name string, v any) {
	t.Helper()
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, v))
}
