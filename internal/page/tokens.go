package page

import (
	"bytes"
	"slices"

	"golang.org/x/net/html/atom"
)

// tokens divides a page into tags and text (HTML standard, section 13.2.5) where it lies: golang.org/x/net/html reads byte by
// byte and copies each tag, which costs three times as much. Comments and declarations are passed over.
type tokens struct {
	page  []byte
	at    int       // where the next token begins
	raw   string    // the element, just begun, whose content is text; "" where tags may follow
	lower [2][]byte // memory of names in lower case: of a tag, and of an attribute

	token
}

// A token is what next found. It holds until the next.
type token struct {
	text        []byte // of a text, as it is written
	isPlain     bool   // a text without character references
	name        []byte // of a tag, in lower case
	atom        atom.Atom
	attrs       []attribute
	selfClosing bool
}

type tokenKind int

const (
	endOfPage tokenKind = iota
	textToken
	startToken
	endToken
)

// next finds the next token. A tag that the page's end cuts off is none.
func (z *tokens) next() tokenKind {
	if z.raw != "" {
		if z.isPlain = !resolves(z.raw); z.readRaw() {
			return textToken
		}
	}
	z.isPlain = false
	for z.at < len(z.page) {
		if end := z.endOfText(); end > z.at {
			z.text, z.at = z.page[z.at:end], end
			return textToken
		}
		switch c := z.page[z.at+1]; {
		case c == '!' || c == '?':
			z.skipDeclaration()
		case c != '/':
			return z.tag(z.at+1, startToken)
		case isLetter(z.page[z.at+2]):
			return z.tag(z.at+2, endToken)
		default:
			z.skipTo(z.at+2, ">")
		}
	}
	return endOfPage
}

// endOfText finds what is no text any more: a tag, comment or declaration.
func (z *tokens) endOfText() int {
	for i := z.at; ; i++ {
		n := bytes.IndexByte(z.page[i:], '<')
		if n < 0 || i+n+1 == len(z.page) {
			return len(z.page)
		}
		i += n
		switch c := z.page[i+1]; {
		case isLetter(c) || c == '!' || c == '?', c == '/' && i+2 < len(z.page):
			return i
		}
	}
}

// skipDeclaration passes over what begins with "<!" or "<?".
func (z *tokens) skipDeclaration() {
	rest := z.page[z.at:]
	switch {
	case !bytes.HasPrefix(rest, []byte("<!--")):
		z.skipTo(z.at+2, ">")
	case bytes.HasPrefix(rest, []byte("<!-->")) || bytes.HasPrefix(rest, []byte("<!--->")):
		z.skipTo(z.at+4, ">")
	default:
		z.skipComment()
	}
}

// skipComment passes over a comment, which "--!>" ends too.
func (z *tokens) skipComment() {
	for i := z.at + len("<!--"); ; i++ {
		n := bytes.Index(z.page[i:], []byte("--"))
		if n < 0 {
			z.at = len(z.page)
			return
		}
		i += n
		if rest := z.page[i+2:]; bytes.HasPrefix(rest, []byte(">")) || bytes.HasPrefix(rest, []byte("!>")) {
			z.skipTo(i+2, ">")
			return
		}
	}
}

// skipTo goes on behind the next mark from an offset on.
func (z *tokens) skipTo(from int, mark string) {
	if n := bytes.Index(z.page[from:], []byte(mark)); n >= 0 {
		z.at = from + n + len(mark)
	} else {
		z.at = len(z.page)
	}
}

// tag reads a tag from its name on.
func (z *tokens) tag(start int, kind tokenKind) tokenKind {
	end := start
	for end < len(z.page) && !endsName(z.page[end]) {
		end++
	}
	z.name = lowerCase(z.page[start:end], &z.lower[0])
	z.atom = atom.Lookup(z.name)
	z.attrs, z.selfClosing = z.attrs[:0], false
	if z.at = z.readAttrs(end); z.at > len(z.page) {
		z.at = len(z.page)
		return endOfPage
	}
	if kind == startToken {
		z.raw = rawElement(z.atom)
	}
	return kind
}

// readAttrs reads the attributes of a tag and gives the offset behind it, beyond the page where the tag does not end.
func (z *tokens) readAttrs(i int) int {
	valueEnd := 0
	for {
		for i < len(z.page) && (isSpace(z.page[i]) || z.page[i] == '/') {
			i++
		}
		switch {
		case i >= len(z.page):
			return i + 1
		case z.page[i] == '>':
			z.selfClosing = z.page[i-1] == '/' && valueEnd != i
			return i + 1
		}
		i, valueEnd = z.readAttr(i)
	}
}

// readAttr reads an attribute and keeps the first of each name that is asked for. It gives the offset behind it.
func (z *tokens) readAttr(start int) (next, valueEnd int) {
	i := start + 1 // an attribute's name may begin with "="
	for i < len(z.page) && z.page[i] != '=' && !endsName(z.page[i]) {
		i++
	}
	name := z.page[start:i]
	behind := z.skipSpace(i)
	if behind == len(z.page) || z.page[behind] != '=' {
		z.keep(name, nil)
		return i, 0
	}
	from, to, next := z.value(z.skipSpace(behind + 1))
	z.keep(name, z.page[from:to])
	return next, to
}

// value finds an attribute's value, and what follows it.
func (z *tokens) value(i int) (from, to, next int) {
	if i < len(z.page) && (z.page[i] == '"' || z.page[i] == '\'') {
		n := bytes.IndexByte(z.page[i+1:], z.page[i])
		if n < 0 {
			return len(z.page), len(z.page), len(z.page)
		}
		return i + 1, i + 1 + n, i + 2 + n
	}
	for to = i; to < len(z.page) && !isSpace(z.page[to]) && z.page[to] != '>'; {
		to++
	}
	return i, to, to
}

func (z *tokens) keep(name, value []byte) {
	known := knownAttrs()[string(lowerCase(name, &z.lower[1]))]
	if known == "" || slices.ContainsFunc(z.attrs, func(a attribute) bool { return a.key == known }) {
		return
	}
	z.attrs = append(z.attrs, attribute{known, unescapeValue(string(value))})
}

func (z *tokens) skipSpace(i int) int {
	for i < len(z.page) && isSpace(z.page[i]) {
		i++
	}
	return i
}

// lowerCase gives a name in lower case, in the memory given where it is not.
func lowerCase(name []byte, memory *[]byte) []byte {
	isUpper := func(c byte) bool { return 'A' <= c && c <= 'Z' }
	for _, c := range name {
		if isUpper(c) {
			*memory = append((*memory)[:0], name...)
			for i, c := range *memory {
				if isUpper(c) {
					(*memory)[i] += 'a' - 'A'
				}
			}
			return *memory
		}
	}
	return name
}

func isLetter(c byte) bool { return 'a' <= c|' ' && c|' ' <= 'z' }

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' }

// endsName reports what ends the name of a tag, and but for "=" that of an attribute.
func endsName(c byte) bool { return isSpace(c) || c == '/' || c == '>' }

// rawElement gives the name of an element whose content is text, "" for others. A noscript is one, since what stands in it is no
// part of what a reader sees.
func rawElement(a atom.Atom) string {
	switch a {
	case atom.Iframe, atom.Noembed, atom.Noframes, atom.Noscript, atom.Plaintext, atom.Script, atom.Style, atom.Textarea, atom.Title, atom.Xmp:
		return a.String()
	}
	return ""
}
