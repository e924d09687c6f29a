package manuscript

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// plainParagraph is a paragraph whose markup is of the simplest: marks of notes,
// emphasis of a few words, links and addresses. Most paragraphs are, and reading
// them here takes a fraction of the time and memory of the general parser.
type plainParagraph struct {
	ast.BaseBlock
	words bool // nothing in it is taken for markup
}

var kindPlainParagraph = ast.NewNodeKind("PlainParagraph")

func (*plainParagraph) Kind() ast.NodeKind { return kindPlainParagraph }

func (p *plainParagraph) Dump(source []byte, level int) { ast.DumpHelper(p, source, level, nil, nil) }

// IsRaw keeps the general parser out.
func (*plainParagraph) IsRaw() bool { return true }

// paragraphParser reads paragraphs as the general parser does, and puts a plain
// one in the place of each whose markup allows it.
type paragraphParser struct {
	parser.BlockParser
	src string
}

func (p paragraphParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(node, reader, pc)
	parent := node.Parent()
	plain := &plainParagraph{words: node.Lines().Len() > mostLines}
	if parent == nil || mayUnderline(reader) || !plain.words && !isPlain(p.src, node.Lines()) {
		return
	}
	plain.SetLines(node.Lines())
	plain.SetPos(node.Pos())
	plain.SetBlankPreviousLines(node.HasBlankPreviousLines())
	parent.ReplaceChild(parent, node, plain)
}

// mostLines bounds the lines of a paragraph that markup is looked for in: the
// general parser takes a time that grows with their square.
const mostLines = 5000

// linkDefinitions takes definitions of links out of paragraphs that begin with
// one. Asking only these saves most of the cost.
type linkDefinitions struct{ parser.ParagraphTransformer }

func (d linkDefinitions) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if first := node.Lines().At(0); bytes.HasPrefix(bytes.TrimLeft(first.Value(reader.Source()), " \t"), []byte("[")) {
		d.ParagraphTransformer.Transform(node, reader, pc)
	}
}

// mayUnderline reports whether the next line may make a heading of the paragraph
// before it (CommonMark 0.31, section 4.3).
func mayUnderline(reader text.Reader) bool {
	line, _ := reader.PeekLine()
	for _, c := range line {
		if c != ' ' {
			return c == '=' || c == '-'
		}
	}
	return false
}

func isPlain(src string, lines *text.Segments) bool {
	for i := range lines.Len() {
		line := lines.At(i)
		if line.Padding > 0 || line.Start < line.Stop && strings.IndexByte("{+(:", src[line.Start]) >= 0 { // maybe markup of the whole line
			return false
		}
		for at := line.Start; at < line.Stop; {
			token, ok := nextPlain(src[:line.Stop], line.Start, at)
			if !ok {
				return false
			}
			at = token.at.end
		}
	}
	return true
}

// plainToken is a piece of a line of a plain paragraph: words, or an element
// that holds words.
type plainToken struct {
	element string // "" for words
	at      span
	words   span   // in the element
	value   string // label of a mark, target of a link
}

// beginsMarkup says of each byte whether the markup of a sentence may begin
// with it. Page breaks are left to the general parser.
var beginsMarkup = byteTable("\\`*_[]!<^~\v\f")

// nextPlain reads the token at i, in a line that begins at start and ends with
// src; ok is false where only the general parser can tell what is there.
func nextPlain(src string, start, i int) (token plainToken, ok bool) {
	end := i
	for end < len(src) && (!beginsMarkup[src[end]] || src[end] == '!' && !strings.HasPrefix(src[end:], "![")) {
		end++
	}
	switch {
	case end > i:
		return plainToken{at: span{i, end}}, true
	case src[i] == '[':
		if label, size := footnoteLabel(src[i:]); size > 0 {
			return plainToken{element: "ref", at: span{i, i + size}, value: label}, true
		}
		return plainLink(src, i)
	case src[i] == '<':
		return plainAddress(src, i)
	case src[i] == '*' || src[i] == '_':
		return plainEmphasis(src, start, i)
	}
	return token, false
}

