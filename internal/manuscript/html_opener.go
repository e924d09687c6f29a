package manuscript

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// opener is a line that may open a note: its number and how it shows it.
type opener struct {
	from   int // a block, or the first node behind a line break
	end    int // of what can open no other note
	number int
	label  string
	form   string // the element or the style of the label
}

// Forms of openers that the rules speak of.
const (
	noteElement   = "label" // an element that says to be a note
	plainNumber   = "plain"
	circledFigure = "circled"
)

// collectOpeners gathers the lines that begin with a label.
func (s *seriesFinder) collectOpeners() {
	s.openers = map[string][]opener{}
	for i := range s.nodes {
		n := &s.nodes[i]
		o := opener{from: i, end: i + 1}
		switch {
		case s.nameOf(n) == "br" || s.nameOf(n) == "hr":
			o.from = i + 1
			o.label, o.form = s.opening(i+1, s.lineLimit(i))
		case !s.isBlock(i):
			continue
		case s.ordinals[i] > 0:
			o.label, o.form, o.end = s.itemLabel(i, s.ordinals[i]), "li", n.end()
		default:
			o.label, o.form = s.blockOpening(i)
		}
		for _, c := range countsOf(o.label) {
			o.number = c.number
			s.addOpener(c.kind, o)
		}
	}
}

func (s *seriesFinder) addOpener(kind string, o opener) {
	if !slices.Contains(s.forms, o.form) {
		s.forms = append(s.forms, o.form)
	}
	s.openers[o.form+kind] = append(s.openers[o.form+kind], o)
}

// lineLimit gives the end of the block that a line break lies in.
func (s *seriesFinder) lineLimit(i int) int {
	if block := s.block(s.nodes[i].parent()); block >= 0 {
		return s.nodes[block].end()
	}
	return len(s.nodes)
}

// blockOpening reads the label of a block: the label that it names, that it
// holds and nothing else, or that stands at its head.
func (s *seriesFinder) blockOpening(i int) (label, form string) {
	n := &s.nodes[i]
	if label, ok := shownLabel(s.attr(n, "label")); ok {
		return label, noteElement
	}
	if text, ok := s.labelOf(i); ok && labelCells[s.nameOf(n)] {
		label, _ := shownLabel(text)
		return label, s.nameOf(n)
	}
	return s.opening(i+1, n.end())
}

// labelCells are blocks that may hold the label of the note in the next.
var labelCells = set("td th dt div")

// positive reads a number of a note, 0 where it is none.
func positive(label string) int {
	number, count := 0, 0
	for _, r := range label {
		digit := digitValue(r)
		if count++; digit < 0 || count > maxDigits {
			return 0
		}
		number = 10*number + digit
	}
	return number
}

// digitValue gives the value of a decimal digit of any script, -1 for others.
func digitValue(r rune) int {
	if r < utf8.RuneSelf || !unicode.IsDigit(r) {
		if '0' <= r && r <= '9' {
			return int(r - '0')
		}
		return -1
	}
	zero := r
	for zero > r-9 && unicode.IsDigit(zero-1) { // digits stand in tens (Unicode Standard, section 4.6)
		zero--
	}
	return int(r - zero)
}

// opening reads the label at the head of the nodes from i to end: in an
// element of its own, in brackets, or before a full stop.
func (s *seriesFinder) opening(i, end int) (label, form string) {
	for ; i < end; i++ {
		n := &s.nodes[i]
		switch {
		case s.isBlock(i) || n.is(leftOut) || s.nameOf(n) == "br":
			return "", ""
		case n.isText():
			if s.blankText(i) {
				continue
			}
			return s.textOpening(i, end)
		case n.end() < end:
			if text, ok := s.labelOf(i); ok {
				label, _ := shownLabel(text)
				if s.markStyle(i, nil) == raisedMark {
					return label, raisedMark
				}
				return label, s.nameOf(n)
			}
		}
	}
	return "", ""
}

// textOpening reads the label at the start of a text.
func (s *seriesFinder) textOpening(i, end int) (label, form string) {
	if style := s.markStyle(i, nil); style != "" {
		whole, _ := s.textOf(i, i+1, longestLabel)
		if labels := markLabels(whole); len(labels) == 1 && i+1 < end {
			return labels[0], style
		}
		return "", ""
	}
	text, _ := s.textOf(i, min(end, i+2), longestLabel)
	if _, size := utf8.DecodeRuneInString(text); circledNumber(text[:size]) > 0 {
		return itoa(circledNumber(text[:size])), circledFigure
	}
	if start, ok := findNoteStart(text, span{0, len(text)}); ok && start.style == plainNumber {
		return start.label, plainNumber
	}
	return "", ""
}

// isHeaded reports whether the heading of notes or of a list of sources stands
// directly before a node, or an element around it says to hold them.
func (s *seriesFinder) isHeaded(i int) bool {
	const farthest = 32 // nodes
	for up := i; up >= 0; up = s.nodes[up].parent() {
		if s.says(&s.nodes[up], meansNotes) {
			return true
		}
	}
	for k := i - 1; k >= max(0, i-farthest); k-- {
		if s.nodes[k].isText() && !s.blankText(k) {
			text, ok := s.textOf(k, k+1, longestHeading)
			return ok && isNoteHeading(text)
		}
	}
	return false
}

const longestHeading = 60 // bytes of "Notes and references"
