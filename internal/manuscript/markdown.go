package manuscript

import (
	"strings"

	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// readMarkdown reads Markdown with the notes of Pandoc, GitHub, kramdown and
// MyST. Offsets are those of the source. HTML in it is read as such, notes
// made of it too.
func readMarkdown(src string) (*Manuscript, error) {
	front, body := frontMatter(src)
	t := newTree(src)
	t.verbatim = true
	b := markdownTree{tree: t, source: []byte(src)}
	b.block(parseMarkdown(b.source, body))
	t.close(len(src))
	if t.err != nil {
		return nil, t.err
	}
	m := &Manuscript{Format: Markdown, Text: src}
	m.addTree(t)
	m.readFrontMatter(front)
	m.readLeading()
	return m, nil
}

// addTree takes over paragraphs and notes with the offsets that they have.
func (m *Manuscript) addTree(t *tree) {
	found := t.findMarkdownNotes()
	scopes := make([]int, len(found.notes)) // a label names one note throughout
	for _, p := range t.pieces(found) {
		if p.note >= 0 {
			m.Notes = append(m.Notes, Note{Label: found.notes[p.note].label, Inline: p.Inline})
			continue
		}
		setScopes(p.marks, p.refs, scopes)
		for _, mark := range p.marks {
			mark.Paragraph = len(m.Paragraphs)
			mark.Offset = min(mark.Offset, len(p.Plain))
			m.Markers = append(m.Markers, mark)
		}
		m.Paragraphs = append(m.Paragraphs, Paragraph{Kind: p.kind, Inline: p.Inline})
	}
	m.linkMarkers()
}

// parseMarkdown parses the source from body on. Of the footnote extension only
// the block parser is used: the rest drops notes that no mark refers to, and
// second notes of one label, which an editor must hear of.
func parseMarkdown(source []byte, body int) *parsedMarkdown {
	p := parser.NewParser(
		parser.WithBlockParsers(append(parser.DefaultBlockParsers(), util.Prioritized(extension.NewFootnoteBlockParser(), 999))...),
		parser.WithInlineParsers(append(parser.DefaultInlineParsers(),
			util.Prioritized(referenceParser{}, 101),
			util.Prioritized(caretParser{}, 501),
		)...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	)
	reader := text.NewReader(source)
	for body > 0 {
		_, line := reader.PeekLine()
		if line.Start >= body || line.IsEmpty() {
			break
		}
		reader.AdvanceLine()
	}
	return &parsedMarkdown{p.Parse(reader)}
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
		whole := line
		line = strings.TrimLeft(line, " \t>\ufeff")
		quotes := strings.Count(whole[:len(whole)-len(line)], ">")
		if isTangled(line, quotes) {
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
// parser a time that grows with its square: quotations within quotations, or
// links that never end. Such a text is read as plain.
func isTangled(line string, quotes int) bool {
	const most = 100
	if len(line) < 2*most {
		return quotes > most
	}
	return quotes > most || strings.Count(line, "](")-strings.Count(line, ")") > most || strings.Count(line, "(<")-strings.Count(line, ">") > most
}

// inlineNoteIn reports whether a line holds a note written ^[so]. A figure with
// a Markdown link behind it is none.
func inlineNoteIn(line string) bool {
	i := strings.Index(line, "^[")
	return i >= 0 && (i == 0 || line[i-1] != '[') && strings.Contains(line[i:], " ")
}
