package page

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/prose"
)

// maxNames is how many names are read on one page. Papers in physics have more authors; a citation names the first.
const maxNames = 300

// settleAuthors reads the names out of every byline, keeps the bylines that name people, and says what speaks for each.
func settleAuthors(d *document, c *claims) {
	r := nameReader{sites: siteNames(d, c), left: maxNames}
	var bylines []Byline
	for _, b := range c.authors {
		var people []string
		for _, text := range b.Names {
			names, orgs := r.read(text, b.Signal)
			people = appendNew(people, names...)
			for _, org := range orgs {
				add(&c.agencies, org, b.Signal)
			}
		}
		if b.Names = people; len(people) > 0 {
			bylines = append(bylines, b)
		}
	}
	for i := range bylines {
		bylines[i].kind += nameSupport(bylines, i)
	}
	c.authors = bylines
}

// nameSupport says whether a byline of another family shares a name, and whether the names are full.
func nameSupport(bylines []Byline, i int) string {
	for _, other := range bylines {
		if isShown(other.Signal) != isShown(bylines[i].Signal) && sharesName(other.Names, bylines[i].Names) {
			return ", agreed"
		}
	}
	for _, name := range bylines[i].Names {
		if !strings.Contains(name, " ") && !isCJK(name) {
			return ", handle"
		}
	}
	return ""
}

// isShown tells what readers see from what is written for machines.
func isShown(signal string) bool {
	return has(signal, "class", "line", "rel author", "author link", "microdata")
}

func sharesName(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool { return sameName(x, y) })
	})
}

func appendNew(list []string, names ...string) []string {
	for _, name := range names {
		if !slices.ContainsFunc(list, func(old string) bool { return sameName(old, name) }) {
			list = append(list, name)
		}
	}
	return list
}

