package train

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// flourish adds to some titles what real ones have beside words: a period, an
// acronym in brackets, a subtitle behind a full stop, a number, a question mark.
func (it *item) flourish(rng *rand.Rand, title string) string {
	switch it.kind {
	case "case", "statute", "treaty", "document", "post", "letter", "archival", "patent":
		return title
	}
	if strings.HasSuffix(title, "?") || strings.HasSuffix(title, "!") {
		return title
	}
	lex := words()
	if it.isCatalogued() && rng.IntN(16) == 0 {
		return it.catalogued(rng, title)
	}
	if occasion := it.occasion(); occasion != "" && rng.IntN(16) == 0 {
		return withTail(title, lex.pickIn(rng, occasion, it.language))
	}
	switch n := rng.IntN(100); {
	case n < 4:
		return title + ", " + lex.pick(rng, "period")
	case n < 6:
		return title + " (" + lex.pick(rng, "period") + ")"
	case n < 8:
		return title + " (" + acronym(rng) + ")"
	case n < 10:
		return title + " (" + upperFirst(it.pick(rng, "noun")) + ")"
	case n < 17:
		return title + ". " + upperFirst(it.pick(rng, "book"))
	case n < 22 && !strings.Contains(title, ": "):
		return title + ": " + it.pick(rng, "book")
	case n < 24:
		return title + " " + strconv.Itoa(firstYear+rng.IntN(thisYear-firstYear))
	case n < 26:
		return title + " " + []string{"II", "III", "2", "2.0", "No. 28", "Part 3", "vol. 1"}[rng.IntN(7)]
	case n < 28:
		return title + []string{"?", "!", " [...]"}[rng.IntN(3)]
	case n < 31:
		return withTail(title, lex.pick(rng, "tail"))
	case n < 36 && slices.Contains([]string{"book", "journal", "chapter", "magazine", "webpage", "broadcast", "encyclopedia"}, it.kind):
		return it.portrait(rng)
	case n < 38:
		return quoteWithin(rng, title)
	case n < 39:
		return acronym(rng) + "-" + strconv.Itoa(1+rng.IntN(99)) + ": " + title
	}
	return title
}

// portrait is the title of a life: the name of a person, with a subtitle or
// without.
func (it *item) portrait(rng *rand.Rand) string {
	p := newPerson(rng, it.language)
	name, _, _ := p.form([]string{"Jane Mary Doe", "Jane Doe", "J. M. Doe", "Doe"}[rng.IntN(4)])
	if it.kind == "encyclopedia" {
		if rng.IntN(2) == 0 {
			name, _, _ = p.form([]string{"Doe, Jane Mary", "DOE Jane"}[rng.IntN(2)])
		}
		return withTail(name, words().pick(rng, "lifetime"))
	}
	if rng.IntN(3) == 0 {
		return name
	}
	return name + ": " + upperFirst(it.pick(rng, "book"))
}

// withTail adds what a title ends in beside words, which begins with its own
// punctuation or stands behind a blank.
func withTail(title, tail string) string {
	if tail == "" || strings.IndexByte(",;:.", tail[0]) >= 0 {
		return title + tail
	}
	return title + " " + tail
}

// isCatalogued reports the kinds that people take over from the catalogues of libraries.
func (it *item) isCatalogued() bool {
	return it.kind == "book" || it.kind == "edited" || it.kind == "thesis" || it.kind == "report"
}

// catalogued writes a title as library catalogues do (ISBD): a blank before the
// colon of the subtitle, a slash before who is responsible.
func (it *item) catalogued(rng *rand.Rand, title string) string {
	head, sub, ok := strings.Cut(title, ": ")
	if !ok {
		sub = it.pick(rng, "book")
	}
	head, sub = head+" : ", lowerFirst(sub)
	if rng.IntN(5) > 0 {
		return head + sub
	}
	p := newPerson(rng, it.language)
	name, _, _ := p.form("Jane Mary Doe")
	return head + sub + []string{" / ", " / by ", " / edited by "}[rng.IntN(3)] + name
}

// occasion names the list of what titles of this kind add about when and where.
func (it *item) occasion() string {
	switch it.kind {
	case "edited", "report", "archival":
		return "occasion"
	case "newspaper", "press":
		return "secondline"
	case "dataset", "webpage", "software":
		return "register"
	}
	return ""
}

