package packed

import (
	"strings"

	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/manuscript/record"
)

// maxFields bounds how deep fields nest; Word allows 20.
const maxFields = 100

// startField looks at fields and links.
func (f *docxFlow) startField(e element) {
	switch e.Name.Local {
	case "fldChar":
		if f.deleted == 0 {
			f.fieldChar(e.attr("fldCharType"))
		}
	case "fldSimple":
		f.openField()
		f.instruct([]byte(e.attr("instr")))
		f.separateField()
	case "instrText":
		f.inInstruction = true
	case "fldData":
		f.inData = true
	case "hyperlink":
		target := withFragment(f.links.targets[e.attr("id")], e.attr("anchor"))
		f.hyperlinks = append(f.hyperlinks, f.openLink(target))
	}
}

func (f *docxFlow) fieldChar(kind string) {
	switch kind {
	case "begin":
		f.openField()
	case "separate":
		f.separateField()
	case "end":
		f.closeField()
	}
}

// openField opens a field. Beyond the limit the innermost is given up.
func (f *docxFlow) openField() {
	if len(f.fields) == maxFields {
		f.closeField()
	}
	f.fields = append(f.fields, docxField{})
}

// instruct adds text to the innermost instruction that is open, and reports
// whether there is one: the result of a field in an instruction belongs to it.
func (f *docxFlow) instruct(text []byte) bool {
	for i := len(f.fields) - 1; i >= 0; i-- {
		if field := &f.fields[i]; !field.inResult {
			field.instruction = append(field.instruction, text...)
			return true
		}
	}
	return false
}

// separateField ends the instruction; what follows is the result.
func (f *docxFlow) separateField() {
	p := f.paragraph()
	if len(f.fields) == 0 || p == nil {
		return
	}
	field := &f.fields[len(f.fields)-1]
	field.inResult = true
	instruction := string(field.instruction)
	switch code := parseField(instruction); code.name {
	case "HYPERLINK":
		if f.openLink(code.target()) {
			field.styled = p.styled
		}
	case "NOTEREF":
		field.repeats = code.argument
		_, field.asMark = code.switches["f"]
	case "ADDIN":
		if given := record.InField(instruction, field.data); given != "" {
			p.Open(manuscript.Reference, given)
			field.styled = p.styled
		}
	case "CITATION":
		if given := f.citedSources(instruction); given != "" {
			p.Open(manuscript.Reference, given)
			field.styled = p.styled
		}
	}
	field.instruction, field.data = nil, nil
}

// closeField ends the innermost field.
func (f *docxFlow) closeField() {
	n := len(f.fields)
	if n == 0 {
		return
	}
	if field := &f.fields[n-1]; !field.inResult && f.deleted == 0 {
		f.closeUnprinted(field)
	}
	field := f.fields[n-1]
	f.fields = f.fields[:n-1]
	if p := f.paragraph(); p != nil && field.styled == p.styled && field.styled != nil {
		f.closeStyle(p)
	}
}

// closeUnprinted ends a field that prints nothing: a field of EndNote in another
// holds the record of that one, and a citation may be hidden.
func (f *docxFlow) closeUnprinted(field *docxField) {
	if n := len(f.fields); n > 1 && !f.fields[n-2].inResult && strings.Contains(string(field.instruction), "EN.CITE.DATA") {
		f.fields[n-2].data = field.data
		return
	}
	if p := f.paragraph(); p != nil {
		if given := record.InField(string(field.instruction), field.data); given != "" {
			p.Open(manuscript.Reference, given)
			f.closeStyle(p)
		}
	}
}

// keepData adds to what is kept with the field opened last.
func (f *docxFlow) keepData(text []byte) {
	if n := len(f.fields); n > 0 {
		f.fields[n-1].data = append(f.fields[n-1].data, text...)
	}
}

// dropInstructions gives up the instructions that a paragraph leaves open, so
// that a damaged field cannot swallow the text behind it.
func (f *docxFlow) dropInstructions() {
	for n := len(f.fields); n > 0 && !f.fields[n-1].inResult; n-- {
		f.fields = f.fields[:n-1]
	}
}

// openLink opens a link, unless one is open already: a link in a link is the
// outer one.
func (f *docxFlow) openLink(target string) bool {
	p := f.paragraph()
	if p == nil || f.linked != nil || f.deleted > 0 || target == "" {
		return false
	}
	p.Open(manuscript.Link, target)
	f.linked = p.styled
	return true
}

func (f *docxFlow) closeHyperlink() {
	n := len(f.hyperlinks)
	if n == 0 {
		return
	}
	opened := f.hyperlinks[n-1]
	f.hyperlinks = f.hyperlinks[:n-1]
	if p := f.paragraph(); opened && p != nil && f.linked == p.styled {
		f.closeStyle(p)
	}
}

// closeStyle ends the style that was opened last; a link ends with it.
func (f *docxFlow) closeStyle(p *docxParagraph) {
	if p.IsOpen(manuscript.Link) {
		f.linked = nil
	}
	p.Close()
}
