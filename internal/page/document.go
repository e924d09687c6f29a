package page

import (
	"bytes"
	"errors"
	"net/url"
	"strings"

	"golang.org/x/net/html/atom"
)

// MaxBody is how many bytes of a page are read. The largest page of the development set has 1.9 MB.
const MaxBody = 8 << 20

// Limits on what one page may make us keep.
const (
	maxMetas    = 1000    // meta elements; the most seen is 180
	maxMarks    = 4000    // headings, times and elements whose class speaks of an author or a date
	maxJSONLD   = 2 << 20 // bytes of JSON-LD
	maxDepth    = 250     // nested elements; deeper ones are passed over, but not their text
	maxAttr     = 20_000  // bytes of one attribute that is kept
	maxScript   = 64 << 10
	maxLinks    = 200 // link elements
	maxMarkText = 600 // bytes of a mark's own text
)

// ErrNotHTML says that a body holds no text that could be HTML.
var ErrNotHTML = errors.New("page: not an HTML page: it holds binary data")

// A document is a page after its one walk: everything that a signal may look at.
type document struct {
	base    *url.URL
	charset string
	lang    string // html lang, or the like
	title   string // the title element
	metas   []meta
	links   []link
	jsonld  []string
	types   []string   // of the things that JSON-LD describes at its top, lower case
	frames  []string   // addresses of frames
	items   []property // microdata and RDFa
	text    string     // what a reader sees, one line a block
	marks   []mark     // places in text, by where they begin
	asides  []span     // what is not about the page itself, by where it ends
	shape   shape
	locked  bool // the page says that it is not free to read
	main    int  // index of the mark of the main heading, -1 if there is none
}

// A meta is a meta element: the name, property or itemprop in lower case, and its content.
type meta struct{ name, content string }

// A link is a link element.
type link struct{ rel, href string }

// A property is one statement in microdata or RDFa.
type property struct {
	item  string // type of the thing that it belongs to, without its vocabulary: NewsArticle, Person
	path  string // the properties from the outermost thing down: author.name
	value string
	mark  int  // index of the mark that shows it, -1 for a meta or link element
	thing bool // the value is a thing with properties of its own
}

// A mark is a place in the text of the page that may say who wrote it, when, or what it is called.
type mark struct {
	role       role
	region     role
	tag        atom.Atom
	start, end int
	linked     bool   // more than half of its text stands in links
	value      string // datetime, content or title attribute
	href       string
}

// shape counts what tells a full page from a wall or a shell.
type shape struct {
	scripts, passwords, frames int
	anchorText                 int      // bytes of text in links
	sources                    []string // addresses of scripts, frames and forms
	inline                     []byte   // the beginning of inline scripts
	noscript                   []byte
	refresh                    string // where a meta refresh leads
}

// parse reads and walks a page.
func (w *walker) parse(body []byte, contentType string, base *url.URL) (*document, error) {
	body = body[:min(len(body), MaxBody)]
	text, charset := decode(body, contentType)
	if bytes.IndexByte(text[:min(len(text), 1024)], 0) >= 0 || bytes.HasPrefix(text, []byte("%PDF-")) {
		return nil, ErrNotHTML
	}
	if base == nil {
		base = new(url.URL)
	}
	w.reset(&document{base: original(base), charset: charset, main: -1})
	w.walk(text)
	w.text = string(w.buf)
	return w.document, nil
}

// plainText is what a reader sees, one line a block.
func (d *document) plainText() string { return strings.ReplaceAll(d.text, string(seam), "") }

// textOf is the text of a mark without its seams.
func (d *document) textOf(m mark) string {
	return strings.TrimSpace(strings.ReplaceAll(d.seamed(m), string(seam), ""))
}

// seamed is the text of a mark with its seams.
func (d *document) seamed(m mark) string {
	return cut(d.text[min(m.start, m.end):m.end], maxMarkText)
}

// A span is a part of the text that lies in a region.
type span struct {
	start, end int
	region     role
}

// absolute resolves an address on the page; it is empty where the address is none.
func (d *document) absolute(ref string) string {
	u, err := d.base.Parse(strings.TrimSpace(ref))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}
