package page

import (
	"bytes"
	"strings"

	"golang.org/x/net/html/atom"
)

// A walker goes through the tags once and fills the document.
type walker struct {
	*document
	buf         []byte
	open        []node // the elements around, the outermost first
	tooDeep     int    // further ones, which are passed over
	attrs       []attribute
	roles       map[string]role // roles by class attribute, since classes repeat
	words       map[string]role // roles by word of a class attribute
	jsonldBytes int
}

// reset makes ready for another page, in the memory of the last unless that was very large.
func (w *walker) reset(d *document) {
	const most = 1 << 20 // bytes of text
	old := *w
	*w = walker{document: d, open: old.open[:0], attrs: old.attrs[:0], roles: old.roles, words: old.words}
	if cap(old.buf) <= most {
		w.buf = old.buf[:0]
	}
	if old.document != nil {
		d.marks, d.shape.inline = old.document.marks[:0], old.document.shape.inline[:0]
	}
	if w.roles == nil {
		w.roles, w.words = make(map[string]role), make(map[string]role)
	}
	clear(w.roles)
	clear(w.words)
}

// A scope is what the elements around one say about it.
type scope struct {
	region   role
	item     string // type of the microdata item around
	path     string // properties that lead to it
	inAnchor bool
	skipped  bool // nothing in it is seen
}

func (w *walker) textNode(z *tokens) {
	s, before := w.scope(), len(w.buf)
	switch {
	case s.skipped:
	case !z.isPlain && bytes.IndexByte(z.text, '&') >= 0:
		w.buf = appendClean(w.buf, unescapeText(z.text))
	default:
		w.buf = appendClean(w.buf, z.text)
	}
	if s.inAnchor {
		w.shape.anchorText += len(w.buf) - before
	}
}

// element begins an element, and ends it where it is empty.
func (w *walker) element(t tag, s scope, isEmpty bool) {
	a := attrsOf(t)
	own := w.roleOf(t, a)
	n := node{atom: t.atom, name: t.name, around: s.region}
	s.region = within(s.region, own&regions)
	w.breakAt(t.atom)
	n.start, n.inLinks = len(w.buf), w.shape.anchorText
	n.mark, n.marked = w.begin(t, a, own, s)
	n.inside = w.descend(t, a, s, n.mark)
	w.count(t)
	if isEmpty {
		w.close(&n)
		return
	}
	w.push(n)
}

// close ends an element.
func (w *walker) close(n *node) {
	if n.inside.skipped {
		return
	}
	if n.marked {
		w.marks[n.mark].end = len(w.buf)
		w.marks[n.mark].linked = 2*(w.shape.anchorText-n.inLinks) > len(w.buf)-n.start
	}
	if n.inside.region&away != 0 && n.around&away == 0 {
		w.asides = append(w.asides, span{n.start, len(w.buf), n.inside.region})
	}
	w.breakAt(n.atom)
}

// breakAt ends a line before and after a block. Around the inline elements that makers use as boxes it leaves a seam, so that
// a name can be told from the button behind it.
func (w *walker) breakAt(a atom.Atom) {
	if isBlock(a) {
		w.lineBreak()
		return
	}
	switch a {
	case atom.A, atom.Span, atom.Label, atom.Time, atom.Small, atom.Img:
		if k := len(w.buf); k > 0 && w.buf[k-1] > ' ' {
			w.buf = append(w.buf, seam)
		}
	}
}

// seam divides inline boxes that no white space divides.
const seam = '\x1f'

// special handles the elements that have no visible text of their own. data is the content of those that are raw.
func (w *walker) special(n tag, s scope, data []byte) bool {
	switch n.atom {
	case atom.Html:
		w.lang = first(w.lang, n.attr("lang"), n.attr("xml:lang"))
		return false
	case atom.Title:
		if w.title == "" {
			w.title = clean(string(data))
		}
	case atom.Meta:
		w.meta(n, s)
	case atom.Link:
		w.link(n, s)
	case atom.Base:
		if u, err := w.base.Parse(n.attr("href")); err == nil && u.Host != "" {
			w.base = u
		}
	case atom.Script:
		w.script(n, data)
	case atom.Noscript:
		w.shape.noscript = appendClean(w.shape.noscript, data[:min(len(data), maxScript-min(maxScript, len(w.shape.noscript)))])
	case atom.Br:
		w.lineBreak()
	case atom.Style, atom.Template, atom.Svg, atom.Select, atom.Textarea, atom.Math, atom.Object, atom.Audio, atom.Video, atom.Canvas:
	default:
		return hidden(n)
	}
	return true
}

