package manuscript

import "strings"

// keepAttributeNote keeps the place of a note that stands only in an attribute of
// its mark, to be shown when the mark is touched. It is added behind the mark, as
// a note in the sentence.
func (t *tree) keepAttributeNote(i int, tag span) {
	n := &t.nodes[i]
	if n.attrs == nil || n.name != "sup" && !t.says(n, meansMark) {
		return
	}
	for _, a := range n.attrs {
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
