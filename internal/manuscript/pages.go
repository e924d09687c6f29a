package manuscript

// PageStart says that page Page begins at Offset.
type PageStart struct{ Offset, Page int }

// turnPage notes that a page begins here; of several at one place the last.
func (p *passage) turnPage(page int) {
	at := len(p.plain)
	if n := len(p.pages); n > 0 && p.pages[n-1].Offset == at {
		p.pages = p.pages[:n-1]
	}
	p.pages = append(p.pages, PageStart{at, page})
}
