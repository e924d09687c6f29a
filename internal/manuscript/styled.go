package manuscript

import "strings"

// styled is a passage whose font is set run by run.
type styled struct {
	passage
	style string // name of the paragraph style, in the form of styleName
	font  font
}

// font is what sets words off from others. The zero value is that of the text.
type font struct{ italic, smallCaps bool }

func (s *styled) setStyle(name string, kind Kind) { s.style, s.kind = name, kind }

// isOpen reports whether the style opened last is of this kind.
func (s *styled) isOpen(kind StyleKind) bool {
	n := len(s.passage.open)
	return n > 0 && s.styles[s.passage.open[n-1]].Kind == kind
}

// print writes a run of text.
func (s *styled) print(text string, f font) {
	s.setFont(f)
	s.write(text)
}

// isDivider reports a raised text that only divides marks: "12, 13".
func isDivider(raised string) bool {
	return strings.Trim(raised, ",;–- \u00a0") == "" && strings.TrimSpace(raised) != ""
}

// setFont changes the font. Runs of one font make one style; italics lie within
// small capitals.
func (s *styled) setFont(f font) {
	if s.font == f {
		return
	}
	if s.font.italic {
		s.end()
	}
	if s.font.smallCaps && !f.smallCaps {
		s.end()
	}
	if f.smallCaps && !s.font.smallCaps {
		s.begin(SmallCaps, "")
	}
	if f.italic {
		s.begin(Italic, "")
	}
	s.font = f
}

// openStyle begins a link or a reference. The font is that of the text there, so
// that styles nest.
func (s *styled) openStyle(kind StyleKind, target string) {
	s.setFont(font{})
	s.begin(kind, target)
}

func (s *styled) closeStyle() {
	s.setFont(font{})
	s.end()
}

// drop takes n bytes away from the start.
func (s *styled) drop(n int) {
	for n < len(s.plain) && s.plain[n] == ' ' {
		n++
	}
	s.plain = s.plain[n:]
	for i := range s.styles {
		s.styles[i].Start = max(0, s.styles[i].Start-n)
		if s.styles[i].End >= 0 {
			s.styles[i].End = max(0, s.styles[i].End-n)
		}
	}
}

// scopes tells notes of one label apart: a label that comes again starts the
// numbering again. The zero value is ready.
type scopes struct {
	seen    map[string]bool
	current int
}

// of gives the scope of the next note.
func (s *scopes) of(label string) int {
	if s.seen[label] {
		s.current++
		clear(s.seen)
	}
	if s.seen == nil {
		s.seen = make(map[string]bool)
	}
	s.seen[label] = true
	return s.current
}
