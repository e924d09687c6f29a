package manuscript

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// deepestDirective bounds directives within directives.
const deepestDirective = 8

// directive reads a directive of MyST that holds text, such as an admonition
// between fences; it reports false for what is code or data.
func (b *markdownTree) directive(n *ast.FencedCodeBlock) bool {
	lines := n.Lines()
	if n.Info == nil || lines.Len() == 0 || b.depth >= deepestDirective {
		return false
	}
	info := string(n.Info.Segment.Value(b.source))
	name, _, ok := strings.Cut(strings.TrimPrefix(info, "{"), "}")
	if !ok || !strings.HasPrefix(info, "{") || !textDirectives()[strings.ToLower(name)] {
		return false
	}
	from, to := lines.At(0).Start, lines.At(0).Start
	for i := range lines.Len() {
		line := lines.At(i)
		if line.Start != to || line.Padding > 0 { // indented with its fence, in a list
			return false
		}
		to = line.Stop
		if from == line.Start && isOption(b.src[line.Start:line.Stop]) {
			from = to
		}
	}
	b.depth++
	if from < to {
		b.nodesIn(b.parse(from, to))
	}
	b.depth--
	b.at = max(b.at, to)
	return true
}

// isOption reports a line that sets an option of a directive: ":name: value".
func isOption(line string) bool {
	return strings.HasPrefix(line, ":") && strings.Contains(line[1:], ":") && !strings.HasPrefix(line, ":::")
}
