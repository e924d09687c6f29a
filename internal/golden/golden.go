// Package golden compares what tests get with files that say what they want.
//
// With -update the files are written again from what the tests get, and the
// tests pass; the changes are then to be read like any other change. A case is
// a txtar file whose last part says what is wanted of the parts before it.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what tests get into the files that say what they want")

// Updating says whether files are to be written again. Tests that keep several
// wanted texts in one file ask it, and then call [Save].
func Updating() bool { return *update }

// Equal compares got with the whole content of a file.
func Equal(t testing.TB, file, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err, "-update writes it")
	assert.Equal(t, string(want), got)
}

// Cases runs a test for each txtar file that a pattern matches, named after the
// file. Each pattern must match some. The last part of a file is compared with
// what read gives for the parts before it.
func Cases(t *testing.T, read func(t *testing.T, parts []txtar.File) string, patterns ...string) {
	t.Helper()
	for _, file := range Files(t, patterns...) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive := Load(t, file)
			last := len(archive.Files) - 1
			require.Positive(t, last, "a case has a part to read and, behind it, what is wanted")
			got := read(t, archive.Files[:last:last])
			if *update {
				archive.Files[last].Data = []byte(got)
				Save(t, file, archive)
			}
			assert.Equal(t, string(archive.Files[last].Data), got)
		})
	}
}

// Files lists the files that the patterns match; each must match some.
func Files(t testing.TB, patterns ...string) []string {
	t.Helper()
	var files []string
	for _, pattern := range patterns {
		matches, err := filepath.Glob(pattern)
		require.NoError(t, err)
		require.NotEmpty(t, matches, pattern)
		files = append(files, matches...)
	}
	return files
}

// Load reads a txtar file.
func Load(t testing.TB, file string) *txtar.Archive {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	require.NoError(t, err)
	return archive
}

// Save writes a txtar file with -update, and does nothing without.
func Save(t testing.TB, file string, archive *txtar.Archive) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(file, txtar.Format(archive), 0o644))
	}
}

// Parts gives the parts of an archive by name, without the white space at their
// ends.
func Parts(archive *txtar.Archive) map[string]string {
	parts := make(map[string]string, len(archive.Files))
	for _, f := range archive.Files {
		parts[f.Name] = strings.TrimSpace(string(f.Data))
	}
	return parts
}

// Lines compares the cases of a file, one a line, with what is wanted of each,
// indented below it. Lines that begin with "#" and empty ones are kept.
func Lines(t testing.TB, file string, read func(line string) []string) {
	t.Helper()
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	var got strings.Builder
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, indent) {
			continue
		}
		got.WriteString(line)
		if line == "\n" || strings.HasPrefix(line, "#") {
			continue
		}
		for _, text := range read(strings.TrimSuffix(line, "\n")) {
			got.WriteString(indent + text + "\n")
		}
	}
	Equal(t, file, got.String())
}

const indent = "  "
