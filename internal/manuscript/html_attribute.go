package manuscript

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// attribute is an attribute of an element. Its value is a part of the source
// where it is the same there.
type attribute struct{ key, value string }

// attrs gives the attributes of a node.
func (t *tree) attrs(n *node) []attribute {
	return t.attributes[n.attributes:][:n.attrCount]
}

// attr gives the value of an attribute, "" where the node has none.
func (t *tree) attr(n *node, key string) string {
	for _, a := range t.attrs(n) {
		if a.key == key {
			return a.value
		}
	}
	return ""
}

// hasAttr reports whether a node has an attribute, be it empty.
func (t *tree) hasAttr(n *node, key string) bool {
	return slices.ContainsFunc(t.attrs(n), func(a attribute) bool { return a.key == key })
}

// maxAttributes bounds the attributes of an element: one with more is an attack.
const maxAttributes = 64

// readAttributes adds to attrs those attributes of the start tag that was read
// for which something here asks.
func (t *tree) readAttributes(z *html.Tokenizer, tag span, attrs []attribute) []attribute {
	for more := true; more && len(attrs) < maxAttributes; {
		var key, value []byte
		key, value, more = z.TagAttr()
		if name, ok := keptAttrs[string(key)]; ok {
			attrs = append(attrs, attribute{name, t.inSource(value, tag)})
		} else if bytes.HasPrefix(key, []byte("data-")) {
			attrs = append(attrs, attribute{t.inSource(key, tag), t.inSource(value, tag)})
		}
	}
	if i := slices.IndexFunc(attrs, func(a attribute) bool { return a.key == "title" }); i >= 0 && !isCOinS(attrs) {
		attrs = slices.Delete(attrs, i, i+1) // the words of a tool tip
	}
	return attrs
}

// inSource gives b as the part of the source that says the same, or copied where
// it is written in another way there.
func (t *tree) inSource(b []byte, within span) string {
	if i := strings.Index(t.src[within.start:within.end], string(b)); i >= 0 {
		return t.src[within.start+i:][:len(b)]
	}
	return string(b)
}

// keptAttrs are the attributes that something asks for, each leading to its name.
var keptAttrs = func() map[string]string {
	all := make(map[string]string)
	for name := range set("id name href class role title style start value content property rel epub:type aria-describedby hidden label type") {
		all[name] = name
	}
	return all
}()

// keepAttributeNote keeps the place of a note that stands only in an attribute of
// its mark, to be shown when the mark is touched. It is added behind the mark, as
// a note in the sentence.
func (t *tree) keepAttributeNote(i int, tag span) {
	n := &t.nodes[i]
	if n.attrCount == 0 || t.nameOf(n) != "sup" && !t.says(n, meansMark) {
		return
	}
	for _, a := range t.attrs(n) {
		if noteAttributes()[a.key] && strings.Contains(strings.TrimSpace(a.value), " ") {
			if at := valueOf(t.src[tag.start:tag.end], a.key); at.start < at.end {
				t.asides[i] = span{tag.start + at.start, tag.start + at.end}
			}
			return
		}
	}
}

// addAttributeNote adds the note of an element that has ended.
func (t *tree) addAttributeNote(i int) {
	at, ok := t.asides[i]
	if !ok {
		return
	}
	delete(t.asides, i)
	t.start("span", []attribute{{"class", "footnote-text"}}, span{at.start, at.start})
	t.addText(at, escapeEntity)
	t.finish("span", at.end)
}

// valueOf gives where in a tag the quoted value of an attribute stands.
func valueOf(tag, key string) span {
	for from := 0; from < len(tag); {
		i := strings.Index(tag[from:], key)
		if i < 0 {
			break
		}
		from += i + len(key)
		rest := strings.TrimLeft(tag[from:], " \t\r\n")
		if rest = strings.TrimLeft(strings.TrimPrefix(rest, "="), " \t\r\n"); rest == "" || rest[0] != '"' && rest[0] != '\'' {
			continue
		}
		start := len(tag) - len(rest) + 1
		if end := strings.IndexByte(tag[start:], rest[0]); end >= 0 {
			return span{start, start + end}
		}
	}
	return span{}
}
