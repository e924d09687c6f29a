package citation

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var updateSources = flag.Bool("update-sources", false, "write how the notes divide into testdata/sources.txt")

// TestDivide reads the notes of testdata/sources.txt and compares how they
// divide. A paragraph is a case: the note, and indented below it its sources
// without markup. Lines with # are comments.
func TestDivide(t *testing.T) {
	const file = "testdata/sources.txt"
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	var out strings.Builder
	for paragraph := range strings.SplitSeq(string(data), "\n\n") {
		note := ""
		for line := range strings.Lines(paragraph) {
			if strings.HasPrefix(line, "  ") {
				continue
			}
			out.WriteString(strings.TrimRight(line, "\n") + "\n")
			if !strings.HasPrefix(line, "#") {
				note = strings.TrimRight(line, "\n")
			}
		}
		in := manuscript.NewInline(note)
		for _, source := range divide(layoutOf(&in), nil) {
			out.WriteString("  " + in.Plain[source.Start:source.End] + "\n")
		}
		out.WriteByte('\n')
	}
	got := strings.TrimRight(out.String(), "\n") + "\n"
	if *updateSources {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	assert.Equal(t, string(data), got)
}
