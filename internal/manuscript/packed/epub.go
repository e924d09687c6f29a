package packed

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"github.com/ibid-go/ibid/internal/manuscript"
)

// isEPUB reports whether the parts make up a book (EPUB 3.3, section 4.2.6.3.1).
func isEPUB(p *parts) bool { return p.has("META-INF/container.xml") }

// readEPUB reads a book of EPUB 2 or 3: the pages in the order of its spine, as
// one page.
func readEPUB(p *parts) (*manuscript.Manuscript, error) {
	opf, err := bookOf(p)
	if err != nil {
		return nil, err
	}
	return opf.read(p)
}

// book is the package document of a book (EPUB 3.3, section 5).
type book struct {
	dir      string
	Titles   []string `xml:"metadata>title"`
	Creators []string `xml:"metadata>creator"`
	Dates    []string `xml:"metadata>date"`
	Items    []struct {
		ID         string `xml:"id,attr"`
		Href       string `xml:"href,attr"`
		MediaType  string `xml:"media-type,attr"`
		Properties string `xml:"properties,attr"`
	} `xml:"manifest>item"`
	Spine []struct {
		ID string `xml:"idref,attr"`
	} `xml:"spine>itemref"`
}

// bookOf reads the package document that the container names first.
func bookOf(p *parts) (*book, error) {
	var container struct {
		Roots []struct {
			Path string `xml:"full-path,attr"`
		} `xml:"rootfiles>rootfile"`
	}
	if err := p.decode("META-INF/container.xml", &container); err != nil {
		return nil, err
	}
	if len(container.Roots) == 0 {
		return nil, fmt.Errorf("%w: META-INF/container.xml names no book", manuscript.ErrDamaged)
	}
	opf := &book{dir: path.Dir(container.Roots[0].Path)}
	if err := p.decode(container.Roots[0].Path, opf); err != nil {
		return nil, err
	}
	return opf, nil
}

// decode reads a part of XML into v.
func (p *parts) decode(name string, v any) error {
	r, err := p.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	d := xml.NewDecoder(r)
	d.Strict = false
	if err := d.Decode(v); err != nil {
		return fmt.Errorf("%w: %s: %w", manuscript.ErrDamaged, name, err)
	}
	return nil
}

// read reads the pages and what the package document says of them.
func (b *book) read(p *parts) (*manuscript.Manuscript, error) {
	whole := manuscript.Book{Authors: b.Creators, Title: first(b.Titles), Date: first(b.Dates)}
	for _, name := range b.pages() {
		page, err := p.bytes(name)
		if err != nil {
			return nil, err
		}
		whole.AddPage(name, page)
	}
	for _, item := range b.Items {
		name := b.resolve(item.Href)
		if item.MediaType != "text/css" || !p.has(name) {
			continue
		}
		sheet, err := p.bytes(name)
		if err != nil {
			return nil, err
		}
		whole.AddStyles(sheet)
	}
	return whole.Manuscript()
}

// first gives the first of some values, "" where there are none.
func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// pages gives the names of the parts in the order of the spine, without the
// page of contents.
func (b *book) pages() []string {
	items := make(map[string]int, len(b.Items))
	for i, item := range b.Items {
		items[item.ID] = i
	}
	var pages []string
	seen := map[string]bool{}
	for _, ref := range b.Spine {
		i, ok := items[ref.ID]
		if !ok || seen[ref.ID] || !strings.Contains(b.Items[i].MediaType, "html") || strings.Contains(b.Items[i].Properties, "nav") {
			continue
		}
		seen[ref.ID] = true
		pages = append(pages, b.resolve(b.Items[i].Href))
	}
	return pages
}

// resolve gives the name of a part that the package document refers to.
func (b *book) resolve(href string) string {
	if decoded, err := url.PathUnescape(href); err == nil {
		href = decoded
	}
	return path.Join(b.dir, href)
}

// bytes gives the content of a part.
func (p *parts) bytes(name string) ([]byte, error) {
	r, err := p.open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}
