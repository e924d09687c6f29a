package manuscript

import "strings"

// styled is a passage whose italics are set run by run.
type styled struct {
	passage
	style  string // name of the paragraph style, in the form of styleName
	italic bool
}

func (s *styled) setStyle(name string, kind Kind) { s.style, s.kind = name, kind }

// isOpen reports whether the style opened last is of this kind.
func (s *styled) isOpen(kind StyleKind) bool {
	n := len(s.passage.open)
	return n > 0 && s.styles[s.passage.open[n-1]].Kind == kind
}

// print writes a run of text.
func (s *styled) print(text string, italic bool) {
	s.setItalic(italic)
	s.write(text)
}

// isDivider reports a raised text that only divides marks: "12, 13".
func isDivider(raised string) bool {
	return strings.Trim(raised, ",;–- \u00a0") == "" && strings.TrimSpace(raised) != ""
}

// setItalic begins or ends italics. Runs of one look make one style.
func (s *styled) setItalic(on bool) {
	switch {
	case on && !s.italic:
		s.begin(Italic, "")
	case !on && s.italic:
		s.end()
	}
	s.italic = on
}

// openStyle begins a link or a reference. Italics are broken there, so that styles
// nest.
func (s *styled) openStyle(kind StyleKind, target string) {
	s.setItalic(false)
	s.begin(kind, target)
}

func (s *styled) closeStyle() {
	s.setItalic(false)
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
