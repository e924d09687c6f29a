package page

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/prose"
)

// A segment is a part of a title between dividers.
type segment struct {
	text       string
	start, end int
}

// dividers stand between a headline and the name of its site. Hyphens and colons count only with blanks around or behind.
var dividers = []string{" | ", " - ", " – ", " — ", " · ", " • ", " » ", " « ", " › ", " ‹ ", " -- ", " :: ", " // ", " / ", "｜", " ǀ ", " ~ ", " > ", " < ", " @ ", ": ", " : "}

// splitTitle divides a title at its dividers.
func splitTitle(title string) []segment {
	const most = 8 // what stands behind belongs to the last
	var list []segment
	start := 0
	for i := 0; i < len(title); {
		n := dividerAt(title, i)
		if n == 0 || len(list) == most-1 {
			i++
			continue
		}
		if text := strings.TrimSpace(title[start:i]); text != "" {
			list = append(list, segment{text, start, i})
		}
		i += n
		start = i
	}
	if text := strings.TrimSpace(title[start:]); text != "" {
		list = append(list, segment{text, start, len(title)})
	}
	return list
}

func dividerAt(title string, i int) int {
	switch c := title[i]; {
	case c == '|', (c == '_' || c == '-') && besideCJK(title, i):
		return 1
	case c != ' ' && c != ':' && c < utf8.RuneSelf:
		return 0 // begins no divider
	}
	for _, d := range dividers {
		if strings.HasPrefix(title[i:], d) {
			return len(d)
		}
	}
	return 0
}

// besideCJK reports that a character of one byte stands before or behind one of a script that sets no spaces: 标题_新华网.
func besideCJK(title string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(title[:i])
	behind, _ := utf8.DecodeRuneInString(title[i+1:])
	return isSpaceless(before) || isSpaceless(behind)
}

// siteNames are the folded names under which the site may stand in a title.
func siteNames(d *document, c *claims) map[string]bool {
	names := make(map[string]bool)
	for _, s := range slices.Concat(c.sites, c.publishers) {
		name := prose.Fold(s.Text)
		if s.Signal == "title segment" {
			continue
		}
		names[name] = true
		names[strings.TrimPrefix(name, "the ")] = true
		names[strings.ReplaceAll(name, " ", "")] = true
	}
	host := hostName(d.base.Hostname())
	names[prose.Fold(host)] = true
	labels := strings.Split(host, ".")
	for _, label := range labels[:max(0, len(labels)-1)] {
		if len(label) > 3 {
			names[prose.Fold(label)] = true
			names[strings.ReplaceAll(prose.Fold(label), " ", "")] = true
		}
	}
	return names
}

// umlauts spells German letters as host names do.
var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", " ", "")

// isSiteName reports a name of the site, also run together and with a domain behind it.
func isSiteName(text string, names map[string]bool) bool {
	folded := prose.Fold(text)
	if names[prose.Fold(umlauts.Replace(text))] {
		return true
	}
	squeezed := strings.ReplaceAll(folded, " ", "")
	if names[folded] || names[squeezed] {
		return true
	}
	for _, tld := range []string{"com", "de", "org", "net", "fr", "co", "uk", "online", "at", "ch", "it", "es"} {
		if names[strings.TrimSuffix(squeezed, tld)] && strings.HasSuffix(squeezed, tld) {
			return true
		}
	}
	return false
}

// trimSite takes the name of the site off a title's ends. It never takes all.
func trimSite(title string, names map[string]bool) string {
	for range 3 {
		segments := splitTitle(title)
		if len(segments) < 2 {
			return title
		}
		last, front := segments[len(segments)-1], segments[0]
		switch {
		case isSiteName(last.text, names):
			title = strings.TrimSpace(title[:segments[len(segments)-2].end])
		case isSiteName(front.text, names):
			title = strings.TrimSpace(title[segments[1].start:])
		default:
			return title
		}
	}
	return title
}

