package packed

import (
	"encoding/xml"
	"strconv"

	"github.com/ibid-go/ibid/internal/manuscript"
)

// docxFlow reads paragraphs: those of the main part, or those of the notes.
// Changes that were tracked are read as if they had been accepted.
type docxFlow struct {
	*docx
	links      relationships
	notes      *docxNotes // nil in the main part
	note       *styled    // the note that is open
	isDocument bool       // the main part is that of a text

	open       []*docxParagraph // the inner last: a text box stands in a paragraph
	joined     *styled          // a paragraph whose end was deleted goes on in the next
	fields     []docxField      // open, the inner last
	hyperlinks []bool           // for each that is open, whether it opened a style
	linked     *styled          // the passage in which a link is open

	inText, inInstruction, inData, inProperties bool // in w:t, w:instrText, w:fldData, w:pPr
	deleted                                     int  // depth in deletions and in places that text was moved from
	moved                                       int  // depth in the latter
	at                                          place
	section                                     *numbersReader
	broken                                      bool      // the page was broken by hand and not laid out yet
	custom                                      *docxMark // a mark that is written out in this run
	controls                                    docxControls
	bookmarks                                   map[string]docxBookmark
	keptOpen                                    map[string]*styled // bookmarks of records that are open, with their passage
}

// docxParagraph is a paragraph that is being read.
type docxParagraph struct {
	*styled
	style      docxStyle
	run        docxRun
	endDeleted bool
}

// docxRun is how a run of text looks.
type docxRun struct {
	docxLook
	style docxStyle
}

// font combines the run with the styles.
func (p *docxParagraph) font() manuscript.Font {
	return manuscript.Font{
		Italic:    isSet(p.run.italic, p.run.style.italic, p.style.italic),
		SmallCaps: isSet(p.run.smallCaps, p.run.style.smallCaps, p.style.smallCaps),
	}
}

// isSet says whether a run has a property; italics of a character style in a
// paragraph of italics are upright (ECMA-376 part 1, 17.7.3).
func isSet(run, character, paragraph toggle) bool {
	if run != unstated {
		return run == on
	}
	return (character == on) != (paragraph == on)
}

func (p *docxParagraph) isRaised() bool { return p.run.superscript || p.run.style.superscript }

func (p *docxParagraph) isHidden() bool {
	if p.run.hidden != unstated {
		return p.run.hidden == on
	}
	return p.run.style.hidden == on || p.style.hidden == on
}

// paragraph gives the innermost open paragraph, nil between paragraphs.
func (f *docxFlow) paragraph() *docxParagraph {
	if n := len(f.open); n > 0 {
		return f.open[n-1]
	}
	return nil
}

func (f *docxFlow) start(e element) bool {
	switch e.Name.Space {
	case wordSpace, strictWordSpace:
		return f.startWord(e)
	case compatSpace:
		return e.Name.Local != "Fallback"
	case mathSpace, strictMathSpace:
		f.inText = e.Name.Local == "t"
	}
	return true
}

// startWord looks at what divides the text, and at what is left out.
func (f *docxFlow) startWord(e element) bool {
	if f.controls.inProperties {
		f.controls.read(e)
		return false
	}
	switch e.Name.Local {
	case "document":
		f.isDocument = true
	case "footnote", "endnote":
		return f.openNote(e)
	case "p":
		f.openParagraph()
	case "pPr":
		f.inProperties = true
	case "del", "moveFrom":
		f.startDeleted(e.Name.Local)
	case "sectPr":
		f.section = &numbersReader{}
	case "bookmarkStart":
		f.openBookmark(e)
	case "bookmarkEnd":
		f.closeBookmark(e)
	case "rPrChange", "pPrChange", "sectPrChange", "rt": // rt is the gloss of a ruby
		return false
	case "sdt", "sdtPr", "sdtContent":
		f.startControl(e)
	default:
		if f.section != nil {
			return f.section.start(e)
		}
		if p := f.paragraph(); p != nil {
			f.startInParagraph(p, e)
		}
	}
	return true
}

// startInParagraph looks at what stands in a paragraph.
func (f *docxFlow) startInParagraph(p *docxParagraph, e element) {
	if f.inProperties {
		p.setProperty(e, f.docx)
		return
	}
	switch e.Name.Local {
	case "r":
		p.run = docxRun{}
	case "rStyle", "i", "smallCaps", "vanish", "vertAlign":
		p.run.read(e, f.docx)
	case "t":
		f.inText = true
	case "tab", "ptab", "cr":
		f.print(" ")
	case "br":
		f.print(" ")
		if e.attr("type") == "page" {
			f.turnPage(p, false)
		}
	case "lastRenderedPageBreak":
		f.turnPage(p, true)
	case "noBreakHyphen":
		f.print("\u2011")
	case "sym":
		f.print(symbol(e))
	case "footnoteReference":
		f.mark(e, footnote)
	case "endnoteReference":
		f.mark(e, endnote)
	default:
		f.startField(e)
	}
}

