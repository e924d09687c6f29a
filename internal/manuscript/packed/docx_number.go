package packed

import (
	"strconv"

	"github.com/ibid-go/ibid/internal/manuscript"
)

// noteKind tells footnotes from endnotes, which are numbered apart.
type noteKind int

const (
	footnote noteKind = iota
	endnote
	noteKinds // how many there are
)

// noteNumbers says how notes are numbered (ECMA-376 part 1, 17.11). What is ""
// is not stated.
type noteNumbers struct{ format, start, restart string }

// numbersReader reads footnotePr and endnotePr of settings.xml, or of a section.
type numbersReader struct {
	silent
	kinds   [noteKinds]noteNumbers
	current *noteNumbers
}

func (r *numbersReader) start(e element) bool {
	switch e.Name.Local {
	case "footnotePr":
		r.current = &r.kinds[footnote]
	case "endnotePr":
		r.current = &r.kinds[endnote]
	}
	if r.current != nil {
		r.current.read(e)
	}
	return true
}

func (n *noteNumbers) read(e element) {
	switch e.Name.Local {
	case "numFmt":
		n.format = e.attr("val")
	case "numStart":
		n.start = e.attr("val")
	case "numRestart":
		n.restart = e.attr("val")
	}
}

// over gives the numbering of a section, where general is that of the document.
func (n noteNumbers) over(general noteNumbers) noteNumbers {
	if n.format == "" {
		n.format = general.format
	}
	if n.start == "" {
		n.start = general.start
	}
	if n.restart == "" {
		n.restart = general.restart
	}
	return n
}

// place is where a mark stands, as far as numbering goes.
type place struct {
	section int
	page    int // counts the page ends that Word noted when it last laid the text out
}

// noteCounter counts the notes of one kind.
type noteCounter struct {
	general  noteNumbers
	sections []noteNumbers
	number   int
	started  bool
	last     place
}

// next gives the label of the next note.
func (c *noteCounter) next(at place) string {
	numbers := c.general
	if at.section < len(c.sections) {
		numbers = c.sections[at.section].over(c.general)
	}
	restarts := numbers.restart == "eachSect" && at.section != c.last.section || numbers.restart == "eachPage" && at.page != c.last.page
	if c.number++; restarts || !c.started {
		c.number = 1
		if start, err := strconv.Atoi(numbers.start); err == nil {
			c.number = start
		}
	}
	c.started, c.last = true, at
	return manuscript.FormatLabel(c.number, numbers.format)
}
