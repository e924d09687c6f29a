package packed

import (
	"strconv"

	"github.com/ibid-go/ibid/internal/manuscript"
)

// toggle is a property that may be on, off or not stated.
type toggle int8

const (
	unstated toggle = iota
	off
	on
)

// or is t where it is stated, else what was stated before.
func (t toggle) or(before toggle) toggle {
	if t == unstated {
		return before
	}
	return t
}

// toggleOf reads an on-off value; an element without one means on
// (ECMA-376 part 1, 17.17.4).
func toggleOf(e element) toggle {
	if value := e.attr("val"); value != "" && !isOn(value) {
		return off
	}
	return on
}

func isOn(value string) bool { return value == "1" || value == "true" || value == "on" }

// docxLook is how the characters of a style or a run look.
type docxLook struct {
	italic      toggle
	smallCaps   toggle
	hidden      toggle
	superscript bool
}

func (l *docxLook) read(e element) {
	switch e.Name.Local {
	case "i":
		l.italic = toggleOf(e)
	case "smallCaps":
		l.smallCaps = toggleOf(e)
	case "vanish":
		l.hidden = toggleOf(e)
	case "vertAlign":
		l.superscript = e.attr("val") == "superscript"
	}
}

// over gives what l states, and what was stated before where it states nothing.
func (l docxLook) over(before docxLook) docxLook {
	return docxLook{l.italic.or(before.italic), l.smallCaps.or(before.smallCaps), l.hidden.or(before.hidden), l.superscript || before.superscript}
}

// docxStyle is what a style says of a paragraph or a run.
type docxStyle struct {
	docxLook
	name     string
	basedOn  string
	outline  toggle // on for a heading
	resolved bool   // what the styles say that it is based on is filled in
}

// docxStyles reads styles.xml.
type docxStyles struct {
	silent
	byID    map[string]*docxStyle
	current *docxStyle
}

func (r *docxStyles) start(e element) bool {
	switch e.Name.Local {
	case "style":
		r.current = &docxStyle{}
		if r.byID == nil {
			r.byID = make(map[string]*docxStyle)
		}
		r.byID[e.attr("styleId")] = r.current
	case "docDefaults", "latentStyles", "tblStylePr":
		return false
	}
	if r.current != nil {
		r.current.read(e)
	}
	return true
}

// read takes in a property.
func (s *docxStyle) read(e element) {
	switch e.Name.Local {
	case "name":
		s.name = styleName(e.attr("val"))
	case "basedOn":
		s.basedOn = e.attr("val")
	case "outlineLvl":
		s.outline = outlineOf(e)
	default:
		s.docxLook.read(e)
	}
}

// outlineOf reads an outline level: 0 to 8 are headings, 9 is text.
func outlineOf(e element) toggle {
	if level, err := strconv.Atoi(e.attr("val")); err != nil || level > 8 {
		return off
	}
	return on
}

// get gives a style with what it inherits. One that is not defined is known by
// its ID.
func (r *docxStyles) get(id string) docxStyle {
	const longestChain = 20 // styles; Word allows 11
	return *r.resolve(id, longestChain)
}

func (r *docxStyles) resolve(id string, depth int) *docxStyle {
	s := r.byID[id]
	if s == nil {
		return &docxStyle{name: styleName(id)}
	}
	if s.resolved || s.basedOn == "" || depth == 0 {
		return s
	}
	s.resolved = true // before the others, so that a circle ends
	base := r.resolve(s.basedOn, depth-1)
	s.docxLook = s.over(base.docxLook)
	s.outline = s.outline.or(base.outline)
	return s
}

// kind tells what a paragraph of the style is.
func (s *docxStyle) kind() manuscript.Kind {
	if kind := styleKind(s.name); kind != manuscript.Body {
		return kind
	}
	if s.outline == on {
		return manuscript.Heading
	}
	return manuscript.Body
}
