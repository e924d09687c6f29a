package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A walker goes through the tree once and fills the document.
type walker struct {
	*document
	buf         []byte
	roles       map[string]role // roles by class attribute, since classes repeat
	words       map[string]role // roles by word of a class attribute
	jsonldBytes int
}

// A scope is what the elements around one say about it.
type scope struct {
	region   role
	item     string // type of the microdata item around
	path     string // properties that lead to it
	inAnchor bool
	depth    int
}

func (w *walker) children(n *html.Node, s scope) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.textNode(c.Data, s)
		case html.ElementNode:
			w.element(c, s)
		}
	}
}

func (w *walker) textNode(data string, s scope) {
	before := len(w.buf)
	w.buf = appendClean(w.buf, data)
	if s.inAnchor {
		w.shape.anchorText += len(w.buf) - before
	}
}

func (w *walker) element(n *html.Node, s scope) {
	if s.depth++; s.depth > maxDepth || w.special(n, s) {
		return
	}
	a := attrsOf(n)
	own := w.roleOf(n, a)
	around := s.region
	s.region = within(s.region, own&regions)
	block := isBlock(n.DataAtom)
	w.breakAt(n, block)
	start, inLinks := len(w.buf), w.shape.anchorText
	m, marked := w.open(n, a, own, s)
	s = w.descend(n, a, s, m)
	w.count(n)
	w.children(n, s)
	if marked {
		w.marks[m].end = len(w.buf)
		w.marks[m].linked = 2*(w.shape.anchorText-inLinks) > len(w.buf)-start
	}
	if s.region&away != 0 && around&away == 0 {
		w.asides = append(w.asides, span{start, len(w.buf), s.region})
	}
	w.breakAt(n, block)
}

// breakAt ends a line before and after a block. Around the inline elements that makers use as boxes it leaves a seam, so that
// a name can be told from the button behind it.
func (w *walker) breakAt(n *html.Node, block bool) {
	if block {
		w.lineBreak()
		return
	}
	switch n.DataAtom {
	case atom.A, atom.Span, atom.Label, atom.Time, atom.Small, atom.Img:
		if k := len(w.buf); k > 0 && w.buf[k-1] > ' ' {
			w.buf = append(w.buf, seam)
		}
	}
}

// seam divides inline boxes that no white space divides.
const seam = '\x1f'

// special handles the elements that have no visible text of their own.
func (w *walker) special(n *html.Node, s scope) bool {
	switch n.DataAtom {
	case atom.Html:
		w.lang = first(attr(n, "lang"), attr(n, "xml:lang"))
		return false
	case atom.Title:
		if w.title == "" && n.Namespace == "" {
			w.title = clean(rawText(n))
		}
	case atom.Meta:
		w.meta(n, s)
	case atom.Link:
		w.link(n, s)
	case atom.Base:
		if u, err := w.base.Parse(attr(n, "href")); err == nil && u.Host != "" {
			w.base = u
		}
	case atom.Script:
		w.script(n)
	case atom.Noscript:
		w.shape.noscript = appendClean(w.shape.noscript, cut(rawText(n), maxScript-min(maxScript, len(w.shape.noscript))))
	case atom.Br:
		w.lineBreak()
	case atom.Style, atom.Template, atom.Svg, atom.Select, atom.Textarea, atom.Math, atom.Object, atom.Audio, atom.Video, atom.Canvas:
	default:
		return hidden(n)
	}
	return true
}

func (w *walker) meta(n *html.Node, s scope) {
	content := cut(attr(n, "content"), maxAttr)
	if strings.EqualFold(attr(n, "http-equiv"), "refresh") {
		if _, to, found := cutFold(content, "url="); found {
			w.shape.refresh = strings.Trim(to, "'\" ")
		}
		return
	}
	if content == "" {
		content = attr(n, "value")
	}
	prop := first(attr(n, "itemprop"), "")
	if prop != "" && s.item != "" {
		w.property(s, prop, content, -1)
	}
	for _, key := range [...]string{"property", "name", "itemprop", "http-equiv"} {
		names := attr(n, key)
		if names == "" || len(w.metas) >= maxMetas {
			continue
		}
		for name := range strings.FieldsSeq(strings.ToLower(names)) {
			w.metas = append(w.metas, meta{name, content})
		}
	}
}

func (w *walker) link(n *html.Node, s scope) {
	if prop := attr(n, "itemprop"); prop != "" && s.item != "" {
		w.property(s, prop, first(attr(n, "content"), attr(n, "href")), -1)
	}
	if rel := attr(n, "rel"); rel != "" && len(w.links) < maxLinks {
		w.links = append(w.links, link{strings.ToLower(rel), cut(attr(n, "href"), maxAttr)})
	}
}