// sameName reports two spellings of a name that differ in case, accents or order.
func sameName(a, b string) bool {
	x, y := prose.Words(a), prose.Words(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// A nameReader finds the names in a byline.
type nameReader struct {
	sites map[string]bool
	left  int // names that may still be read
}

// read gives the people and the organisations that a byline names.
func (r *nameReader) read(text, signal string) (people, orgs []string) {
	parts := splitNames(bylineHead(text))
	for _, part := range parts[:min(len(parts), r.left)] {
		r.left--
		name := trimName(part)
		switch {
		case isDateline(part):
			orgs = append(orgs, bracketed(part))
		case len(orgs) > 0 && isAgency(orgs[0]) && !strings.Contains(name, " "): // the place: "Reuters, Moscow"
		case name == "", len(parts) > 1 && isShown(signal) && !strings.Contains(name, " ") && !isCJK(name):
		case r.isOrganisation(name, signal):
			orgs = append(orgs, name)
		case isPerson(name, signal):
			people = append(people, name)
		}
	}
	return people, orgs
}

// bylineHead takes the announcing word off a byline and cuts it where the names end: at a date, an address, a divider.
func bylineHead(text string) string {
	text, _, _ = strings.Cut(strings.TrimSpace(text), " | ")
	for range 2 {
		text, _ = cutByWord(text)
	}
	lower := lowerInPlace(text)
	for _, word := range words()["by-inside"] {
		if i := strings.Index(lower, word); i >= 0 {
			text = text[i+len(word):]
			break
		}
	}
	if found := prose.FindDates(cut(text, 300)); len(found) > 0 && found[0].Month != 0 {
		text = trimPreposition(text[:found[0].Start])
	}
	return strings.TrimSpace(cutBefore(text, nameEnds()))
}

// nameEnds are the words behind which a byline names nobody.
var nameEnds = sync.OnceValue(func() []string { return slices.Concat(words()["end"], publishWords(), changeWords()) })

// cutBefore cuts a text where the first of some lower-case words begins, in any case, but at its start.
func cutBefore(text string, words []string) string {
	lower := lowerInPlace(text)
	for _, word := range words {
		if i := strings.Index(lower, word); i > 0 {
			lower = lower[:i]
		}
	}
	return text[:len(lower)]
}

// lowerInPlace is a text in lower case, or the text itself where its characters would change their places.
func lowerInPlace(text string) string {
	if lower := strings.ToLower(text); len(lower) == len(text) {
		return lower
	}
	return text
}

// trimPreposition takes off the small word that stood before a date.
func trimPreposition(text string) string {
	text = strings.TrimRight(text, " ,|-–")
	if i := strings.LastIndexByte(text, ' '); i > 0 && len(text)-i <= 4 && text[i+1:] == strings.ToLower(text[i+1:]) {
		return text[:i]
	}
	return text
}

// splitNames divides a list of names.
func splitNames(text string) []string {
	const maxParts = 200
	for _, word := range words()["and"] {
		text = strings.ReplaceAll(text, word, ",")
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;/、，・／●《》\t\n+", r) })
	return parts[:min(len(parts), maxParts)]
}

// trimName takes off what stands around a name: titles before it, roles and places behind it.
func trimName(name string) string {
	name, _ = cutByWord(strings.TrimSpace(name))
	if i := strings.IndexAny(name, "([{"); i >= 0 {
		if i == 0 {
			return strings.Trim(name, "()[]{} ")
		}
		name = name[:i]
	}
	return strings.Trim(cutBefore(name, words()["behind"]), " .,:;|-–—*\"'“”„«»")
}

// isDateline reports "MOSCOW (Reuters)": an agency in brackets behind a place.
func isDateline(part string) bool { return isAgency(bracketed(part)) }

func isAgency(name string) bool { return slices.Contains(words()["agency"], name) }

// bracketed is the text in the first round brackets, "" where there is none.
func bracketed(s string) string {
	_, rest, _ := strings.Cut(s, "(")
	inside, _, closed := strings.Cut(rest, ")")
	if !closed {
		return ""
	}
	return strings.TrimSpace(inside)
}

// isOrganisation reports a news agency, the site itself, or a name with a word that only organisations have.
func (r *nameReader) isOrganisation(name, signal string) bool {
	if isSiteName(name, r.sites) && !isOwner(name, signal) {
		return true
	}
	for word := range strings.FieldsSeq(name) {
		if slices.Contains(words()["agency"], word) {
			return true
		}
	}
	list := prose.Words(name)
	for _, word := range list {
		if slices.Contains(words()["organisation"], word) || slices.ContainsFunc(words()["organisation-ending"], func(end string) bool { return strings.HasSuffix(word, end) }) {
			return true
		}
	}
	return false
}

// isOwner reports that a site may bear the name of the person who writes it.
func isOwner(name, signal string) bool {
	return signal == "json-ld" && strings.Count(name, " ") == 1 && name != strings.ToUpper(name)
}

// isPerson reports a text that can be a person's name: no digits, a few words that begin with capitals (where the script has
// them), none of the words that bylines hold besides names. A single word passes only where the page says that it is a name.
func isPerson(name, signal string) bool {
	const longest = 60
	count := utf8.RuneCountInString(name)
	if count < 2 || count > longest || strings.ContainsAny(name, "?!:=<>{}@/\\_#%…") {
		return false
	}
	fields := strings.Fields(name)
	if isCJK(name) && (count > 14 || len(fields) > 2) {
		return false
	}
	if len(fields) == 1 && !isCJK(name) {
		const shortest = 4 // initials and signatures such as "amw" name nobody
		return count >= shortest && !has(signal, "line", "byline class") && !notName(name)
	}
	if len(fields) > 6 || strings.ContainsFunc(name, unicode.IsDigit) {
		return false
	}
	for i, f := range fields {
		particle := 0 < i && i < len(fields)-1 && slices.Contains(words()["particle"], strings.ToLower(f))
		if !particle && (notName(f) || startsLower(f) && isShown(signal)) {
			return false
		}
	}
	return true
}

func notName(word string) bool {
	word = strings.ToLower(strings.Trim(word, ".,"))
	return slices.Contains(words()["not-a-name"], word) || slices.ContainsFunc(words()["role-ending"], func(end string) bool { return strings.HasSuffix(word, end) })
}

func startsLower(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(r)
}

func isCJK(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isSpaceless(r)
}

// isSpaceless reports a character of a script whose names and titles have no spaces, or need none.
func isSpaceless(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
}
