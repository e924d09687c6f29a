package page

import (
	"strings"
	"sync"

	"golang.org/x/net/html/atom"
)

// A tag is a start tag. Its attributes hold until the next.
type tag struct {
	atom  atom.Atom
	name  string // where atom is none
	attrs []attribute
}

type attribute struct{ key, value string }

// tagOf is the start tag that was just read.
func tagOf(z *tokens) tag {
	t := tag{atom: z.atom, attrs: z.attrs}
	if t.atom == 0 {
		t.name = string(z.name)
	}
	return t
}

// knownAttrs are the names of the attributes that are asked for.
var knownAttrs = sync.OnceValue(func() map[string]string {
	names := make(map[string]string)
	for name := range strings.FieldsSeq("action class content data-component data-datetime data-qa data-test data-test-id data-testid data-timestamp datetime hidden href " +
		"http-equiv id itemprop itemscope itemtype lang name property rel src style title type typeof value xml:lang") {
		names[name] = name
	}
	return names
})

// attrs are the attributes that the walk asks for, gathered in one pass.
type attrs struct {
	words                                 string // class, id and test ids: what the makers call the element
	rel, href, title                      string
	itemprop, itemtype, datetime, content string
	itemscope                             bool
}

func attrsOf(t tag) attrs {
	var a attrs
	for _, at := range t.attrs {
		switch at.key {
		case "class":
			a.words = spaced(at.value, a.words)
		case "id", "data-testid", "data-test-id", "data-qa", "data-component", "data-test":
			a.words = spaced(a.words, at.value)
		case "rel":
			a.rel = strings.ToLower(at.value)
		case "href":
			a.href = at.value
		case "title":
			a.title = at.value
		case "itemprop", "property":
			a.itemprop = at.value
		case "itemtype", "typeof":
			a.itemtype, a.itemscope = at.value, true
		case "itemscope":
			a.itemscope = true
		case "datetime", "data-datetime", "data-timestamp":
			a.datetime = first(a.datetime, at.value)
		case "content":
			a.content = at.value
		}
	}
	a.words = strings.TrimSpace(a.words)
	return a
}

// spaced puts a blank between two texts.
func spaced(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

func (t tag) attr(key string) string {
	value, _ := t.find(key)
	return value
}

func (t tag) find(key string) (string, bool) {
	for _, a := range t.attrs {
		if a.key == key {
			return a.value, true
		}
	}
	return "", false
}

// first is the first string that is not blank.
func first(list ...string) string {
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

func cutFold(s, sep string) (before, after string, found bool) {
	if i := strings.Index(strings.ToLower(s), sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}
