package citation

import (
	"sort"
	"strings"
	"unicode"

	"github.com/ibid-go/ibid/internal/tag"
)

// endsPlainly reports whether r ends as a source ends, not as a name of a place
// or a publisher, which may go on behind a semicolon.
func (d *divider) endsPlainly(r tag.Range) bool {
	last := d.layout.Plain[r.End-1]
	return '0' <= last && last <= '9' || last == ')' || last == '>' || d.layout.InURL(r.End-1) ||
		mentionsEarlier(d.text(r)) || d.titleEnd(r) == r.End
}

// endsInPage reports whether a page or another place ends r, not a date.
func (d *divider) endsInPage(r tag.Range) bool {
	start := r.Start + placeStart(d.text(r))
	return start < r.End && !d.layout.HasDate(tag.Range{Start: start, End: r.End})
}

// endsBeforeRemark reports whether r ends as a source ends that a sentence of
// commentary follows: in a page, or in a bracket with more than a date, which may
// stand before the title.
func (d *divider) endsBeforeRemark(r tag.Range) bool {
	text := d.text(r)
	switch last := text[len(text)-1]; {
	case '0' <= last && last <= '9':
		return d.endsInPage(r)
	case last == ')':
		bracket := text[strings.LastIndexByte(text, '(')+1:]
		return strings.Contains(bracket, " ") && !isYear(bracket[:min(4, len(bracket))])
	}
	return false
}

// citesPlace reports whether r ends in a place of a source, named by a word or
// a sign: "art. 51", "§ 242 Rn. 5".
func (d *divider) citesPlace(r tag.Range) bool {
	text := d.text(r)
	place := text[placeStart(text):]
	return strings.ContainsFunc(place, unicode.IsLetter) || strings.ContainsAny(place, "§¶")
}

// isComplete reports whether r, the end of a source, shows what a source ends
// in: a date, an address, a short form, or a title with nothing but a place
// behind it.
func (d *divider) isComplete(r tag.Range) bool {
	if d.layout.HasDate(r) || d.layout.HasAddress(r) {
		return true
	}
	text := d.text(r)
	if hasNoDate(text) || mentionsEarlier(text) || endsInPinpoint(text) {
		return true
	}
	if end := d.titleEnd(r); end > 0 {
		return onlyPlace(d.layout.Plain[end:r.End])
	}
	return d.citesPlace(r) || placeStart(text) < len(text) && isNameLike(text[:placeStart(text)])
}

// endsInPinpoint reports a page behind a first page: "BVerfGE 45, 187 (227)".
func endsInPinpoint(s string) bool {
	s, closed := strings.CutSuffix(strings.TrimRight(s, " ."), ")")
	open := strings.LastIndex(s, " (")
	return closed && open > 0 && hasDigit(s[open-1:open]) && onlyPlace(s[open:])
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

// standsAlone reports whether r holds what a citation cannot do without.
func (d *divider) standsAlone(r tag.Range) bool {
	l := d.layout
	return l.HasDate(r) || l.HasAddress(r) || l.HasQuote(r) || l.HasItalic(r) || hasNoDate(d.text(r)) || mentionsEarlier(d.text(r)) || d.citesPlace(r)
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
