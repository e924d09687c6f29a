package manuscript

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// readHTML reads a web page, or a document that was saved as one.
func readHTML(data []byte) (*Manuscript, error) {
	src := decodeHTML(data)
	t := newTree(src)
	t.makeRoom()
	t.parse(span{0, len(src)})
	t.close(len(src))
	if t.err != nil {
		return nil, t.err
	}
	head := t.readHead()
	x := newExtract(HTML)
	x.readTree(t)
	m := x.finish()
	m.shareText()
	m.readHead(head)
	return m, nil
}

// decodeHTML turns data into UTF-8 as browsers do (WHATWG Encoding): by a byte
// order mark, else by what the page declares. A page that is UTF-8 is taken as
// such whatever it declares.
func decodeHTML(data []byte) string {
	const declaration = 1024 // bytes in which a page may declare its encoding
	if utf8.Valid(data) {
		return string(data)
	}
	e, _, _ := charset.DetermineEncoding(data[:min(len(data), declaration)], "")
	decoded, err := e.NewDecoder().Bytes(data)
	if err != nil {
		decoded = data
	}
	return strings.ToValidUTF8(string(decoded), "\uFFFD")
}

// IsHTML reports whether data begins as a page does: with a declaration, a
// comment or an element that stands at the top of pages.
func IsHTML(data []byte) bool {
	const longest = 4 << 10 // bytes of comments and declarations before the first element
	head := data[:min(len(data), longest)]
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil)
	}
	head = bytes.ToLower(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")))
	for {
		head = bytes.TrimSpace(head)
		var end int
		switch {
		case bytes.HasPrefix(head, []byte("<!--")):
			end = bytes.Index(head, []byte("-->")) + 2
		case bytes.HasPrefix(head, []byte("<?")):
			end = bytes.IndexByte(head, '>')
		default:
			return startsPage(head, data)
		}
		if end < 4 {
			return bytes.Contains(head, []byte("<html"))
		}
		head = head[end+1:]
	}
}

// startsPage reports whether head opens with one of the elements that begin a
// page; or with one that begins a piece of a page, unless the whole is Markdown,
// which may begin so too.
func startsPage(head, data []byte) bool {
	if opens(head, "!doctype", "html", "head", "body") {
		return true
	}
	return opens(head, "title", "meta", "opinion", "casebody", "article", "main", "section", "div", "p", "h1", "h2") && !isMarkdown(string(data))
}

// opens reports whether head begins with the tag of one of the names.
func opens(head []byte, names ...string) bool {
	for _, name := range names {
		rest, ok := bytes.CutPrefix(head, []byte("<"+name))
		if ok && len(rest) > 0 && bytes.IndexByte([]byte("> \t\r\n"), rest[0]) >= 0 {
			return true
		}
	}
	return false
}

// parse reads the HTML in a range of the source into the tree.
func (t *tree) parse(in span) {
	z := html.NewTokenizer(strings.NewReader(t.src[in.start:in.end]))
	var attrs []attribute // in the same memory for all
	at := in.start
	for t.err == nil {
		kind := z.Next()
		token := span{at, at + len(z.Raw())}
		at = token.end
		switch kind {
		case html.ErrorToken:
			return
		case html.TextToken:
			t.addLines(token)
		case html.StartTagToken, html.SelfClosingTagToken:
			tag, hasAttrs := z.TagName()
			name := t.names.kept(tag)
			attrs = attrs[:0]
			if hasAttrs {
				attrs = t.readAttributes(z, token, attrs)
			}
			t.start(name, attrs, token)
			if len(t.stack) > 0 {
				t.keepAttributeNote(t.stack[len(t.stack)-1], token)
			}
			if kind == html.SelfClosingTagToken && selfClosing[name] { // XHTML: <a id="x"/>
				t.finish(name, token.end)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			t.finish(t.names.kept(name), token.end)
		}
	}
}

// selfClosing are elements that XHTML writes as <a id="x"/> where they hold
// nothing. In HTML the slash means nothing, so that it is obeyed only where an
// open element would take in what follows.
var selfClosing = set("a span div p i b em strong sup title script style td li section")