// turnPage counts a page, which begins here. Word notes where pages began when
// it last laid the text out; a break that it laid out is noted behind it again.
func (f *docxFlow) turnPage(p *docxParagraph, rendered bool) {
	f.paged = f.paged || rendered
	if rendered && f.broken {
		f.broken = false
		return
	}
	f.broken = !rendered
	f.at.page++
	if f.notes == nil {
		p.TurnPage(f.at.page + 1)
	}
}

// setProperty reads what w:pPr says of the paragraph.
func (p *docxParagraph) setProperty(e element, d *docx) {
	switch e.Name.Local {
	case "pStyle":
		p.style = d.styles.get(e.attr("val"))
		p.setStyle(p.style.name, p.style.kind())
	case "outlineLvl":
		if outlineOf(e) == on {
			p.setStyle(p.style.name, manuscript.Heading)
		}
	}
}

func (r *docxRun) read(e element, d *docx) {
	if e.Name.Local == "rStyle" {
		r.style = d.styles.get(e.attr("val"))
		return
	}
	r.docxLook.read(e)
}

// startDeleted opens a deletion. In the properties of a paragraph it means that
// its end was deleted.
func (f *docxFlow) startDeleted(local string) {
	if f.inProperties {
		if p := f.paragraph(); p != nil {
			p.endDeleted = true
		}
		return
	}
	f.deleted++
	if local == "moveFrom" {
		f.moved++
	}
}

func (f *docxFlow) endDeleted(local string) {
	if f.inProperties {
		return
	}
	f.deleted--
	if local == "moveFrom" {
		f.moved--
	}
}

func (f *docxFlow) text(s []byte) {
	switch {
	case f.inData && f.deleted == 0:
		f.keepData(s)
	case f.inInstruction && f.deleted == 0:
		f.instruct(s)
	case f.inText:
		f.print(string(s))
	}
}

// print writes text where it belongs: into the paragraph, into the instruction
// of a field, into the mark that is being written out, or nowhere.
func (f *docxFlow) print(text string) {
	p := f.paragraph()
	if p == nil || f.deleted > 0 || p.isHidden() {
		return
	}
	switch {
	case f.instruct([]byte(text)):
	case f.custom != nil:
		f.custom.write(text)
	case f.repeatsMark(p):
	case p.isRaised() && manuscript.IsDivider(text):
	default:
		p.Print(text, p.font())
	}
}

func (f *docxFlow) end(name xml.Name) {
	switch name.Space {
	case wordSpace, strictWordSpace:
		f.endWord(name.Local)
	case mathSpace, strictMathSpace:
		f.inText = false
	}
}

func (f *docxFlow) endWord(local string) {
	switch local {
	case "footnote", "endnote":
		f.note, f.fields, f.linked = nil, nil, nil
	case "body":
		f.closeBody()
	case "p":
		f.closeParagraph()
	case "pPr":
		f.inProperties = false
	case "r":
		f.custom = nil
	case "t":
		f.inText = false
	case "instrText":
		f.inInstruction = false
	case "fldData":
		f.inData = false
	case "sdtPr":
		f.controls.inProperties = false
	case "sdt":
		f.closeControl()
	case "del", "moveFrom":
		f.endDeleted(local)
	case "sectPr":
		f.closeSection()
	case "hyperlink":
		f.closeHyperlink()
	case "fldSimple":
		f.closeField()
	}
}

// openParagraph opens a paragraph of the text, or the next one of the note.
func (f *docxFlow) openParagraph() {
	p := &docxParagraph{styled: f.note}
	switch {
	case f.note != nil:
		f.note.Write(" ")
	case f.joined != nil:
		p.styled, f.joined = f.joined, nil
	default:
		p.styled = &styled{}
		p.TurnPage(f.at.page + 1)
	}
	f.open = append(f.open, p)
}

func (f *docxFlow) closeParagraph() {
	p := f.paragraph()
	f.open = f.open[:len(f.open)-1]
	p.SetFont(manuscript.Font{})
	f.dropInstructions()
	switch {
	case f.note != nil || f.notes != nil:
	case p.endDeleted:
		f.joined = p.styled
	default:
		f.office.add(p.styled)
		if f.linked == p.styled {
			f.linked = nil
		}
	}
}

// closeBody keeps a last paragraph whose end was deleted.
func (f *docxFlow) closeBody() {
	if f.joined != nil {
		f.office.add(f.joined)
	}
}

// closeSection takes in how the section that ends here numbers its notes.
func (f *docxFlow) closeSection() {
	for kind, numbers := range f.section.kinds {
		f.docx.notes[kind].sections = append(f.docx.notes[kind].sections, numbers)
	}
	f.section = nil
	f.at.section++
}

// symbol gives the character of w:sym. Fonts of symbols have their signs in the
// private area at F000; of those, only what lies where ASCII has figures and
// punctuation has a meaning.
func symbol(e element) string {
	const private, letters = 0xF000, 0x40
	code, err := strconv.ParseUint(e.attr("char"), 16, 16)
	switch {
	case err != nil || code < ' ':
		return ""
	case code < private:
		return string(rune(code))
	case e.attr("font") == "Symbol" && private+' ' <= code && code < private+letters:
		return string(rune(code - private))
	}
	return ""
}
