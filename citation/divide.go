package citation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/tag"
)

// window is how far, in bytes, a place where sources may meet is looked at on
// either side. It keeps the cost linear: a source that long has shown its date.
const window = 400

// divide cuts a note into its sources. Semicolons divide them, and full stops
// where another source plainly begins; neither does inside a quotation or
// brackets, nor where one side lacks what makes a citation. Sentences that cite
// nothing are left out.
func divide(l *tag.Layout, earlier *index) []tag.Range {
	d := divider{layout: l, earlier: earlier}
	for i := 0; i < len(l.Plain); i++ {
		if mayDivide(l.Plain[i]) && d.dividesAt(i) {
			d.cut(i)
		}
	}
	d.add(d.start, len(l.Plain))
	return d.sources
}

// mayDivide reports the characters at which sources meet.
func mayDivide(c byte) bool {
	return c == ';' || c == '.' || c == ',' || c == ')' || '0' <= c && c <= '9'
}

type divider struct {
	layout  *tag.Layout
	earlier *index // of the works that earlier notes cite, nil without any
	sources []tag.Range
	start   int // of the source that is being read
}

// cut ends a source at i. Of the characters that divide, a semicolon and a comma
// belong to neither side.
func (d *divider) cut(i int) {
	end := i + 1
	if c := d.layout.Plain[i]; c == ';' || c == ',' {
		end = i
	}
	d.add(d.start, end)
	d.start = i + 1
}

// add takes what stands from start to end as a source, unless it cites nothing.
func (d *divider) add(start, end int) {
	r := trim(d.layout.Plain, tag.Range{Start: start, End: end})
	if r.Start < r.End && !d.citesNothing(r) {
		d.sources = append(d.sources, r)
	}
}

// trim takes blanks off both ends.
func trim(s string, r tag.Range) tag.Range {
	text := s[r.Start:r.End]
	r.Start += len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	if r.Start < r.End {
		r.End = r.Start + len(strings.TrimRightFunc(s[r.Start:r.End], unicode.IsSpace))
	}
	return r
}

// dividesAt reports whether two sources meet at i.
func (d *divider) dividesAt(i int) bool {
	l := d.layout
	switch c := l.Plain[i]; {
	case c == ';':
	case c == '.' && i+1 < len(l.Plain):
	case c == ',' && beginsSmall(l.Plain[i+1:]) && (hasAnyPrefix(l.Plain[i+1:], secondHand...) || d.joinsAt(i)):
	case (c == ')' || '0' <= c && c <= '9') && i+1 < len(l.Plain) && isGlued(l.Plain[i+1:]):
	default:
		return false
	}
	if l.InQuote(i) || l.InURL(i) || l.Plain[i] != ')' && l.InBrackets(i) {
		return false
	}
	left := trim(l.Plain, tag.Range{Start: d.leftFrom(i), End: i})
	right := d.rightOf(i + 1)
	if left.Start >= left.End || right.Start >= right.End {
		return false
	}
	switch {
	case l.Plain[i] == ';':
		return d.semicolonDivides(left, right)
	case strings.HasPrefix(d.text(right), "with "): // "Compare …, with …"
		return hasDigit(d.text(right))
	case l.Plain[i] == ',':
		return d.isComplete(left) && (d.layout.HasDate(right) || mentionsEarlier(d.text(right)))
	case l.Plain[i+1] == ' ':
		return d.sentenceDivides(left, right)
	}
	left.End = i + 1
	if d.layout.Plain[i] == '.' && isInitial(lastWord(strings.ReplaceAll(d.text(tag.Range{Start: left.Start, End: i}), ".", " "))) {
		return false // within "U.S.C."
	}
	return isGlued(l.Plain[i+1:]) && d.gluedDivides(left, right)
}

// beginsSmall reports a blank and a small letter, as before all words that join
// sources behind a comma.
func beginsSmall(s string) bool { return len(s) > 1 && s[0] == ' ' && 'a' <= s[1] && s[1] <= 'z' }

// secondHand are the words between a source and the one that quotes it.
var secondHand = []string{
	" quoted in ", " as quoted in ", " cited in ", " as cited in ", " quoted by ", " qtd. in ", " zit. nach ", " zitiert nach ",
	" cité dans ", " cité par ", " cit. in ", " citato in ", " citado en ",
}

// joinsAt reports whether the comma at i stands before a word that joins two
// sources: "Compare …, with …", "…, S. 101 ff., und …".
func (d *divider) joinsAt(i int) bool {
	left := trim(d.layout.Plain, tag.Range{Start: d.leftFrom(i), End: i})
	if left.Start >= left.End {
		return false
	}
	behind := d.layout.Plain[i+1:]
	if strings.HasPrefix(behind, " with ") {
		return hasAnyPrefix(d.text(left), "Compare ", "compare ")
	}
	for _, and := range [...]string{" and ", " und ", " et ", " sowie "} {
		if name, found := strings.CutPrefix(behind, and); found {
			if strings.HasSuffix(d.text(left), ")") && d.layout.HasDate(left) && beginsWithPerson(name) {
				return true
			}
			first, _ := decode(name)
			left.Start += strings.LastIndex(d.text(left), ", ") + 1 // behind a date
			return unicode.IsUpper(first) && d.endsInPage(left)
		}
	}
	return false
}

