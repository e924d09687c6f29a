package manuscript

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// partBytes is the size of the parts in which a long source is parsed, so that
// what the parser makes of one can go before it comes to the next.
const partBytes = 64 << 10

// readParts reads a long source part by part, each up to a paragraph that begins
// where nothing can go on. It reports false where that cannot be told from a part
// alone, and the source must be read as a whole: where it has definitions of
// links, HTML or notes in sentences, or no note at all.
func (r *markdownReader) readParts(body, size int) bool {
	if len(r.source)-body <= size || !isPartible(r.m.Text[body:]) {
		return false
	}
	for from := body; from < len(r.source); {
		to := nextPart(r.m.Text, from, size)
		root := r.parse(from, to)
		if to < len(r.source) && isOpenAt(root) {
			size *= 2
			continue
		}
		t, err := r.tree(root)
		if err != nil {
			return false
		}
		r.addPieces(t, t.findSigned())
		if from == body {
			r.m.makeRoom((len(r.source) - to) / (to - from))
		}
		from = to
	}
	return len(r.m.Notes) > 0
}

// makeRoom makes room for some times as much as there is.
func (m *Manuscript) makeRoom(times int) {
	m.Notes = slices.Grow(m.Notes, times*len(m.Notes))
	m.Markers = slices.Grow(m.Markers, times*len(m.Markers))
	m.Paragraphs = slices.Grow(m.Paragraphs, times*len(m.Paragraphs))
}

// isPartible reports whether no line of the text has a meaning beyond its part.
func isPartible(text string) bool {
	if strings.Contains(text, "^[") {
		return false
	}
	for i := 0; i < len(text); i++ {
		n := strings.IndexByte(text[i:], '<')
		if n < 0 {
			break
		}
		if i += n; i+1 < len(text) && !strings.HasPrefix(text[i:], "<http") && (isASCIILetter(text[i+1]) || strings.IndexByte("/!?", text[i+1]) >= 0) {
			return false
		}
	}
	return !definesLinks(text)
}

// definesLinks reports whether a line may define a link: "[name]: target".
func definesLinks(text string) bool {
	for {
		n := strings.Index(text, "]:")
		if n < 0 {
			return false
		}
		line := text[strings.LastIndexByte(text[:n], '\n')+1 : n]
		if line = strings.TrimLeft(line, " \t>*+-.)0123456789"); strings.HasPrefix(line, "[") && !strings.HasPrefix(line, "[^") {
			return true
		}
		text = text[n+len("]:"):]
	}
}

// nextPart gives where the part that begins at from may end: before a line that
// begins with a letter, behind a blank one.
func nextPart(text string, from, size int) int {
	for i := from + size; i < len(text); {
		n := strings.Index(text[i:], "\n\n")
		if n < 0 {
			break
		}
		if i += n + len("\n\n"); i < len(text) && isASCIILetter(text[i]) {
			return i
		}
	}
	return len(text)
}

// isOpenAt reports whether what comes last may go on behind a blank line, even
// where the next begins with a letter: code between fences, or HTML.
func isOpenAt(root ast.Node) bool {
	last := root
	for last.LastChild() != nil && last.LastChild().Type() == ast.TypeBlock {
		last = last.LastChild()
	}
	switch last.(type) {
	case *ast.FencedCodeBlock, *ast.HTMLBlock:
		return true
	}
	return false
}
