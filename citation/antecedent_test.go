package citation_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/golden"
)

// TestAntecedents reads each manuscript of testdata/antecedents and compares
// the forms, antecedents and cited places of its citations with the list beside
// it. testdata/antecedents/README.md says how a line reads.
func TestAntecedents(t *testing.T) {
	golden.Cases(t, func(t *testing.T, parts []txtar.File) string {
		doc, err := citation.Parse(bytes.NewReader(parts[0].Data))
		require.NoError(t, err)
		return listAntecedents(doc)
	}, "testdata/antecedents/*.txtar")
}

// listAntecedents writes a line for each citation, and one for each note that
// cites nothing.
func listAntecedents(doc *citation.Document) string {
	ids := make(map[*citation.Citation]string)
	var b strings.Builder
	for _, note := range doc.Notes {
		if len(note.Citations) == 0 {
			fmt.Fprintf(&b, "%s nothing\n", note.Label)
		}
		for i, c := range note.Citations {
			ids[c] = note.Label
			if len(note.Citations) > 1 {
				ids[c] = fmt.Sprintf("%s.%d", note.Label, i+1)
			}
			b.WriteString(ids[c] + " " + c.Form.String())
			writeAntecedents(&b, c, ids)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func writeAntecedents(b *strings.Builder, c *citation.Citation, ids map[*citation.Citation]string) {
	if c.Form == citation.Full {
		return
	}
	b.WriteString(" -> ")
	if len(c.Antecedents) == 0 {
		b.WriteByte('?')
	}
	for i, antecedent := range c.Antecedents {
		if i > 0 {
			b.WriteString(" or ")
		}
		b.WriteString(ids[antecedent])
	}
	if !c.Locator.IsZero() {
		b.WriteString(" @ " + c.Locator.Text)
	}
}

// FuzzResolve asserts of any manuscript that antecedents stand earlier than
// what stands for them, and that chains end.
func FuzzResolve(f *testing.F) {
	files, err := filepath.Glob("testdata/antecedents/*.txtar")
	require.NoError(f, err)
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		require.NoError(f, err)
		f.Add(string(archive.Files[0].Data))
	}
	f.Fuzz(func(t *testing.T, manuscript string) {
		doc, err := citation.Parse(strings.NewReader(manuscript))
		if err != nil {
			return
		}
		seen := make(map[*citation.Citation]bool)
		for c := range doc.Citations() {
			checkAntecedents(t, c, seen)
			seen[c] = true
		}
	})
}

func checkAntecedents(t *testing.T, c *citation.Citation, seen map[*citation.Citation]bool) {
	if c.Form == citation.Full && len(c.Antecedents) > 0 {
		t.Errorf("full citation with antecedents: %+v", c)
	}
	distinct := make(map[*citation.Citation]bool)
	for _, antecedent := range c.Antecedents {
		if !seen[antecedent] || distinct[antecedent] {
			t.Errorf("antecedent does not stand earlier, or twice: %+v", c)
		}
		distinct[antecedent] = true
	}
	if work := c.Work(); work != nil && work.Form != citation.Full {
		t.Errorf("chain does not end at a full citation: %+v", c)
	}
	if chain := c.Chain(); len(chain) > len(seen) {
		t.Errorf("chain of %d among %d citations", len(chain), len(seen))
	}
}
