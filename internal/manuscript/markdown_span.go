package manuscript

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// classed is a bracketed span of Pandoc: [Rawls]{.smallcaps}.
type classed struct {
	ast.BaseInline
	classedSpan
}

type classedSpan struct {
	at, words span
	class     string
}

var kindClassed = ast.NewNodeKind("Classed")

func (c *classed) Kind() ast.NodeKind { return kindClassed }

func (c *classed) Dump(source []byte, level int) { ast.DumpHelper(c, source, level, nil, nil) }

// spanParser reads bracketed spans whose words hold no markup (Pandoc's Markdown,
// "Divs and Spans").
type spanParser struct{}

func (spanParser) Trigger() []byte { return []byte{'['} }

func (spanParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	_, segment := block.PeekLine()
	s, ok := readSpan(string(block.Source()[segment.Start:min(segment.Stop, segment.Start+longestSpan)]))
	if !ok {
		return nil
	}
	block.Advance(s.at.end)
	for _, at := range []*span{&s.at, &s.words} {
		at.start, at.end = at.start+segment.Start, at.end+segment.Start
	}
	return &classed{classedSpan: s}
}

// longestSpan bounds a bracketed span with its attributes, in bytes.
const longestSpan = 500

var spanAttributes = regexp.MustCompile(`^\]\{ ?(?:\.[\w-]+ ?)+\}`)

// readSpan reads the bracketed span at the start of s. Attributes that are no
// classes set nothing off, and are left to be read as text.
func readSpan(s string) (c classedSpan, ok bool) {
	s = s[:min(len(s), longestSpan)]
	end := plainWords(s, 1)
	if end == 1 || !strings.HasPrefix(s[end:], "]{") {
		return c, false
	}
	attributes := spanAttributes.FindString(s[end:])
	if attributes == "" {
		return c, false
	}
	c.at, c.words = span{0, end + len(attributes)}, span{1, end}
	c.class = strings.ReplaceAll(strings.Trim(attributes, "]{} "), ".", "")
	return c, true
}

func (b *markdownTree) classed(c classedSpan) {
	b.start("span", []attribute{{"class", c.class}}, span{c.at.start, c.words.start})
	b.run(c.words, escapeMarkdown)
	b.finish("span", c.at.end)
	b.at = c.at.end
}
