package export_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/export"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// entry is what the small readers below find: the values of each field. They
// know nothing but what the formats promise, so that whatever breaks out of a
// field is an error of theirs.
type entry map[string][]string

var (
	bibHead  = regexp.MustCompile(`^@([a-z]+)\{([^\s,{}"#%'()=~\\]+),$`)
	bibField = regexp.MustCompile(`^  ([a-z]+) = \{(.+)\},$`)
	risLine  = regexp.MustCompile(`^([A-Z][A-Z0-9])  - (.*)$`)
)

// readBib wants a field a line, braces that match, and no control characters.
func readBib(t *testing.T, bib string) []entry {
	t.Helper()
	var entries []entry
	for text := range strings.SplitSeq(strings.TrimSuffix(bib, "\n\n"), "\n\n") {
		if text == "" {
			continue
		}
		lines := strings.Split(text, "\n")
		head := bibHead.FindStringSubmatch(lines[0])
		require.NotNil(t, head, lines[0])
		require.Equal(t, "}", lines[len(lines)-1])
		e := entry{"": {head[1]}, "key": {head[2]}}
		for _, line := range lines[1 : len(lines)-1] {
			field := bibField.FindStringSubmatch(line)
			require.NotNil(t, field, line)
			require.Empty(t, e[field[1]], "twice: %s", line)
			requirePrintable(t, line)
			requireBalanced(t, field[2])
			e[field[1]] = []string{field[2]}
		}
		entries = append(entries, e)
	}
	return entries
}

func requirePrintable(t *testing.T, line string) {
	t.Helper()
	require.Equal(t, -1, strings.IndexFunc(line, unicode.IsControl), "%q", line)
	require.Equal(t, strings.ToValidUTF8(line, "?"), line)
}

func requireBalanced(t *testing.T, value string) {
	t.Helper()
	depth := 0
	for _, r := range value {
		switch r {
		case '{':
			depth++
		case '}':
			depth--
		}
		require.GreaterOrEqual(t, depth, 0, value)
	}
	require.Zero(t, depth, value)
}

// fromTeX undoes the escapes and drops the braces that group.
var fromTeX = strings.NewReplacer(
	`\textbackslash{}`, `\`, `\textbraceleft{}`, "{", `\textbraceright{}`, "}", `\textasciitilde{}`, "~", `\textasciicircum{}`, "^",
	`\textless{}`, "<", `\textgreater{}`, ">", `\textbar{}`, "|",
	`\$`, "$", `\&`, "&", `\#`, "#", `\_`, "_", `\%`, "%", "{", "", "}", "",
)

// readRIS wants a tag a line, each ended by CR and LF, from TY to ER.
func readRIS(t *testing.T, ris string) []entry {
	t.Helper()
	var entries []entry
	open := false
	for line := range strings.SplitSeq(ris, "\r\n") {
		if line == "" {
			require.False(t, open)
			continue
		}
		requirePrintable(t, line)
		m := risLine.FindStringSubmatch(line)
		require.NotNil(t, m, line)
		require.Equal(t, m[1] != "TY", open, line)
		switch m[1] {
		case "TY":
			entries, open = append(entries, entry{}), true
		case "ER":
			open = false
		}
		last := entries[len(entries)-1]
		last[m[1]] = append(last[m[1]], m[2])
	}
	require.False(t, open)
	return entries
}

// oneLine is what is left of a text in any format: its printable characters in
// one line.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\uFFFD"), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
}

func TestReadBack(t *testing.T) {
	citations := append(append(kinds(), hard()...), made())
	bib, ris := readBib(t, written(t, export.BibLaTeX, citations...)), readRIS(t, written(t, export.RIS, citations...))
	require.Len(t, bib, len(citations))
	require.Len(t, ris, len(citations))
	for i, c := range citations {
		assert.Equal(t, oneLine(c.Title.Text), fromTeX.Replace(bib[i]["title"][0]))
		assert.Equal(t, oneLine(c.Title.Text), ris[i]["TI"][0])
		assert.Equal(t, c.Date.String(), strings.Join(bib[i]["date"], ""))
		assert.Equal(t, bib[i]["key"], ris[i]["ID"])
		for tag, values := range maps.All(ris[i]) {
			if !slices.Contains([]string{"AU", "A2", "A3", "A4"}, tag) {
				assert.Len(t, values, 1, "%s of %s", tag, c.Title)
			}
		}
	}
}

// However a citation came about, what is written holds its text and nothing
// breaks out of a field.
func FuzzBibliographies(f *testing.F) {
	for _, c := range append(hard(), made()) {
		f.Add(c.Title.Text, c.Container.Text, "Literal, and {others}", "van d'al-Family", "Jr.", "https://x.test/{}%20\\", 2021, 8, 3)
	}
	f.Fuzz(func(t *testing.T, title, container, literal, family, given, url string, year, month, day int) {
		field := func(s string) citation.Field { return citation.Field{Text: s} }
		c := func(kind citation.Kind) *citation.Citation {
			return &citation.Citation{
				Kind: kind, Title: field(title), Container: field(container), Publisher: field(literal), Place: field(given),
				Number: field(family), Edition: field(given), Pages: field(title), Genre: field(container),
				Authors: []citation.Name{{Literal: literal}, {Family: family, Given: given}, {Family: family, Given: given, Suffix: title}},
				Date:    citation.Date{Year: year, Month: month, Day: day},
				Links:   []citation.Link{{URL: url}}, IDs: []citation.ID{{Scheme: citation.DOI, Value: url}, {Scheme: citation.ISBN, Value: given}},
			}
		}
		other := c(citation.Report)
		other.Date.Year++
		bib, ris := written(t, export.BibLaTeX, c(citation.Newspaper), other), written(t, export.RIS, c(citation.Newspaper), other)
		bibEntries, risEntries := readBib(t, bib), readRIS(t, ris)
		require.Len(t, bibEntries, 2)
		require.Len(t, risEntries, 2)
		assert.NotEqual(t, bibEntries[0]["key"], bibEntries[1]["key"])
		for i := range bibEntries {
			assert.Equal(t, oneLine(title), fromTeX.Replace(strings.Join(bibEntries[i]["title"], "")))
			assert.Equal(t, oneLine(title), strings.Join(risEntries[i]["TI"], ""))
		}
	})
}
