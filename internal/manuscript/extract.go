package manuscript

import "strings"

// extract puts a Manuscript together whose format is not text: what is read is
// written into Text, paragraphs first, notes behind them, so that every offset
// leads to the extracted text.
type extract struct {
	m        *Manuscript
	text     []byte
	notes    []*passage
	bareURLs bool // addresses that no link covers become links
}

// passage is a paragraph or a note: plain text, styles, and the reference marks
// in it.
type passage struct {
	kind   Kind
	label  string // of a note
	scope  int    // of a note
	plain  []byte
	styles []Style
	marks  []Marker
	pages  []PageStart
}

func newExtract(format Format) *extract { return &extract{m: &Manuscript{Format: format}} }

func (p *passage) isEmpty() bool {
	return len(strings.TrimSpace(string(p.plain))) == 0 && len(p.marks) == 0
}

// paragraph adds a passage to the running text, unless it is empty.
func (x *extract) paragraph(p *passage) {
	if p.isEmpty() {
		return
	}
	inline := x.place(p)
	for _, mark := range p.marks {
		mark.Offset = min(mark.Offset, len(inline.Plain))
		mark.Start = inline.origin.at(mark.Offset)
		mark.End = mark.Start
		mark.Paragraph = len(x.m.Paragraphs)
		x.m.Markers = append(x.m.Markers, mark)
	}
	x.m.Paragraphs = append(x.m.Paragraphs, Paragraph{Kind: p.kind, Inline: inline})
}

// note keeps a passage until the running text is whole.
func (x *extract) note(p *passage) { x.notes = append(x.notes, p) }

// place appends the passage to the text.
func (x *extract) place(p *passage) Inline {
	if len(x.text) > 0 {
		x.text = append(x.text, "\n\n"...)
	}
	base := len(x.text)
	for _, start := range p.pages {
		x.m.Pages = append(x.m.Pages, PageStart{base + start.Offset, start.Page})
	}
	plain := strings.TrimRight(string(p.plain), " ")
	x.text = append(x.text, plain...)
	inline := Inline{Plain: plain, origin: origin{{0, base}}, bounds: span{base, len(x.text)}}
	for _, s := range p.styles {
		if s.End < 0 || s.End > len(plain) {
			s.End = len(plain)
		}
		if s.Start = min(s.Start, s.End); s.Start < s.End || s.Kind == Link || s.Kind == Reference {
			s.From, s.To = base+s.Start, base+s.End
			inline.Styles = append(inline.Styles, s)
		}
	}
	if x.bareURLs {
		inline.addBareURLs(Address)
	}
	return inline
}

// finish gives the manuscript: notes behind the text, markers led to them, and
// title, byline and date from the front matter.
func (x *extract) finish() *Manuscript {
	for _, p := range x.notes {
		x.m.Notes = append(x.m.Notes, Note{Label: p.label, Scope: p.scope, Inline: x.place(p)})
	}
	x.m.Text = string(x.text)
	x.m.linkMarkers()
	x.m.readFront()
	return x.m
}
