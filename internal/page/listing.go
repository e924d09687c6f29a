package page

import (
	"slices"
	"strings"
)

// listing says what shows that a page lists others: its type, or its address
// together with a text that is mostly links; "" where nothing does.
func listing(p *Page, d *document) string {
	if slices.ContainsFunc(d.types, func(t string) bool { return slices.Contains(words()["listing-type"], t) }) && !dayAtHeading(p) {
		return "type"
	}
	path := strings.ToLower(d.base.Path)
	switch {
	case d.base.Host == "":
	case strings.Trim(path, "/") == "" && d.base.RawQuery == "" || isHome(path) && d.mostlyLinks():
		return "address of a home page"
	case !dayAtHeading(p) && d.mostlyLinks() && isListPath(path):
		return "address of a list"
	}
	return ""
}

// dayAtHeading reports a page that was published on a day, as articles are.
func dayAtHeading(p *Page) bool {
	const sure = 0.9
	return p.Date().Trust >= sure && len(p.By().Names) > 0
}

// mostlyLinks reports a text of which more than half stands in links.
func (d *document) mostlyLinks() bool { return 2*d.shape.anchorText > len(d.text) }

// isListPath reports a path that has a step such as /tag/, or ends in one such as /news.
func isListPath(path string) bool {
	path = strings.TrimRight(path, "/") + "/"
	steps := strings.Split(path, "/")
	return slices.ContainsFunc(words()["listing-path"], func(step string) bool { return strings.Contains(path, step) }) ||
		slices.Contains(words()["listing-end"], steps[len(steps)-2])
}
