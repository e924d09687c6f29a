package manuscript

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// readMarkdown reads Markdown with the notes of Pandoc, GitHub, kramdown and
// MyST. Offsets are those of the source. HTML in it is read as such, notes
// made of it too.
func readMarkdown(src string) (*Manuscript, error) {
	if line := deepLine(src); line > 0 {
		return nil, fmt.Errorf("%w: line %d: quotations and lists nest more than %d deep, as no manuscript does", ErrTooLarge, line, deepestMarkdown)
	}
	front, body := frontMatter(src)
	m := &Manuscript{Format: Markdown, Text: src}
	r := markdownReader{m: m, parser: newMarkdownParser(paragraphParser{parser.NewParagraphParser(), src}), source: []byte(src)}
	if !r.readParts(body, partBytes) {
		*m = Manuscript{Format: Markdown, Text: src}
		if err := r.readWhole(body); err != nil {
			return nil, err
		}
	}
	m.linkMarkers()
	m.readFrontMatter(front)
	m.readLeading()
	return m, nil
}

// markdownReader reads a source into a manuscript.
type markdownReader struct {
	m      *Manuscript
	parser parser.Parser
	source []byte
	nodes  []node      // memory of the part before
	attrs  []attribute // likewise
}

func (r *markdownReader) readWhole(body int) error {
	t, err := r.tree(r.parse(body, len(r.source)))
	if err != nil {
		return err
	}
	r.addPieces(t, t.findMarkdownNotes())
	return nil
}

// tree writes what was parsed as a tree.
func (r *markdownReader) tree(root ast.Node) (*tree, error) {
	t := newTree(r.m.Text)
	t.verbatim = true
	t.nodes, t.attributes = r.nodes[:0], r.attrs[:0]
	b := markdownTree{tree: t, source: r.source, parse: r.parse, labels: map[*extast.Footnote]string{}}
	b.nodesIn(root)
	t.close(len(r.source))
	r.nodes, r.attrs = t.nodes, t.attributes
	return t, t.err
}

// addPieces takes over paragraphs and notes with the offsets that they have.
func (r *markdownReader) addPieces(t *tree, found *treeNotes) {
	m := r.m
	scopes := make([]int, len(found.notes)) // a label names one note throughout
	t.pieces(found, func(p piece) {
		if p.note >= 0 {
			m.Notes = append(m.Notes, Note{Label: found.notes[p.note].label, Inline: p.Inline})
			return
		}
		setScopes(p.marks, p.refs, scopes)
		for _, mark := range p.marks {
			mark.Paragraph = len(m.Paragraphs)
			mark.Offset = min(mark.Offset, len(p.Plain))
			m.Markers = append(m.Markers, mark)
		}
		m.Paragraphs = append(m.Paragraphs, Paragraph{Kind: p.kind, Inline: p.Inline})
	})
}

// newMarkdownParser makes a parser with one of paragraphs. Of the footnote
// extension only the block parser is used: the rest drops notes that no mark
// refers to, and second notes of one label, which an editor must hear of.
func newMarkdownParser(paragraphs parser.BlockParser) parser.Parser {
	const last = 1000 // priority of the parser of paragraphs
	blocks := slices.DeleteFunc(parser.DefaultBlockParsers(), func(v util.PrioritizedValue) bool { return v.Priority == last })
	return parser.NewParser(
		parser.WithBlockParsers(append(blocks,
			util.Prioritized(extension.NewFootnoteBlockParser(), 999),
			util.Prioritized(paragraphs, last),
		)...),
		parser.WithInlineParsers(append(parser.DefaultInlineParsers(),
			util.Prioritized(referenceParser{}, 101),
			util.Prioritized(spanParser{}, 102),
			util.Prioritized(caretParser{}, 501),
		)...),
		parser.WithParagraphTransformers(util.Prioritized(linkDefinitions{parser.LinkReferenceParagraphTransformer}, 100)),
	)
}

// parse parses the source from the line at or behind one offset up to another.
func (r *markdownReader) parse(from, to int) ast.Node {
	source := r.source[:to]
	reader := text.NewReader(source)
	if from > 0 && from < to {
		for source[from-1] != '\n' && from < to-1 {
			from++
		}
		reader.SetPosition(0, text.NewSegment(from, from)) // the end of a line: the reader counts columns from where it advances to
		reader.AdvanceLine()
	}
	return r.parser.Parse(reader)
}

// isMarkdown reports whether text is Markdown rather than plain text: it
// defines a note as [^x]:, has front matter, holds notes written ^[so], or has
// headings and no notes that begin with superscript figures.
func isMarkdown(src string) bool {
	front, _ := frontMatter(src)
	defined, heading, figures := front != nil, false, false
	for len(src) > 0 {
		line, rest, _ := strings.Cut(src, "\n")
		src = rest
		line = strings.TrimLeft(line, " \t>\ufeff")
		if isTangled(line) {
			return false
		}
		if line == "" {
			continue
		}
		switch line[0] {
		case '[':
			if _, size := readDefinition(line); size > 0 {
				defined = true
			}
		case '#':
			heading = heading || headingMark(line) > 0
		case '^', 0xC2, 0xE2: // ^{12}, and what superscript figures begin with in UTF-8
			if _, size := readSuperscript(line); size > 0 {
				figures = true
			} else if _, size := readCaret(line); size > 0 {
				figures = true
			}
		}
		if !heading && strings.Contains(line, "^[") && inlineNoteIn(line) {
			heading = true
		}
	}
	return defined || heading && !figures
}

// isTangled reports a line that no person writes and that takes the Markdown
// parser a time that grows with its square: links that never end. Such a text is
// read as plain.
func isTangled(line string) bool {
	const most = 100
	if len(line) < 2*most {
		return false
	}
	return strings.Count(line, "](")-strings.Count(line, ")") > most || strings.Count(line, "(<")-strings.Count(line, ">") > most
}

// deepestMarkdown bounds quotations and lists within each other, which take the
// Markdown parser a time that grows with the square of their number.
const deepestMarkdown = 100

// deepLine gives the number of the first line whose head may open or go on with
// more blocks than that, 0 where there is none.
func deepLine(src string) int {
	const indent = 2 // blanks: the least that a list within another has
	number := 0
	for line := range strings.Lines(src) {
		number++
		rest := strings.TrimLeft(line, " \t>-+*.)0123456789")
		head := line[:len(line)-len(rest)]
		if len(head) <= deepestMarkdown {
			continue
		}
		blanks := strings.Count(head, " ") + 4*strings.Count(head, "\t")
		signs := strings.Count(head, ">") + strings.Count(head, "- ") + strings.Count(head, "* ") + strings.Count(head, "+ ") + strings.Count(head, ". ") + strings.Count(head, ") ")
		if signs > deepestMarkdown || signs > 0 && blanks > indent*deepestMarkdown || blanks > 2*indent*deepestMarkdown && strings.HasPrefix(rest, "[^") {
			return number
		}
	}
	return 0
}

// inlineNoteIn reports whether a line holds a note written ^[so]. A figure with
// a Markdown link behind it is none.
func inlineNoteIn(line string) bool {
	i := strings.Index(line, "^[")
	return i >= 0 && (i == 0 || line[i-1] != '[') && strings.Contains(line[i:], " ")
}
