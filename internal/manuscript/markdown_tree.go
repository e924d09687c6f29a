package manuscript

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// markdownTree writes what the Markdown parser found as the tree that HTML is
// read into, with the offsets of the source.
type markdownTree struct {
	*tree
	source []byte
	parse  func(from, to int) ast.Node // of a part of the source
	at     int                         // end of what was written last
	labels map[*extast.Footnote]string // of notes that stand in sentences
	depth  int                         // of directives
}

func (b *markdownTree) nodesIn(parent ast.Node) {
	for n := parent.FirstChild(); n != nil && b.err == nil; n = n.NextSibling() {
		b.node(n)
	}
}

// element writes a node that holds others under the name that HTML has for it.
func (b *markdownTree) element(name string, n ast.Node, attrs ...attribute) {
	b.at = b.startOf(n)
	b.start(name, attrs, span{b.at, b.at})
	b.nodesIn(n)
	b.finish(name, b.at)
}

// startOf gives the offset at which a node begins.
func (b *markdownTree) startOf(n ast.Node) int {
	if from := n.Pos(); from >= 0 {
		return from
	}
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	return b.at
}

func (b *markdownTree) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		b.element("h"+itoa(n.Level), n)
	case *plainParagraph:
		b.plain(n)
	case *ast.Paragraph, *ast.TextBlock:
		b.element("p", n)
	case *ast.List:
		name := "ul"
		if n.IsOrdered() {
			name = "ol"
		}
		b.element(name, n, attribute{"start", itoa(n.Start)})
	case *ast.ListItem:
		b.element("li", n)
	case *ast.Blockquote:
		b.element("blockquote", n)
	case *ast.ThematicBreak:
		b.element("hr", n)
	case *ast.FencedCodeBlock:
		if !b.directive(n) {
			b.code(n)
		}
	case *ast.CodeBlock:
		b.code(n)
	case *ast.HTMLBlock:
		b.html(n)
	case *extast.Footnote:
		b.note(n)
	case *extast.FootnoteList:
		b.nodesIn(n)
	default:
		b.inline(n)
	}
}

func (b *markdownTree) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		b.text(n)
	case *ast.Emphasis:
		b.emphasis(n)
	case *ast.Link:
		b.link(n)
	case *ast.AutoLink:
		b.autoLink(n)
	case *ast.CodeSpan:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				b.run(span{t.Segment.Start, t.Segment.Stop}, escapeNone)
			}
		}
		b.at++
	case *ast.RawHTML:
		for i := range n.Segments.Len() {
			s := n.Segments.At(i)
			b.tree.parse(span{s.Start, s.Stop})
			b.at = s.Stop
		}
	case *reference:
		b.reference(n)
	case *raised:
		b.raised(n)
	case *classed:
		b.classed(n.classedSpan)
	case *ast.Image:
		b.skipTo(n)
	}
}

// run adds source text.
func (b *markdownTree) run(at span, e escape) {
	b.addText(at, e)
	b.at = max(b.at, at.end)
}

// lineMarkup matches a line that prints nothing: attributes of kramdown, the
// targets and divisions into cells of MyST, and fences of colons.
var lineMarkup = regexp.MustCompile(`^(?:\{::?[^{}]*\}|\+\+\+.*|\([\w.-]+\)=|:::+ ?(?:\{[^{}]*\}|[\w-]*))[ \t]*$`)

// isLineMarkup reports whether a range is a whole line of such markup.
func (b *markdownTree) isLineMarkup(at span) bool {
	const longest = 200 // bytes
	if at.end-at.start > longest || at.start == at.end || strings.IndexByte("{+(:", b.src[at.start]) < 0 {
		return false
	}
	before := strings.TrimRight(b.src[max(0, at.start-longest):at.start], " \t")
	after := b.src[at.end:]
	return (before == "" || before[len(before)-1] == '\n') && (after == "" || strings.ContainsRune(" \t\r\n", rune(after[0]))) &&
		lineMarkup.MatchString(b.src[at.start:at.end])
}

func (b *markdownTree) text(n *ast.Text) {
	if at := (span{n.Segment.Start, n.Segment.Stop}); b.isLineMarkup(at) {
		b.at = max(b.at, at.end)
		return
	}
	b.run(span{n.Segment.Start, n.Segment.Stop}, escapeMarkdown)
	if end := n.Segment.Stop; (n.SoftLineBreak() || n.HardLineBreak()) && end < len(b.source) {
		b.start("br", nil, span{end, end})
	}
}

// code writes the lines of a code block as they are.
func (b *markdownTree) code(n ast.Node) {
	lines := n.Lines()
	b.start("pre", nil, span{b.at, b.at})
	for i := range lines.Len() {
		s := lines.At(i)
		b.run(span{s.Start, s.Stop}, escapeNone)
	}
	b.finish("pre", b.at)
}

