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

//go:embed data/continuations.txt
var continuationsFile string

// continuations are words that go on with a source behind a semicolon.
var continuations = sync.OnceValue(func() map[string]bool { return wordSet(continuationsFile) })

// goesOn reports whether s goes on with the source before a semicolon:
// "reprinted in", "trans.".
func goesOn(s string) bool { return continuations()[s[:wordLength(s)]] }

// beginsWithAuthorColon reports "Markus/Borsboom: Frontiers in test validity",
// as in German house styles.
func beginsWithAuthorColon(s string) bool {
	name, title, found := strings.Cut(s, ": ")
	return found && title != "" && isNameLike(name) && !isPlace(name) && !announcesPart(name)
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

// isProvision reports a provision of a statute: "§ 823 BGB", "Art. 5 GG".
func isProvision(s string) bool {
	s = s[leadLength(s):]
	return hasAnyPrefix(s, "§", "Art. ", "Artt. ", "art. ", "Article ", "Section ", "Sec. ", "s ", "ss ")
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

// listsPersons reports whether the semicolon between two sides divides persons of
// one list, as in "Post, Paula; Ceballos, Peter: …".
func (d *divider) listsPersons(left, right tag.Range) bool {
	before, behind := d.text(left), d.text(right)
	before = strings.TrimSpace(before[strings.LastIndexAny(before, ":;")+1:])
	if end := strings.IndexAny(behind, ":;(«“‘„\""); end >= 0 {
		behind = behind[:end]
	}
	return isPersonInFull(before) && isPersonInFull(strings.TrimRight(behind, " ,"))
}

// isPersonInFull reports one person with initials or an inverted given name,
// which short forms do not show.
func isPersonInFull(s string) bool {
	family, given, inverted := strings.Cut(s, ", ")
	if !isNameLike(s) || strings.Contains(given, ", ") {
		return false
	}
	if inverted {
		return family != "" && (tag.Known(firstWord(given), "given") || isInitialsOnly(given))
	}
	return hasInitials(s)
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
