package page

import (
	"bytes"
	"mime"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// metaWindow is how many bytes are searched for a declared encoding. The HTML standard asks servers to declare it within
// 1,024 bytes; browsers look further, and one page in thirty needs that.
const metaWindow = 64 << 10

// decode turns a body into UTF-8 and names the encoding it was in. In order: a byte order mark; text that is valid UTF-8 and
// holds a character beyond ASCII, whatever the page declares; the header; a meta element; windows-1252, as in the HTML
// standard's table of defaults (section 13.2.3.2). Bytes that fit no character become U+FFFD.
func decode(body []byte, contentType string) (text []byte, name string) {
	if bytes.HasPrefix(body, []byte("\xef\xbb\xbf")) {
		return body[3:], "utf-8"
	}
	label := bomLabel(body)
	if label == "" && validUTF8(body) {
		return body, "utf-8"
	}
	if label == "" {
		label = headerCharset(contentType)
	}
	if enc, _ := charset.Lookup(label); label == "" || enc == nil {
		label = metaCharset(body)
	}
	enc, name := charset.Lookup(label)
	if enc == nil {
		enc, name = charset.Lookup("windows-1252")
	}
	text, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return bytes.ToValidUTF8(body, []byte("\uFFFD")), "utf-8"
	}
	return text, name
}

func bomLabel(body []byte) string {
	switch {
	case bytes.HasPrefix(body, []byte("\xfe\xff")):
		return "utf-16be"
	case bytes.HasPrefix(body, []byte("\xff\xfe")):
		return "utf-16le"
	}
	return ""
}

// validUTF8 forgives a character cut in two at the end, since a body may have been cut at a limit.
func validUTF8(body []byte) bool {
	for i := 0; i < utf8.UTFMax && len(body) > 0; i++ {
		if r, size := utf8.DecodeLastRune(body); r != utf8.RuneError || size != 1 {
			break
		}
		body = body[:len(body)-1]
	}
	return utf8.Valid(body) && !iso2022(body)
}

// iso2022 reports text in the seven-bit encodings of East Asia, which looks like plain ASCII but for its escapes.
func iso2022(body []byte) bool {
	return bytes.Contains(body, []byte("\x1b$")) || bytes.Contains(body, []byte("\x1b("))
}

func headerCharset(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return params["charset"]
}

// metaCharset reads the encoding declared in a meta element or in an XML declaration.
func metaCharset(body []byte) string {
	window := body[:min(len(body), metaWindow)]
	if label := xmlEncoding(window); label != "" {
		return label
	}
	z := html.NewTokenizer(bytes.NewReader(window))
	for z.Next() != html.ErrorToken {
		t := z.Token()
		if t.DataAtom != atom.Meta {
			continue
		}
		if label := charsetOf(t.Attr); label != "" {
			return label
		}
	}
	return ""
}

func charsetOf(attrs []html.Attribute) string {
	for _, a := range attrs {
		label := a.Val
		if a.Key == "content" {
			label = headerCharset(a.Val)
		} else if a.Key != "charset" {
			continue
		}
		if enc, name := charset.Lookup(label); enc != nil {
			if name == "utf-16le" || name == "utf-16be" {
				return "utf-8" // a meta element that could be read as ASCII is not in UTF-16
			}
			return label
		}
	}
	return ""
}

func xmlEncoding(window []byte) string {
	window = bytes.TrimLeft(window, " \t\r\n")
	if !bytes.HasPrefix(window, []byte("<?xml")) {
		return ""
	}
	declaration, _, _ := bytes.Cut(window, []byte("?>"))
	_, label, found := bytes.Cut(declaration, []byte("encoding="))
	if !found || len(label) < 2 {
		return ""
	}
	value, _, _ := bytes.Cut(label[1:], label[:1])
	return string(value)
}
