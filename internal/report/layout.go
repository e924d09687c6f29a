package report

import (
	"bufio"
	"strings"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/prose"
)

// layout lays text out in lines of a width. Everything that it is given goes
// through prose.Printable. Errors of writing are kept by the bufio.Writer.
type layout struct {
	w     *bufio.Writer
	width int
	color bool
}

// style is the number of an SGR sequence (ECMA-48, 8.3.117); 0 is none.
type style string

const (
	plain  style = ""
	bold   style = "1"
	red    style = "31"
	yellow style = "33"
	cyan   style = "36"
)

// narrowest is the least that text is wrapped to, in characters, however narrow
// the terminal is.
const narrowest = 24

// longestText bounds one piece of text, in characters.
const longestText = 2000

func (l *layout) blank() { l.w.WriteByte('\n') }

func (l *layout) heading(text string) {
	l.blank()
	l.paragraph("", bold, text)
}

// paragraph writes text in lines that all begin with indent.
func (l *layout) paragraph(indent string, s style, text string) {
	for _, line := range wrap(prose.Printable(text, longestText), l.width-len(indent)) {
		l.w.WriteString(indent + l.paint(s, line) + "\n")
	}
}

// whole writes text in one line, however long it is.
func (l *layout) whole(s style, text string) {
	l.w.WriteString(l.paint(s, prose.Printable(text, longestText)) + "\n")
}

// entry writes a coloured word and beside it the text.
func (l *layout) entry(s style, word, text string) {
	for i, line := range wrap(prose.Printable(text, longestText), l.width-column) {
		if i > 0 {
			word = ""
		}
		l.w.WriteString("  " + l.paint(s, word) + pad("", column-2-utf8.RuneCountInString(word)) + line + "\n")
	}
}

// detail writes a label and the text beside it, nothing where there is no text.
func (l *layout) detail(label, text string) {
	const labels = 11 // characters: "note says" and two blanks
	for i, line := range wrap(prose.Printable(text, longestText), l.width-column-labels) {
		if i > 0 {
			label = ""
		}
		l.w.WriteString(strings.Repeat(" ", column) + pad(prose.Printable(label, labels-1), labels) + line + "\n")
	}
}

// line writes text in one line and cuts what does not fit.
func (l *layout) line(text string) {
	text = strings.Repeat(" ", leading(text)) + prose.Printable(text, longestText)
	l.w.WriteString(cut(text, max(l.width, narrowest)) + "\n")
}

func leading(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

func (l *layout) paint(s style, text string) string {
	if !l.color || s == plain || text == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}

func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
}

// cut shortens s to max characters; "…" stands for what is missing.
func cut(s string, max int) string {
	runes := 0
	for i := range s {
		if runes++; runes == max {
			if utf8.RuneCountInString(s[i:]) > 1 {
				return strings.TrimRight(s[:i], " ") + "…"
			}
			return s
		}
	}
	return s
}

// wrap breaks s at blanks into lines of at most width characters. A word that
// is longer, such as an address, has a line of its own, whole so that it can
// be copied.
func wrap(s string, width int) []string {
	var lines []string
	line, length := "", 0
	for _, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		if line != "" && length+1+n > max(width, narrowest) {
			lines = append(lines, line)
			line, length = "", 0
		}
		if line != "" {
			word, n = " "+word, n+1
		}
		line, length = line+word, length+n
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
