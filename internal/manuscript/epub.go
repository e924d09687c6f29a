package manuscript

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"
)

// isEPUB reports whether the parts make up a book (EPUB 3.3, section 4.2.6.3.1).
func isEPUB(p *parts) bool { return p.has("META-INF/container.xml") }

// readEPUB reads a book of EPUB 2 or 3: the pages in the order of its spine, as
// one page.
func readEPUB(p *parts) (*Manuscript, error) {
	opf, err := bookOf(p)
	if err != nil {
		return nil, err
	}
	t, err := opf.readPages(p)
	if err != nil {
		return nil, err
	}
	x := newExtract(EPUB)
	x.readTree(t)
	m := x.finish()
	m.shareText()
	m.readHead(opf.head())
	return m, nil
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
		return nil, fmt.Errorf("%w: META-INF/container.xml names no book", ErrDamaged)
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
		return fmt.Errorf("%w: %s: %w", ErrDamaged, name, err)
	}
	return nil
}

// readPages reads the pages of the spine into one tree. The source of the tree
// is all of them, one behind the other.
func (b *book) readPages(p *parts) (*tree, error) {
	var src strings.Builder
	var ends []int
	var names []string
	css := ""
	for _, name := range b.pages() {
		text, err := p.text(name)
		if err != nil {
			return nil, err
		}
		src.WriteString(text)
		ends = append(ends, src.Len())
		names = append(names, name)
	}
	for _, item := range b.Items {
		if item.MediaType == "text/css" && p.has(b.resolve(item.Href)) {
			text, err := p.text(b.resolve(item.Href))
			if err != nil {
				return nil, err
			}
			css += text
		}
	}
	t := newTree(src.String())
	t.css = css
	t.makeRoom()
	start := 0
	for i, name := range names {
		t.file = name
		t.files = append(t.files, fileStart{len(t.nodes), name})
		t.parse(span{start, ends[i]})
		t.close(ends[i])
		start = ends[i]
	}
	return t, t.err
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

// text gives a part as UTF-8.
func (p *parts) text(name string) (string, error) {
	r, err := p.open(name)
	if err != nil {
		return "", err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return "", err
	}
	return decodeHTML(data), nil
}

// head gives what the package document says of the book.
func (b *book) head() head {
	var h head
	if len(b.Titles) > 0 {
		h.title = squeeze(b.Titles[0])
	}
	for _, name := range b.Creators {
		if name = squeeze(name); name != "" {
			h.addAuthor(name)
		}
	}
	if len(b.Dates) > 0 {
		h.date = dayOf(squeeze(b.Dates[0]))
	}
	return h
}
