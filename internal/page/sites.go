package page

import (
	"strings"

	"github.com/ibid-go/ibid/internal/prose"
)

// settleSites adds the name that ends the title element to the names of the site.
func settleSites(d *document, c *claims) {
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
