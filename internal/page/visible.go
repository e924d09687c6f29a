package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/prose"
)

// How far from the main heading a dateline or byline may stand, in bytes of visible text.
const (
	beforeHeading = 300
	afterHeading  = 900
)

// away are the regions whose text is not about the page itself.
const away = inComment | inTeaser | inFooter | inNav | inAside | inHidden | inHeader

// headings reads the title element and the headings, and settles which heading is the page's own.
func headings(d *document, c *claims) {
	add(&c.titles, d.title, "title")
	d.ownHeadings(c)
	d.main = d.mainHeading(c.titles)
	if d.main >= 0 {
		m := d.marks[d.main]
		signal := "heading"
		if m.role&isHeadline != 0 {
			signal = "h1"
		}
		add(&c.titles, d.headlineOf(m), signal)
		if whole := oneLine(d.textOf(m)); clean(whole) != clean(d.headlineOf(m)) {
			add(&c.titles, whole, signal+" whole")
		}
		d.underHeading(c)
	}
}

// ownHeadings keeps the headings that stand in the page's own text and lead
// nowhere else: one of them may be the headline on a page that hides it well.
func (d *document) ownHeadings(c *claims) {
	for _, m := range d.marks {
		if m.role&(isHeadline|isHeading|isTitled) != 0 && !m.linked && m.region&(inTeaser|inComment|inFooter|inNav) == 0 && m.end-m.start < longestHeading {
			add(&c.headings, oneLine(d.textOf(m)), "heading")
		}
	}
}

// mainHeading is the heading that shows one of the titles which the page gives to machines; else the first h1 of the page's own
// text; -1 if there is none.
func (d *document) mainHeading(known []Claim) int {
	const mostTitles, mostHeadings = 12, 400
	known = known[:min(len(known), mostTitles)]
	titles := make([]string, 0, len(known))
	for _, t := range known {
		titles = append(titles, prose.Fold(cut(t.Text, longestHeading)))
	}
	sections := sectionNames(d.title)
	best, bestScore, seen := -1, 0, 0
	for i, m := range d.marks {
		if m.role&(isHeadline|isHeading|isTitled) == 0 || seen == mostHeadings {
			continue
		}
		seen++
		if score := d.headingScore(m, titles, sections); score > bestScore {
			best, bestScore = i, score
		}
	}
	return best
}

// longestHeading is in bytes; what is longer is a text that its makers marked as a heading.
const longestHeading = 400

func (d *document) headingScore(m mark, titles []string, sections map[string]bool) int {
	text := prose.Fold(d.textOf(m))
	if text == "" || len(text) > longestHeading || m.role&(isSubtitle|isHeadline) == isSubtitle {
		return 0
	}
	score := 0
	switch {
	case m.role&isHeadline != 0:
		score = 40
	case m.role&isHeading != 0:
		score = 5
	}
	if m.region&away != 0 {
		score -= 25
	}
	if sections[text] {
		score -= 45 // the name of a section or of the site
	}
	if m.region&inArticle != 0 {
		score += 5
	}
	if m.role&isTitled != 0 {
		score += 5
	}
	shown := 0
	for _, t := range titles {
		shown = max(shown, alike(text, t))
	}
	if m.role&isHeadline == 0 && shown < 50 {
		return 0
	}
	return score + shown
}

// alike says how much of one folded text shows the other, 0 to 60.
func alike(a, b string) int {
	short, long := a, b
	if len(short) > len(long) {
		short, long = long, short
	}
	switch {
	case short == "":
		return 0
	case short == long:
		return 60
	case len(short) > 12 && containsWords(long, short):
		return 55
	}
	return sharedWords(short, long) / 2
}

func containsWords(long, short string) bool {
	i := strings.Index(long, short)
	return i >= 0 && (i == 0 || long[i-1] == ' ') && (i+len(short) == len(long) || long[i+len(short)] == ' ')
}

// sharedWords is the share of the words of a, in percent, that stand in b.
func sharedWords(a, b string) int {
	words, shared := 0, 0
	for word := range strings.FieldsSeq(a) {
		words++
		if hasWord(b, word) {
			shared++
		}
	}
	if words == 0 {
		return 0
	}
	return 100 * shared / words
}

// hasWord reports a word of a folded text.
func hasWord(text, word string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(word)
		if (start == 0 || text[start-1] == ' ') && (end == len(text) || text[end] == ' ') {
			return true
		}
		from = end
	}
}