// settleTitles takes the site's name off every title, and says what speaks for each.
func settleTitles(d *document, c *claims) {
	names := siteNames(d, c)
	folded := make([]string, 0, len(c.titles))
	for i := range c.titles {
		t := &c.titles[i]
		t.Text = trimSite(t.Text, names)
		folded = append(folded, prose.Fold(t.Text))
	}
	for i := range c.titles {
		j := confirmedPart(c.titles, folded, i)
		if j < 0 {
			j = belowKicker(c.titles, folded, i)
		}
		if j >= 0 {
			c.titles[i].Text, folded[i] = c.titles[j].Text, folded[j]
		}
	}
	for i := range c.titles {
		t := &c.titles[i]
		t.kind = titleKind(t.Signal) + ", " + support(c.titles, folded, i, names)
	}
	showHeading(c.titles, folded)
}

// showHeading gives a title in the words of the heading that says the same, and names that: it is what readers of the page see.
func showHeading(titles []Claim, folded []string) {
	i := slices.IndexFunc(titles, func(t Claim) bool { return family(t.Signal) == "heading" && has(t.Signal, "h1", "heading") })
	if i < 0 {
		return
	}
	for j := range titles {
		if folded[j] == folded[i] {
			titles[j].Text, titles[j].Signal = titles[i].Text, titles[i].Signal
		}
	}
}

// confirmedPart finds a title of another family that stands whole at the beginning or end of title i, up to a divider: what is
// left over is a section, a site or a slogan.
func confirmedPart(titles []Claim, folded []string, i int) int {
	segments := splitTitle(titles[i].Text)
	if len(segments) < 2 {
		return -1
	}
	parts := make(map[string]bool)
	for k := 1; k < len(segments); k++ {
		parts[prose.Fold(titles[i].Text[:segments[k-1].end])] = true
		parts[prose.Fold(titles[i].Text[segments[k].start:])] = true
	}
	for j := range titles {
		source := family(titles[j].Signal)
		if parts[folded[j]] && source != family(titles[i].Signal) && (source == "json-ld" || source == "heading") && 2*len(folded[j]) > len(folded[i]) {
			return j
		}
	}
	return -1
}

// belowKicker finds a title of another family that is the greater part of heading i from a word on to its end: what stands before is
// a kicker, which the makers put into the same heading.
func belowKicker(titles []Claim, folded []string, i int) int {
	if family(titles[i].Signal) != "heading" {
		return -1
	}
	return slices.IndexFunc(titles, func(t Claim) bool {
		part := prose.Fold(t.Text)
		return family(t.Signal) != "heading" && 2*len(part) > len(folded[i]) && strings.HasSuffix(folded[i], " "+part)
	})
}

// sectionNames are the folded segments of the title element but the longest: names of sections and of the site.
func sectionNames(title string) map[string]bool {
	segments := splitTitle(title)
	names := make(map[string]bool)
	longest := 0
	for i, s := range segments {
		if len(s.text) > len(segments[longest].text) {
			longest = i
		}
	}
	for i, s := range segments {
		if i != longest {
			names[prose.Fold(s.text)] = true
		}
	}
	return names
}

// support says how the other signals stand to a title: they say the same, they hold it, they say something else, or there is
// no other.
func support(titles []Claim, folded []string, i int, names map[string]bool) string {
	if isSiteName(titles[i].Text, names) {
		return "site"
	}
	answer := "alone"
	for j, other := range folded {
		if family(titles[j].Signal) == family(titles[i].Signal) || other == "" {
			continue
		}
		switch {
		case other == folded[i]:
			return "agreed"
		case containsWords(other, folded[i]):
			answer = "contained"
		case answer == "alone":
			answer = "differs"
		}
	}
	return answer
}

// titleKind names the kinds of titles that are counted together: each signal alone is seen too seldom apart from the others.
func titleKind(signal string) string {
	switch {
	case has(signal, "whole", " name"):
		return "name"
	case signal == "title":
		return "title"
	}
	return family(signal)
}

// family groups signals that one template writes from one field, so that their agreement is no evidence: the title element, what is
// written for networks, and the name of the page in JSON-LD come from one line for search engines.
func family(signal string) string {
	switch {
	case strings.HasPrefix(signal, "h1"), strings.HasPrefix(signal, "heading"):
		return "heading"
	case strings.HasPrefix(signal, "json-ld") && signal != "json-ld page name":
		return "json-ld"
	case strings.HasPrefix(signal, "microdata"), strings.HasPrefix(signal, "rdfa"):
		return "heading"
	}
	return "meta"
}
