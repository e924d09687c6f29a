package page

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxJSONDepth is how deep JSON-LD may nest. Yoast's graphs nest 6 deep.
const maxJSONDepth = 40

// An object is a JSON object. Of members with one name the first counts.
type object map[string]any

// readJSON reads the JSON that pages really hold: with line breaks inside strings, trailing commas, comments around it, a
// semicolon behind it, or its end cut off. It gives whatever could be read: objects, []any, and strings, also for
// numbers, true and false.
func readJSON(s string) any {
	p := &jsonReader{s: s}
	var list []any
	for p.seek("{[") {
		list = append(list, p.value(0))
	}
	if len(list) == 1 {
		return list[0]
	}
	return list
}

type jsonReader struct {
	s string
	i int
}

// seek moves to the next of some signs.
func (p *jsonReader) seek(signs string) bool {
	n := strings.IndexAny(p.s[p.i:], signs)
	if n < 0 {
		p.i = len(p.s)
		return false
	}
	p.i += n
	return true
}

// peek skips white space and commas, which may be missing or doubled, and gives the next byte; 0 at the end.
func (p *jsonReader) peek() byte {
	for p.i < len(p.s) {
		switch c := p.s[p.i]; c {
		case ' ', '\t', '\n', '\r', ',', ';':
			p.i++
		default:
			return c
		}
	}
	return 0
}

func (p *jsonReader) value(depth int) any {
	c := p.peek()
	if depth >= maxJSONDepth && (c == '{' || c == '[') {
		p.i++
		return nil
	}
	switch c {
	case '{':
		p.i++
		return p.object(depth + 1)
	case '[':
		p.i++
		return p.array(depth + 1)
	case '"':
		p.i++
		return p.string()
	case 0, '}', ']', ':':
		return nil
	}
	return p.word()
}

func (p *jsonReader) object(depth int) any {
	o := make(object)
	for {
		switch p.peek() {
		case '"':
			p.i++
			key := p.string()
			if p.peek() != ':' {
				continue
			}
			p.i++
			value := p.value(depth)
			if _, twice := o[key]; !twice {
				o[key] = value
			}
		case '}':
			p.i++
			return o
		case 0, ']':
			return o
		default:
			p.i++
		}
	}
}

func (p *jsonReader) array(depth int) any {
	var list []any
	for {
		switch p.peek() {
		case ']':
			p.i++
			return list
		case 0, '}':
			return list
		case ':':
			p.i++
		default:
			list = append(list, p.value(depth))
		}
	}
}

// word reads a number, true, false or null, or whatever stands in their place.
func (p *jsonReader) word() any {
	start := p.i
	for p.i < len(p.s) && !strings.ContainsRune(",]}[{\"\n:", rune(p.s[p.i])) {
		p.i++
	}
	if p.i == start {
		p.i++
	}
	switch word := strings.TrimSpace(p.s[start:p.i]); word {
	case "null":
		return nil
	default:
		return word
	}
}

// string reads to the closing quotation mark. A quotation mark that no delimiter follows is taken as part of the text,
// since writers forget to escape them.
func (p *jsonReader) string() string {
	var b strings.Builder
	for p.i < len(p.s) {
		c := p.s[p.i]
		p.i++
		switch {
		case c == '"' && p.closes():
			return b.String()
		case c == '\\' && p.i < len(p.s):
			p.escape(&b)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func (p *jsonReader) closes() bool {
	for j := p.i; j < len(p.s); j++ {
		switch p.s[j] {
		case ' ', '\t', '\n', '\r':
		case ',', ':', '}', ']', ';':
			return true
		default:
			return j > p.i && p.s[j] == '"'
		}
	}
	return true
}

func (p *jsonReader) escape(b *strings.Builder) {
	c := p.s[p.i]
	p.i++
	switch c {
	case 'n', 'r', 't':
		b.WriteByte(' ')
	case 'b', 'f':
	case 'u':
		b.WriteRune(p.codePoint())
	default:
		b.WriteByte(c)
	}
}

// codePoint reads the four digits behind \u, and a second surrogate.
func (p *jsonReader) codePoint() rune {
	r := p.hex()
	if 0xd800 <= r && r < 0xdc00 && strings.HasPrefix(p.s[p.i:], `\u`) {
		p.i += 2
		if low := p.hex(); 0xdc00 <= low && low < 0xe000 {
			return (r-0xd800)<<10 + (low - 0xdc00) + 0x10000
		}
	}
	return r
}

func (p *jsonReader) hex() rune {
	end := min(p.i+4, len(p.s))
	n, err := strconv.ParseUint(p.s[p.i:end], 16, 32)
	if err != nil {
		return utf8.RuneError
	}
	p.i = end
	return rune(n)
}
