package page

import (
	"net/url"
	"strings"
)

// maxNodes is how many things of JSON-LD are looked at.
const maxNodes = 2000

// jsonLD reads schema.org statements in JSON-LD scripts (json-ld.org; schema.org/Article). The thing that the page is about
// speaks first: an article, else whatever has a headline; then the page as a page; then the site.
func jsonLD(d *document, c *claims) {
	g := graph{byID: make(map[string]object), organisations: make(map[string]bool)}
	for _, script := range d.jsonld {
		g.collect(readJSON(trimScript(script)), 0)
	}
	var article object
	for _, n := range g.nodes {
		d.types = append(d.types, n.types())
		switch kind := n.kind(); {
		case kind == kindArticle && (article == nil || !d.isSelf(article) && d.isSelf(n)):
			article = n
		case kind == kindSite:
			add(&c.sites, n.text("name"), "json-ld website")
		case kind == kindOrganisation:
			add(&c.publishers, n.text("name"), "json-ld organisation")
		}
	}
	if article != nil {
		d.locked = accessWord(article.text("isAccessibleForFree")) == Paid
		g.work(c, article, "json-ld")
	}
	for _, n := range g.nodes {
		switch n.kind() {
		case kindPage:
			g.work(c, n, "json-ld page")
		case kindOther:
			g.work(c, n, "json-ld other")
		}
	}
}

// work makes the claims of a creative work.
func (g *graph) work(c *claims, n object, signal string) {
	add(&c.titles, n.text("headline"), signal+" headline")
	add(&c.titles, n.text("name"), signal+" name")
	add(&c.subtitles, n.text("alternativeHeadline"), signal)
	add(&c.descriptions, n.text("description"), signal)
	dated(&c.published, n.text("datePublished"), signal+" datePublished", signal+" datePublished")
	dated(&c.published, first(n.text("dateCreated"), n.text("uploadDate")), signal+" dateCreated", signal+" dateCreated")
	dated(&c.modified, n.text("dateModified"), signal, signal)
	add(&c.languages, n.text("inLanguage"), signal)
	add(&c.types, n.text("@type"), signal)
	add(&c.access, accessWord(n.text("isAccessibleForFree")), signal)
	c.licensed(n.text("license"), signal)
	for _, key := range [...]string{"doi", "identifier", "sameAs", "@id"} {
		c.identified(n.text(key), signal)
	}
	g.authors(c, n["author"], signal)
	g.authors(c, n["creator"], signal+" creator")
	for _, name := range g.names(n["publisher"], 0) {
		add(&c.sites, name, signal+" publisher")
		add(&c.publishers, name, signal)
	}
	if part, ok := g.resolve(n["isPartOf"]).(object); ok && part.kind() != kindPage && part.kind() != kindArticle {
		add(&c.sites, part.text("name"), signal+" isPartOf")
	}
}

// authors keeps who wrote the work. An organisation with an "and" in its name
// is one, not two people.
func (g *graph) authors(c *claims, value any, signal string) {
	for _, name := range g.names(value, 0) {
		if g.organisations[name] && len(splitNames(name)) > 1 {
			add(&c.agencies, name, signal)
		} else {
			c.wrote(signal, signal, name)
		}
	}
}

// A graph is all the things that the scripts of a page describe.
type graph struct {
	nodes []object
	byID  map[string]object
	steps int // taken in search of names

	organisations map[string]bool // names whose bearers are said to be organisations
}

// maxSteps bounds the search for names, since things may refer to one another without end.
const maxSteps = 5000

// collect gathers the things at the top, in @graph and lists, and what a page says it is about.
func (g *graph) collect(value any, depth int) {
	if depth > 8 || len(g.nodes) >= maxNodes {
		return
	}
	switch v := value.(type) {
	case []any:
		for _, each := range v {
			g.collect(each, depth+1)
		}
	case object:
		if id, ok := v["@id"].(string); ok && len(v) > 1 && g.byID[id] == nil {
			g.byID[id] = v
		}
		if v["@type"] != nil || v["headline"] != nil {
			g.nodes = append(g.nodes, v)
		}
		for _, key := range [...]string{"@graph", "mainEntity", "mainEntityOfPage"} {
			g.collect(v[key], depth+1)
		}
	}
}

