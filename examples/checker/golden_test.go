package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/internal/golden"
)

// top is the top of the repository.
const top = "../.."

// checkReport runs the main command on the project's report, as the README has
// it, and gives what it wrote.
func checkReport(t *testing.T, format string) string {
	t.Helper()
	out, err := os.Create(filepath.Join(t.TempDir(), "out"))
	require.NoError(t, err)
	defer out.Close()
	status := run(context.Background(), &streams{strings.NewReader(""), out, os.Stderr}, []string{"check", "--format", format, "testdata/report/report.txt"})
	assert.Equal(t, statusFindings, status)
	data, err := os.ReadFile(out.Name())
	require.NoError(t, err)
	return string(data)
}

// TestReportGolden shows what an editor sees of the project's report. The
// golden file is written again with -update; its changes are to be read.
func TestReportGolden(t *testing.T) {
	file, err := filepath.Abs("testdata/report.golden.txt")
	require.NoError(t, err)
	t.Chdir(top)
	golden.Equal(t, file, checkReport(t, "text"))
}

// The record of two runs over the same bytes differs in times alone.
func TestReportIsStable(t *testing.T) {
	t.Chdir(top)
	times := regexp.MustCompile(`,"checked":"[^"]*"|,"elapsed_ms":\d+`)
	first, second := checkReport(t, "json"), checkReport(t, "json")
	assert.Equal(t, times.ReplaceAllString(first, ""), times.ReplaceAllString(second, ""))
	for line := range strings.Lines(first) {
		assert.True(t, strings.HasPrefix(line, `{"version":1,"kind":"`), line)
	}
}