// underHeading reads a subtitle below the main heading and a kicker above or within it.
func (d *document) underHeading(c *claims) {
	main := d.marks[d.main]
	for _, m := range d.marks {
		near := m.start > main.start-beforeHeading && m.start < main.end+afterHeading
		if !near || d.outside(m) != 0 {
			continue
		}
		switch {
		case m.role&isSubtitle != 0 && m.start >= main.end:
			add(&c.subtitles, oneLine(d.textOf(m)), "subheading")
		case m.role&isKicker != 0 && m.start <= main.end:
			add(&c.kickers, oneLine(d.textOf(m)), "kicker")
		}
	}
}

// headlineOf is the text of a heading without a kicker or date that its makers put inside.
func (d *document) headlineOf(heading mark) string {
	text := []byte(d.seamed(heading))
	for _, m := range d.marks[d.main+1:] {
		if m.start >= heading.end {
			break
		}
		if m.role&(isKicker|isTime|isDated) != 0 && m.role&isTitled == 0 && m.end <= heading.end {
			for i := m.start; i < m.end && i-heading.start < len(text); i++ {
				text[i-heading.start] = ' '
			}
		}
	}
	headline := strings.ReplaceAll(string(text), string(seam), "")
	if strings.TrimSpace(headline) == "" {
		return oneLine(d.textOf(heading))
	}
	return oneLine(headline)
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }

// times reads time elements and elements whose class speaks of a date.
func times(d *document, c *claims) {
	for _, m := range d.marks {
		if d.outside(m)&inComment != 0 || m.role&(isTime|isDated|isPublished|isUpdated) == 0 {
			continue
		}
		text := m.value
		if _, ok := prose.ParseDate(text); !ok {
			text = d.textOf(m)
		}
		if len(text) > 150 {
			continue
		}
		place := d.timePlace(m)
		signal := timeName(m) + place
		kind := signal
		before := d.beforeDay(m)
		switch {
		case strings.HasSuffix(place, "heading"):
			kind = "marked day" + place // next to the heading elements and classes are alike right
		case d.outside(m) == 0 && publishedBefore(before):
			kind = "announced"
		}
		if d.saysUpdated(m, before) {
			dated(&c.modified, text, signal, kind)
			if d.nearHeading(m.start) {
				dated(&c.published, text, signal, "changed at heading")
			}
		} else {
			dated(&c.published, text, signal, kind)
		}
	}
}

// timeName names a mark of a day by its element or class.
func timeName(m mark) string {
	switch {
	case m.role&isPublished != 0:
		return "published class"
	case m.role&isTime != 0:
		return "time"
	}
	return "dated class"
}

// elsewhere ends the name of a day that stands in another region than the page's own text.
const elsewhere = " elsewhere"

// timePlace says where a mark of a day stands.
func (d *document) timePlace(m mark) string {
	switch {
	case d.outside(m) != 0:
		return elsewhere
	case d.nearHeading(m.start) && m.start < d.marks[d.main].start:
		return " above heading"
	case d.nearHeading(m.start):
		return " at heading"
	}
	return ""
}

// outside gives the regions away from the page's own text in which a mark stands. What the main heading stands in is the
// page's own, whatever its makers call it.
func (d *document) outside(m mark) role {
	r := m.region & away
	if d.main >= 0 {
		r &^= d.marks[d.main].region
	}
	return r
}

func (d *document) nearHeading(offset int) bool {
	if d.main < 0 {
		return false
	}
	main := d.marks[d.main]
	return offset >= main.start-beforeHeading && offset <= main.end+afterHeading
}

// saysUpdated reports that a class or the words right before a date speak of a change, not of the publication. before is what
// stands before the date in the mark itself.
func (d *document) saysUpdated(m mark, before string) bool {
	if m.role&isUpdated != 0 && m.role&isPublished == 0 {
		return true
	}
	return updatedBefore(d.text[:m.start]) || updatedBefore(before)
}

// beforeDay is the text of a mark before its first date.
func (d *document) beforeDay(m mark) string {
	own := d.textOf(m)
	if found := prose.FindDates(own); len(found) > 0 {
		own = own[:found[0].Start]
	}
	return own
}

// updatedBefore reports a word for a change in the last words of a text's last line.
func updatedBefore(text string) bool { return announced(text, changeWords()) }

