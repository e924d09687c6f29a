package packed

import (
	"fmt"
	"path"
	"strings"

	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/manuscript/record"
)

// DOCX is Office Open XML text (ECMA-376, ISO/IEC 29500), as Word saves it,
// transitional or strict.
const DOCX manuscript.Format = "docx"

// Namespaces whose elements are read: WordprocessingML, OMML, compatibility.
const (
	wordSpace       = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strictWordSpace = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	mathSpace       = "http://schemas.openxmlformats.org/officeDocument/2006/math"
	strictMathSpace = "http://purl.oclc.org/ooxml/officeDocument/math"
	compatSpace     = "http://schemas.openxmlformats.org/markup-compatibility/2006"
)

// docx is what the parts of a Word file share.
type docx struct {
	parts   *parts
	styles  docxStyles
	numbers numbersReader
	notes   [noteKinds]docxNotes
	marks   []docxMark
	marked  map[string]int // bookmarks, by the mark that they go around
	scopes  manuscript.Scopes
	office  office
	kept    keptRecords
	sources map[string]*record.Word // of Word's own list, by tag in lower case
	paged   bool                    // Word has noted where pages begin
}

// readDOCX reads a Word file: the notes first, then the text with the marks
// that refer to them, then the numbers that are printed at both.
func readDOCX(p *parts) (*manuscript.Manuscript, error) {
	d := &docx{parts: p}
	root, err := p.relationships("")
	if err != nil {
		return nil, err
	}
	main := root.part("officeDocument", "word/document.xml")
	related, err := p.relationships(main)
	if err != nil {
		return nil, err
	}
	steps := [...]func() error{
		func() error {
			return p.walkIfThere(root.part("core-properties", "docProps/core.xml"), &d.office.properties)
		},
		func() error { return p.walkIfThere(root.part("custom-properties", "docProps/custom.xml"), &d.kept) },
		func() error { return p.walkIfThere(related.part("styles", ""), &d.styles) },
		func() error { return p.walkIfThere(related.part("settings", ""), &d.numbers) },
		func() error { return d.readNotes(related.part("footnotes", ""), footnote) },
		func() error { return d.readNotes(related.part("endnotes", ""), endnote) },
		func() error { return d.readText(main, related) },
	}
	d.readSources()
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	d.office.footnotes = d.number(footnote)
	d.office.endnotes = d.number(endnote)
	d.repeatMarks()
	if !d.paged {
		d.office.dropPages()
	}
	return d.office.manuscript(DOCX), nil
}

// readNotes reads the part that holds the notes of a kind, if there is one.
func (d *docx) readNotes(name string, kind noteKind) error {
	if !d.parts.has(name) {
		return nil
	}
	related, err := d.parts.relationships(name)
	if err != nil {
		return err
	}
	return d.parts.walk(name, &docxFlow{docx: d, links: related, notes: &d.notes[kind]})
}

// readText reads the main part.
func (d *docx) readText(name string, related relationships) error {
	f := &docxFlow{docx: d, links: related}
	if err := d.parts.walk(name, f); err != nil {
		return err
	}
	if !f.isDocument {
		return fmt.Errorf("%w: %s is no text of a word processor, but of a spreadsheet, a presentation or the like", manuscript.ErrUnsupported, name)
	}
	return nil
}

// relationships are where the references of a part lead (ECMA-376 part 2, 6.5).
type relationships struct {
	silent
	dir     string            // of the part, to which targets are relative
	targets map[string]string // by ID, as written
	parts   map[string]string // first target by the last word of the type
}

// relationships reads those of a part, or of the file where name is "".
func (p *parts) relationships(name string) (relationships, error) {
	dir, file := path.Split(name)
	r := relationships{dir: dir, targets: make(map[string]string), parts: make(map[string]string)}
	return r, p.walkIfThere(dir+"_rels/"+file+".rels", r)
}

func (r relationships) start(e element) bool {
	if e.Name.Local == "Relationship" {
		target := e.attr("Target")
		if id := e.attr("Id"); id != "" {
			r.targets[id] = target
		}
		if kind := path.Base(e.attr("Type")); r.parts[kind] == "" && e.attr("TargetMode") != "External" {
			r.parts[kind] = target
		}
	}
	return true
}

// part gives the name of the part that a relationship of this kind leads to,
// otherwise where there is none.
func (r relationships) part(kind, otherwise string) string {
	target := r.parts[kind]
	if target == "" {
		return otherwise
	}
	if strings.HasPrefix(target, "/") {
		return target[1:]
	}
	return path.Join(r.dir, target)
}
