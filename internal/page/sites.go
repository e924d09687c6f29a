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
	name, alone := d.titleSite(c)
	kind := "title segment"
	switch {
	case isSiteName(name, known):
		kind += ", agreed"
	case alone:
		kind += ", left over"
	}
	addKind(&c.sites, name, "title segment", kind)
}

// titleSite gives the segment of the title element that should be the name of the site: where only the host names it, what the headline
// leaves over at one end; else the last, unless a headline holds it. alone says that the headline leaves over nothing else.
func (d *document) titleSite(c *claims) (name string, alone bool) {
	const longest = 50 // bytes
	segments := splitTitle(d.title)
	if len(segments) < 2 {
		return "", false
	}
	front, last := segments[0], segments[len(segments)-1]
	unnamed := len(c.sites) <= 1 // the host
	switch {
	case unnamed && len(last.text) <= longest && isShownHeadline(c, d.title[:segments[len(segments)-2].end]):
		return last.text, true
	case unnamed && len(front.text) <= longest && isShownHeadline(c, d.title[segments[1].start:]):
		return front.text, true
	case len(last.text) > longest || slices.ContainsFunc(c.titles, func(t Claim) bool {
		return t.Signal != "title" && strings.Contains(prose.Fold(t.Text), prose.Fold(last.text))
	}):
		return "", false
	}
	return last.text, false
}

// isShownHeadline reports a text that the page shows as its heading or states as its headline.
func isShownHeadline(c *claims, text string) bool {
	text = prose.Fold(text)
	return slices.ContainsFunc(c.titles, func(t Claim) bool { return family(t.Signal) != "meta" && prose.Fold(t.Text) == text })
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
