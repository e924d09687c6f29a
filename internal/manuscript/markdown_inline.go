package manuscript

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// reference is the mark of a note in Markdown: [^label], or ^[the note].
type reference struct {
	ast.BaseInline
	label string
	at    span
	note  *extast.Footnote // of a note that stands in the sentence
}

var kindReference = ast.NewNodeKind("Reference")

func (r *reference) Kind() ast.NodeKind { return kindReference }

func (r *reference) Dump(source []byte, level int) { ast.DumpHelper(r, source, level, nil, nil) }

// referenceParser reads [^label], whether or not a note has the label.
type referenceParser struct{}

func (referenceParser) Trigger() []byte { return []byte{'['} }

func (referenceParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	const longest = 100 // bytes
	label, size := footnoteLabel(string(line[:min(len(line), longest)]))
	if size == 0 {
		return nil
	}
	block.Advance(size)
	return &reference{label: label, at: span{segment.Start, segment.Start + size}}
}

// caretParser reads ^[notes] and ^superscripts^ of Pandoc, and ~subscripts~.
type caretParser struct{}

func (caretParser) Trigger() []byte { return []byte{'^', '~'} }

func (caretParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if len(line) > 1 && line[0] == '^' && line[1] == '[' {
		return inlineNote(parent, block)
	}
	end := closingCaret(line)
	if end < 0 {
		return nil
	}
	block.Advance(end + 1)
	return &raised{at: span{segment.Start, segment.Start + end + 1}, below: line[0] == '~'}
}

// closingCaret gives the offset of the mark that closes the one at the start of
// line, -1 where there is none or a blank stands between them (Pandoc's
// Markdown, "Superscripts and subscripts").
func closingCaret(line []byte) int {
	const longest = 80 // bytes
	end := bytes.IndexByte(line[1:min(len(line), longest)], line[0])
	if end <= 0 || bytes.ContainsAny(line[1:end+1], " \t\n[") {
		return -1
	}
	return end + 1
}

// raised is a superscript or a subscript.
type raised struct {
	ast.BaseInline
	at    span
	below bool
}

var kindRaised = ast.NewNodeKind("Raised")

func (r *raised) Kind() ast.NodeKind { return kindRaised }

func (r *raised) Dump(source []byte, level int) { ast.DumpHelper(r, source, level, nil, nil) }

// inlineNote reads ^[the note]. The note is put at the end of the document,
// where the parser comes to read its text.
func inlineNote(parent ast.Node, block text.Reader) ast.Node {
	line, position := block.Position()
	_, first := block.PeekLine()
	block.Advance(2)
	lines := inlineNoteLines(block)
	if lines == nil {
		block.SetPosition(line, position)
		return nil
	}
	paragraph := ast.NewParagraph()
	paragraph.SetLines(lines)
	note := extast.NewFootnote(nil)
	note.AppendChild(note, paragraph)
	root := parent
	for root.Parent() != nil {
		root = root.Parent()
	}
	root.AppendChild(root, note)
	return &reference{at: span{first.Start, lines.At(lines.Len()-1).Stop + 1}, note: note}
}

// inlineNoteLines gives the text up to the bracket that closes the note, and
// moves behind it; nil where none closes it.
func inlineNoteLines(block text.Reader) *text.Segments {
	const mostLines, deepest = 200, 32 // of one note, and of brackets in it
	lines := text.NewSegments()
	depth := 1
	for range mostLines {
		line, segment := block.PeekLine()
		if line == nil {
			return nil
		}
		for i := 0; i < len(line); i++ {
			switch line[i] {
			case '\\':
				i++
			case '[':
				if depth++; depth > deepest {
					return nil
				}
			case ']':
				if depth--; depth == 0 {
					lines.Append(text.NewSegment(segment.Start, segment.Start+i))
					block.Advance(i + 1)
					return lines
				}
			}
		}
		lines.Append(segment)
		block.AdvanceLine()
	}
	return nil
}
