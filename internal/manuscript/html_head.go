package manuscript

import (
	"regexp"
	"strings"
)

// head is what a page or a book says of itself outside of its text.
type head struct {
	title, date string
	authors     []string
}

// readHead gives what the head of the page says. Where several lines say the
// title, that for libraries and that for sharing come before the one for the
// window, which often names the site too.
func (t *tree) readHead() head {
	var h head
	titles := map[string]string{}
	for i := range t.nodes {
		n := &t.nodes[i]
		switch t.nameOf(n) {
		case "title":
			if text, _ := t.textOf(i, n.end(), maxHeadText); titles["title"] == "" {
				titles["title"] = text
			}
		case "meta":
			key := strings.ToLower(t.attr(n, "name") + t.attr(n, "property"))
			value := squeeze(t.attr(n, "content"))
			switch {
			case value == "" || len(value) > maxHeadText:
			case authorKeys[key] && !hasURLStart(value):
				h.addAuthor(value)
			case dateKeys[key] && h.date == "":
				h.date = dayOf(value)
			case titles[key] == "":
				titles[key] = value
			}
		}
	}
	for _, key := range [...]string{"citation_title", "dc.title", "dcterms.title", "og:title", "title"} {
		if h.title == "" {
			h.title = titles[key]
		}
	}
	return h
}

// maxHeadText bounds a title or a name, in bytes.
const maxHeadText = 1000

var (
	authorKeys = set("author citation_author dc.creator dcterms.creator article:author parsely-author sailthru.author")
	dateKeys   = set("date article:published_time citation_publication_date citation_date dc.date dcterms.date dc.date.issued dcterms.issued pubdate publish-date")
	isoTime    = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})T`)
)

// dayOf leaves the time of day out of a date.
func dayOf(value string) string {
	if m := isoTime.FindStringSubmatch(value); m != nil {
		return m[1]
	}
	return value
}

func (h *head) addAuthor(name string) {
	for _, known := range h.authors {
		if known == name {
			return
		}
	}
	h.authors = append(h.authors, name)
}

// readHead takes over title, names and date from h. The title that a heading
// prints comes first: the head often adds the name of the site.
func (m *Manuscript) readHead(h head) {
	if m.Title.Plain == "" {
		m.Title = literal(h.title)
		for i := range m.Paragraphs {
			p := &m.Paragraphs[i]
			if p.Kind == Heading && p.Plain != "" && (h.title == "" || isTitleWith(h.title, p.Plain)) {
				m.Title = p.Inline
				break
			}
			if p.Kind == Heading && h.title == "" {
				break
			}
		}
	}
	if m.Byline.Plain == "" {
		m.Byline = literal(strings.Join(h.authors, "; "))
	}
	if m.DateLine == "" {
		m.DateLine = h.date
	}
}

// isTitleWith reports whether full is the title, maybe with the name of the
// site behind or before it.
func isTitleWith(full, title string) bool {
	rest, ok := strings.CutPrefix(full, title)
	if !ok {
		rest, ok = strings.CutSuffix(full, title)
	}
	if !ok {
		return false
	}
	rest = strings.TrimSpace(rest)
	return rest == "" || strings.ContainsAny(rest[:1], "-|:»·(") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "—") ||
		strings.HasSuffix(rest, "|") || strings.HasSuffix(rest, "-") || strings.HasSuffix(rest, ":")
}

// literal makes an Inline of words that stand nowhere in the text: its offsets
// lead to the beginning.
func literal(s string) Inline {
	if s == "" {
		return Inline{}
	}
	return Inline{Plain: s}
}
