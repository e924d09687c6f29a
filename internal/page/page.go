// Package page reads what a web page says of itself: its title, authors, dates, site and the rest of what a citation names.
//
// [Read] goes through the tags of a page once, building no tree (tree.go), and asks each signal in turn (JSON-LD, Open Graph,
// Highwire, …) for its claims. A [Page] holds every claim, best first, with the signal that made it and how far that signal is to be trusted;
// [Page.Title], [Page.Date] and their like answer with the best claim, or with nothing where none is good enough.
//
// The signals, one file each:
//
//	jsonld.go      schema.org statements in scripts (JSON-LD 1.1, schema.org/Article)
//	opengraph.go   og:title, article:published_time (ogp.me)
//	highwire.go    citation_title, citation_author (Google Scholar, inclusion guidelines)
//	dublincore.go  dc.title, dcterms.issued (RFC 5013, DCMI metadata terms)
//	metatags.go    what publishers and networks write into meta elements besides: twitter:title, parsely-author
//	microdata.go   schema.org statements in elements (HTML standard, Microdata; RDFa Lite 1.1)
//	links.go       link rel=canonical (RFC 6596)
//	visible.go     title, headings, time elements, datelines
//	bylines.go     rel=author, bylines, credits
//	notice.go      notices of corrections
//	redirect.go    meta refresh and script redirects, frames (HTML standard, section 4.2.5.3)
//	access.go      who may read the page, its licence and DOI (schema.org, Highwire, Dublin Core, link rel=license)
//	shell.go       sites whose markup needs a rule of its own: X, YouTube, Telegram, Wikipedia …
//	url.go         the day in the address, and the host
//
// tokens.go, rawtext.go and references.go divide the page into tags and text (HTML standard, section 13.2.5).
// phrases.go finds the words of notices and error pages in one pass.
// softerror.go tells the page that was asked for from error pages, walls and shells. What is known about names and words, and
// how often each kind of claim was right, is data; see data/README.md.
package page

import "net/url"

// A Page is what one web page says of itself. Every list is ordered best first and holds each answer once.
type Page struct {
	Titles       []Claim // the displayed headline before the titles written for search engines and networks
	Subtitles    []Claim
	Descriptions []Claim
	Authors      []Byline
	Agencies     []Claim // news agencies and organisations credited where a person's name could stand
	Published    []DateClaim
	Modified     []DateClaim
	Sites        []Claim  // the name of the site or periodical
	Publishers   []Claim  // who is behind the site, where it says so
	Canonicals   []Claim  // absolute addresses
	Languages    []Claim  // BCP 47 tags as the page writes them
	Types        []Claim  // schema.org or Open Graph types, as written
	Headings     []Claim  // of the page's own text, in its order; those that link elsewhere are left out
	Kickers      []Claim  // lines over the headline that may be part of it
	DOIs         []Claim  // lower case, without an address in front
	Licences     []Claim  // addresses or names of licences
	Access       []Claim  // Free or Paid
	Corrections  []Claim  // lines in which the page says that it was corrected
	Redirects    []Claim  // absolute addresses where a meta element or a script sends the visitor
	Frames       []Claim  // absolute addresses of what is shown inside the page
	Listing      string   // what shows that the page lists others; empty: nothing does
	Text         string   // everything that a reader sees, one line a block
	Status       Status   // a guess from the page alone whether it is the source that was asked for
	Doubt        Status   // NotFound or Parked where one sign alone, in a title or heading, speaks for it; else empty
	Signs        []string // what speaks for the Status, empty for OK
	Charset      string   // the encoding the page was read in, by its WHATWG name
}

// A signal looks at a parsed page and adds the claims it finds there.
type signal func(*document, *claims)

// signals returns every signal in the order in which they are asked. Where two claims are trusted alike the earlier stands first.
func signals() []signal {
	return []signal{
		shells,                                                                 // what is known of its site
		jsonLD, openGraph, highwire, dublinCore, metaTags, microdata, linkTags, // what the page says to machines
		headings, times, bylines, visibleText, corrections, // what it shows to readers
		redirects, // where it sends them
		address,   // what its address gives away
	}
}

// Read reads a page from its bytes. contentType is the Content-Type header as received, empty if there was none; base is
// the address the page was read from, nil if unknown. Bytes after [MaxBody] are ignored. The error says that the bytes
// are no HTML at all; a page that makes no claims is not an error.
func Read(body []byte, contentType string, base *url.URL) (*Page, error) {
	return new(Reader).Read(body, contentType, base)
}

// A Reader reads one page after another in the same memory. The zero value works; it is not for several goroutines.
type Reader struct{ walker walker }

// Read is the function of that name.
func (r *Reader) Read(body []byte, contentType string, base *url.URL) (*Page, error) {
	return r.read(body, contentType, base, learnedWeights())
}

// ReadTrusting is Read with another table of weights in the form of
// data/trust.tsv: one learned without the sites that it is tried on.
func ReadTrusting(body []byte, contentType string, base *url.URL, table string) (*Page, error) {
	return new(Reader).read(body, contentType, base, readWeights(table))
}

func (r *Reader) read(body []byte, contentType string, base *url.URL, w weights) (*Page, error) {
	doc, err := r.walker.parse(body, contentType, base)
	if err != nil {
		return nil, err
	}
	p := assemble(gather(doc), w)
	p.Charset = doc.charset
	p.Text = doc.plainText()
	p.Listing = listing(p, doc)
	p.Status, p.Doubt, p.Signs = judge(p, doc)
	return p, nil
}

// gather asks every signal and settles what was claimed, so that claims can be compared.
func gather(doc *document) *claims {
	c := new(claims)
	for _, ask := range signals() {
		ask(doc, c)
	}
	settleSites(doc, c)
	settleTitles(doc, c)
	settleDates(doc, c)
	settleAuthors(doc, c)
	settleAddresses(doc, c)
	return c
}
