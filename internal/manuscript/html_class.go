package manuscript

import (
	"strings"
	"sync"
)

// meaning is what the classes of an element say of it, a bit for each line of
// data/classes.txt.
type meaning uint8

// The meanings that the rules ask for.
const (
	meansBeside meaning = 1 << iota // a note in the sentence or beside it
	meansMark                       // a reference mark
	meansNotes                      // what holds all notes
	meansRaised                     // a superscript
	meansUnseen                     // read aloud, not shown
	meansHidden                     // not for readers of the printed page
)

var meaningNames = map[string]meaning{
	"beside": meansBeside, "mark": meansMark, "notes": meansNotes, "raised": meansRaised, "unseen": meansUnseen, "hidden": meansHidden,
}

// says reports whether a class of the element has the meaning.
func (t *tree) says(n *node, m meaning) bool {
	value := t.attr(n, "class")
	if value == "" {
		return false
	}
	all, known := t.classes[value]
	if !known {
		for class := range strings.FieldsSeq(value) {
			all |= meaningsOf(class)
		}
		t.classes[value] = all
	}
	return all&m != 0
}

// meaningsOf looks a class up, in all ways in which its name may be written.
func meaningsOf(class string) meaning {
	class = evenClass.Replace(strings.ToLower(class))
	var all meaning
	for _, name := range classNames() {
		if all&name.means == 0 && name.matches(class) {
			all |= name.means
		}
	}
	return all
}

// evenClass brings the ways in which a name is written to one.
var evenClass = strings.NewReplacer("--", "-", "__", "-", "_", "-", "foot-note", "footnote", "end-note", "endnote", "side-note", "sidenote", "margin-note", "marginnote")

// className is a name of data/classes.txt.
type className struct {
	means   meaning
	text    string
	open    bool // begins with any letters
	prefix  bool // or with none and with a prefix and its hyphen
	endless bool // ends with any letters
}

var classNames = sync.OnceValue(func() []className {
	var names []className
	for _, line := range dataLines(classesFile) {
		means, list, _ := strings.Cut(line, " ")
		for text := range strings.FieldsSeq(list) {
			name := className{means: meaningNames[means]}
			text, name.prefix = strings.CutPrefix(text, "*-")
			text, name.open = strings.CutPrefix(text, "*")
			name.text, name.endless = strings.CutSuffix(text, "*")
			names = append(names, name)
		}
	}
	return names
})

func (n *className) matches(class string) bool {
	switch {
	case n.prefix:
		before, ok := strings.CutSuffix(class, n.text)
		return ok && (before == "" || strings.HasSuffix(before, "-"))
	case n.open && n.endless:
		return strings.Contains(class, n.text)
	case n.open:
		return strings.HasSuffix(class, n.text)
	case n.endless:
		return strings.HasPrefix(class, n.text)
	}
	return class == n.text
}
