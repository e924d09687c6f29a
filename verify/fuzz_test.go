package verify_test

import (
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/verify"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

// FuzzExamine holds every answer about any note and page to its promises: it
// does not panic, each part is answered in a known word, each finding names a
// rule, says where it was read and points into the note.
func FuzzExamine(f *testing.F) {
	for _, folder := range [...]string{"../testdata/rules/*.txtar", "testdata/compare/*.txtar"} {
		files, err := filepath.Glob(folder)
		require.NoError(f, err)
		for _, name := range files {
			archive, err := txtar.ParseFile(name)
			require.NoError(f, err)
			var note string
			for _, part := range archive.Files {
				switch {
				case strings.HasSuffix(part.Name, "note"), strings.HasSuffix(part.Name, ".manuscript"):
					note = string(part.Data)
				case strings.HasSuffix(part.Name, "html"):
					f.Add(note, string(part.Data), "https://site.test/2020/story")
				}
			}
		}
	}
	rules := make(map[string]bool)
	for _, r := range verify.Rules() {
		rules[r.ID] = true
	}
	f.Fuzz(func(t *testing.T, manuscript, page, address string) {
		base, err := url.Parse(address)
		if err != nil {
			base = nil
		}
		source, err := verify.Extract(strings.NewReader(page), "", base)
		if err != nil {
			return
		}
		cites := citation.ParseNote(manuscript)
		if doc, err := citation.Parse(strings.NewReader(manuscript)); err == nil {
			for c := range doc.Citations() {
				cites = append(cites, c)
			}
		}
		for _, c := range cites {
			checkComparison(t, verify.Examine(c, source), rules)
		}
	})
}

func checkComparison(t *testing.T, x verify.Comparison, rules map[string]bool) {
	require.NotContains(t, x.Verdict.String(), "Verdict(")
	for _, a := range x.Answers {
		require.NotEmpty(t, a.Part)
		var again verify.Agreement
		require.NoError(t, again.UnmarshalText([]byte(a.Agreement.String())))
		require.Equal(t, a.Agreement, again)
	}
	for _, f := range x.Findings {
		require.True(t, rules[f.Rule], f.Rule)
		require.NotEmpty(t, f.Evidence)
		require.NotEmpty(t, f.Evidence[0].Source)
		require.LessOrEqual(t, f.Span.Start, f.Span.End)
		require.NotEmpty(t, f.Message)
		require.NotEmpty(t, f.Advice)
	}
}
