package page

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

// readRaw reads the content of an element that holds no tags as text, up to its end tag. It is false where there is none.
func (z *tokens) readRaw() bool {
	end := len(z.page)
	switch z.raw {
	case "plaintext":
	case "script":
		end = scriptEnd(z.page, z.at)
	default:
		end = rawEnd(z.page, z.at, z.raw)
	}
	z.text, z.at, z.raw = z.page[z.at:end], end, ""
	return len(z.text) > 0
}

// resolves reports an element without tags in which character references count.
func resolves(name string) bool { return name == atom.Title.String() || name == atom.Textarea.String() }

// rawEnd finds the end tag of an element, the page's end where there is none.
func rawEnd(page []byte, from int, name string) int {
	for i := from; ; i++ {
		n := bytes.IndexByte(page[i:], '<')
		if n < 0 {
			return len(page)
		}
		if i += n; isTag(page[i:], "</", name) {
			return i
		}
	}
}

// scriptEnd finds the end tag of a script. One in a comment counts, unless it ends a script within that (sections 13.2.5.15 to
// 13.2.5.31).
func scriptEnd(page []byte, from int) int {
	inComment, inScript := false, false
	for i := from; i < len(page); i++ {
		if !inComment {
			n := bytes.IndexByte(page[i:], '<')
			if n < 0 {
				break
			}
			i += n
		}
		switch rest := page[i:]; {
		case inComment && bytes.HasPrefix(rest, []byte("-->")):
			inComment, inScript = false, false
		case rest[0] != '<':
		case isTag(rest, "</", "script"):
			if !inScript {
				return i
			}
			inScript = false
		case inComment:
			inScript = inScript || isTag(rest, "<", "script")
		default:
			inComment = bytes.HasPrefix(rest, []byte("<!--"))
		}
	}
	return len(page)
}

// isTag reports a text that begins with a tag of that name.
func isTag(text []byte, mark, name string) bool {
	n := len(mark) + len(name)
	return len(text) > n && string(text[:len(mark)]) == mark && endsName(text[n]) && bytes.EqualFold(text[len(mark):n], []byte(name))
}
