package page

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/meta.tsv
var metaFile string

// A metaName is a name that meta elements have, and what its content says.
type metaName struct{ vocabulary, field, kind string }

var metaNames = sync.OnceValue(func() map[string]metaName {
	names := make(map[string]metaName)
	for _, row := range rows(metaFile) {
		names[row[1]] = metaName{row[0], row[2], row[3]}
	}
	return names
})

// metaTags reads the meta elements that belong to no public vocabulary but that many publishers write: for their search,
// their statistics, their mailing lists, and for networks.
func metaTags(d *document, c *claims) {
	readMetas(d, c, "other", nil)
	add(&c.languages, d.lang, "html lang")
}

// readMetas makes claims of the meta elements of one vocabulary. turn, if not nil, brings a name into reading order.
func readMetas(d *document, c *claims, vocabulary string, turn func(string) string) {
	names := metaNames()
	for _, m := range d.metas {
		name, known := names[m.name]
		if !known || name.vocabulary != vocabulary {
			continue
		}
		content := m.content
		if name.field == "author" && turn != nil {
			content = turn(clean(content))
		}
		c.claim(name.field, content, m.name, name.kind)
	}
}

// claim keeps a claim about the field of a data file.
func (c *claims) claim(field, text, signal, kind string) {
	switch field {
	case "title":
		addKind(&c.titles, text, signal, kind)
	case "subtitle":
		addKind(&c.subtitles, text, signal, kind)
	case "description":
		addKind(&c.descriptions, text, signal, kind)
	case "author":
		if !isAddress(text) {
			c.wrote(signal, kind, text)
		}
	case "published":
		dated(&c.published, text, signal, kind)
	case "modified":
		dated(&c.modified, text, signal, kind)
	case "site":
		addKind(&c.sites, strings.TrimPrefix(strings.TrimSpace(text), "@"), signal, kind)
	case "publisher":
		addKind(&c.publishers, text, signal, kind)
	case "canonical":
		addKind(&c.canonicals, text, signal, kind)
	case "language":
		addKind(&c.languages, strings.ReplaceAll(text, "_", "-"), signal, kind)
	case "doi":
		c.identified(text, signal)
	case "licence":
		c.licensed(text, signal)
	case "access":
		add(&c.access, accessWord(text), signal)
	case "type":
		addKind(&c.types, text, signal, kind)
	}
}

// isAddress reports an address or a handle where a name should be.
func isAddress(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasPrefix(s, "@") || strings.HasPrefix(s, "/") || strings.Contains(s, "://") || strings.HasPrefix(s, "www.")
}

// surnameFirst turns "Lovelace, Ada" into "Ada Lovelace". A text with more commas is a list or has a title, and is left alone.
func surnameFirst(name string) string {
	family, given, found := strings.Cut(name, ",")
	if !found || strings.ContainsAny(given, ",;") || strings.TrimSpace(given) == "" || strings.Contains(family, ";") {
		return name
	}
	return strings.TrimSpace(given) + " " + strings.TrimSpace(family)
}
