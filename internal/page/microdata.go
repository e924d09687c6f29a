package page

import "strings"

// microdata reads schema.org statements written into the elements themselves: microdata (HTML standard, section 5) and RDFa
// (w3.org/TR/rdfa-lite), which here differ in nothing but the attribute.
func microdata(d *document, c *claims) {
	last := -1
	for _, it := range d.items {
		text := it.value
		if text == "" && it.mark >= 0 {
			text = d.textOf(d.marks[it.mark])
		}
		if it.mark >= 0 && d.marks[it.mark].region&(inComment|inTeaser|inFooter|inAside) != 0 && !isAboutPage(it.item) {
			continue
		}
		it.claim(c, text)
		if it.mark < 0 || last < 0 || d.marks[it.mark].start-last < runGap {
			if d.microAuthor(it, c, text) && it.mark >= 0 {
				last = d.marks[it.mark].end
			}
		}
	}
}

func isAboutPage(item string) bool {
	return has(strings.ToLower(item), "article", "posting", "webpage")
}

// claim keeps a statement about the page. A path of one step belongs to the outermost thing.
func (it property) claim(c *claims, text string) {
	const signal = "microdata "
	outer := it.path
	if isAboutPage(it.item) {
		outer = outer[strings.LastIndexByte(outer, '.')+1:]
	}
	switch outer {
	case "headline", "name":
		if it.item != "" && has(strings.ToLower(it.item), "organization", "person", "website", "brand", "product", "image", "video", "rating", "list", "place", "country") {
			return
		}
		add(&c.titles, text, signal+outer)
	case "alternativeHeadline":
		add(&c.subtitles, text, signal+outer)
	case "title":
		add(&c.titles, it.value, "rdfa title")
	case "datePublished", "dateCreated", "date", "created", "issued":
		dated(&c.published, text, signal+outer, signal+outer)
	case "dateModified", "modified":
		dated(&c.modified, text, signal+outer, signal+outer)
	case "publisher.name":
		add(&c.sites, text, signal+outer)
	case "inLanguage":
		add(&c.languages, text, signal+outer)
	}
}

// microAuthor keeps an author's name. Of an author that is a thing of its own its name counts, not all its text.
func (d *document) microAuthor(it property, c *claims, text string) bool {
	path := it.path
	named := strings.HasSuffix(path, "author.name") || strings.HasSuffix(path, "creator.name")
	plain := strings.HasSuffix(path, "author") || strings.HasSuffix(path, "creator")
	if !named && !plain || isAddress(text) || strings.Count(path, ".") > 2 {
		return false
	}
	signal := "microdata author"
	if it.thing {
		signal = "microdata author thing"
	}
	if it.mark >= 0 && d.nearHeading(d.marks[it.mark].start) {
		signal += " at heading"
	}
	c.wrote(signal, signal, text)
	return true
}
