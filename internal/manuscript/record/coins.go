package record

import (
	"net/url"
	"slices"
	"strings"
)

// COinS gives the record in the title of a span of the class Z3988 (COinS 1.0:
// an OpenURL ContextObject), "" where it names nothing.
func COinS(title string) string {
	if len(title) > maxCOinS {
		return ""
	}
	values, err := url.ParseQuery(strings.ReplaceAll(title, ";", "%3B"))
	if err != nil {
		return ""
	}
	c := coins{values, values.Get("rft_val_fmt")}
	data := c.csl()
	if data["title"] == nil && data["container-title"] == nil && data["author"] == nil {
		return ""
	}
	return Of([]Item{{Data: data}})
}

// maxCOinS bounds a ContextObject, in bytes: one with a hundred authors has 10 KB.
const maxCOinS = 64 << 10

// coins are the keys of ANSI/NISO Z39.88-2004.
type coins struct {
	url.Values
	format string
}

func (c coins) first(keys ...string) string {
	for _, key := range keys {
		if value := squeeze(c.Get("rft." + key)); value != "" {
			return value
		}
	}
	return ""
}

// csl gives the source in CSL-JSON.
func (c coins) csl() map[string]any {
	data := map[string]any{"type": c.kind()}
	title, container := c.first("atitle"), c.first("jtitle", "btitle", "title", "stitle", "source")
	if title == "" {
		title, container = container, ""
	}
	fields := map[string]string{
		"title": title, "container-title": container, "collection-title": c.first("series"), "publisher": c.first("pub", "publisher", "inst"),
		"publisher-place": c.first("place"), "volume": c.first("volume"), "issue": c.first("issue"), "edition": c.first("edition"),
		"page": c.pages(), "ISBN": c.first("isbn"), "ISSN": c.first("issn", "eissn"),
	}
	for _, id := range c.Values["rft_id"] {
		switch {
		case strings.HasPrefix(id, "info:doi/"):
			fields["DOI"] = strings.TrimPrefix(id, "info:doi/")
		case strings.HasPrefix(id, "info:pmid/"):
			fields["PMID"] = strings.TrimPrefix(id, "info:pmid/")
		case strings.HasPrefix(id, "//"):
			fields["URL"] = "https:" + id
		case isWebAddress(id):
			fields["URL"] = id
		}
	}
	setFields(data, fields)
	if names := namesOf(c.authors()); names != nil {
		data["author"] = names
	}
	if date := c.first("date"); date != "" {
		data["issued"] = map[string]any{"raw": date}
	}
	return data
}

// authors gives all names. The first may stand in parts beside the list.
func (c coins) authors() []string {
	names := slices.Concat(c.Values["rft.au"], c.Values["rft.creator"], c.Values["rft.aucorp"])
	last, first := c.first("aulast"), c.first("aufirst", "auinit")
	if last == "" {
		return names
	}
	name := strings.TrimSuffix(last+", "+first, ", ")
	rest := slices.DeleteFunc(names, func(s string) bool { return strings.Contains(s, last) && (s == name || !strings.Contains(s, ",")) })
	if slices.ContainsFunc(rest, func(s string) bool { return strings.HasPrefix(s, last+",") }) {
		return rest
	}
	return append([]string{name}, rest...)
}

func (c coins) pages() string {
	from, to := c.first("spage"), c.first("epage")
	switch {
	case c.first("pages") != "":
		return c.first("pages")
	case from != "" && to != "" && from != to:
		return from + "–" + to
	}
	return from
}

// kind gives the type in CSL. Wikipedia calls each page of the web a journal or
// a book of unknown genre.
func (c coins) kind() string {
	switch genre := c.first("genre", "type"); {
	case strings.HasSuffix(c.format, "dissertation"):
		return "thesis"
	case strings.HasSuffix(c.format, "patent"):
		return "patent"
	case genre == "bookitem" || genre == "book" && c.first("atitle") != "":
		return "chapter"
	case genre == "book":
		return "book"
	case genre == "report":
		return "report"
	case genre == "conference" || genre == "proceeding":
		return "paper-conference"
	case genre == "article" && strings.HasSuffix(c.format, "journal"):
		return "article-journal"
	case strings.HasSuffix(c.format, "dc") || genre == "unknown":
		return "webpage"
	case strings.HasSuffix(c.format, "book"):
		return "book"
	}
	return "document"
}

// isWebAddress reports whether an identifier is an address that a browser takes.
func isWebAddress(id string) bool {
	id = strings.ToLower(id)
	for _, prefix := range [...]string{"https://", "http://", "www."} {
		if len(id) > len(prefix) && strings.HasPrefix(id, prefix) {
			return true
		}
	}
	return false
}
