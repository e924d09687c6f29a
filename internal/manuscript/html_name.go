package manuscript

// nameID stands for the name of an element in one tree.
type nameID uint16

// What stands for no name of HTML.
const (
	textName  nameID = iota // a text
	otherName               // all names beyond maxNames
)

// maxNames bounds the different names of elements: HTML has some 150. Those that
// a file adds to so many count as one.
const maxNames = 4096

// nameTable keeps each name once, with what is true of all elements that have it.
type nameTable struct {
	ids map[string]nameID
	of  []elementName // by nameID
}

// elementName is the name of elements.
type elementName struct {
	text   string
	traits traits
	open   int // elements that have not ended
}

func newNameTable() nameTable {
	return nameTable{ids: map[string]nameID{}, of: []elementName{textName: {}, otherName: {}}}
}

// id gives what stands for a name.
func (t *nameTable) id(name string) nameID {
	if id, known := t.ids[name]; known {
		return id
	}
	if len(t.of) == maxNames {
		return otherName
	}
	id := nameID(len(t.of))
	t.ids[name] = id
	t.of = append(t.of, elementName{text: name, traits: elements[name]})
	return id
}

// kept gives a name in the memory that the table has of it already.
func (t *nameTable) kept(name []byte) string {
	if id, known := t.ids[string(name)]; known {
		return t.of[id].text
	}
	return string(name)
}

// nameOf gives the name of an element, "" of a text.
func (t *tree) nameOf(n *node) string { return t.names.of[n.name].text }

// nameAt gives the name of node i, "" where it is a text.
func (t *tree) nameAt(i int) string { return t.nameOf(&t.nodes[i]) }

// isOpen reports whether an element of the name has not ended.
func (t *tree) isOpen(name string) bool { return t.names.of[t.names.id(name)].open > 0 }
