package packed

import (
	"encoding/xml"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/manuscript"
)

// office is what was read from the file of a word processor, before it is put
// together.
type office struct {
	paragraphs []*styled
	footnotes  []*styled
	endnotes   []*styled
	properties properties
}

// maxFront is how many paragraphs the front matter may have: beyond it a list of
// contents stands somewhere else than in front.
const maxFront = 30

// styled is a passage and the name of its paragraph style, in the form of
// styleName.
type styled struct {
	manuscript.Writer
	style string
}

func (s *styled) setStyle(name string, kind manuscript.Kind) { s.style, s.Kind = name, kind }

// add keeps a paragraph, unless it is empty.
func (o *office) add(p *styled) {
	if !p.IsEmpty() {
		o.paragraphs = append(o.paragraphs, p)
	}
}

// dropPages forgets the pages: not all of them are known.
func (o *office) dropPages() {
	for _, list := range [...][]*styled{o.paragraphs, o.footnotes, o.endnotes} {
		for _, p := range list {
			p.Pages = nil
		}
	}
}

// manuscript puts the parts together: running text, footnotes, endnotes.
func (o *office) manuscript(format manuscript.Format) *manuscript.Manuscript {
	o.markFront()
	draft := manuscript.Draft{Format: format, BareURLs: true}
	title, author := -1, -1
	for _, p := range o.paragraphs {
		at := len(draft.Paragraphs)
		switch {
		case p.IsEmpty(): // its marks led nowhere
			continue
		case p.style == "title" && title < 0:
			title = at
		case p.style == "author" && author < 0:
			author = at
		}
		draft.Paragraphs = append(draft.Paragraphs, p.Done())
	}
	for _, note := range append(o.footnotes, o.endnotes...) {
		draft.Notes = append(draft.Notes, note.Done())
	}
	m := draft.Manuscript()
	if title >= 0 {
		m.Title = m.Paragraphs[title].Inline
	}
	if author >= 0 && m.Byline.Plain == "" {
		m.Byline = m.Paragraphs[author].Inline
	}
	o.properties.fill(m)
	return m
}

// markFront marks the paragraphs before the text as front matter: those before
// the first heading, contents, reference mark or whole sentence.
func (o *office) markFront() {
	for i, p := range o.paragraphs {
		if i == maxFront || p.Kind != manuscript.Body && p.Kind != manuscript.Front || len(p.Marks) > 0 || p.Kind == manuscript.Body && isSentence(p.String()) {
			return
		}
		p.Kind = manuscript.Front
	}
}

// isSentence reports whether a paragraph is too much for a line of the front
// matter. A version such as 2.0.1 ends no sentence.
func isSentence(line string) bool {
	const mostWords = 30
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, "\"'”’»)] "))
	return strings.ContainsRune(".!?:…", last) || len(strings.Fields(line)) > mostWords
}

// styleKinds tells what a paragraph is by the name of its style, which word
// processors store in English whatever the user sees.
func styleKind(style string) manuscript.Kind {
	switch name := strings.TrimRightFunc(style, unicode.IsDigit); name {
	case "title", "subtitle", "author", "date":
		return manuscript.Front
	case "heading":
		return manuscript.Heading
	case "caption", "figure", "illustration", "table", "drawing":
		return manuscript.Caption
	case "toc", "tocheading", "contents", "contentsheading", "tableoffigures", "index":
		return manuscript.Contents
	}
	return manuscript.Body
}

// styleName brings the name of a style to one form: "heading 1" of Word and
// "Heading_20_1" of OpenDocument are both "heading1".
func styleName(name string) string {
	name = strings.ReplaceAll(name, "_20_", "")
	return strings.ToLower(strings.ReplaceAll(name, " ", ""))
}

// properties reads what a file says of itself beside its text: Dublin Core in
// docProps/core.xml of OPC, and in meta.xml of OpenDocument.
type properties struct {
	current string
	values  map[string]string // by local name
}

func (r *properties) start(e element) bool {
	r.current = e.Name.Local
	return true
}

func (r *properties) end(xml.Name) { r.current = "" }

func (r *properties) text(s []byte) {
	const longest = 1000 // bytes of one property; a title has some hundred
	if r.values == nil {
		r.values = make(map[string]string)
	}
	if value := r.values[r.current]; len(value)+len(s) <= longest {
		r.values[r.current] = value + string(s)
	}
}

// fill adds what the front matter did not state. The date is that of the last
// change.
func (r properties) fill(m *manuscript.Manuscript) {
	if m.Title.Plain == "" {
		m.Title = unplaced(r.values["title"])
	}
	if m.Byline.Plain == "" {
		m.Byline = unplaced(r.first("initial-creator", "creator"))
	}
	if m.DateLine == "" {
		m.DateLine, _, _ = strings.Cut(r.first("modified", "date"), "T")
	}
}

// first gives the first value that is there.
func (r properties) first(names ...string) string {
	for _, name := range names {
		if value := strings.TrimSpace(r.values[name]); value != "" {
			return value
		}
	}
	return ""
}

// unplaced is text that stands nowhere in the manuscript's text.
func unplaced(s string) manuscript.Inline {
	return manuscript.Inline{Plain: strings.Join(strings.Fields(s), " ")}
}
