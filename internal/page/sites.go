package page

import (
	"slices"
	"strings"

	"github.com/ibid-go/ibid/internal/prose"
)

// settleSites takes the headline out of the names of the site, and adds the name that ends the title element.
func settleSites(d *document, c *claims) {
	d.dropHeadlines(c)
	known := siteNames(d, c)
	for _, name := range titleEnds(d.title, c) {
		kind := "title segment"
		if isSiteName(name, known) {
			kind += ", agreed"
		}
		addKind(&c.sites, name, "title segment", kind)
	}
}

// titleEnds gives the segments of the title element that no headline holds.
func titleEnds(title string, c *claims) []string {
	segments := splitTitle(title)
	if len(segments) < 2 {
		return nil
	}
	last := segments[len(segments)-1].text
	if len(last) > 50 {
		return nil
	}
	for _, t := range c.titles {
		if t.Signal != "title" && strings.Contains(prose.Fold(t.Text), prose.Fold(last)) {
			return nil
		}
	}
	return []string{last}
}

// dropHeadlines takes out of the names of the site what is the page's own headline: some makers fill og:site_name or
// application-name with the title of each page.
func (d *document) dropHeadlines(c *claims) {
	headline, path := "", prose.Fold(d.base.Path)
	if d.main >= 0 {
		headline = prose.Fold(d.headlineOf(d.marks[d.main]))
	}
	c.sites = slices.DeleteFunc(c.sites, func(s Claim) bool {
		const fewest, most = 3, 60 // words of a headline; percent of them in the address
		name := prose.Fold(s.Text)
		return strings.Count(name, " ") >= fewest && (name == headline || sharedWords(name, path) > most)
	})
	for i, s := range c.sites {
		segments := splitTitle(s.Text)
		if len(segments) > 1 && prose.Fold(segments[0].text) == headline {
			c.sites[i].Text = segments[len(segments)-1].text
		}
	}
}
