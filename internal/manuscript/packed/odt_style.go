package packed

import "github.com/ibid-go/ibid/internal/manuscript"

// odtStyle is what a style says of a paragraph or a span.
type odtStyle struct {
	name        string // of the named style that an automatic one is made from
	parent      string
	italic      toggle
	smallCaps   toggle
	hidden      toggle
	superscript toggle
	resolved    bool
}

// odtLook is how text looks where all styles around it are known.
type odtLook struct {
	manuscript.Font
	hidden, superscript bool
}

// over gives the look of text in this style within text of another look.
func (s *odtStyle) over(outer odtLook) odtLook {
	return odtLook{
		Font:        manuscript.Font{Italic: s.italic.over(outer.Italic), SmallCaps: s.smallCaps.over(outer.SmallCaps)},
		hidden:      s.hidden.over(outer.hidden),
		superscript: s.superscript.over(outer.superscript),
	}
}

// over gives what t says, or what was said before where it says nothing.
func (t toggle) over(before bool) bool { return t == on || t == unstated && before }

// odtStyles reads styles.xml and the automatic styles of content.xml. Families
// have names of their own.
type odtStyles struct {
	silent
	byName  map[[2]string]*odtStyle // by family and name
	current *odtStyle
}

func (r *odtStyles) start(e element) bool {
	switch e.Name.Local {
	case "style":
		r.current = &odtStyle{name: styleName(e.attr("name")), parent: e.attr("parent-style-name")}
		if r.byName == nil {
			r.byName = make(map[[2]string]*odtStyle)
		}
		r.byName[[2]string{e.attr("family"), e.attr("name")}] = r.current
	case "text-properties":
		if r.current != nil {
			r.current.read(e)
		}
	}
	return true
}

func (s *odtStyle) read(e element) {
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "font-style":
			s.italic = toggleIf(a.Value == "italic" || a.Value == "oblique")
		case "font-variant":
			s.smallCaps = toggleIf(a.Value == "small-caps")
		case "display":
			s.hidden = toggleIf(a.Value == "none")
		case "text-position":
			s.superscript = toggleIf(len(a.Value) > 0 && a.Value[0] != '-' && a.Value[0] != '0' && a.Value[:min(3, len(a.Value))] != "sub")
		}
	}
}

func toggleIf(is bool) toggle {
	if is {
		return on
	}
	return off
}

// get gives a style with what it inherits. One that is not defined is known by
// its name.
func (r *odtStyles) get(family, name string) *odtStyle {
	const longestChain = 20 // styles
	return r.resolve(family, name, longestChain)
}

func (r *odtStyles) resolve(family, name string, depth int) *odtStyle {
	s := r.byName[[2]string{family, name}]
	if s == nil {
		return &odtStyle{name: styleName(name)}
	}
	if s.resolved || s.parent == "" || depth == 0 {
		return s
	}
	s.resolved = true // before the others, so that a circle ends
	base := r.resolve(family, s.parent, depth-1)
	if styleKind(s.name) == manuscript.Body && styleKind(base.name) != manuscript.Body {
		s.name = base.name
	}
	s.italic = s.italic.or(base.italic)
	s.smallCaps = s.smallCaps.or(base.smallCaps)
	s.hidden = s.hidden.or(base.hidden)
	s.superscript = s.superscript.or(base.superscript)
	return s
}
