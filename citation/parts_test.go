package citation_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/golden"
)

// TestParts reads the notes of testdata/parts. A paragraph is a case: the note,
// and indented below it the parts of each source. Lines with # are comments.
func TestParts(t *testing.T) {
	for _, file := range golden.Files(t, "testdata/parts/*.txt") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			golden.Lines(t, file, func(note string) (parts []string) {
				for _, c := range citation.ParseNote(note) {
					parts = append(parts, partsOf(c))
				}
				return parts
			})
		})
	}
}

// partsOf lists what was read of a source in one line.
func partsOf(c *citation.Citation) string {
	parts := []string{string(c.Kind)}
	if c.Form != citation.Full {
		parts[0] = c.Form.String()
	}
	add := func(name, text string) {
		if text != "" {
			parts = append(parts, name+": "+text)
		}
	}
	for _, name := range c.Authors {
		add("author", name.String())
	}
	for _, part := range []struct {
		name string
		citation.Field
	}{
		{"title", c.Title}, {"container", c.Container}, {"publisher", c.Publisher}, {"court", c.Court}, {"place", c.Place},
		{"volume", c.Volume}, {"issue", c.Issue}, {"number", c.Number}, {"genre", c.Genre}, {"pages", c.Pages}, {"locator", c.Locator},
		{"archive", c.Archive}, {"town", c.ArchivePlace}, {"collection", c.Collection}, {"shelfmark", c.Shelfmark},
	} {
		add(part.name, part.Text)
	}
	add("date", c.Date.String())
	add("original", c.Original.String())
	add("status", c.Status.Text)
	add("accessed", c.Accessed.String())
	add("url", c.URL())
	for _, id := range c.IDs {
		add(string(id.Scheme), fmt.Sprint(id.Value))
	}
	return strings.Join(parts, " | ")
}
