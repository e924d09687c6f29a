package lint_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/lint"
	"github.com/ibid-go/ibid/internal/golden"
)

// TestReport compares what is found in the project's report with the golden
// file beside this test, and holds the original, where it lies beside the
// checkout, against the same rules and notes.
func TestReport(t *testing.T) {
	doc := parseFile(t, "../../testdata/report/report.txt")
	got := slices.Collect(lint.Lint(doc))
	golden.Equal(t, "testdata/report.golden", render(doc, got))

	t.Run("original", func(t *testing.T) {
		const original = "../../../shared/report/report.txt"
		if _, err := os.Stat(original); err != nil {
			t.Skip("not here")
		}
		assert.Equal(t, heads(got), heads(slices.Collect(lint.Lint(parseFile(t, original)))))
	})
}

// heads says of each finding what it is and where.
func heads(findings []citation.Finding) []string {
	var heads []string
	for _, f := range findings {
		heads = append(heads, f.Note+" "+f.Severity.String()+" "+f.Rule)
	}
	return heads
}

func parseFile(t testing.TB, name string) *citation.Document {
	t.Helper()
	doc, err := citation.ParseFS(os.DirFS(filepath.Dir(name)), filepath.Base(name))
	require.NoError(t, err)
	return doc
}

func parse(t testing.TB, text string) *citation.Document {
	t.Helper()
	doc, err := citation.Parse(strings.NewReader(text))
	require.NoError(t, err)
	return doc
}

// of keeps the findings of one rule.
func of(rule string, findings []citation.Finding) []citation.Finding {
	return slices.DeleteFunc(findings, func(f citation.Finding) bool { return f.Rule != rule })
}
