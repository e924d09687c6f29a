package manuscript

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of HTML within a line of text.
const (
	maxOpenTags  = 32 // elements open at once; deeper ones stay plain text
	maxReference = 33 // bytes of a character reference: the longest name of HTML with "&" and ";"
)

// styleOf gives the style that an element makes within a sentence, noStyle where
// it makes none; ok is false for what is no element of a sentence. Underlining
// stands for italics, as in typescripts.
func styleOf(element string) (kind StyleKind, ok bool) {
	switch element {
	case "i", "em", "cite", "u":
		return Italic, true
	case "b", "strong":
		return Bold, true
	case "sc": // JATS
		return SmallCaps, true
	case "a":
		return Link, true
	case "span", "sup", "sub", "small", "font", "abbr", "bdi", "mark", "ins", "code", "tt", "br", "wbr":
		return noStyle, true
	}
	return noStyle, false
}

const noStyle StyleKind = -1

// inlineTag is a tag of one of the inline elements.
type inlineTag struct {
	name, attrs string
	closes      bool
	start, end  int // in the source
	kind        StyleKind
}

// html takes the tag at i. Tags count in pairs: one that opens without being
// closed, or the other way round, stays text, and so does any other "<".
func (s *markupScanner) html(i int) int {
	tag, ok := readInlineTag(s.text[i:s.piece.end])
	if !ok {
		return i + 1
	}
	tag.start, tag.end = i, i+tag.end
	switch {
	case tag.name == "br":
		s.replace(tag.start, tag.end, " ")
	case tag.name == "wbr": // a line may be broken here, and is not
		s.hide(tag.start, tag.end)
	case tag.closes:
		if !s.closeTag(tag) {
			return i + 1
		}
	case len(s.tags) < maxOpenTags:
		s.tags = append(s.tags, tag)
	}
	return tag.end
}

// closeTag ends the element of that name that was opened last. Elements may
// cross, as browsers let them.
func (s *markupScanner) closeTag(tag inlineTag) bool {
	for n := len(s.tags) - 1; n >= 0; n-- {
		open := s.tags[n]
		if open.name != tag.name {
			continue
		}
		s.tags = slices.Delete(s.tags, n, n+1)
		s.hide(open.start, open.end)
		s.hide(tag.start, tag.end)
		s.addStyle(open, tag)
		return true
	}
	return false
}

// addStyle adds what an element does to the words in it. An anchor without an
// address does nothing.
func (s *markupScanner) addStyle(open, close inlineTag) {
	style := Style{Kind: open.kind, Start: open.end, End: close.start, From: open.start, To: close.end}
	if open.kind == Link {
		style.Target = strings.TrimSpace(decodeReferences(attributeOf(open.attrs, hrefAttribute)))
	}
	if open.kind != noStyle && (open.kind != Link || style.Target != "") {
		s.styles = append(s.styles, style)
	}
}

// readInlineTag reads the tag that s begins with; end is its length.
func readInlineTag(s string) (tag inlineTag, ok bool) {
	size := 1 + strings.IndexAny(s[1:], "<>")
	if size == 0 || s[size] != '>' {
		return tag, false
	}
	inside := strings.TrimSuffix(s[1:size], "/")
	inside, tag.closes = strings.CutPrefix(inside, "/")
	name := inside
	if n := strings.IndexFunc(inside, unicode.IsSpace); n >= 0 {
		name, tag.attrs = inside[:n], inside[n:]
	}
	tag.name, tag.end = strings.ToLower(name), size+1
	tag.kind, ok = styleOf(tag.name)
	if ok && tag.kind == noStyle && tag.attrs != "" {
		tag.kind = fontOf(attributeOf(tag.attrs, styleAttribute), attributeOf(tag.attrs, classAttribute))
	}
	return tag, ok
}

// fontOf gives the style of an element with these attributes, noStyle where they
// say nothing of it. The classes are those of Pandoc, Project Gutenberg and
// publishers of journals.
func fontOf(css, class string) StyleKind {
	switch {
	case css == "" && class == "":
		return noStyle
	case strings.Contains(css, "italic") || strings.Contains(css, "underline"):
		return Italic
	case strings.Contains(css, "small-caps"), smallCapsClass.MatchString(class):
		return SmallCaps
	}
	return noStyle
}

var (
	hrefAttribute  = regexp.MustCompile(`(?i)(?:^|\s)href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))`)
	classAttribute = regexp.MustCompile(`(?i)(?:^|\s)class\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))`)
	smallCapsClass = regexp.MustCompile(`(?i)(?:^|\s)(?:small-?_?caps?|smcap|sc)(?:$|\s)`)
	styleAttribute = regexp.MustCompile(`(?i)(?:^|\s)style\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))`)
)

func attributeOf(attrs string, attribute *regexp.Regexp) string {
	m := attribute.FindStringSubmatch(attrs)
	if m == nil {
		return ""
	}
	return m[1] + m[2] + m[3]
}

// reference takes the character reference at i.
func (s *markupScanner) reference(i int) int {
	text, size := readReference(s.text[i:s.piece.end])
	if size == 0 {
		return i + 1
	}
	s.replace(i, i+size, text)
	return i + size
}

// readReference reads the character reference that s begins with (HTML, "Named
// character references"): "&amp;", "&#38;", "&#x26;". The semicolon must be
// there, since addresses have "&copy=1". Control characters are none.
func readReference(s string) (text string, size int) {
	for size = 1; size < min(len(s), maxReference) && (s[size] == '#' && size == 1 || isASCIIWord(s[size])); size++ {
	}
	if size == len(s) || s[size] != ';' {
		return "", 0
	}
	size++
	text = html.UnescapeString(s[:size])
	first, _ := utf8.DecodeRuneInString(text)
	if strings.HasSuffix(text, ";") || unicode.IsControl(first) && !unicode.IsSpace(first) {
		return "", 0
	}
	return text, size
}

func isASCIIWord(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// decodeReferences gives s with its character references replaced.
func decodeReferences(s string) string {
	var b strings.Builder
	for {
		at := strings.IndexByte(s, '&')
		if at < 0 {
			break
		}
		b.WriteString(s[:at])
		text, size := readReference(s[at:])
		if size == 0 {
			text, size = "&", 1
		}
		b.WriteString(text)
		s = s[at+size:]
	}
	if b.Len() == 0 {
		return s
	}
	return b.String() + s
}

// beforeDelimiter cuts an address before a character reference to what cannot
// stand in one: "https://news.test/&#62;".
func beforeDelimiter(address string) string {
	for at := 0; ; at++ {
		n := strings.IndexByte(address[at:], '&')
		if n < 0 {
			return address
		}
		at += n
		if text, size := readReference(address[at:]); size > 0 && strings.ContainsFunc(text, endsAddress) {
			return address[:at]
		}
	}
}
