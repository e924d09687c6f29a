package packed

import (
	"strings"

	"github.com/ibid-go/ibid/internal/manuscript"
)

// docxNotes are the notes of one kind, before they have numbers.
type docxNotes struct {
	byID     map[string]*styled
	sections []noteNumbers
}

// docxMark is a reference mark, whose number is known when all are.
type docxMark struct {
	kind    noteKind
	id      string // of the note
	custom  string // what is written in place of a number
	at      place
	in      *styled // nil where the mark was deleted
	index   int     // in in.Marks
	repeats string  // the bookmark of the mark that this one repeats, "" for none
}

// docxBookmark is the place between a bookmark's ends, in marks.
type docxBookmark struct {
	name  string
	start int
}

// write adds to a mark that is written out.
func (m *docxMark) write(text string) {
	const longest = 40 // bytes; a mark is a sign or three
	if len(m.custom)+len(text) <= longest {
		m.custom += strings.TrimSpace(text)
	}
}

// openNote opens a note, and leaves out the lines that separate notes from text.
func (f *docxFlow) openNote(e element) bool {
	if kind := e.attr("type"); f.notes == nil || kind != "" && kind != "normal" {
		return false
	}
	f.note = &styled{}
	if f.notes.byID == nil {
		f.notes.byID = make(map[string]*styled)
	}
	f.notes.byID[e.attr("id")] = f.note
	return true
}

// mark notes that the mark of a note stands here.
func (f *docxFlow) mark(e element, kind noteKind) {
	p := f.paragraph()
	if f.notes != nil || f.moved > 0 { // a note in a note; a copy of one that stands elsewhere now
		return
	}
	mark := docxMark{kind: kind, id: e.attr("id"), at: f.at}
	if f.deleted == 0 {
		mark.in, mark.index = p.styled, len(p.Marks)
		p.Mark("", 0)
	}
	f.marks = append(f.marks, mark)
	f.custom = nil
	if isOn(e.attr("customMarkFollows")) {
		f.custom = &f.marks[len(f.marks)-1]
	}
}

// repeatsMark reports whether what is printed is the result of a NOTEREF that
// looks like a reference mark, and if so sets one. A number in the flow of a
// sentence, as in "see note 4", is text.
func (f *docxFlow) repeatsMark(p *docxParagraph) bool {
	if len(f.fields) == 0 || f.notes != nil {
		return false
	}
	field := &f.fields[len(f.fields)-1]
	if field.repeats == "" || !field.asMark && !p.isRaised() {
		return false
	}
	if field.styled == nil {
		f.marks = append(f.marks, docxMark{in: p.styled, index: len(p.Marks), repeats: field.repeats})
		p.Mark("", 0)
		field.styled = &styled{} // once a field
	}
	return true
}

func (f *docxFlow) openBookmark(e element) {
	f.openKept(e)
	if f.notes != nil {
		return
	}
	if f.bookmarks == nil {
		f.bookmarks = make(map[string]docxBookmark)
	}
	f.bookmarks[e.attr("id")] = docxBookmark{e.attr("name"), len(f.marks)}
}

// closeBookmark keeps which mark the bookmark goes around.
func (f *docxFlow) closeBookmark(e element) {
	f.closeKept(e)
	b, ok := f.bookmarks[e.attr("id")]
	if !ok || b.start >= len(f.marks) {
		return
	}
	if f.marked == nil {
		f.marked = make(map[string]int)
	}
	f.marked[b.name] = b.start
}

// number gives the notes of a kind and their marks the labels that are
// printed, and gives the notes in the order of the marks. A deleted mark counts
// as long as its note has text, as Word shows it; a note deleted with its mark
// is gone. So is a note that no mark leads to: Word does not show it.
func (d *docx) number(kind noteKind) []*styled {
	notes := &d.notes[kind]
	counter := noteCounter{general: d.numbers.kinds[kind].over(noteNumbers{format: defaultFormat(kind)}), sections: notes.sections}
	var ordered []*styled
	for i := range d.marks {
		mark := &d.marks[i]
		note := notes.byID[mark.id]
		if mark.kind != kind || mark.repeats != "" || mark.in == nil && (note == nil || note.IsEmpty()) {
			continue
		}
		label := mark.custom
		if label == "" {
			label = counter.next(mark.at)
		}
		scope := d.scopes.Of(label)
		mark.set(label, scope)
		if note != nil && note.Label == "" {
			note.Pages = []manuscript.PageStart{{Page: mark.at.page + 1}}
			note.Label, note.Scope = label, scope
			note.CutPrefix(mark.custom)
			ordered = append(ordered, note)
		}
	}
	return ordered
}

// defaultFormat is how Word numbers notes where the file does not say.
func defaultFormat(kind noteKind) string {
	if kind == endnote {
		return "lowerRoman"
	}
	return "decimal"
}

// set labels the mark in the text.
func (m *docxMark) set(label string, scope int) {
	if m.in != nil {
		m.in.Marks[m.index].Label, m.in.Marks[m.index].Scope = label, scope
	}
}

// repeatMarks labels the marks that repeat others. Those whose bookmark goes
// around no mark lead nowhere and are taken away.
func (d *docx) repeatMarks() {
	for i := range d.marks {
		mark := &d.marks[i]
		first, ok := d.marked[mark.repeats]
		if mark.repeats == "" || !ok || d.marks[first].in == nil || d.marks[first].repeats != "" {
			continue
		}
		original := d.marks[first].in.Marks[d.marks[first].index]
		mark.set(original.Label, original.Scope)
	}
	for _, p := range d.office.paragraphs {
		p.dropUnlabelled()
	}
}

// dropUnlabelled takes marks without a label away.
func (s *styled) dropUnlabelled() {
	kept := s.Marks[:0]
	for _, mark := range s.Marks {
		if mark.Label != "" {
			kept = append(kept, mark)
		}
	}
	s.Marks = kept
}
