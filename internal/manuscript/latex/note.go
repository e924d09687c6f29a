package latex

import (
	"strconv"
	"strings"

	"github.com/ibid-go/ibid/internal/manuscript"
)

// notes are the notes that were read, and how the next is numbered.
type notes struct {
	*flow
	footnote, endnote, thanks noteCounter
	footnotes, endnotes       []*manuscript.Writer
	inside                    bool // a note is open
	scopes                    manuscript.Scopes
	waiting                   map[string]int // label of a mark whose text is still to come → its scope
}

// noteCounter counts the notes of one kind.
type noteCounter struct {
	number int
	format string
}

// counter gives a counter by its name, nil for one that counts no notes.
func (n *notes) counter(name string) *noteCounter {
	switch name {
	case "footnote":
		return &n.footnote
	case "endnote":
		return &n.endnote
	}
	return nil
}

// label gives what is printed for a number.
func (c *noteCounter) label(number string) string {
	n, err := strconv.Atoi(number)
	if err != nil {
		return number
	}
	if c.format == "symbols" {
		signs := [...]string{"*", "†", "‡", "§", "¶", "‖", "**", "††", "‡‡"} // \fnsymbol
		if 1 <= n && n <= len(signs) {
			return signs[n-1]
		}
	}
	return manuscript.FormatLabel(n, c.format)
}

// noteCommand reads notes and what numbers them.
func (f *flow) noteCommand(name string, c *call) bool {
	if f.inPreamble && name != "setcounter" && name != "addtocounter" {
		return false
	}
	n := &f.notes
	switch name {
	case "footnote", "endnote", "sidenote", "thanks":
		counter := &n.footnote
		switch name {
		case "endnote":
			counter = &n.endnote
		case "thanks":
			n.thanks.format, counter = "symbols", &n.thanks
		}
		number, _ := c.option()
		a := c.noteArgument()
		n.add(counter, number, func() { f.runArg(a) })
	case "footnotemark", "endnotemark":
		number, _ := c.option()
		n.mark(n.counter(strings.TrimSuffix(name, "mark")), number)
	case "footnotetext", "endnotetext":
		number, _ := c.option()
		a := c.argument()
		n.text(n.counter(strings.TrimSuffix(name, "text")), number, a)
	case "setcounter":
		f.setCounter(c, false)
	case "addtocounter":
		f.setCounter(c, true)
	default:
		return false
	}
	return true
}

// noteArgument is argument for a note, of which the words are kept where its
// brace is never closed: up to the next note or the end of the paragraph.
func (c *call) noteArgument() arg {
	const longest = 4 << 10 // bytes: a long note has 2,000
	text := c.source.text
	at := skipBlanks(text, c.at, c.end)
	if at >= c.end || text[at] != '{' {
		return c.argument()
	}
	if to, closed := c.source.ends[at]; closed && to <= c.end {
		return c.argument()
	}
	rest := text[at+1 : min(c.end, at+longest)]
	for _, stop := range [...]string{"\n\n", `\footnote`, `\endnote`, `\end{`} {
		rest, _, _ = strings.Cut(rest, stop)
	}
	c.at = at + 1 + len(rest)
	return arg{c.source, span{at + 1, c.at}}
}

// add sets the mark of a note, and reads the note. A note in a note is read in
// place.
func (n *notes) add(counter *noteCounter, number string, read func()) {
	if n.inside {
		n.print(" ")
		read()
		return
	}
	label, scope := n.next(counter, number)
	n.current.SetFont(manuscript.Font{})
	n.current.Mark(label, scope)
	n.read(counter, label, scope, read)
}

// next numbers a note; a number of its own does not count.
func (n *notes) next(counter *noteCounter, number string) (label string, scope int) {
	if number = strings.TrimSpace(number); number == "" {
		counter.number++
		number = strconv.Itoa(counter.number)
	}
	label = counter.label(number)
	return label, n.scopes.Of(label)
}

// mark sets a mark whose note comes later.
func (n *notes) mark(counter *noteCounter, number string) {
	if n.inside {
		return
	}
	label, scope := "", 0
	if waiting, ok := n.waiting[counter.label(strings.TrimSpace(number))]; ok {
		label, scope = counter.label(strings.TrimSpace(number)), waiting // a second mark of one note
	} else {
		label, scope = n.next(counter, number)
	}
	n.current.Mark(label, scope)
	if n.waiting == nil {
		n.waiting = map[string]int{}
	}
	n.waiting[label] = scope
}

// text reads the note of a mark set before.
func (n *notes) text(counter *noteCounter, number string, a arg) {
	if n.inside {
		return
	}
	if number = strings.TrimSpace(number); number == "" {
		number = strconv.Itoa(counter.number)
	}
	label := counter.label(number)
	scope, ok := n.waiting[label]
	if !ok {
		scope = n.scopes.Of(label)
	}
	delete(n.waiting, label)
	n.read(counter, label, scope, func() { n.runArg(a) })
}

// read reads the words of a note.
func (n *notes) read(counter *noteCounter, label string, scope int, read func()) {
	outer, outerFont := n.current, n.font
	note := &manuscript.Writer{}
	note.Label, note.Scope = label, scope
	n.current, n.font, n.inside = note, manuscript.Font{}, true
	read()
	note.SetFont(manuscript.Font{})
	n.current, n.font, n.inside = outer, outerFont, false
	if counter == &n.endnote {
		n.endnotes = append(n.endnotes, note)
	} else {
		n.footnotes = append(n.footnotes, note)
	}
}
