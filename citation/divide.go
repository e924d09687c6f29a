package citation

import (
	_ "embed"
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/tag"
)

//go:embed data/sentences.txt
var sentencesFile string

//go:embed data/continuations.txt
var continuationsFile string

// continuations are words that go on with a source behind a semicolon.
var continuations = sync.OnceValue(func() map[string]bool { return wordSet(continuationsFile) })

// sentenceWords are words that a sentence has and a citation hardly ever.
var sentenceWords = sync.OnceValue(func() map[string]bool { return wordSet(sentencesFile) })

// window is how far, in bytes, a place where sources may meet is looked at on
// either side. It keeps the cost linear: a source that long has shown its date.
const window = 400

// divide cuts a note into its sources. Semicolons divide them, and full stops
// where another source plainly begins; neither does inside a quotation or
// brackets, nor where one side lacks what makes a citation. Sentences that cite
// nothing are left out.
func divide(l *tag.Layout) []tag.Range {
	d := divider{layout: l}
	for i := 0; i < len(l.Plain); i++ {
		if d.dividesAt(i) {
			d.cut(i)
		}
	}
	d.add(d.start, len(l.Plain))
	return d.sources
}

type divider struct {
	layout  *tag.Layout
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
	case c == ',' && hasAnyPrefix(l.Plain[i+1:], secondHand...):
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
	case l.Plain[i] == ',':
		return d.isComplete(left) && (d.layout.HasDate(right) || mentionsEarlier(d.text(right)))
	case l.Plain[i+1] == ' ':
		return d.sentenceDivides(left, right)
	}
	left.End = i + 1
	return isGlued(l.Plain[i+1:]) && d.gluedDivides(left, right)
}

