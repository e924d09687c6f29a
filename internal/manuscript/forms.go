package manuscript

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDigits bounds a note number: no manuscript has 100,000 notes, and a
// longer figure is a telephone number or an attack.
const maxDigits = 5

// noteStart is a line that may open a note.
type noteStart struct {
	label      string
	number     int // 0 where the label is a word
	style      string
	start      int // of the line
	text       int // of the note itself
	atBlock    bool
	conclusive bool // the form occurs in notes only
	restarts   bool // the count begins here
	paired     bool // the label comes again; mark is the one that belongs to it
	mark       *pairedMark
	closes     int // offset of the bracket around an inset note, 0 for others
}

// findNoteStart reads a note number at the start of a line.
func findNoteStart(text string, line span) (noteStart, bool) {
	i := skipBlanks(text, line.start, line.end)
	rest := text[i:line.end]
	for _, form := range noteForms {
		label, size := form.read(rest)
		if size == 0 {
			continue
		}
		n := noteStart{label: label, style: form.style, start: line.start, conclusive: form.conclusive}
		n.number, _ = strconv.Atoi(label)
		n.text = skipBlanks(text, i+size, line.end)
		if form.style == insetStyle {
			if n.closes = insetEnd(text, i); n.closes == 0 {
				return noteStart{}, false
			}
		}
		return n, n.text < line.end || form.style == "footnote"
	}
	return noteStart{}, false
}

// noteForms are the ways in which a note shows its number. read gives the
// label and the length of what stands before the note, 0 where it is absent.
var noteForms = [...]struct {
	style      string
	conclusive bool
	read       func(string) (label string, size int)
}{
	{"superscript", true, readSuperscript},
	{"caret", true, readCaret},
	{"footnote", true, readDefinition},
	{insetStyle, true, readInset},
	{"bracketed", false, readBracketed},
	{"plain", false, readPlain},
}

func readSuperscript(s string) (string, int) {
	label, size := superscriptDigits(s)
	if size == 0 || len(label) > maxDigits {
		return "", 0
	}
	return label, size + closer(s[size:])
}

// superscriptDigits reads a run of superscript digits as plain ones.
func superscriptDigits(s string) (string, int) {
	var label []byte
	size := 0
	for size < len(s) {
		r, n := utf8.DecodeRuneInString(s[size:])
		d := superscriptDigit(r)
		if d < 0 {
			break
		}
		label = append(label, byte('0'+d))
		size += n
	}
	return string(label), size
}

func superscriptDigit(r rune) int {
	switch r {
	case '¹':
		return 1
	case '²':
		return 2
	case '³':
		return 3
	}
	if '⁰' <= r && r <= '⁹' && r != '\u2071' {
		return int(r - '⁰')
	}
	return -1
}

// readCaret reads ^{12}, ^12^ and <sup>12</sup>.
func readCaret(s string) (string, int) {
	labels, size := caretLabels(s)
	if len(labels) != 1 {
		return "", 0
	}
	return labels[0].text, size + closer(s[size:])
}

// readDefinition reads [^label]: of Markdown.
func readDefinition(s string) (string, int) {
	label, size := footnoteLabel(s)
	if size == 0 || size >= len(s) || s[size] != ':' {
		return "", 0
	}
	return label, size + 1
}

// footnoteLabel reads [^label].
func footnoteLabel(s string) (string, int) {
	const longest = 80 // bytes
	if !strings.HasPrefix(s, "[^") {
		return "", 0
	}
	end := strings.IndexAny(s[:min(len(s), longest)], "] \n")
	if end < 3 || s[end] != ']' {
		return "", 0
	}
	return s[2:end], end + 1
}

// readBracketed reads [12].
func readBracketed(s string) (string, int) {
	if !strings.HasPrefix(s, "[") {
		return "", 0
	}
	n := digits(s[1:])
	if n == 0 || !strings.HasPrefix(s[1+n:], "]") || strings.HasPrefix(s[2+n:], "(") {
		return "", 0
	}
	return s[1 : 1+n], n + 2
}

