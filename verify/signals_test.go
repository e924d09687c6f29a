package verify_test

import (
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/ibid-go/ibid/verify"
)

// Every signal that a page of the cases is read by stands in the package documentation, with the standard that it comes from.
func TestSignalsAreDocumented(t *testing.T) {
	known := documentedSignals(t)
	require.Greater(t, len(known), 20)
	files, err := filepath.Glob("../internal/page/testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		source := readPage(t, file)
		for _, signal := range signalsOf(source) {
			assert.True(t, slices.ContainsFunc(known, func(name string) bool { return strings.HasPrefix(signal, name) }), "%s of %s", signal, file)
		}
	}
}

// documentedSignals reads the names in the first column of the table of the package comment; a name that ends in "…" is a prefix.
// Names of meta elements that belong to no public vocabulary are known by the file that lists them.
func documentedSignals(t *testing.T) []string {
	text, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	_, table, found := strings.Cut(string(text), "// # Signals\n")
	require.True(t, found)
	names := []string{"published class", "byline class", "by line", "script", "frame", "host", "document properties"} // beside others in the table
	for line := range strings.Lines(table) {
		name, rest, _ := strings.Cut(strings.TrimPrefix(line, "//\t"), "  ")
		if !strings.HasPrefix(line, "//\t") || name == "" || strings.TrimSpace(rest) == "" {
			continue
		}
		names = append(names, strings.FieldsFunc(name, func(r rune) bool { return r == ',' || r == '…' })...)
	}
	metas, err := os.ReadFile("../internal/page/data/meta.tsv")
	require.NoError(t, err)
	for line := range strings.Lines(string(metas)) {
		if fields := strings.Split(line, "\t"); fields[0] == "other" {
			names = append(names, fields[1])
		}
	}
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	return slices.DeleteFunc(names, func(name string) bool { return name == "" })
}

func readPage(t *testing.T, file string) *verify.Source {
	archive, err := txtar.ParseFile(file)
	require.NoError(t, err)
	part := make(map[string]string)
	for _, f := range archive.Files {
		part[f.Name] = string(f.Data)
	}
	base, err := url.Parse(strings.TrimSpace(part["url"]))
	require.NoError(t, err)
	source, err := verify.Extract(strings.NewReader(part["page.html"]), "text/html; charset=utf-8", base)
	require.NoError(t, err)
	return source
}

// signalsOf gives every signal that a source names.
func signalsOf(s *verify.Source) []string {
	var list []string
	for _, claims := range [][]verify.Claim{s.Titles, s.Subtitles, s.Sites, s.Publishers, s.Headings, s.Kickers, s.Corrections, s.Redirects, s.Frames, {s.Access}} {
		for _, c := range claims {
			list = append(list, c.Signal)
		}
	}
	for _, d := range s.Dates {
		list = append(list, d.Signal)
	}
	for _, signal := range s.From {
		list = append(list, signal)
	}
	return slices.DeleteFunc(list, func(signal string) bool { return signal == "" })
}