// publishedBefore reports a word for the publication there.
func publishedBefore(text string) bool { return announced(text, publishWords()) }

// announced reports that one of some words stands in the last words of a text's last line, and no other date behind it.
func announced(text string, words []string) bool {
	const reach = 40 // bytes between the word and the date
	text = strings.TrimRight(text, "\n")
	text = text[max(0, len(text)-reach):]
	text = text[strings.LastIndexByte(text, '\n')+1:]
	last := -1
	lower := strings.ToLower(text)
	for _, word := range words {
		last = max(last, strings.LastIndex(lower, word))
	}
	if last < 0 {
		return false
	}
	return len(prose.FindDates(lower[last:])) == 0
}

// visibleText reads days in the lines around the main heading; where there are none, and none that the page states, the first in
// the page's own text.
func visibleText(d *document, c *claims) {
	if d.main >= 0 {
		main := d.marks[d.main]
		d.readDays(c, d.around(main.end, afterHeading), "text below heading")
		d.readDays(c, d.around(main.start, -beforeHeading), "text above heading")
	}
	if slices.ContainsFunc(c.published, func(dc DateClaim) bool { return !strings.HasSuffix(dc.kind, elsewhere) }) {
		return
	}
	const most = 5 // days of a text
	before := len(c.published)
	d.ownLines(func(line string) bool {
		d.readDays(c, line, "text")
		return len(c.published) < before+most
	})
}

// around is the text of the page itself from an offset on, or before it where n is negative.
func (d *document) around(offset, n int) string {
	from, to := offset, min(len(d.text), offset+n)
	if n < 0 {
		from, to = max(0, offset+n), offset
	}
	for from < to && !utf8.RuneStart(d.text[from]) {
		from++
	}
	window := []byte(cut(d.text[from:], to-from))
	to = from + len(window)
	for _, a := range d.asides {
		if d.isOwn(a) || a.end <= from || a.start >= to {
			continue
		}
		for i := max(a.start, from); i < min(a.end, to); i++ {
			window[i-from] = '\n'
		}
	}
	return string(window)
}

// isOwn reports an aside in a region in which the main heading stands too.
func (d *document) isOwn(a span) bool {
	own := role(0)
	if d.main >= 0 {
		own = d.marks[d.main].region
	}
	return a.region&away&^own == 0
}

// ownLines yields the lines of the page's own text, short of what stands in sentences, until told to stop.
func (d *document) ownLines(yield func(string) bool) {
	const longest = 200
	for stretch := range d.stretches {
		for line := range strings.SplitSeq(stretch, "\n") {
			if line != "" && len(line) < longest && !yield(strings.ReplaceAll(line, string(seam), " ")) {
				return
			}
		}
	}
}

// stretches yields the page's own text between its asides, which follow each other.
func (d *document) stretches(yield func(string) bool) {
	const most = 60_000
	text, from := cut(d.text, most), 0
	for _, a := range d.asides {
		if d.isOwn(a) || a.start == a.end {
			continue
		}
		if a.start >= len(text) {
			break
		}
		if !yield(text[from:a.start]) {
			return
		}
		from = min(a.end, len(text))
	}
	yield(text[from:])
}

func (d *document) readDays(c *claims, window, signal string) {
	window = strings.ReplaceAll(window, string(seam), " ")
	for _, found := range prose.FindDates(window) {
		if found.Day == 0 {
			continue
		}
		text := window[found.Start:found.End]
		kind := signal + lineKind(window, found.Start, found.End)
		if updatedBefore(window[:found.Start]) {
			dated(&c.modified, text, signal, signal)
			kind = "changed in text"
		} else if publishedBefore(window[:found.Start]) {
			kind = "announced"
		}
		dated(&c.published, text, signal, kind)
	}
}

// lineKind tells a date that stands in a line of its own, or nearly so, from one in a sentence.
func lineKind(window string, start, end int) string {
	from := strings.LastIndexByte(window[:start], '\n') + 1
	to := strings.IndexByte(window[end:], '\n')
	if to < 0 {
		to = len(window) - end
	}
	rest := start - from + to
	closed := strings.HasSuffix(strings.TrimSpace(window[from:end+to]), ".") && rest > 25
	switch {
	case rest < 12:
		return " alone"
	case rest < 60 && !closed:
		return " short line"
	}
	return " sentence"
}

// isLetters reports that a text holds a letter.
func isLetters(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }
