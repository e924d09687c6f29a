package lint_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/golden"
)

// A rule that reads a part of a note keeps silent where the part is a guess of the parser: its bad cases give no finding then.
func TestGuessesKeepSilent(t *testing.T) {
	for _, id := range []string{"title-not-marked", "nested-quotes-same-level", "full-citation-repeated", "publication-name-variant", "future-date", "source-predates-event", "archive-far-from-date"} {
		archive := golden.Load(t, filepath.Join(casesDir, id+".txtar"))
		linter := linterOf(t, archive)
		seen := 0
		for _, f := range archive.Files {
			if !strings.HasPrefix(f.Name, "bad") || !strings.HasSuffix(f.Name, ".txt") {
				continue
			}
			doc := parse(t, fileOf(archive, f.Name))
			for c := range doc.Citations() {
				doubt(c)
			}
			seen++
			assert.Empty(t, of(id, slices.Collect(linter.Lint(doc))), "%s %s", id, f.Name)
		}
		assert.NotZero(t, seen, id)
	}
}

// doubt makes every part of a citation a guess.
func doubt(c *citation.Citation) {
	const guess = 0.3
	for _, f := range []*citation.Field{&c.Title, &c.Container, &c.Publisher, &c.Series} {
		f.Confidence = guess
	}
	c.Date.Confidence, c.Accessed.Confidence = guess, guess
	for i := range c.Authors {
		c.Authors[i].Confidence = guess
	}
}