// plainWords gives the end of the words at i, which hold no markup.
func plainWords(src string, i int) int {
	for i < len(src) && !beginsMarkup[src[i]] && src[i] != '\n' {
		i++
	}
	return i
}

// plainLink reads [words](target), the target without a title and signs that
// are written in more than one way.
func plainLink(src string, i int) (token plainToken, ok bool) {
	close := plainWords(src, i+1)
	if close == i+1 || !strings.HasPrefix(src[close:], "](") {
		return token, false
	}
	from := close + len("](")
	size := strings.IndexAny(src[from:min(len(src), from+maxTarget)], ")(<>\\&\"' \t\r\n")
	if size <= 0 || src[from+size] != ')' {
		return token, false
	}
	return plainToken{element: "a", at: span{i, from + size + 1}, words: span{i + 1, close}, value: src[from : from+size]}, true
}

// plainAddress reads <https://site.test/>.
func plainAddress(src string, i int) (token plainToken, ok bool) {
	rest := src[i+1 : min(len(src), i+maxTarget)]
	if !strings.HasPrefix(rest, "https://") && !strings.HasPrefix(rest, "http://") {
		return token, false
	}
	size := strings.IndexFunc(rest, func(r rune) bool { return r <= ' ' || r == '<' || r == '>' })
	if size < 0 || rest[size] != '>' {
		return token, false
	}
	words := span{i + 1, i + 1 + size}
	return plainToken{element: "a", at: span{i, words.end + 1}, words: words, value: rest[:size]}, true
}

// plainEmphasis reads *words* that nothing but words, blanks and punctuation
// stands around, where a single sign can be read in one way only.
func plainEmphasis(src string, start, i int) (token plainToken, ok bool) {
	close := plainWords(src, i+1)
	if close == len(src) || src[close] != src[i] {
		return token, false
	}
	before, _ := utf8.DecodeLastRuneInString(src[start:i])
	first, _ := utf8.DecodeRuneInString(src[i+1 : close])
	last, _ := utf8.DecodeLastRuneInString(src[i+1 : close])
	after, _ := utf8.DecodeRuneInString(src[close+1:])
	if !isWord(first) || !isGap(src[start:i], before) || unicode.IsSpace(last) || !isGap(src[close+1:], after) || after == rune(src[i]) {
		return token, false
	}
	return plainToken{element: "em", at: span{i, close + 1}, words: span{i + 1, close}}, true
}

// isGap reports whether the rune at an edge of a side is a blank or punctuation,
// or nothing is there.
func isGap(side string, r rune) bool {
	return side == "" || unicode.IsSpace(r) || unicode.IsPunct(r)
}

// plain writes a plain paragraph.
func (b *markdownTree) plain(n *plainParagraph) {
	b.at = b.startOf(n)
	b.start("p", nil, span{b.at, b.at})
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		end := line.Start + len(strings.TrimRight(b.src[line.Start:line.Stop], " \t\r\n\v\f"))
		if n.words {
			b.run(span{line.Start, end}, escapeMarkdown)
			end = line.Start
		}
		for at := line.Start; at < end; {
			token, _ := nextPlain(b.src[:end], line.Start, at)
			b.plainToken(token)
			at = max(at+1, token.at.end)
		}
		if i+1 < lines.Len() {
			b.start("br", nil, span{b.at, b.at})
		}
	}
	b.finish("p", b.at)
}

func (b *markdownTree) plainToken(t plainToken) {
	switch t.element {
	case "":
		b.run(t.at, escapeMarkdown)
		return
	case "ref":
		b.start("ref", []attribute{{"value", t.value}}, t.at)
	case "a":
		b.start("a", []attribute{{"href", t.value}}, span{t.at.start, t.words.start})
	default:
		b.start(t.element, nil, span{t.at.start, t.words.start})
	}
	escape := escapeMarkdown
	if b.src[t.at.start] == '<' {
		escape = escapeNone
	}
	b.addText(t.words, escape)
	b.finish(t.element, t.at.end)
	b.at = t.at.end
}
