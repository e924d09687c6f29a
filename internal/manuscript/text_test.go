package manuscript_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/ibid-go/ibid/internal/golden"
	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/manuscript/manuscripttest"
)

// Each case is a text and what is read from it, a line a piece.
func TestReadText(t *testing.T) {
	golden.Cases(t, func(t *testing.T, parts []txtar.File) string {
		m, err := manuscript.Read(parts[0].Data, "")
		require.NoError(t, err)
		return manuscripttest.Dump(m)
	}, "testdata/*.txtar", "testdata/forms/*.txtar", "testdata/html/*.txtar", "testdata/markdown/*.txtar")
}

// What is no text is refused with the advice what to do; a file without a word
// is not.
func TestReadRefuses(t *testing.T) {
	for file, want := range map[string]struct {
		err  error
		says string
	}{
		"%PDF-1.7":                         {manuscript.ErrUnsupported, "a PDF file"},
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": {manuscript.ErrUnsupported, "save it as .docx or .odt"},
		"{\\rtf1\\ansi text}":              {manuscript.ErrUnsupported, "save it as .docx or .odt"},
		"\xff\xfeT\x00":                    {manuscript.ErrUnsupported, "UTF-8"},
		"text\x00text":                     {manuscript.ErrNotText, "byte 4 is NUL"},
		"latin \xe9 one":                   {manuscript.ErrNotText, "byte 6 is not UTF-8"},
		"\xd0\xcf\x11\xe0 … E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00": {manuscript.ErrEncrypted, "password"},
	} {
		_, err := manuscript.Read([]byte(file), "")
		assert.ErrorIs(t, err, want.err, "%q", file)
		assert.ErrorContains(t, err, want.says, "%q", file)
	}
	m, err := manuscript.Read(nil, "")
	require.NoError(t, err)
	assert.Empty(t, m.Notes)
}

// FuzzRead asserts that every piece leads back to the bytes it came from.
func FuzzRead(f *testing.F) {
	cases, _ := filepath.Glob("testdata/*.txtar")
	for _, format := range []string{"forms", "html", "markdown"} {
		more, _ := filepath.Glob("testdata/" + format + "/*.txtar")
		cases = append(cases, more...)
	}
	for _, name := range cases {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(txtar.Parse(data).Files[0].Data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := manuscript.Read([]byte(text), "")
		if err != nil {
			return
		}
		source := m.Text // of HTML, the text that was read
		check := func(in *manuscript.Inline) {
			for i, c := range []byte(in.Plain) {
				at, _ := in.Source(i, i)
				if at >= len(source) || source[at] != c && c != ' ' && !(m.Format != manuscript.HTML && inEntity(source, at)) {
					t.Fatalf("%q: byte %d of %q came from %d", text, i, in.Plain, at)
				}
			}
			if start, end := in.Bounds(); start < 0 || end < start || end > len(source) {
				t.Fatalf("%q: %q lies at %d to %d", text, in.Plain, start, end)
			}
			for _, s := range in.Styles {
				if s.Start < 0 || s.End < s.Start || s.End > len(in.Plain) || s.From < 0 || s.To < s.From || s.To > len(source) {
					t.Fatalf("%q: style %+v", text, s)
				}
			}
		}
		for i := range m.Notes {
			check(&m.Notes[i].Inline)
		}
		for i := range m.Paragraphs {
			check(&m.Paragraphs[i].Inline)
		}
		for _, mark := range m.Markers {
			if mark.Offset > len(m.Paragraphs[mark.Paragraph].Plain) || mark.Note >= len(m.Notes) {
				t.Fatalf("%q: %+v", text, mark)
			}
		}
	})
}

// inEntity reports whether a byte of the source is the first or the last of an
// entity, which stands for another character.
func inEntity(source string, at int) bool {
	return source[at] == '&' || source[at] == ';' || isWord(rune(source[at])) && strings.Contains(source[max(0, at-32):at], "&")
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// TestHostileText reads what no person wrote. A cost that is not linear would
// keep it until go test stops it.
func TestHostileText(t *testing.T) {
	const many = 100_000
	for name, text := range map[string]string{
		"stars":       strings.Repeat("a* ", many) + "\n\n" + strings.Repeat("* a\n\n", many),
		"ones":        strings.Repeat("a [2] ", many) + "\n\n" + strings.Repeat("1. a\n\n", many),
		"slashes":     strings.Repeat("a /1/ ", many) + "\n\n" + strings.Repeat("/1/ a\n\n", many),
		"parentheses": strings.Repeat("a(1) ", many) + "\n\n" + strings.Repeat("(1) a\n\n", many),
		"emphasis":    strings.Repeat("*a ", many),
		"brackets":    strings.Repeat("[", many),
		"raised":      strings.Repeat("a¹ ", many) + "\n\n" + strings.Repeat("¹ a\n\n", many),
	} {
		_, err := manuscript.Read([]byte(text), "")
		assert.NoError(t, err, name)
	}
}
