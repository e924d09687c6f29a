package read

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/internal/manuscript"
)

// sharedDocs is where real documents lie beside the checkout.
const sharedDocs = "../../../../shared/eval/docs/"

func needShared(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(sharedDocs); err != nil {
		t.Skip("no documents beside the checkout")
	}
}

func readFile(t *testing.T, name string) *manuscript.Manuscript {
	t.Helper()
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	m, err := Manuscript(data, "", nil)
	require.NoError(t, err, name)
	return m
}

// TestSharedDocuments compares counts with those that the manifest states.
func TestSharedDocuments(t *testing.T) {
	needShared(t)
	data, err := os.ReadFile(sharedDocs + "manifest.json")
	require.NoError(t, err)
	var manifest struct {
		Documents []struct {
			Path, Format   string
			Notes, Markers *int
			Links          *int `json:"link_urls_in_notes"`
		}
	}
	require.NoError(t, json.Unmarshal(data, &manifest))
	for _, d := range manifest.Documents {
		switch d.Format {
		case "html", "markdown", "md", "epub":
		default:
			continue
		}
		t.Run(d.Path, func(t *testing.T) {
			m := readFile(t, sharedDocs+d.Path)
			links := 0
			for i := range m.Notes {
				links += countLinks(&m.Notes[i].Inline)
			}
			if d.Notes != nil {
				assert.Len(t, m.Notes, *d.Notes, "notes")
			}
			if d.Markers != nil {
				assert.Len(t, m.Markers, *d.Markers, "markers")
			}
			if d.Links != nil {
				assert.Equal(t, *d.Links, links, "links")
			}
			for _, mark := range m.Markers {
				assert.GreaterOrEqual(t, mark.Note, 0, "marker %s", mark.Label)
			}
		})
	}
}

func countLinks(in *manuscript.Inline) int {
	n := 0
	for _, s := range in.Styles {
		if s.Kind == manuscript.Link {
			n++
		}
	}
	return n
}

// TestSharedGold compares the text and the links of notes with sheets that were
// read by hand.
func TestSharedGold(t *testing.T) {
	needShared(t)
	var synthetic struct {
		Notes []struct {
			Markdown string
			URLs     []string
		}
	}
	readJSON(t, sharedDocs+"gold/synthetic-borders.json", &synthetic)
	for _, name := range []string{"borders.md", "borders-pandoc.html", "borders-libreoffice.html", "borders.epub"} {
		t.Run(name, func(t *testing.T) {
			m := readFile(t, sharedDocs+"synthetic/"+name)
			require.Len(t, m.Notes, len(synthetic.Notes))
			for i, want := range synthetic.Notes {
				plain := manuscript.NewInline(want.Markdown)
				assert.Equal(t, evenSigns(plain.Plain), evenSigns(m.Notes[i].Plain))
				assert.Equal(t, want.URLs, linkTargets(&m.Notes[i].Inline))
			}
			assert.Equal(t, "Borders and Militants: A Two-Page Test", m.Title.Plain)
			assert.Equal(t, "Test Author", m.Byline.Plain)
		})
	}
	var lesson struct {
		Notes []struct {
			Raw   string
			Links []struct{ Href, Text string }
		}
	}
	readJSON(t, sharedDocs+"gold/ph-linear-regression.json", &lesson)
	m := readFile(t, sharedDocs+"dev/ph-linear-regression.md")
	require.Len(t, m.Notes, len(lesson.Notes))
	for i, want := range lesson.Notes {
		start, end := m.Notes[i].Bounds()
		assert.Equal(t, want.Raw, m.Text[start:end])
		links := []string{}
		for _, l := range want.Links {
			links = append(links, l.Href)
		}
		assert.Equal(t, links, linkTargets(&m.Notes[i].Inline))
	}
}

func readJSON(t *testing.T, name string, v any) {
	t.Helper()
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, v))
}

func linkTargets(in *manuscript.Inline) []string {
	all := []string{}
	for _, s := range in.Styles {
		if s.Kind == manuscript.Link {
			all = append(all, s.Target)
		}
	}
	return all
}

// evenSigns brings quotes and dashes to one form: formats write them in their
// own ways.
func evenSigns(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("“", `"`, "”", `"`, "’", "'", "‘", "'", "–", "-", "--", "-", "<", "", ">", "").Replace(s)), " ")
}

// TestSharedForms compares notes and marks with what another program made of
// pages that write them in as many ways.
func TestSharedForms(t *testing.T) {
	needShared(t)
	pages, err := filepath.Glob(sharedDocs + "forms/*/*.html")
	require.NoError(t, err)
	note := regexp.MustCompile(`(?m)^\[\^[^\]]+\]: `)
	mark := regexp.MustCompile(`\[\^[^\]]+\]`)
	for _, page := range pages {
		t.Run(filepath.Base(page), func(t *testing.T) {
			m := readFile(t, page)
			want, err := os.ReadFile(strings.TrimSuffix(page, ".html") + ".expected.md")
			require.NoError(t, err)
			_, text, _ := strings.Cut(string(want), "```\n\n")
			starts := note.FindAllStringIndex(text, -1)
			body := text
			if len(starts) > 0 {
				body = text[:starts[0][0]]
			}
			require.Len(t, m.Notes, len(starts))
			marked := map[string]bool{} // the other program leaves some paragraphs out
			for _, label := range mark.FindAllString(body, -1) {
				marked[label] = true
			}
			cited := map[int]bool{}
			for _, m := range m.Markers {
				cited[m.Note] = true
			}
			assert.Len(t, cited, len(marked))
			for i, at := range starts {
				end := len(text)
				if i+1 < len(starts) {
					end = starts[i+1][0]
				}
				plain := manuscript.NewInline(strings.ReplaceAll(text[at[1]:end], "\n- ", "\n"))
				assert.Equal(t, evenSigns(plain.Plain), evenSigns(m.Notes[i].Plain))
			}
		})
	}
}

func BenchmarkReadShared(b *testing.B) {
	for _, name := range []string{"dev/fitara.html", "dev/wikipedia-mozilla.html", "dev/fitara.md", "dev/ph-linear-regression.md", "dev/mueller-appendix.epub", "dev/client-report.txt"} {
		b.Run(name, func(b *testing.B) {
			data, err := os.ReadFile(sharedDocs + name)
			if err != nil {
				b.Skip("no documents beside the checkout")
			}
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				m, err := Manuscript(data, "", nil)
				if err != nil || len(m.Notes) == 0 {
					b.Fatal(err)
				}
			}
		})
	}
}