// secondHand are the words between a source and the one that quotes it.
var secondHand = []string{
	" quoted in ", " as quoted in ", " cited in ", " as cited in ", " quoted by ", " qtd. in ", " zit. nach ", " zitiert nach ",
	" cité dans ", " cité par ", " cit. in ", " citato in ", " citado en ",
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
	if c := text[0]; '0' <= c && c <= '9' || d.layout.Plain[right.Start-1] == ';' {
		return false
	}
	if ok, lead := cutLead(text); ok && lead < len(text) {
		return d.standsAlone(right) || beginsSource(text[lead:]) && !d.isSentence(right)
	}
	if mentionsEarlier(text) {
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
		l.HasDate(right) && !continuations()[strings.ToLower(text[:wordLength(text)])] && !isPlace(text[:partLength(text)])
}

// citesPlace reports whether r ends in a place of a source, named by a word or
// a sign: "art. 51", "§ 242 Rn. 5".
func (d *divider) citesPlace(r tag.Range) bool {
	text := d.text(r)
	place := text[placeStart(text):]
	return strings.ContainsFunc(place, unicode.IsLetter) || strings.ContainsAny(place, "§¶")
}

// endsPlainly reports whether r ends as a source ends, not as a name of a place
// or a publisher, which may go on behind a semicolon.
func (d *divider) endsPlainly(r tag.Range) bool {
	last := d.layout.Plain[r.End-1]
	return '0' <= last && last <= '9' || last == ')' || last == '>' || d.layout.InURL(r.End-1) ||
		mentionsEarlier(d.text(r)) || d.titleEnd(r) == r.End
}

// beginsWithAuthorColon reports "Markus/Borsboom: Frontiers in test validity",
// as in German house styles.
func beginsWithAuthorColon(s string) bool {
	name, title, found := strings.Cut(s, ": ")
	return found && title != "" && isNameLike(name) && !isPlace(name) && !announcesPart(name)
}

// sentenceDivides reports whether a full stop and a blank divide: a lead-in
// follows a source, or commentary follows the page that ends one.
func (d *divider) sentenceDivides(left, right tag.Range) bool {
	if ok, _ := cutLead(d.text(right)); ok {
		return d.standsAlone(right) && (d.isComplete(left) || d.citesNothing(left))
	}
	if last := d.layout.Plain[left.End-1]; last < '0' || last > '9' {
		return false
	}
	sentence := right
	if stop := strings.Index(d.text(right), ". "); stop >= 0 {
		sentence.End = right.Start + stop + 1
	}
	return d.isSentence(sentence) && d.endsInPage(left) && d.isComplete(left)
}

// endsInPage reports whether a page or another place ends r, not a date.
func (d *divider) endsInPage(r tag.Range) bool {
	start := r.Start + placeStart(d.text(r))
	return start < r.End && !d.layout.HasDate(tag.Range{Start: start, End: r.End})
}

// isGlued reports whether a source begins at once with s, as where a converter
// has lost the blank or the semicolon between two: a word with a capital, or a
// bracket with a term.
func isGlued(s string) bool {
	if strings.HasPrefix(s, "(") {
		_, ok := readMention(s[:min(len(s), longestTerm)])
		return ok
	}
	r, size := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[size:])
	return unicode.IsUpper(r) && (unicode.IsLower(second) || second == '.')
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

// beginsWithDate reports "Smith, J. (2010)" and "Smith, J. (Ed.). (2010)":
// names, then a date in brackets.
func (d *divider) beginsWithDate(r tag.Range) bool {
	brackets := d.layout.Round
	first := sort.Search(len(brackets), func(k int) bool { return brackets[k].Start >= r.Start })
	for _, b := range brackets[first:min(first+2, len(brackets))] {
		if b.End <= r.End && (d.layout.HasDate(b) || hasNoDate(d.text(b))) {
			return true
		}
	}
	return false
}

// isComplete reports whether r, the end of a source, shows what a source ends
// in: a date, an address, a short form, or a title with nothing but a place
// behind it.
func (d *divider) isComplete(r tag.Range) bool {
	if d.layout.HasDate(r) || d.layout.HasAddress(r) {
		return true
	}
	text := d.text(r)
	if hasNoDate(text) || mentionsEarlier(text) {
		return true
	}
	if end := d.titleEnd(r); end > 0 {
		return onlyPlace(d.layout.Plain[end:r.End])
	}
	return d.citesPlace(r) || placeStart(text) < len(text) && isNameLike(text[:placeStart(text)])
}

// titleEnd gives the end of the last quotation or italics in r, 0 without one.
func (d *divider) titleEnd(r tag.Range) int {
	end := 0
	quotes, italics := d.layout.Quotes, d.layout.Italics
	if k := sort.Search(len(quotes), func(k int) bool { return quotes[k].End > r.End }); k > 0 && quotes[k-1].Start >= r.Start {
		end = quotes[k-1].End
	}
	if k := sort.Search(len(italics), func(k int) bool { return italics[k].End > r.End }); k > 0 && italics[k-1].Start >= r.Start {
		end = max(end, italics[k-1].End)
	}
	return end
}

// titleStart gives where the first quotation or italics in r begin, r.End
// without one.
func (d *divider) titleStart(r tag.Range) int {
	start := r.End
	quotes, italics := d.layout.Quotes, d.layout.Italics
	if k := sort.Search(len(quotes), func(k int) bool { return quotes[k].Start >= r.Start }); k < len(quotes) {
		start = min(start, quotes[k].Start)
	}
	if k := sort.Search(len(italics), func(k int) bool { return italics[k].Start >= r.Start }); k < len(italics) {
		start = min(start, italics[k].Start)
	}
	return start
}

// standsAlone reports whether r holds what a citation cannot do without.
func (d *divider) standsAlone(r tag.Range) bool {
	l := d.layout
	return l.HasDate(r) || l.HasAddress(r) || l.HasQuote(r) || l.HasItalic(r) || hasNoDate(d.text(r)) || mentionsEarlier(d.text(r)) || d.citesPlace(r)
}

// beginsSource reports whether s can be the begin of a source rather than a
// further place, publisher or clause: it begins with a capital, a figure or a
// mark, and neither with a place nor with a word that announces a part
// (Available from).
func beginsSource(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLower(first) && !isPlace(s[:partLength(s)]) && !announcesPart(s)
}

// announcesPart reports words that stand before an address or a number.
func announcesPart(s string) bool {
	return hasAnyPrefix(s, "Available", "Retrieved", "Accessed", "URL", "DOI", "ISBN", "ISSN", "Disponible", "Verfügbar", "Abgerufen")
}

// partLength gives the length of s up to the punctuation that ends its first
// part.
func partLength(s string) int {
	if i := strings.IndexAny(s, ",:.(“‘«„\""); i >= 0 {
		return i
	}
	return len(s)
}

// isPlace reports a place of publication: a known one, of three words at most.
func isPlace(s string) bool {
	const longest = 40 // bytes
	first, _ := utf8.DecodeRuneInString(s)
	if len(s) > longest || unicode.IsLower(first) || strings.Contains(s, " of ") || strings.Count(s, " ") > 2 {
		return false
	}
	return tag.Known(s, "place")
}

// beginsWithTitle reports whether a title in quotation marks or italics begins
// r, or stands behind names that begin it.
func (d *divider) beginsWithTitle(r tag.Range) bool {
	title := d.titleStart(r)
	before := strings.TrimRight(d.layout.Plain[r.Start:title], " ,:")
	return title < r.End && len(before) < maxNameBytes && (before == "" || isNameLike(before) || beginsWithUserName(before))
}

// beginsWithUserName reports names of which the first is written small.
func beginsWithUserName(s string) bool {
	first, rest, _ := strings.Cut(s, " ")
	_, rest, _ = strings.Cut(rest, " ")
	return !smallWords()[first] && !sentenceWords()[first] && !strings.Contains(s, ",") && (rest == "" || isNameLike(rest))
}

// beginsWithPerson reports whether an initial or a given name, and then a
// capital, begin s.
func beginsWithPerson(s string) bool {
	first, rest, _ := strings.Cut(s, " ")
	next, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsUpper(next) && (isInitialsOnly(first) || tag.Known(first, "given"))
}

// hasInitials reports "Smith, J.", one of several authors rather than a source.
func hasInitials(s string) bool {
	for _, word := range strings.Fields(s) {
		if strings.HasSuffix(strings.TrimRight(word, ",;"), ".") && isInitialsOnly(word) {
			return true
		}
	}
	return false
}

// isBareName reports whether r is names with or without a place, which only an
// earlier source explains.
func (d *divider) isBareName(r tag.Range) bool {
	text := d.text(r)
	start := leadLength(text)
	bare := strings.Trim(text[start:start+placeStart(text[start:])], " .,")
	first, _ := utf8.DecodeRuneInString(bare)
	return !d.layout.HasDate(r) && isNameLike(bare) && !isPlace(bare[:partLength(bare)]) && (!unicode.IsLower(first) || strings.Contains(bare, " "))
}

// citesNothing reports commentary: a sentence, or a pointer to another place of
// the manuscript ("See above.", "See infra, Part III.").
func (d *divider) citesNothing(r tag.Range) bool {
	text := d.text(r)
	start := leadLength(text)
	if d.standsAlone(r) {
		return d.isSentence(r)
	}
	for _, i := range [...]int{start, lastWordAt(text)} {
		if class, _ := termAt(text, i); class == aboveTerm || class == belowTerm {
			return true
		}
	}
	return d.isSentence(r)
}

// lastWordAt gives the offset of the last word of s.
func lastWordAt(s string) int {
	return strings.LastIndexByte(strings.TrimRight(s, " ."), ' ') + 1
}

// isSentence reports whether r is a sentence in plain words rather than a
// source: most of its words are small, and it has words that sentences have or
// no punctuation that divides the parts of a source.
func (d *divider) isSentence(r tag.Range) bool {
	l := d.layout
	if l.HasQuote(r) || l.HasItalic(r) || l.HasAddress(r) {
		return false
	}
	text := strings.TrimRight(d.text(r), " .")
	words := strings.Fields(text[:min(len(text), window)])
	small, telling := countSmall(words)
	divided := strings.ContainsAny(text, ",:;()[]§")
	switch {
	case len(words) < minSentence || 2*small < len(words):
		return false
	case l.HasDate(r):
		return telling >= 2 && !divided
	case telling == 0 && (divided || 3*small < 2*len(words) || len(words) <= minSentence+1):
		return false
	case telling == 1 && divided:
		return false
	}
	return !mentionsEarlier(text)
}

// minSentence is how many words a sentence has at least.
const minSentence = 4

// countSmall counts the words that begin small, and those that sentences have.
func countSmall(words []string) (small, telling int) {
	for _, word := range words {
		if r, _ := utf8.DecodeRuneInString(word); unicode.IsLower(r) {
			small++
		}
		if sentenceWords()[strings.ToLower(strings.Trim(word, ".,;:()"))] {
			telling++
		}
	}
	return small, telling
}

// mentionsEarlier reports whether s is a short form by its words.
func mentionsEarlier(s string) bool {
	_, ok := readMention(s)
	return ok
}

// hasNoDate reports what stands in the place of a date.
func hasNoDate(s string) bool {
	return strings.Contains(s, "n.d.") || strings.Contains(s, "forthcoming") || strings.Contains(s, "o. J.") || strings.Contains(s, "s.d.")
}
