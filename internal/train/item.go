package train

import (
	"math/rand/v2"
	"strings"
)

// item is a source to be cited: facts recombined at random.
type item struct {
	kind     string
	language string // of its title
	values   map[string]string
	people   map[string][]person // author, editor, translator
	dates    map[string]date     // date, accessed
}

// drawKind picks a kind by weight, or by the style's own list ("kinds: book journal").
func drawKind(rng *rand.Rand, only string) string {
	if only != "" && rng.IntN(10) > 0 {
		list := strings.Fields(only)
		return list[rng.IntN(len(list))]
	}
	total := 0
	for _, name := range kindNames() {
		total += kinds()[name].weight
	}
	n := rng.IntN(total)
	for _, name := range kindNames() {
		if n -= kinds()[name].weight; n < 0 {
			return name
		}
	}
	return "book"
}

// newItem makes a source of a kind for a note in a language.
func newItem(rng *rand.Rand, kind, language string) *item {
	switch r := rng.IntN(20); {
	case r < 6:
		language = "en"
	case r == 6:
		language = []string{"de", "fr", "it", "es", "ru"}[rng.IntN(5)]
	}
	it := &item{kind: kind, language: language, values: map[string]string{}, people: map[string][]person{}, dates: map[string]date{}}
	it.describe(rng)
	it.place(rng)
	it.identify(rng)
	return it
}

func (it *item) set(key, value string) {
	if value != "" {
		it.values[key] = value
	}
}

func (it *item) pick(rng *rand.Rand, key string) string {
	return words().pickIn(rng, key, it.language)
}

// describe sets title, people and date.
func (it *item) describe(rng *rand.Rand) {
	it.set("title", it.flourish(rng, it.title(rng)))
	it.dates["date"] = newDate(rng, it.precision(rng))
	it.dates["accessed"] = newDate(rng, 3)
	it.age(rng)
	anonymous := 7 // in a hundred
	switch it.kind {
	case "encyclopedia":
		anonymous = 40
	case "book", "report":
		anonymous = 13
	case "newspaper", "press":
		anonymous = 30
	case "webpage":
		anonymous = 15
	case "case", "statute", "treaty", "document", "standard":
		anonymous = 100
	case "thesis", "letter", "post", "patent", "interview":
		anonymous = 0
	}
	if rng.IntN(100) >= anonymous && it.people["author"] == nil {
		it.people["author"] = newPeople(rng, it.language)
	}
	it.corporate(rng)
	switch it.kind {
	case "edited":
		it.people["editor"] = newPeople(rng, it.language)
		switch rng.IntN(12) {
		case 0:
			it.set("role", "translator")
		case 1:
			it.people["editor"] = []person{{Literal: it.pick(rng, "madeorg")}}
		}
		delete(it.people, "author")
	case "chapter", "conference", "encyclopedia":
		if rng.IntN(6) > 0 {
			it.people["editor"] = newPeople(rng, it.language)
		}
	case "book":
		if rng.IntN(25) == 0 {
			it.people["editor"] = newPeople(rng, it.language)
		}
	}
	if (it.kind == "book" || it.kind == "chapter") && rng.IntN(7) == 0 {
		it.people["translator"] = newPeople(rng, it.language)[:1]
	}
}

// age makes some dates old, open or missing.
func (it *item) age(rng *rand.Rand) {
	d := it.dates["date"]
	switch it.kind {
	case "archival":
		if rng.IntN(2) == 0 {
			d.year = 1420 + rng.IntN(500)
		}
	case "book", "edited":
		switch rng.IntN(60) {
		case 0, 1:
			d.year = 1480 + rng.IntN(400)
		case 2:
			d = date{year: d.year, until: d.year + 1 + rng.IntN(12)}
		}
	case "webpage", "report", "speech":
	default:
		it.dates["date"] = d
		return
	}
	if it.dates["date"] = d; rng.IntN(20) == 0 {
		delete(it.dates, "date")
	}
}

// corporate gives some sources an organisation as author.
func (it *item) corporate(rng *rand.Rand) {
	odds := map[string]int{"report": 45, "webpage": 35, "press": 80, "dataset": 30, "standard": 100, "working": 8, "document": 90, "book": 3, "post": 35, "blog": 6, "software": 50}[it.kind]
	if rng.IntN(100) >= odds {
		if it.kind == "blog" && rng.IntN(8) == 0 {
			it.people["author"] = []person{{Literal: words().pick(rng, "handle")}}
		}
		return
	}
	name, site := splitSite(it.pick(rng, []string{"orgs", "thinktank", "madeorg"}[rng.IntN(3)]))
	it.people["author"] = []person{{Literal: name}}
	if rng.IntN(10) == 0 {
		second, _ := splitSite(it.pick(rng, []string{"orgs", "madeorg"}[rng.IntN(2)]))
		it.people["author"] = append(it.people["author"], person{Literal: second})
	}
	it.set("site", site)
	if rng.IntN(3) > 0 {
		it.set("publisher", name)
	}
}

// precision of the date: 1 year, 2 month, 3 day.
func (it *item) precision(rng *rand.Rand) int {
	switch it.kind {
	case "newspaper", "blog", "post", "press", "letter", "broadcast":
		return 3 - rng.IntN(20)/19
	case "magazine", "speech", "interview", "archival":
		return 3 - rng.IntN(5)/4
	case "webpage", "document", "case", "treaty", "statute":
		return 1 + 2*rng.IntN(2)
	case "report", "working", "dataset":
		return 1 + rng.IntN(3)
	case "journal", "review", "preprint":
		return max(1, rng.IntN(5)-1)
	}
	return max(1, rng.IntN(30)-26)
}
