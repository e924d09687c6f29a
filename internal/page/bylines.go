package page

import (
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/ibid-go/ibid/internal/prose"
)

// bylines reads who wrote the page from what readers see: links to the author, elements whose class speaks of one, and lines
// that begin with "By" or "Author:".
func bylines(d *document, c *claims) {
	runs := make(map[role]run)
	for i, m := range d.marks {
		if !d.holdsByline(i, m) {
			continue
		}
		text := unseam(d.seamed(m))
		name, which := bylineSignal(m, text)
		at, seen := runs[which]
		switch {
		case seen && m.start-at.end > runGap:
			continue // another article's, or a list of the newest
		case !seen:
			at.name = name
			if d.nearHeading(m.start) && which != isByline {
				at.name += " at heading"
			}
		}
		at.end = m.end
		runs[which] = at
		c.wrote(at.name, at.name, text)
	}
	d.linesBelow(c)
	d.creditLines(c)
}

// unseam divides by semicolons what stands in lines or boxes of its own, so that a name is not taken together with what is
// behind it.
func unseam(text string) string {
	return lineEnds.Replace(strings.TrimSpace(text))
}

var lineEnds = strings.NewReplacer("\n", "; ", string(seam), "; ")

// A run is a row of bylines of one kind, which name the authors of one article.
type run struct {
	name string
	end  int
}

// runGap is how far apart, in bytes, the bylines of one article may stand.
const runGap = 400

// longestByline is in bytes; what is longer is a biography.
const longestByline = 300

// holdsByline reports a mark that may hold a byline and no smaller one that does.
func (d *document) holdsByline(i int, m mark) bool {
	const roles = isRelAuthor | isAuthor | isByline | isAuthorLink
	if m.role&roles == isAuthorLink && !slugNames(m.href, d.textOf(m)) {
		return false
	}
	if m.role&roles == 0 || m.role&isOther != 0 && m.role&isRelAuthor == 0 || m.tag == atom.Meta {
		return false
	}
	if d.outside(m)&^inAside != 0 || m.end-m.start > longestByline || m.end <= m.start {
		return false
	}
	for _, inner := range d.marks[i+1:] {
		if inner.start >= m.end {
			return true
		}
		if inner.role&(isRelAuthor|isAuthor) != 0 && inner.role&isOther == 0 && inner.end > inner.start {
			return false
		}
	}
	return true
}

// bylineSignal names a byline by what tells that it is one.
func bylineSignal(m mark, text string) (string, role) {
	_, by := cutByWord(text)
	switch {
	case m.role&isRelAuthor != 0:
		return "rel author", isRelAuthor
	case m.role&isAuthorLink != 0 && slugNames(m.href, text):
		return "author link", isAuthorLink
	case by:
		return "byline by", 0
	case m.role&isAuthor != 0:
		return "author class", isAuthor
	}
	return "byline class", isByline
}

// slugNames reports that the last part of an address spells a name: /people/ada-lovelace.html.
func slugNames(href, name string) bool {
	href, _, _ = strings.Cut(href, "?")
	path := " " + strings.ReplaceAll(prose.Fold(strings.TrimSuffix(href, "/")), "html", "") + " "
	list := prose.Words(name)
	for _, word := range list {
		if !strings.Contains(path, " "+word+" ") {
			return false
		}
	}
	return len(list) >= 2
}

// linesBelow reads the first line near the main heading such as "By Ada Lovelace", also when "By" stands in a line of its own.
func (d *document) linesBelow(c *claims) {
	if d.main < 0 {
		return
	}
	lines := strings.Split(d.around(d.marks[d.main].end, afterHeading), "\n")
	for i, line := range lines {
		line = strings.ReplaceAll(line, string(seam), " ")
		rest, found := cutByWord(line)
		if !found {
			rest, found = cutByWord(behindDay(line))
		}
		if !found {
			continue
		}
		if rest == "" && i+1 < len(lines) {
			rest = lines[i+1]
		}
		if len(rest) > 1 && len(rest) < longestByline/2 {
			c.wrote("by line", "by line", unseam(rest))
			return
		}
	}
}

// behindDay is what stands behind the day and time of a short line: "2 November 2009, 10:12, by Ada Lovelace".
func behindDay(line string) string {
	const longest = 150
	if len(line) > longest || !strings.ContainsAny(line, "0123456789") {
		return ""
	}
	found := prose.FindDates(line)
	if len(found) == 0 {
		return ""
	}
	return strings.TrimLeft(line[found[0].End:], " 0123456789:.,;-–—|/hH")
}

// creditLines reads lines such as "Text: Ada Lovelace", which stand below an article as often as above it.
func (d *document) creditLines(c *claims) {
	d.ownLines(func(line string) bool {
		head, name, found := strings.Cut(line, ":")
		if found && len(head) < 30 && len(name) < longestByline/3 && isCreditWord(head) {
			c.wrote("credit line", "credit line", name)
			return false
		}
		return true
	})
}