// readPlain reads "12. ", "12) ", "(12) " and "12" before a blank.
func readPlain(s string) (string, int) {
	open := 0
	if strings.HasPrefix(s, "(") {
		open = 1
	}
	n := digits(s[open:])
	if n == 0 {
		return "", 0
	}
	size := open + n
	closed := closer(s[size:])
	if size += closed; closed < open || size >= len(s) || !unicode.IsSpace(rune(s[size])) {
		return "", 0
	}
	return s[open : open+n], size
}

func closer(s string) int {
	if s != "" && (s[0] == '.' || s[0] == ')' || s[0] == ']') {
		return 1
	}
	return 0
}

// digits gives the length of a note number at the start of s, 0 where there is
// none or the figure is too long for one.
func digits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	if n > maxDigits || n > 0 && s[0] == '0' {
		return 0
	}
	return n
}

// labelAt is one label of a marker, with its place in the source.
type labelAt struct {
	text       string
	start, end int
}

// markerAt is a reference mark: one or more labels in one pair of brackets.
type markerAt struct {
	span
	style  string
	labels []labelAt
}

// findMarker reads a reference mark at text[i:].
func findMarker(text string, i int) (markerAt, bool) {
	rest := text[i:]
	m := markerAt{span: span{i, i}}
	switch r, _ := utf8.DecodeRuneInString(rest); {
	case superscriptDigit(r) >= 0:
		label, size := superscriptDigits(rest)
		m.style, m.end = "superscript", i+size
		m.labels = []labelAt{{label, 0, size}}
	case r == '^' || r == '<':
		labels, size := caretLabels(rest)
		m.style, m.end, m.labels = "caret", i+size, labels
	case strings.HasPrefix(rest, "[^"):
		label, size := footnoteLabel(rest)
		m.style, m.end = "footnote", i+size
		m.labels = []labelAt{{label, 0, size}}
	case r == '[':
		labels, size := bracketLabels(rest)
		m.style, m.end, m.labels = "bracketed", i+size, labels
	}
	for k := range m.labels {
		m.labels[k].start += i
		m.labels[k].end += i
	}
	return m, m.end > i
}

// caretLabels reads the numbers of ^{10 11}, ^12^ and <sup>12</sup>.
func caretLabels(s string) ([]labelAt, int) {
	for _, pair := range [...][2]string{{"^{", "}"}, {"<sup>", "</sup>"}, {"^", "^"}} {
		if strings.HasPrefix(s, pair[0]) {
			return labelsWithin(s, pair[0], pair[1])
		}
	}
	return nil, 0
}

// bracketLabels reads the numbers of [12] and [12, 13], not a Markdown link.
func bracketLabels(s string) ([]labelAt, int) {
	labels, size := labelsWithin(s, "[", "]")
	if strings.HasPrefix(s[size:], "(") || strings.HasPrefix(s[size:], ":") {
		return nil, 0
	}
	return labels, size
}

// labelsWithin reads numbers divided by blanks or commas between open and
// close; anything else between them and there is no marker.
func labelsWithin(s, open, close string) ([]labelAt, int) {
	const longest = 80 // bytes
	var labels []labelAt
	i := len(open)
	for i < len(s) && i < longest {
		switch n := digits(s[i:]); {
		case n > 0:
			labels = append(labels, labelAt{s[i : i+n], i, i + n})
			i += n
		case s[i] == ' ' || s[i] == ',' || s[i] == ';':
			i++
		case strings.HasPrefix(s[i:], close) && labels != nil:
			return labels, i + len(close)
		default:
			return nil, 0
		}
	}
	return nil, 0
}

// skipBlanks gives the offset of the first byte from i on that is no blank.
func skipBlanks(text string, i, end int) int {
	for i < end {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsSpace(r) {
			break
		}
		i += size
	}
	return i
}