func (w *walker) script(n *html.Node) {
	w.shape.scripts++
	if src := attr(n, "src"); src != "" {
		w.source(src)
	}
	kind := strings.ToLower(attr(n, "type"))
	data := rawText(n)
	switch {
	case strings.Contains(kind, "ld+json"):
		if w.jsonldBytes += len(data); w.jsonldBytes <= maxJSONLD {
			w.jsonld = append(w.jsonld, data)
		}
	case len(w.shape.inline) < maxScript:
		w.shape.inline = append(w.shape.inline, cut(data, maxScript/8)...)
		w.shape.inline = append(w.shape.inline, '\n')
	}
}

func (w *walker) source(address string) {
	const maxSources = 300
	if len(w.shape.sources) < maxSources {
		w.shape.sources = append(w.shape.sources, cut(address, 500))
	}
}

// count notes what tells a page of text from a wall.
func (w *walker) count(n *html.Node) {
	switch n.DataAtom {
	case atom.Form:
		w.source(attr(n, "action"))
	case atom.Iframe, atom.Frame:
		w.shape.frames++
		w.source(attr(n, "src"))
		w.frame(n)
	case atom.Input:
		if strings.EqualFold(attr(n, "type"), "password") {
			w.shape.passwords++
		}
	}
}

// frame keeps the address of a frame that holds a text of its own; the small
// ones of advertisers and of players of films do not.
func (w *walker) frame(n *html.Node) {
	const maxFrames = 20
	if len(w.frames) < maxFrames && (n.DataAtom == atom.Frame || w.shape.frames == 1) {
		w.frames = append(w.frames, cut(attr(n, "src"), maxAttr))
	}
}

// descend gives the scope inside an element.
func (w *walker) descend(n *html.Node, a attrs, s scope, m int) scope {
	if n.DataAtom == atom.A {
		s.inAnchor = true
	}
	if a.itemprop == "" && !a.itemscope {
		return s
	}
	value := first(a.content, a.datetime)
	if !a.itemscope {
		w.property(s, a.itemprop, value, m)
		return s
	}
	if prop, _, _ := strings.Cut(a.itemprop, " "); prop != "" {
		w.property(s, prop, value, m)
		w.items[len(w.items)-1].thing = len(w.items) > 0
		s.path = join(s.path, prop)
	} else {
		s.path = ""
	}
	s.item = a.itemtype[strings.LastIndexAny(a.itemtype, "/#:")+1:]
	return s
}

// property keeps a statement; its value is the text of the mark where the element gives no other.
func (w *walker) property(s scope, props, value string, m int) {
	const maxItems = 2000
	for prop := range strings.FieldsSeq(props) {
		if len(w.items) >= maxItems || len(s.path) > 100 {
			return
		}
		prop = prop[strings.IndexByte(prop, ':')+1:]
		w.items = append(w.items, property{s.item, join(s.path, prop), cut(value, maxAttr), m, false})
	}
}

func join(path, prop string) string {
	if path == "" {
		return prop
	}
	return path + "." + prop
}

func (w *walker) lineBreak() {
	n := len(w.buf)
	if n > 0 && (w.buf[n-1] == ' ' || w.buf[n-1] == seam) {
		w.buf[n-1] = '\n'
	} else if n > 0 && w.buf[n-1] != '\n' {
		w.buf = append(w.buf, '\n')
	}
}

// open begins a mark where an element is of interest.
func (w *walker) open(n *html.Node, a attrs, own role, s scope) (int, bool) {
	if own&^regions == 0 && a.itemprop == "" || len(w.marks) >= maxMarks {
		return -1, false
	}
	w.marks = append(w.marks, mark{
		role: own &^ regions, region: s.region, tag: n.DataAtom, start: len(w.buf), end: len(w.buf),
		value: cut(first(a.datetime, a.content, a.title), maxAttr), href: a.href,
	})
	return len(w.marks) - 1, true
}

// finish turns offsets into the buffer into places in the text. A line break moves no offset: it replaces a space or follows.
func (w *walker) finish() {
	w.text = string(w.buf)
}

func rawText(n *html.Node) string {
	if c := n.FirstChild; c != nil && c.NextSibling == nil && c.Type == html.TextNode {
		return c.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		} else if c.Type == html.ElementNode {
			b.WriteString(" " + rawText(c))
		}
	}
	return b.String()
}

func hidden(n *html.Node) bool {
	if _, ok := find(n, "hidden"); ok {
		return true
	}
	style, ok := find(n, "style")
	if !ok {
		return false
	}
	style = strings.ReplaceAll(style, " ", "")
	return strings.Contains(style, "display:none") && n.DataAtom != atom.Body && n.DataAtom != atom.Html
}

func isBlock(a atom.Atom) bool {
	switch a {
	case atom.A, atom.Span, atom.B, atom.I, atom.Em, atom.Strong, atom.Font, atom.Time, atom.Small, atom.Sup, atom.Sub, atom.U, atom.Abbr,
		atom.Img, atom.Input, atom.Label, atom.Cite, atom.Code, atom.Mark, atom.Q, atom.S, atom.Del, atom.Ins, atom.Wbr, atom.Big, atom.Bdi, atom.Bdo, atom.Picture, atom.Source, atom.Data:
		return false
	}
	return true
}