func (w *walker) meta(n tag, s scope) {
	content := cut(n.attr("content"), maxAttr)
	if strings.EqualFold(n.attr("http-equiv"), "refresh") {
		if _, to, found := cutFold(content, "url="); found {
			w.shape.refresh = strings.Trim(to, "'\" ")
		}
		return
	}
	if content == "" {
		content = n.attr("value")
	}
	prop := first(n.attr("itemprop"), "")
	if prop != "" && s.item != "" {
		w.property(s, prop, content, -1)
	}
	for _, key := range [...]string{"property", "name", "itemprop", "http-equiv"} {
		names := n.attr(key)
		if names == "" || len(w.metas) >= maxMetas {
			continue
		}
		for name := range strings.FieldsSeq(strings.ToLower(names)) {
			w.metas = append(w.metas, meta{name, content})
		}
	}
}

func (w *walker) link(n tag, s scope) {
	if prop := n.attr("itemprop"); prop != "" && s.item != "" {
		w.property(s, prop, first(n.attr("content"), n.attr("href")), -1)
	}
	if rel := n.attr("rel"); rel != "" && len(w.links) < maxLinks {
		w.links = append(w.links, link{strings.ToLower(rel), cut(n.attr("href"), maxAttr)})
	}
}

func (w *walker) script(n tag, data []byte) {
	w.shape.scripts++
	if src := n.attr("src"); src != "" {
		w.source(src)
	}
	kind := strings.ToLower(n.attr("type"))
	switch {
	case strings.Contains(kind, "ld+json"):
		if w.jsonldBytes += len(data); w.jsonldBytes <= maxJSONLD {
			w.jsonld = append(w.jsonld, string(data))
		}
	case len(w.shape.inline) < maxScript:
		w.shape.inline = append(w.shape.inline, data[:min(len(data), maxScript/8)]...)
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
func (w *walker) count(n tag) {
	switch n.atom {
	case atom.Form:
		w.source(n.attr("action"))
	case atom.Iframe, atom.Frame:
		w.shape.frames++
		w.source(n.attr("src"))
		w.frame(n)
	case atom.Input:
		if strings.EqualFold(n.attr("type"), "password") {
			w.shape.passwords++
		}
	}
}

// frame keeps the address of a frame that holds a text of its own; the small
// ones of advertisers and of players of films do not.
func (w *walker) frame(n tag) {
	const maxFrames = 20
	if len(w.frames) < maxFrames && (n.atom == atom.Frame || w.shape.frames == 1) {
		w.frames = append(w.frames, cut(n.attr("src"), maxAttr))
	}
}

// descend gives the scope inside an element.
func (w *walker) descend(n tag, a attrs, s scope, m int) scope {
	if n.atom == atom.A {
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

// begin begins a mark where an element is of interest.
func (w *walker) begin(n tag, a attrs, own role, s scope) (int, bool) {
	if own&^regions == 0 && a.itemprop == "" || len(w.marks) >= maxMarks {
		return -1, false
	}
	w.marks = append(w.marks, mark{
		role: own &^ regions, region: s.region, tag: n.atom, start: len(w.buf), end: len(w.buf),
		value: cut(first(a.datetime, a.content, a.title), maxAttr), href: a.href,
	})
	return len(w.marks) - 1, true
}

func hidden(n tag) bool {
	if _, ok := n.find("hidden"); ok {
		return true
	}
	style, ok := n.find("style")
	if !ok {
		return false
	}
	style = strings.ReplaceAll(style, " ", "")
	return strings.Contains(style, "display:none") && n.atom != atom.Body && n.atom != atom.Html
}

func isBlock(a atom.Atom) bool {
	switch a {
	case atom.A, atom.Span, atom.B, atom.I, atom.Em, atom.Strong, atom.Font, atom.Time, atom.Small, atom.Sup, atom.Sub, atom.U, atom.Abbr,
		atom.Img, atom.Input, atom.Label, atom.Cite, atom.Code, atom.Mark, atom.Q, atom.S, atom.Del, atom.Ins, atom.Wbr, atom.Big, atom.Bdi, atom.Bdo, atom.Picture, atom.Source, atom.Data:
		return false
	}
	return true
}
