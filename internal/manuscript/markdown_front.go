package manuscript

import (
	"strings"
)

// frontMatter gives the lines of the YAML between the "---" that open a file and
// those that close it, or of Pandoc's title block, and the offset of the text
// behind them; no lines where there is none.
func frontMatter(src string) (lines []span, body int) {
	start := len(src) - len(strings.TrimPrefix(src, "\ufeff"))
	first := lineAt(src, start)
	switch opening := src[first.start:first.end]; {
	case opening == "---":
		return yamlLines(src, first.end+1)
	case strings.HasPrefix(opening, "% "):
		return titleBlock(src, start)
	}
	return nil, 0
}

// lineAt gives the line that begins at start, without white space at its end.
func lineAt(src string, start int) span {
	if start >= len(src) {
		return span{len(src), len(src)}
	}
	end := strings.IndexByte(src[start:], '\n')
	if end < 0 {
		end = len(src)
	} else {
		end += start
	}
	return span{start, start + len(strings.TrimRight(src[start:end], " \t\r"))}
}

// nextLine gives the start of the line behind the one that i lies in.
func nextLine(src string, i int) int {
	if n := strings.IndexByte(src[i:], '\n'); n >= 0 {
		return i + n + 1
	}
	return len(src)
}

// yamlLines gives the lines up to "---" or "...". They are front matter only
// where one of them has a key.
func yamlLines(src string, start int) (lines []span, body int) {
	const mostLines = 1000
	keyed := false
	for at := nextLine(src, min(start-1, len(src))); at < len(src) && len(lines) < mostLines; at = nextLine(src, at) {
		line := lineAt(src, at)
		text := src[line.start:line.end]
		if text == "---" || text == "..." {
			if !keyed {
				return nil, 0
			}
			return lines, nextLine(src, at)
		}
		key, _, ok := strings.Cut(text, ":")
		keyed = keyed || ok && key != "" && !strings.ContainsAny(key, " \t[]()")
		lines = append(lines, line)
	}
	return nil, 0
}

// titleBlock gives the lines of "% title", "% authors" and "% date".
func titleBlock(src string, at int) (lines []span, body int) {
	const most = 3
	for len(lines) < most && at < len(src) {
		line := lineAt(src, at)
		if !strings.HasPrefix(src[line.start:line.end], "%") {
			break
		}
		lines = append(lines, line)
		at = nextLine(src, at)
	}
	return lines, at
}

// readFrontMatter takes title, names and date from the front matter.
func (m *Manuscript) readFrontMatter(lines []span) {
	var authors []span
	key := ""
	for i, line := range lines {
		text := m.Text[line.start:line.end]
		value := line
		switch {
		case strings.HasPrefix(text, "%"):
			key = [...]string{"title", "author", "date"}[min(i, 2)]
			value.start++
		case strings.HasPrefix(strings.TrimLeft(text, " "), "- "):
			value.start += strings.Index(text, "- ") + 2
			if name := strings.TrimLeft(m.Text[value.start:value.end], " "); strings.HasPrefix(name, "name:") {
				value.start += strings.Index(m.Text[value.start:value.end], "name:") + len("name:")
			}
		case text == "" || text[0] == ' ' || text[0] == '\t' || text[0] == '#':
			continue
		default:
			colon := strings.IndexByte(text, ':')
			if colon < 0 {
				continue
			}
			key = strings.ToLower(text[:colon])
			value.start += colon + 1
		}
		value = unquoted(m.Text, value)
		switch {
		case value.start >= value.end:
		case key == "title" && m.Title.Plain == "":
			m.Title = newInline(m.Text, []span{value}, nil, func(int, int) {})
		case key == "author" || key == "authors":
			authors = append(authors, value)
		case (key == "date" || key == "published") && m.DateLine == "":
			m.DateLine = m.Text[value.start:value.end]
		}
	}
	m.Byline = joinInline(m.Text, authors)
}

// unquoted leaves white space, quotes and the brackets of a list out of a
// value.
func unquoted(src string, value span) span {
	value = trimLine(src, value)
	for value.end-value.start >= 2 {
		pair := src[value.start:value.start+1] + src[value.end-1:value.end]
		if pair != `""` && pair != `''` && pair != "[]" {
			break
		}
		value = span{value.start + 1, value.end - 1}
	}
	return value
}

// joinInline makes one line of several values, semicolons between them.
func joinInline(src string, values []span) Inline {
	if len(values) == 0 {
		return Inline{}
	}
	var b inlineBuilder
	for i, v := range values {
		if i > 0 {
			b.origin.add(len(b.plain), v.start)
			b.origin.add(len(b.plain)+1, v.start)
			b.plain = append(b.plain, "; "...)
		}
		b.bytes(src, v.start, v.end-v.start)
	}
	return b.finish(src, []span{values[0], values[len(values)-1]})
}

// readLeading takes what the front matter does not say from the first lines of
// the text: the heading at the top, and lines with names or a date below it.
func (m *Manuscript) readLeading() {
	for i := range m.Paragraphs {
		p := &m.Paragraphs[i]
		switch {
		case i == 0 && p.Kind == Heading && m.Title.Plain == "":
			m.Title = p.Inline
		case i == 0 && p.Kind == Heading:
		case byline.MatchString(p.Plain) && len(p.Plain) < maxHeadText && m.Byline.Plain == "":
			p.Kind = Front
			m.Byline = p.after(byline.FindStringSubmatchIndex(p.Plain)[2])
		case isDateLine(p.Plain) && m.DateLine == "":
			p.Kind = Front
			m.DateLine = p.Plain
		default:
			return
		}
	}
}