// lowerFirst writes the first letter small unless the word looks like a name.
func lowerFirst(s string) string {
	if len(s) < 2 || s[1] < 'a' || s[1] > 'z' || s[0] < 'A' || s[0] > 'Z' {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// coined makes a name that no list has, of two or three syllables.
func coined(rng *rand.Rand) string {
	var b strings.Builder
	for range 2 + rng.IntN(2) {
		b.WriteString(words().pick(rng, "syllable"))
	}
	return upperFirst(b.String())
}

// quoteWithin sets a few words of a title in quotation marks.
func quoteWithin(rng *rand.Rand, title string) string {
	parts := strings.Split(title, " ")
	from := rng.IntN(len(parts))
	to := min(len(parts), from+1+rng.IntN(3))
	if strings.ContainsAny(title, "“”‘’„«»()") {
		return title
	}
	quoted := strings.TrimRight(strings.Join(parts[from:to], " "), ":,.;")
	rest := strings.TrimPrefix(strings.Join(parts[from:to], " "), quoted)
	parts[from] = "“" + quoted + "”" + rest
	return strings.Join(append(parts[:from+1], parts[to:]...), " ")
}

// acronym draws two to five capital letters.
func acronym(rng *rand.Rand) string {
	letters := make([]byte, 2+rng.IntN(4))
	for i := range letters {
		letters[i] = byte('A' + rng.IntN(26))
	}
	return string(letters)
}

// gather names the meeting in the title of some proceedings: its number, place and days.
func (it *item) gather(rng *rand.Rand, proceedings string) string {
	if rng.IntN(3) > 0 {
		return proceedings
	}
	place, _ := splitSite(it.pick(rng, "place"))
	year, day, month := strconv.Itoa(1970+rng.IntN(55)), 1+rng.IntN(24), words()["months-en"][rng.IntN(12)]
	from, to := strconv.Itoa(day), strconv.Itoa(day+1+rng.IntN(4))
	switch rng.IntN(6) {
	case 0:
		return proceedings + ", " + place + ", " + month + " " + from + "–" + to + ", " + year
	case 1:
		return proceedings + ", " + place + ", " + from + "–" + to + " " + month + " " + year
	case 2:
		return proceedings + " (" + place + ", " + year + ")"
	case 3:
		return proceedings + " (" + acronym(rng) + ") " + year
	case 4:
		return proceedings + ", " + ordinal(2+rng.IntN(40)) + ", " + place + ", " + month + " " + from + "–" + to + " " + year
	}
	return acronym(rng) + " '" + year[2:] + ": " + proceedings
}

// regionalise names the country or state of some places, or a second place.
func (it *item) regionalise(rng *rand.Rand, place string) string {
	lex := words()
	switch n := rng.IntN(100); {
	case place == "":
	case n < 12 && !strings.Contains(place, ","):
		return place + ", " + lex.pick(rng, "region")
	case n < 15 && strings.Contains(place, ","):
		return place + ", " + []string{"USA", "United States", "U.S.A.", "US"}[rng.IntN(4)]
	case n < 20:
		other, _ := splitSite(it.pick(rng, "place"))
		return place + []string{"; ", "; ", " / ", "/", "–", " and ", " & ", ", ", " [u.a.]"}[rng.IntN(8)] + other
	case n < 23: // a place that no list knows
		return coined(rng)
	case n < 24:
		return coined(rng) + ", " + lex.pick(rng, "county") + ", " + lex.pick(rng, "region")
	case n < 25:
		return strings.ToUpper(place)
	}
	return place
}

// rename makes some publishers small ones that no list knows, most of them
// called after a person, and gives some a partner.
func (it *item) rename(rng *rand.Rand, publisher string) string {
	lex := words()
	switch n := rng.IntN(100); {
	case n < 35:
		return it.newPublisher(rng)
	case n < 40:
		return publisher + "; " + it.newPublisher(rng)
	case n < 43:
		name, _ := splitSite(lex.pick(rng, "orgs"))
		return name
	case n < 46:
		return lex.pick(rng, "university") + ", " + lex.pick(rng, "department")
	case n < 48:
		return lex.pick(rng, "department") + ", " + lex.pickIn(rng, "university", it.language)
	case n < 51:
		return withTail(publisher, lex.pick(rng, "incorporated"))
	case n < 52:
		return publisher + []string{"/", " / ", " - "}[rng.IntN(3)] + it.newPublisher(rng)
	}
	return publisher
}

func (it *item) newPublisher(rng *rand.Rand) string {
	a, b := newPerson(rng, it.language), newPerson(rng, it.language)
	form := words().pickIn(rng, "imprint", it.language)
	return strings.NewReplacer("GIVEN", initialOrName(rng, a.Given), "FAMILY", a.lastName(), "COINED", coined(rng), "PARTNER", b.lastName(),
		"NOUN", upperFirst(it.pick(rng, "noun"))).Replace(form)
}

func initialOrName(rng *rand.Rand, given string) string {
	if rng.IntN(3) == 0 {
		return initials(given, ".", " ")
	}
	first, _, _ := strings.Cut(given, " ")
	return first
}

// lastName is the family name.
func (p person) lastName() string {
	if p.Family != "" {
		return p.Family
	}
	return p.Literal
}

// edited adds the edition of some newspapers and journals in brackets.
func (it *item) edited(rng *rand.Rand, outlet string) string {
	if outlet == "" || rng.IntN(25) > 0 {
		return outlet
	}
	place, _ := splitSite(it.pick(rng, "place"))
	return outlet + " (" + []string{place, "Online", "English Edition", "Print", acronym(rng)}[rng.IntN(5)] + ")"
}
