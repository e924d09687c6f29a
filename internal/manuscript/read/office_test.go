package read

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/internal/manuscript"
)

// evalDocument is what is known of one of them.
type evalDocument struct {
	Path, Format, Gold string
	Notes, Markers     int
	Links              int `json:"link_urls_in_notes"`
	ZoteroFields       int `json:"zotero_fields"`
}

// TestSharedOffice reads the Word and OpenDocument files and compares numbers,
// texts and links with the answer sheets.
func TestSharedOffice(t *testing.T) {
	data, err := os.ReadFile(sharedDocs + "manifest.json")
	if os.IsNotExist(err) {
		t.Skip("not here")
	}
	require.NoError(t, err)
	var manifest struct{ Documents, Synthetic []evalDocument }
	require.NoError(t, json.Unmarshal(data, &manifest))
	for _, doc := range append(manifest.Documents, manifest.Synthetic...) {
		if doc.Format != "docx" && doc.Format != "odt" && doc.Format != "tex" {
			continue
		}
		t.Run(doc.Path, func(t *testing.T) {
			m := readFile(t, sharedDocs+doc.Path)
			assert.Equal(t, strings.Replace(doc.Format, "tex", "latex", 1), string(m.Format))
			assert.Len(t, m.Notes, doc.Notes)
			assert.Len(t, m.Markers, doc.Markers)
			for _, mark := range m.Markers {
				assert.GreaterOrEqual(t, mark.Note, 0, "marker %s", mark.Label)
			}
			links := 0
			for i := range m.Notes {
				links += countLinks(&m.Notes[i].Inline)
			}
			assert.Equal(t, doc.Links, links)
			if doc.ZoteroFields > 0 {
				assert.Equal(t, doc.ZoteroFields, references(m))
			}
			if doc.Gold != "" && !strings.Contains(doc.Path, "tracked") { // its notes were changed by hand
				assertGold(t, doc.Gold, m)
			}
		})
	}
}

// TestSynthetic reads one text from all its word processor files.
func TestSynthetic(t *testing.T) {
	names, err := filepath.Glob(sharedDocs + "synthetic/borders*.[do][od][ct]*")
	require.NoError(t, err)
	latex, err := filepath.Glob(sharedDocs + "synthetic/borders.tex")
	require.NoError(t, err)
	names = append(names, latex...)
	if names == nil {
		t.Skip("not here")
	}
	var first *manuscript.Manuscript
	for _, name := range names {
		m := readFile(t, name)
		assert.Equal(t, "Borders and Militants: A Two-Page Test", m.Title.Plain)
		assert.Equal(t, "Test Author", m.Byline.Plain)
		if first == nil {
			first = m
			continue
		}
		require.Equal(t, len(first.Paragraphs), len(m.Paragraphs))
		for i := range m.Paragraphs {
			assert.Equal(t, first.Paragraphs[i].Plain, m.Paragraphs[i].Plain, name)
			assert.Equal(t, first.Paragraphs[i].Kind, m.Paragraphs[i].Kind, name)
		}
	}
}

// assertGold compares the notes with an answer sheet, which gives them as plain
// text or in Markdown.
func assertGold(t *testing.T, name string, m *manuscript.Manuscript) {
	data, err := os.ReadFile(sharedDocs + name)
	require.NoError(t, err)
	var gold struct {
		Notes []struct {
			Text, Markdown string
			URLs           []string
		}
	}
	require.NoError(t, json.Unmarshal(data, &gold))
	require.Equal(t, len(gold.Notes), len(m.Notes))
	for i, want := range gold.Notes {
		text := want.Text
		if want.Markdown != "" {
			inline := manuscript.NewInline(want.Markdown)
			text = inline.Plain
		}
		assert.Equal(t, plainQuotes(text), plainQuotes(m.Notes[i].Plain), "note %d", i+1)
		assert.Equal(t, want.URLs, linkTargets(&m.Notes[i].Inline), "note %d", i+1)
	}
}

// plainQuotes evens out what typesetting changes.
func plainQuotes(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("“", `"`, "”", `"`, "’", "'", "--", "–", `\`, "", "<http", "http", ">", "").Replace(s)), " ")
}

func references(m *manuscript.Manuscript) int {
	n := 0
	for _, p := range m.Paragraphs {
		for _, s := range p.Styles {
			if s.Kind == manuscript.Reference {
				n++
			}
		}
	}
	return n
}