// resolve follows a reference by @id.
func (g *graph) resolve(value any) any {
	if list, ok := value.([]any); ok && len(list) > 0 {
		value = list[0]
	}
	if o, ok := value.(object); ok {
		if id, ok := o["@id"].(string); ok && len(o) <= 2 && g.byID[id] != nil {
			return g.byID[id]
		}
		return o
	}
	return value
}

// names gives the names of people or organisations: strings, objects with a name, references, or lists of them.
func (g *graph) names(value any, depth int) []string {
	if g.steps++; depth > 4 || g.steps > maxSteps {
		return nil
	}
	switch v := value.(type) {
	case string:
		if isAddress(v) {
			if o := g.byID[v]; o != nil {
				return g.names(o, depth+1)
			}
			return nil
		}
		return []string{v}
	case []any:
		var list []string
		for _, each := range v {
			list = append(list, g.names(each, depth+1)...)
		}
		return list
	case object:
		return g.nameOf(v, depth)
	}
	return nil
}

func (g *graph) nameOf(o object, depth int) []string {
	if resolved, ok := g.resolve(o).(object); ok {
		o = resolved
	}
	if name := o.text("name"); name != "" {
		g.organisations[name] = has(o.types(), "organization", "corporation")
		return []string{name}
	}
	if list, ok := o["name"].([]any); ok {
		return g.names(list, depth+1)
	}
	if family := o.text("familyName"); family != "" {
		return []string{strings.TrimSpace(o.text("givenName") + " " + family)}
	}
	return nil
}

// text is the text of a property: a string, the first of a list of strings, or the @value or name of an object.
func (o object) text(key string) string {
	switch v := o[key].(type) {
	case string:
		return v
	case []any:
		for _, each := range v {
			if s, ok := each.(string); ok {
				return s
			}
		}
	case object:
		if s, ok := v["@value"].(string); ok {
			return s
		}
		s, _ := v["name"].(string)
		return s
	}
	return ""
}

type nodeKind int

const (
	kindNone nodeKind = iota
	kindArticle
	kindPage
	kindSite
	kindOrganisation
	kindOther // works that may be the page's subject: a video, a recipe, a product review
)

// kind says what a thing is by its types (schema.org/docs/full.html).
func (o object) kind() nodeKind {
	types := o.types()
	switch {
	case types == "" && o["headline"] != nil,
		has(types, "article", "posting", "report", "recipe", "scholarly", "blog post", "podcastepisode", "presentation", "thesis", "howto"):
		return kindArticle
	case has(types, "webpage", "itempage", "aboutpage", "profilepage", "qapage"):
		return kindPage
	case has(types, "website"):
		return kindSite
	case has(types, "organization", "corporation"):
		return kindOrganisation
	case has(types, "videoobject", "creativework", "review", "book", "audioobject", "interview", "event", "dataset"):
		return kindOther
	}
	return kindNone
}

// types joins the types in lower case.
func (o object) types() string {
	switch v := o["@type"].(type) {
	case string:
		return strings.ToLower(v)
	case []any:
		var list []string
		for _, each := range v {
			if s, ok := each.(string); ok {
				list = append(list, strings.ToLower(s))
			}
		}
		return strings.Join(list, " ")
	}
	return ""
}

func has(s string, parts ...string) bool {
	for _, part := range parts {
		if strings.Contains(s, part) {
			return true
		}
	}
	return false
}

// isSelf reports whether a thing has the address of the page.
func (d *document) isSelf(o object) bool {
	for _, address := range []string{o.text("url"), o.text("@id"), o.text("mainEntityOfPage")} {
		if u, err := url.Parse(address); err == nil && u.Path != "" && strings.Trim(u.Path, "/") == strings.Trim(d.base.Path, "/") {
			return true
		}
	}
	if page, ok := o["mainEntityOfPage"].(object); ok && page["mainEntityOfPage"] == nil {
		return d.isSelf(object{"@id": page["@id"], "url": page["url"]})
	}
	return false
}

// trimScript takes off what old pages put around a script's text.
func trimScript(s string) string {
	if strings.Contains(s, "&quot;") && !strings.Contains(s, `"`) {
		s = strings.ReplaceAll(s, "&quot;", `"`)
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "<![CDATA[", ""), "]]>", "")
}
