package read

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/internal/manuscript"
)

// TestClientReport reads the project's report, and the original where it lies
// beside the checkout, against the answer sheet that lies with each.
func TestClientReport(t *testing.T) {
	for _, dir := range []string{"../../../testdata/report", "../../../../shared/report"} {
		t.Run(dir, func(t *testing.T) {
			sheet, err := os.ReadFile(dir + "/gold.json")
			if os.IsNotExist(err) {
				t.Skip("not here")
			}
			require.NoError(t, err)
			var gold struct {
				Report struct{ Title, Issue string }
				Notes  []struct {
					Number        int
					Raw           string
					MarkerContext string `json:"marker_context"`
				}
				LinksInNotes int                             `json:"links_in_notes"`
				LinksInBody  []struct{ Text, Target string } `json:"links_in_body"`
			}
			require.NoError(t, json.Unmarshal(sheet, &gold))
			m := readFile(t, dir+"/report.txt")

			assert.Equal(t, gold.Report.Title, m.Title.Plain)
			assert.Equal(t, gold.Report.Issue, m.Issue)
			require.Len(t, m.Notes, len(gold.Notes))
			require.Len(t, m.Markers, len(gold.Notes))
			links := 0
			for i, want := range gold.Notes {
				note, marker := m.Notes[i], m.Markers[i]
				start, end := note.Bounds()
				assert.Equal(t, want.Raw, m.Text[start:end])
				assert.Equal(t, i, marker.Note)
				before := m.Paragraphs[marker.Paragraph].Plain[:marker.Offset]
				assert.Equal(t, tail(strings.ReplaceAll(want.MarkerContext, "*", ""), 30), tail(before, 30))
				for _, s := range note.Styles {
					if s.Kind == manuscript.Link {
						links++
					}
				}
			}
			assert.Equal(t, gold.LinksInNotes, links)
			var body []struct{ Text, Target string }
			for _, p := range m.Paragraphs {
				for _, s := range p.Styles {
					if s.Kind == manuscript.Link {
						body = append(body, struct{ Text, Target string }{p.Plain[s.Start:s.End], s.Target})
					}
				}
			}
			assert.Equal(t, gold.LinksInBody, body)
		})
	}
}

func tail(s string, n int) string { return s[max(0, len(s)-n):] }
