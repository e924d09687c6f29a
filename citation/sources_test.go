package citation_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ibid-go/ibid/citation"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSources reads the notes of testdata/sources and compares how they are
// divided. A paragraph is a case: the note, and indented below it each of its
// sources as the parser cuts it out. A line with # is a comment.
func TestSources(t *testing.T) {
	files, err := filepath.Glob("testdata/sources/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		for paragraph := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n\n") {
			note, want := readSources(paragraph)
			var got []string
			for _, c := range citation.ParseNote(note) {
				got = append(got, note[c.Span.Start:c.Span.End])
			}
			assert.Equal(t, want, got, "%s: %s", filepath.Base(file), note)
		}
	}
}

// readSources gives the note and the sources of a paragraph.
func readSources(paragraph string) (note string, sources []string) {
	for line := range strings.Lines(paragraph) {
		switch line = strings.TrimRight(line, "\n"); {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "  "):
			sources = append(sources, strings.TrimSpace(line))
		default:
			note = line
		}
	}
	return note, sources
}