// html reads a block of HTML. What it leaves open goes on behind it.
func (b *markdownTree) html(n *ast.HTMLBlock) {
	lines := n.Lines()
	for i := 0; i < lines.Len(); i++ {
		from, to := lines.At(i).Start, lines.At(i).Stop
		for i+1 < lines.Len() && lines.At(i+1).Start == to { // tags may go over lines
			i++
			to = lines.At(i).Stop
		}
		b.tree.parse(span{from, to})
		b.at = to
	}
	if n.HasClosure() {
		b.tree.parse(span{n.ClosureLine.Start, n.ClosureLine.Stop})
		b.at = n.ClosureLine.Stop
	}
}

// note writes a note as an element of its own. One that stands in a sentence
// has no label but its place among its like.
func (b *markdownTree) note(n *extast.Footnote) {
	label := string(n.Ref)
	if inline, ok := b.labels[n]; ok {
		label = inline
	}
	b.element("note", n, attribute{"value", label})
}

func (b *markdownTree) reference(n *reference) {
	label := n.label
	if n.note != nil {
		label = "^" + itoa(len(b.labels)+1)
		b.labels[n.note] = label
	}
	b.start("ref", []attribute{{"value", label}}, n.at)
	b.finish("ref", n.at.end)
	b.at = n.at.end
}

func (b *markdownTree) raised(n *raised) {
	name := "sup"
	if n.below {
		name = "sub"
	}
	b.start(name, nil, n.at)
	b.run(span{n.at.start + 1, n.at.end - 1}, escapeMarkdown)
	b.finish(name, n.at.end)
	b.at = n.at.end
}

func (b *markdownTree) emphasis(n *ast.Emphasis) {
	name := "em"
	if n.Level > 1 {
		name = "strong"
	}
	from := b.startOf(n)
	b.at = from + n.Level
	b.start(name, nil, span{from, b.at})
	b.nodesIn(n)
	b.at = min(b.at+n.Level, len(b.src))
	b.finish(name, b.at)
}

func (b *markdownTree) link(n *ast.Link) {
	from := b.startOf(n)
	b.at = min(from+1, len(b.src))
	b.start("a", []attribute{{"href", string(n.Destination)}}, span{from, b.at})
	b.nodesIn(n)
	b.at = linkEnd(b.src, b.at)
	b.finish("a", b.at)
}

// linkEnd gives the end of the link whose text ends at i: behind "](target)",
// "][name]" or "]".
func linkEnd(src string, i int) int {
	rest := src[i:min(len(src), i+maxTarget)]
	if !strings.HasPrefix(rest, "]") {
		return i
	}
	switch {
	case strings.HasPrefix(rest, "]("):
		if end := closingParen(rest, 1); end > 0 {
			return i + end + 1
		}
	case strings.HasPrefix(rest, "]["):
		if end := strings.IndexByte(rest[1:], ']'); end > 0 {
			return i + end + 2
		}
	}
	return i + 1
}

func (b *markdownTree) autoLink(n *ast.AutoLink) {
	label := n.Label(b.source)
	from := b.startOf(n)
	if from >= len(b.src) || b.src[from] != '<' {
		return
	}
	at := span{from + 1, min(len(b.src), from+1+len(label))}
	b.start("a", []attribute{{"href", string(n.URL(b.source))}}, span{from, at.start})
	b.run(at, escapeNone)
	b.at = min(at.end+1, len(b.src))
	b.finish("a", b.at)
}

// skipTo moves behind what is left out.
func (b *markdownTree) skipTo(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.at = max(b.at, t.Segment.Stop)
		}
	}
	b.at = linkEnd(b.src, b.at)
}

// findMarkdownNotes gives the notes and marks that Markdown has signs for;
// where it has none, those of the HTML in it.
func (t *tree) findMarkdownNotes() *treeNotes {
	found := t.findSigned()
	if len(found.notes) == 0 {
		if html := t.findTreeNotes(); len(html.notes) > 0 {
			return html
		}
	}
	return found
}

// findSigned gives the notes and marks that Markdown has signs for.
func (t *tree) findSigned() *treeNotes {
	found := &treeNotes{skip: map[int]bool{}}
	byLabel := map[string]int{}
	for i := range t.nodes {
		switch n := &t.nodes[i]; t.nameOf(n) {
		case "note":
			label := t.attr(n, "value")
			if _, twice := byLabel[label]; !twice {
				byLabel[label] = len(found.notes)
			}
			found.notes = append(found.notes, treeNote{from: i, to: n.end(), target: i, label: label, list: true})
		case "ref":
			found.refs = append(found.refs, treeRef{node: i, link: i, label: t.attr(n, "value"), note: -1})
		}
	}
	for i := range found.refs {
		if note, ok := byLabel[found.refs[i].label]; ok {
			found.refs[i].note = note
		}
	}
	return found
}
