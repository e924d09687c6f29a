package manuscript

import "strings"

// Book puts the pages of a book together as if they were one page. The zero Book
// has none.
type Book struct {
	Title   string
	Authors []string
	Date    string // as in "2021-05-03", maybe with the time of day

	source strings.Builder // of all pages, one behind the other
	pages  []bookPage
	css    string
}

// bookPage is a page in the source.
type bookPage struct {
	name string
	end  int
}

// AddPage adds a page of HTML. Its name is that which links of other pages lead
// to, relative to theirs.
func (b *Book) AddPage(name string, data []byte) {
	b.source.WriteString(decodeHTML(data))
	b.pages = append(b.pages, bookPage{name, b.source.Len()})
}

// AddStyles adds a style sheet that stands beside the pages.
func (b *Book) AddStyles(data []byte) { b.css += decodeHTML(data) }

// Manuscript reads the pages. What they do not say of the book is taken from its
// fields. Errors wrap [ErrTooLarge].
func (b *Book) Manuscript() (*Manuscript, error) {
	t := newTree(b.source.String())
	t.css = b.css
	t.makeRoom()
	start := 0
	for _, page := range b.pages {
		t.file = page.name
		t.files = append(t.files, fileStart{len(t.nodes), page.name})
		t.parse(span{start, page.end})
		t.close(page.end)
		start = page.end
	}
	if t.err != nil {
		return nil, t.err
	}
	x := newExtract(EPUB)
	x.readTree(t)
	m := x.finish()
	m.shareText()
	m.readHead(b.head())
	return m, nil
}

// head gives what the book says of itself.
func (b *Book) head() head {
	h := head{title: squeeze(b.Title), date: dayOf(squeeze(b.Date))}
	for _, name := range b.Authors {
		if name = squeeze(name); name != "" {
			h.addAuthor(name)
		}
	}
	return h
}
