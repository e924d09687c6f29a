package layout

import (
	"strconv"
	"strings"
	"unicode"
)

// Marks are smaller than the text and raised, in sizes of the text.
const (
	smaller = 0.88
	raised  = 0.12
)

// maxDigits bounds the number of a note: no manuscript has 10,000.
const maxDigits = 4

// label is a number or sign that may be that of a note: in the text a mark,
// at the start of a line the beginning of a note.
type label struct {
	text       string
	number     int // 0 for a sign
	line       *line
	start, end int // glyphs of the line
	index      int // of the line in the document
	raised     bool
	used       bool
}

// isRaised reports whether glyph i is a superscript of its line.
func (l *line) isRaised(i int) bool {
	g := l.glyphs[i]
	return g.Rune != ' ' && g.Size < smaller*l.size && g.Y > l.y+raised*l.size || superscript(g.Rune) != 0
}

// superscript gives the digit that a superscript character stands for.
func superscript(r rune) rune {
	switch r {
	case '¹':
		return '1'
	case '²':
		return '2'
	case '³':
		return '3'
	}
	if '⁰' <= r && r <= '⁹' && r != '\u2071' {
		return '0' + r - '⁰'
	}
	return 0
}

const signs = "*†‡§¶‖#∗∥"

// plainSigns writes the signs of mathematical fonts as those of text.
func plainSigns(s string) string { return strings.NewReplacer("∗", "*", "∥", "‖").Replace(s) }

func isLabelText(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && (strings.Trim(s, "0123456789") == "" && len(s) <= maxDigits || strings.Trim(s, signs) == "")
}

// marks gives what may be marks in the line.
func (l *line) marks() []label {
	var found []label
	for i := 0; i < len(l.glyphs); {
		if !l.isRaised(i) || i > 0 && l.isRaised(i-1) && l.isLabelGlyph(i-1) {
			if bracketed, ok := l.bracketed(i); ok {
				found = append(found, bracketed)
			}
			i++
			continue
		}
		end := i
		for end < len(l.glyphs) && l.isRaised(end) && l.isLabelGlyph(end) {
			end++
		}
		if mark, ok := l.label(i, end); ok && !l.continuesWord(end) {
			mark.raised = true
			found = append(found, mark)
		}
		i = max(end, i+1)
	}
	return found
}

// continuesWord reports whether raised letters follow, as in an ordinal.
func (l *line) continuesWord(i int) bool {
	return i < len(l.glyphs) && l.isRaised(i) && unicode.IsLetter(l.glyphs[i].Rune)
}

// bracketed reads "[12]" at glyph i.
func (l *line) bracketed(i int) (label, bool) {
	if l.glyphs[i].Rune != '[' {
		return label{}, false
	}
	end := i + 1
	for end < len(l.glyphs) && unicode.IsDigit(l.glyphs[end].Rune) {
		end++
	}
	if end == len(l.glyphs) || l.glyphs[end].Rune != ']' {
		return label{}, false
	}
	mark, ok := l.label(i+1, end)
	mark.start, mark.end = i, end+1
	return mark, ok
}

// isLabelGlyph reports whether glyph i may be part of a number or sign. Roman
// numbers, with which Word counts endnotes, must be raised.
func (l *line) isLabelGlyph(i int) bool {
	r := l.glyphs[i].Rune
	return isLabelRune(r) || l.isRaised(i) && strings.ContainsRune(romanDigits, r)
}

func isLabelRune(r rune) bool {
	return '0' <= r && r <= '9' || superscript(r) != 0 || strings.ContainsRune(signs, r)
}

// label reads the glyphs from start to end.
func (l *line) label(start, end int) (label, bool) {
	var b strings.Builder
	for _, g := range l.glyphs[start:end] {
		if digit := superscript(g.Rune); digit != 0 {
			g.Rune = digit
		}
		b.WriteRune(g.Rune)
	}
	text := plainSigns(b.String())
	number := 0
	switch {
	case isLabelText(text) && text[0] != '0':
		number, _ = strconv.Atoi(text) // a sign has none
	case start < end && l.isRaised(start) && roman(text) > 0:
		number = roman(text)
	default:
		return label{}, false
	}
	return label{text: text, number: number, line: l, start: start, end: end}, true
}

// opening reads the number at the start of a line: raised, or as large as the
// text. Nothing else may stand in the line where it is raised: the note begins
// with an address that did not fit.
func (l *line) opening() (label, bool) {
	if l.glyphs[0].Rune == '[' {
		return l.bracketed(0)
	}
	end := 0
	for end < len(l.glyphs) && l.isLabelGlyph(end) && l.isRaised(end) == l.isRaised(0) {
		end++
	}
	start, ok := l.label(0, end)
	if !ok {
		return label{}, false
	}
	start.raised = l.isRaised(0)
	if end == len(l.glyphs) {
		return start, start.raised
	}
	if strings.ContainsRune(".)]:", l.glyphs[end].Rune) && (start.raised || end+1 < len(l.glyphs) && l.glyphs[end+1].Rune == ' ') {
		start.end++
		return start, true
	}
	return start, start.raised || start.number == 0 || l.endsNumber(end)
}

// endsNumber reports whether a number may end before glyph i: at a blank, a
// quotation mark or a letter that makes no ordinal.
func (l *line) endsNumber(i int) bool {
	r := l.glyphs[i].Rune
	if r == ' ' || unicode.Is(unicode.Pi, r) {
		return true
	}
	word := ""
	for _, g := range l.glyphs[i:min(len(l.glyphs), i+3)] {
		word += string(g.Rune)
	}
	switch strings.TrimRightFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }) {
	case "th", "st", "nd", "rd", "e", "er", "º", "ª":
		return false
	}
	return unicode.IsLetter(r)
}
