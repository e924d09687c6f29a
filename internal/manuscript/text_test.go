package manuscript

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/ibid-go/ibid/internal/golden"
)

// Each case is a text and what is read from it, a line a piece.
func TestReadText(t *testing.T) {
	golden.Cases(t, func(t *testing.T, parts []txtar.File) string {
		m, err := Read(bytes.NewReader(parts[0].Data), 0)
		require.NoError(t, err)
		return dump(m)
	}, "testdata/*.txtar", "testdata/forms/*.txtar", "testdata/html/*.txtar", "testdata/markdown/*.txtar", "testdata/latex/*.txtar")
}

func dump(m *Manuscript) string {
	var b strings.Builder
	if m.Title.Plain != "" {
		fmt.Fprintf(&b, "front: %s | %s | %s | %s\n", m.Title.Plain, m.Byline.Plain, m.Issue, m.DateLine)
	}
	for _, p := range m.Paragraphs {
		fmt.Fprintf(&b, "%s: %s%s\n", [...]string{"body", "heading", "caption", "contents", "front"}[p.Kind], p.Plain, styles(&p.Inline))
	}
	for _, mark := range m.Markers {
		before := m.Paragraphs[mark.Paragraph].Plain[:mark.Offset]
		note := "none"
		if mark.Note >= 0 {
			note = fmt.Sprint(mark.Note)
		}
		fmt.Fprintf(&b, "marker %s %s behind %q: note %s\n", mark.Label, mark.Style, before[max(0, len(before)-10):], note)
	}
	for _, p := range m.Pages {
		rest := m.Text[min(p.Offset, len(m.Text)):]
		fmt.Fprintf(&b, "page %d at %q\n", p.Page, rest[:min(len(rest), 10)])
	}
	for i, n := range m.Notes {
		fmt.Fprintf(&b, "note %d, %s of %d: %s%s\n", i, n.Label, n.Scope, n.Plain, styles(&n.Inline))
	}
	return b.String()
}

func styles(in *Inline) string {
	var b strings.Builder
	for _, s := range in.Styles {
		fmt.Fprintf(&b, " {%s %q", [...]string{"italic", "bold", "small capitals", "link", "reference"}[s.Kind], in.Plain[s.Start:s.End])
		if s.Kind == Link || s.Kind == Reference {
			fmt.Fprintf(&b, " %s", s.Target)
		}
		b.WriteString("}")
	}
	return b.String()
}

func TestReadRefuses(t *testing.T) {
	for text, want := range map[string]error{
		"PK\x03\x04 rest":      ErrDamaged,
		"%PDF-1.7":             ErrUnsupported,
		"{\\rtf1 text}":        ErrUnsupported,
		"\xff\xfeT\x00":        ErrUnsupported,
		"text\x00text":         ErrNotText,
		"latin \xe9 one":       ErrNotText,
		strings.Repeat("x", 9): ErrTooLarge,
	} {
		_, err := Read(strings.NewReader(text), 8)
		if want != ErrTooLarge {
			_, err = Read(strings.NewReader(text), 0)
		}
		assert.ErrorIs(t, err, want, "%q", text)
	}
	m, err := Read(strings.NewReader(""), 0)
	require.NoError(t, err)
	assert.Empty(t, m.Notes)
}

// FuzzRead asserts that every piece leads back to the bytes it came from.
func FuzzRead(f *testing.F) {
	cases, _ := filepath.Glob("testdata/*.txtar")
	for _, format := range []string{"forms", "html", "markdown", "latex"} {
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
		m, err := Read(strings.NewReader(text), 0)
		if err != nil {
			return
		}
		source := m.Text // of HTML, the text that was read
		check := func(in *Inline) {
			for i, c := range []byte(in.Plain) {
				at := in.origin.at(i)
				if at >= len(source) || source[at] != c && c != ' ' && !(m.Format != HTML && inEntity(source, at)) {
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
		_, err := Read(strings.NewReader(text), 0)
		assert.NoError(t, err, name)
	}
}
