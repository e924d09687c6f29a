package packed

import (
	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/manuscript/record"
)

// docxControls are the content controls (w:sdt) that are open.
type docxControls struct {
	inProperties bool
	tag          string
	styled       []*styled // for each, the passage in which it opened a style, nil for none
}

// read keeps the tag, the one property that a program may use.
func (c *docxControls) read(e element) {
	if e.Name.Local == "tag" {
		c.tag = e.attr("val")
	}
}

// startControl looks at a content control. One around words of a paragraph may
// hold a citation of Mendeley.
func (f *docxFlow) startControl(e element) {
	switch e.Name.Local {
	case "sdt":
		f.controls.tag = ""
		f.controls.styled = append(f.controls.styled, nil)
	case "sdtPr":
		f.controls.inProperties = true
	case "sdtContent":
		p := f.paragraph()
		given := record.Mendeley(f.controls.tag)
		f.controls.tag = ""
		if n := len(f.controls.styled); n > 0 && p != nil && given != "" && f.deleted == 0 {
			p.Open(manuscript.Reference, given)
			f.controls.styled[n-1] = p.styled
		}
	}
}

func (f *docxFlow) closeControl() {
	n := len(f.controls.styled)
	if n == 0 {
		return
	}
	opened := f.controls.styled[n-1]
	f.controls.styled = f.controls.styled[:n-1]
	if p := f.paragraph(); opened != nil && p != nil && p.styled == opened {
		f.closeStyle(p)
	}
}
