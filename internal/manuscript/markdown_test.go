package manuscript

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/yuin/goldmark/parser"
	"golang.org/x/tools/txtar"
)

// markdownCases gives the sources of the cases, and lines that look plain.
func markdownCases(t testing.TB) []string {
	t.Helper()
	names, err := filepath.Glob("testdata/markdown/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	cases := []string{
		"A *b* c, *d*.[^1] <https://a.test/x>\n[e f](https://g.test)  \nh.\n\n[^1]: *I.*, 2.\n",
		"Title\n=====\n\nWords\n---\n", "- a\n- b\n\n  c\n\nd", "a_b_c *d*e* _f_", "“*a*” (*b*)", "*a *b* c*", "a\n*b\nc*", "![a](b) [c](d \"e\") [f](g(h))",
		"a `b*c*` \\*d* &amp; <b>e</b>", "[^a][^b] [c][^d]", "*a*\u00a0b *c*d", "**a** ***b*** *c", "a\t*b*\n\t c\n",
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		cases = append(cases, string(txtar.Parse(data).Files[0].Data))
	}
	return cases
}

// dumpTree writes elements and words of a tree, words that touch as one.
func dumpTree(t *tree) string {
	var b strings.Builder
	end := -1
	for i := range t.nodes {
		n := &t.nodes[i]
		if !n.isText() {
			fmt.Fprintf(&b, "\n%s %v %v parent %d", t.nameOf(n), n.at(), t.attrs(n), elementsBefore(t, n.parent()))
		} else if n.at().start != end {
			fmt.Fprintf(&b, "\n%d %d ", n.at().start, n.escape)
		}
		if n.isText() {
			b.WriteString(t.source(n))
		}
		if end = -1; n.isText() {
			end = n.at().end
		}
	}
	return b.String()
}

// elementsBefore counts the elements up to a node.
func elementsBefore(t *tree, i int) int {
	count := 0
	for k := range i + 1 {
		if t.nameAt(k) != "" {
			count++
		}
	}
	return count
}

// samePlain compares what is made of plain paragraphs with what the general
// parser makes of them.
func samePlain(t *testing.T, src string) {
	dumps := map[bool]string{}
	for _, general := range []bool{true, false} {
		paragraphs := parser.NewParagraphParser()
		if !general {
			paragraphs = paragraphParser{paragraphs, src}
		}
		r := markdownReader{m: &Manuscript{Text: src}, parser: newMarkdownParser(paragraphs), source: []byte(src)}
		parsed, err := r.tree(r.parse(0, len(src)))
		if err != nil {
			return
		}
		dumps[general] = dumpTree(parsed)
	}
	assert.Equal(t, dumps[true], dumps[false], "%q", src)
}

func TestPlainParagraphs(t *testing.T) {
	for _, src := range markdownCases(t) {
		samePlain(t, src)
	}
}

func FuzzPlainParagraphs(f *testing.F) {
	for _, src := range markdownCases(f) {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if isTangledText(src) || CheckText([]byte(src)) != nil {
			return
		}
		samePlain(t, src)
	})
}

func isTangledText(src string) bool {
	for line := range strings.Lines(src) {
		if isTangled(line) || deepLine(line) > 0 {
			return true
		}
	}
	return false
}

// TestMarkdownParts reads the cases one behind the other as a whole and in parts.
func TestMarkdownParts(t *testing.T) {
	var src strings.Builder
	for i := range 400 {
		fmt.Fprintf(&src, "Part %d\n=====\n\nSaid *so* at [length](https://a.test).[^%d]\n\n- one\n\n  two\n\n[^%d]: A note,\n    <https://b.test>.\n\n    More.\n\n```\ncode\n\nnot a paragraph [^x]\n```\n\n", i, i, i)
	}
	text := src.String()
	whole, err := readMarkdown(text)
	require.NoError(t, err)
	require.Len(t, whole.Notes, 400)
	r := markdownReader{m: &Manuscript{Text: text}, parser: newMarkdownParser(paragraphParser{parser.NewParagraphParser(), text}), source: []byte(text)}
	require.True(t, r.readParts(0, 100))
	r.m.linkMarkers()
	assert.Equal(t, whole.Paragraphs, r.m.Paragraphs)
	assert.Equal(t, whole.Notes, r.m.Notes)
	assert.Equal(t, whole.Markers, r.m.Markers)
}

// TestMarkdownWhole names what forbids to read a source in parts.
func TestMarkdownWhole(t *testing.T) {
	for text, want := range map[string]bool{
		"a[^1] <https://b.test>\n\n[^1]: c": true,
		"a ^[b] c":                          false,
		"a<b>c":                             false,
		"a\n\n> [b]: https://c.test":        false,
		"a < b [c]: d":                      true,
	} {
		assert.Equal(t, want, isPartible(text), text)
	}
}

// TestDeepMarkdown names the line at which quotations and lists nest too deep.
func TestDeepMarkdown(t *testing.T) {
	var stairs strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&stairs, "%*s- x\n", 2*i, "")
	}
	for name, deep := range map[string]string{
		"quotes": strings.Repeat(">", 10_000) + " x", "dashes": strings.Repeat("- ", 10_000) + "x", "mixed": strings.Repeat("> 1. ", 2000) + "x", "stairs": stairs.String(),
	} {
		_, err := Read([]byte("# A\n\nx[^1]\n\n[^1]: y\n\n"+deep), "")
		assert.ErrorIs(t, err, ErrTooLarge, name)
		assert.ErrorContains(t, err, "line ", name)
	}
}

// TestLongParagraph reads a paragraph of more lines than markup is looked for in.
func TestLongParagraph(t *testing.T) {
	m, err := Read([]byte("# A\n\nx[^1]\n\n[^1]: y\n\n"+strings.Repeat("[a]: <b\n", mostLines+1)), "")
	require.NoError(t, err)
	assert.Len(t, m.Notes, 1)
	assert.Len(t, m.Paragraphs, 3)
}
