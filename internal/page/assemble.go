package page

import (
	"strings"

	"github.com/ibid-go/ibid/internal/prose"
)

// assemble orders the claims of a page by their weights.
func assemble(c *claims, w weights) *Page {
	texts := func(field string, list []Claim) []Claim {
		return order(w, field, list, kindOfClaim, func(c Claim) string { return prose.Fold(c.Text) })
	}
	exact := func(field string, list []Claim) []Claim {
		return order(w, field, list, kindOfClaim, func(c Claim) string { return c.Text })
	}
	dates := func(field string, list []DateClaim) []DateClaim {
		return order(w, field, list, func(c *DateClaim) (string, *float64) { return c.kind, &c.Trust }, func(c DateClaim) string { return c.Date.String() })
	}
	return &Page{
		Titles: texts("title", c.titles), Subtitles: texts("subtitle", c.subtitles), Descriptions: texts("description", c.descriptions),
		Sites: texts("site", c.sites), Publishers: texts("publisher", c.publishers), Agencies: texts("agency", c.agencies),
		Authors:   order(w, "author", c.authors, func(b *Byline) (string, *float64) { return b.kind, &b.Trust }, func(b Byline) string { return prose.Fold(strings.Join(b.Names, " ")) }),
		Published: dates("published", c.published), Modified: dates("modified", c.modified),
		Headings: texts("heading", c.headings), Kickers: texts("kicker", c.kickers), DOIs: exact("doi", c.dois), Licences: exact("licence", c.licences), Access: exact("access", c.access),
		Corrections: exact("correction", c.corrections), Redirects: exact("redirect", c.redirects), Frames: exact("frame", c.frames),
		Canonicals: exact("canonical", c.canonicals), Languages: exact("language", c.languages), Types: exact("type", c.types),
	}
}

func kindOfClaim(c *Claim) (string, *float64) { return first(c.kind, c.Signal), &c.Trust }
