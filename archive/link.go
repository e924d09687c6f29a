package archive

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// link is one entry of a Link field or of a TimeMap (RFC 8288, RFC 7089 section 2.2).
type link struct {
	target string
	rels   []string // relations, in lower case
	params map[string]string
}

// is reports whether the entry has a relation; several can stand in one entry, such as "first memento".
func (l link) is(rel string) bool { return slices.Contains(l.rels, rel) }

// datetime is the time of a memento; the zero time where there is none that can be read.
func (l link) datetime() time.Time {
	t, _ := parseDatetime(l.params["datetime"])
	return t
}

// maxLinks bounds the entries that are read from one field. Services list the neighbours of a copy there: less than ten.
const maxLinks = 10_000

// parseLinks reads a field by the algorithm of RFC 8288, appendix B.2 to B.4, and is lenient where services are not strict:
// commas between entries may be missing or doubled. What is no entry is passed over.
func parseLinks(field string) []link {
	var links []link
	for len(links) < maxLinks {
		start := strings.IndexByte(field, '<')
		if start < 0 {
			break
		}
		target, rest, closed := strings.Cut(field[start+1:], ">")
		if !closed {
			break
		}
		l := link{target: strings.TrimSpace(target)}
		l.params, field = parseParams(rest)
		l.rels = strings.Fields(strings.ToLower(l.params["rel"]))
		links = append(links, l)
	}
	return links
}

// parseParams reads "; name=value" up to the comma or the "<" that starts the next entry, and returns what is left. Of a name that
// repeats the first value counts.
func parseParams(s string) (params map[string]string, rest string) {
	params = map[string]string{}
	for {
		s = strings.TrimLeft(s, " \t\r\n;")
		if s == "" || s[0] == ',' || s[0] == '<' {
			return params, s
		}
		end := strings.IndexAny(s, "=;,<")
		if end < 0 {
			return params, ""
		}
		name, value := strings.ToLower(strings.TrimSpace(s[:end])), ""
		if s = s[end:]; s[0] == '=' {
			value, s = parseValue(strings.TrimLeft(s[1:], " \t\r\n"))
		}
		if _, known := params[name]; !known {
			params[name] = value
		}
	}
}

// parseValue reads a quoted string, in which a backslash takes the next byte as it is, or a token.
func parseValue(s string) (value, rest string) {
	if !strings.HasPrefix(s, `"`) {
		end := strings.IndexAny(s, ";,<")
		if end < 0 {
			end = len(s)
		}
		return strings.TrimSpace(s[:end]), s[end:]
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return b.String(), s[i+1:]
		case s[i] == '\\' && i+1 < len(s):
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String(), ""
}

// linksOf are the entries of all Link fields of an answer.
func linksOf(resp *http.Response) []link {
	return parseLinks(strings.Join(resp.Header.Values("Link"), ", "))
}
