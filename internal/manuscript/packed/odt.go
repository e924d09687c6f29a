package packed

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/manuscript/record"
)

// ODT is OpenDocument text (ISO/IEC 26300), as LibreOffice saves it.
const ODT manuscript.Format = "odt"

// Namespaces whose elements are read.
const (
	odfText   = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
	odfOffice = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
	odfStyle  = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
)

// readODT reads an OpenDocument text. The file stores the printed number of
// each note.
func readODT(p *parts) (*manuscript.Manuscript, error) {
	f := &odtFlow{}
	protection := &odtProtection{}
	if err := p.walkIfThere("META-INF/manifest.xml", protection); err != nil {
		return nil, err
	}
	if protection.encrypted {
		return nil, fmt.Errorf("%w: the file needs a password; save it without one", manuscript.ErrEncrypted)
	}
	if err := p.walkIfThere("meta.xml", &f.office.properties); err != nil {
		return nil, err
	}
	if err := p.walkIfThere("styles.xml", &f.styles); err != nil {
		return nil, err
	}
	if err := p.walk("content.xml", f); err != nil {
		return nil, err
	}
	if !f.isText {
		return nil, fmt.Errorf("%w: content.xml is no text, but a spreadsheet, a presentation or the like", manuscript.ErrUnsupported)
	}
	f.repeatMarks()
	return f.office.manuscript(ODT), nil
}

// odtProtection looks in the manifest for parts that a password hides.
type odtProtection struct {
	silent
	encrypted bool
}

func (r *odtProtection) start(e element) bool {
	r.encrypted = r.encrypted || e.Name.Local == "encryption-data"
	return true
}

// odtFlow reads content.xml: the styles in front, then the text.
type odtFlow struct {
	office office
	styles odtStyles
	isText bool

	open    []*odtParagraph // the inner last: a note or a text box stands in a paragraph
	notes   []*odtNote      // open
	marks   map[string]odtMark
	repeats []odtMark // marks that repeat those of others
	scopes  manuscript.Scopes
	linked  *styled // the passage in which a link is open
	indexes int     // depth in lists of contents
}

// odtParagraph is a paragraph or a further paragraph of a note.
type odtParagraph struct {
	*styled
	looks []odtLook // of the paragraph and of each span that is open in it
}

func (p *odtParagraph) look() odtLook { return p.looks[len(p.looks)-1] }

// odtNote is a note while it is read.
type odtNote struct {
	id, kind   string
	label      string
	inCitation bool
	inBody     bool
	styled     styled
}

// odtMark is a reference mark in the text.
type odtMark struct {
	in    *styled
	index int
	note  string // ID of the note whose mark is repeated
}

// write adds to the printed number.
func (n *odtNote) write(s []byte) {
	const longest = 40 // bytes
	if len(n.label)+len(s) <= longest {
		n.label += strings.TrimSpace(string(s))
	}
}

func (f *odtFlow) paragraph() *odtParagraph {
	if n := len(f.open); n > 0 {
		return f.open[n-1]
	}
	return nil
}

// note gives the innermost open note, nil where none is.
func (f *odtFlow) note() *odtNote {
	if n := len(f.notes); n > 0 {
		return f.notes[n-1]
	}
	return nil
}

func (f *odtFlow) start(e element) bool {
	switch e.Name.Space {
	case odfText:
		return f.startText(e)
	case odfOffice:
		f.isText = f.isText || e.Name.Local == "text"
		return e.Name.Local != "annotation" && e.Name.Local != "forms"
	case odfStyle:
		return f.styles.start(e)
	}
	return e.Name.Local != "title" && e.Name.Local != "desc" // what a picture shows
}

// startText looks at the elements of text, and at what is left out: text that
// tracked changes have deleted, templates of indexes, glosses.
func (f *odtFlow) startText(e element) bool {
	switch local := e.Name.Local; local {
	case "tracked-changes", "ruby-text":
		return false
	case "section":
		return e.attr("display") != "none"
	case "table-of-content", "illustration-index", "table-index", "alphabetical-index":
		f.indexes++
	case "p", "h":
		f.openParagraph(e)
	case "note":
		f.notes = append(f.notes, &odtNote{id: e.attr("id"), kind: e.attr("note-class")})
	case "note-citation":
		if n := f.note(); n != nil {
			n.inCitation, n.label = true, ""
		}
	case "note-body":
		f.openNote()
	default:
		if p := f.paragraph(); p != nil {
			f.startInParagraph(p, e)
		}
		return !strings.HasSuffix(local, "-source")
	}
	return true
}

func (f *odtFlow) startInParagraph(p *odtParagraph, e element) {
	switch e.Name.Local {
	case "span":
		p.looks = append(p.looks, f.styles.get("text", e.attr("style-name")).over(p.look()))
	case "a":
		f.openLink(p, e.attr("href"))
	case "s", "tab", "line-break":
		p.Write(" ")
	case "note-ref":
		f.repeatMark(p, e)
	case "reference-mark-start":
		if given := record.CSL(e.attr("name")); given != "" {
			p.Open(manuscript.Reference, given)
		}
	case "reference-mark-end":
		if p.IsOpen(manuscript.Reference) && strings.Contains(e.attr("name"), "CSL_CITATION") {
			p.Close()
		}
	}
}

