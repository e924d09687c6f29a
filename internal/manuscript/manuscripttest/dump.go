// Package manuscripttest helps the tests of readers of manuscripts.
package manuscripttest

import (
	"fmt"
	"strings"

	"github.com/ibid-go/ibid/internal/manuscript"
)

// Dump writes what was read, a line a piece: the front matter, paragraphs, markers,
// pages and notes.
func Dump(m *manuscript.Manuscript) string {
	var b strings.Builder
	if m.Title.Plain != "" {
		fmt.Fprintf(&b, "front: %s | %s | %s | %s\n", m.Title.Plain, m.Byline.Plain, m.Issue, m.DateLine)
	}
	for _, p := range m.Paragraphs {
		fmt.Fprintf(&b, "%s: %s%s\n", [...]string{"body", "heading", "caption", "contents", "front"}[p.Kind], p.Plain, Styles(&p.Inline))
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
		fmt.Fprintf(&b, "note %d, %s of %d: %s%s\n", i, n.Label, n.Scope, n.Plain, Styles(&n.Inline))
	}
	return b.String()
}

// Styles writes the styles of a piece, each in braces with the words it is on.
func Styles(in *manuscript.Inline) string {
	var b strings.Builder
	for _, s := range in.Styles {
		fmt.Fprintf(&b, " {%s %q", [...]string{"italic", "bold", "small capitals", "link", "address", "reference"}[s.Kind], in.Plain[s.Start:s.End])
		if s.Kind == manuscript.Link || s.Kind == manuscript.Address || s.Kind == manuscript.Reference {
			fmt.Fprintf(&b, " %s", s.Target)
		}
		b.WriteString("}")
	}
	return b.String()
}