// leftFrom gives where the text before i is looked at from: the begin of the
// source, or a rune within the window.
func (d *divider) leftFrom(i int) int {
	from := max(d.start, i-window)
	for from < i && !utf8.RuneStart(d.layout.Plain[from]) {
		from++
	}
	return from
}

// rightOf gives what may be a source from i: up to the next semicolon, but no
// farther than the window.
func (d *divider) rightOf(i int) tag.Range {
	l := d.layout
	end := min(len(l.Plain), i+window)
	for at := i; at < end; at++ {
		next := strings.IndexByte(l.Plain[at:end], ';')
		if next < 0 {
			break
		}
		if at += next; !l.InQuote(at) && !l.InBrackets(at) && !l.InURL(at) {
			end = at
		}
	}
	for end < len(l.Plain) && !utf8.RuneStart(l.Plain[end]) {
		end++
	}
	return trim(l.Plain, tag.Range{Start: i, End: end})
}

func (d *divider) text(r tag.Range) string { return d.layout.Plain[r.Start:r.End] }

// semicolonDivides weighs both sides of a semicolon. It does not divide where
// the right side begins with a figure or without a blank, as the year does
// behind "Place: Publisher;", or where the left side is only the begin of a
// source.
func (d *divider) semicolonDivides(left, right tag.Range) bool {
	text := d.text(right)
	if c := text[0]; '0' <= c && c <= '9' {
		return nextReport.MatchString(text) && namesReport(d.text(left))
	}
	if d.layout.Plain[right.Start-1] == ';' {
		return false
	}
	if nextReport.MatchString(d.text(left)) {
		return true // nothing but a source before it explains the left side
	}
	leads, lead := cutLead(text)
	if goesOn(text) && lead <= wordLength(text)+1 {
		return false
	}
	if d.listsPersons(left, right) {
		return false
	}
	if d.namesEarlier(left, right) {
		return true
	}
	if leads && lead < len(text) {
		return d.standsAlone(right) || beginsSource(text[lead:]) && !d.isSentence(right)
	}
	if class, _ := termAt(text, 0); class == idemTerm && d.isComplete(left) {
		return true
	}
	if mentionsEarlier(text) || isProvision(text) && isProvision(d.text(left)) {
		return true
	}
	switch {
	case d.isComplete(left):
		return d.beginsWithTitle(right) || d.followsWhole(left, right)
	case d.isBareName(left):
		return d.isBareName(right) && !hasInitials(text) && !hasInitials(d.text(left)) ||
			d.beginsWithTitle(right) || beginsWithPerson(text) && d.layout.HasDate(right)
	case beginsWithAuthorColon(d.text(left)):
		return beginsWithAuthorColon(text)
	}
	return d.beginsWithTitle(right) && d.layout.HasDate(right)
}

// namesEarlier reports whether one of two sides names an earlier source, and
// they do not name one together, as a title with a semicolon would.
func (d *divider) namesEarlier(left, right tag.Range) bool {
	if first, _ := decode(d.text(right)); d.earlier == nil || unicode.IsLower(first) || announcesPart(d.text(right)) {
		return false
	}
	if d.isComplete(left) && len(d.earlier.find(newWording(d.text(right)))) > 0 {
		return true
	}
	return (d.earlier.names(d.text(left)) || d.earlier.names(d.text(right))) &&
		!d.earlier.names(d.text(tag.Range{Start: left.Start, End: right.End}))
}

// followsWhole weighs what stands behind a source that is complete.
func (d *divider) followsWhole(left, right tag.Range) bool {
	text, l := d.text(right), d.layout
	if beginsSource(text) && d.standsAlone(right) && (l.HasDate(right) || d.citesPlace(right) || !l.HasDate(left) || l.HasAddress(left)) {
		return true
	}
	if !d.endsPlainly(left) {
		return false
	}
	return d.isBareName(right) || beginsWithAuthorColon(text) ||
		l.HasDate(right) && !isPlace(text[:partLength(text)])
}

// sentenceDivides reports whether a full stop and a blank divide: a lead-in
// follows a source, or commentary follows the page that ends one.
func (d *divider) sentenceDivides(left, right tag.Range) bool {
	if ok, _ := cutLead(d.text(right)); ok {
		return d.standsAlone(right) && (d.isComplete(left) || d.citesNothing(left))
	}
	sentence := right
	if stop := strings.Index(d.text(right), ". "); stop >= 0 {
		sentence.End = right.Start + stop + 1
	}
	if d.earlier != nil && d.endsPlainly(left) && d.earlier.names(d.text(sentence)) && d.earlier.names(d.text(left)) {
		return true
	}
	if beginsWithPerson(d.text(right)) && d.layout.HasDate(right) && d.isSentence(left) && !d.layout.HasDate(left) {
		return true // commentary before a source without a lead-in
	}
	return d.endsBeforeRemark(left) && d.isSentence(sentence) && d.isComplete(left)
}

// gluedDivides weighs two sides without a blank between them, which abbreviations
// (Ph.D., U.S.) have as well: the left one is whole, and the right one is
// introduced, a short form, or begins as author-date styles do.
func (d *divider) gluedDivides(left, right tag.Range) bool {
	if !d.isComplete(left) {
		return false
	}
	text := d.text(right)
	if ok, _ := cutLead(text); ok {
		return d.standsAlone(right)
	}
	return mentionsEarlier(text) || d.beginsWithDate(right)
}