func (f *odtFlow) text(s []byte) {
	if n := f.note(); n != nil && n.inCitation {
		n.write(s)
	} else if p := f.paragraph(); p != nil && (n == nil || n.inBody) && !p.look().hidden && !(p.look().superscript && manuscript.IsDivider(string(s))) {
		p.Print(string(s), p.look().Font)
	}
}

func (f *odtFlow) end(name xml.Name) {
	if name.Space != odfText {
		return
	}
	switch name.Local {
	case "table-of-content", "illustration-index", "table-index", "alphabetical-index":
		f.indexes--
	case "p", "h":
		f.closeParagraph()
	case "note":
		f.notes = f.notes[:len(f.notes)-1]
	case "note-citation":
		if n := f.note(); n != nil {
			n.inCitation = false
		}
	case "note-body":
		f.closeNote()
	case "span", "note-ref":
		if p := f.paragraph(); p != nil && len(p.looks) > 1 {
			p.looks = p.looks[:len(p.looks)-1]
		}
	case "a":
		f.closeLink()
	}
}

// openParagraph opens a paragraph of the text, or the next one of a note.
func (f *odtFlow) openParagraph(e element) {
	style := f.styles.get("paragraph", e.attr("style-name"))
	p := &odtParagraph{looks: []odtLook{style.over(odtLook{})}}
	if n := f.note(); n != nil {
		p.styled = &n.styled
		p.Write(" ")
	} else {
		p.styled = &styled{}
		p.setStyle(style.name, styleKind(style.name))
		switch {
		case f.indexes > 0:
			p.Kind = manuscript.Contents
		case e.Name.Local == "h":
			p.Kind = manuscript.Heading
		}
	}
	f.open = append(f.open, p)
}

func (f *odtFlow) closeParagraph() {
	p := f.paragraph()
	f.open = f.open[:len(f.open)-1]
	p.SetFont(manuscript.Font{})
	if f.note() == nil {
		f.office.add(p.styled)
	}
	if f.linked == p.styled && f.note() == nil {
		f.linked = nil
	}
}

// openNote sets the mark of a note, whose number is known when its body begins.
func (f *odtFlow) openNote() {
	n, p := f.note(), f.paragraph()
	if n == nil || n.inBody {
		return
	}
	n.inBody = true
	if n.label == "" { // LibreOffice always writes one
		n.label = strconv.Itoa(len(f.office.footnotes) + len(f.office.endnotes) + 1)
	}
	n.styled.Label, n.styled.Scope = n.label, f.scopes.Of(n.label)
	if p == nil || len(f.notes) > 1 { // a note in a note
		return
	}
	if f.marks == nil {
		f.marks = make(map[string]odtMark)
	}
	f.marks[n.id] = odtMark{in: p.styled, index: len(p.Marks)}
	p.Mark(n.label, n.styled.Scope)
}

func (f *odtFlow) closeNote() {
	n := f.note()
	switch {
	case n == nil:
	case n.kind == "endnote":
		f.office.endnotes = append(f.office.endnotes, &n.styled)
	default:
		f.office.footnotes = append(f.office.footnotes, &n.styled)
	}
}

// openLink opens a link, unless one is open already in the passage.
func (f *odtFlow) openLink(p *odtParagraph, target string) {
	if f.linked == p.styled || target == "" {
		return
	}
	p.Open(manuscript.Link, target)
	f.linked = p.styled
}

func (f *odtFlow) closeLink() {
	if p := f.paragraph(); p != nil && f.linked == p.styled && p.IsOpen(manuscript.Link) {
		p.Close()
		f.linked = nil
	}
}

// repeatMark sets a mark where a cross-reference shows the number of a note as
// a reference mark. A number in the flow of a sentence, as in "see note 4", is
// text.
func (f *odtFlow) repeatMark(p *odtParagraph, e element) {
	look := p.look()
	if f.note() == nil && look.superscript && e.attr("reference-format") == "text" {
		f.repeats = append(f.repeats, odtMark{p.styled, len(p.Marks), e.attr("ref-name")})
		p.Mark("", 0)
		look.hidden = true // the mark stands for the number
	}
	p.looks = append(p.looks, look)
}

// repeatMarks labels the marks that repeat others; those of unknown notes are
// taken away.
func (f *odtFlow) repeatMarks() {
	for _, r := range f.repeats {
		if m, ok := f.marks[r.note]; ok {
			original := m.in.Marks[m.index]
			r.in.Marks[r.index].Label, r.in.Marks[r.index].Scope = original.Label, original.Scope
		}
	}
	for _, p := range f.office.paragraphs {
		p.dropUnlabelled()
	}
}
