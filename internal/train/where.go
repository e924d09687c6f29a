package train

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// place sets where the source appeared.
func (it *item) place(rng *rand.Rand) {
	lex := words()
	outlet := func(keys ...string) {
		if it.values["container"] == "" {
			name, site := splitSite(it.pick(rng, keys[rng.IntN(len(keys))]))
			it.set("container", it.edited(rng, name))
			it.set("site", site)
		}
	}
	switch it.kind {
	case "journal", "review":
		outlet("journal", "journal", "lawjournal", "journal", "abbrjournal", "lawabbr")
		it.volume(rng)
	case "newspaper":
		outlet("newspaper", "newspaper", "agency")
		if rng.IntN(4) == 0 {
			it.set("section", string(rune('A'+rng.IntN(4)))+strconv.Itoa(1+rng.IntN(30)))
		}
	case "magazine":
		outlet("magazine")
		if rng.IntN(4) == 0 {
			it.volume(rng)
		}
	case "webpage", "press":
		if it.values["publisher"] == "" || rng.IntN(3) == 0 {
			outlet("thinktank", "agency", "orgs", "thinktank", "blog")
		}
	case "blog":
		outlet("blog", "blog", "thinktank")
		it.set("genre", lex.pick(rng, "genre-blog"))
	case "post":
		outlet("platform")
		it.set("genre", lex.pick(rng, "genre-post"))
	case "chapter", "encyclopedia", "conference":
		it.collection(rng)
	case "broadcast":
		outlet("program")
		it.set("publisher", lex.pick(rng, "broadcaster"))
		it.set("genre", []string{"podcast", "video", "audio", "radio broadcast", "television broadcast", "YouTube video"}[rng.IntN(6)])
	case "preprint":
		it.set("publisher", []string{"arXiv", "arXiv", "SSRN", "bioRxiv", "OSF Preprints"}[rng.IntN(5)])
	case "archival":
		it.set("archive", it.pick(rng, "archive"))
		it.set("fond", lex.pick(rng, "fond"))
	case "dataset", "software":
		it.set("publisher", lex.pick(rng, "repository"))
		it.set("genre", lex.pick(rng, "genre-dataset"))
	}
	it.publish(rng)
}

// collection sets the book in which a part appeared.
func (it *item) collection(rng *rand.Rand) {
	if it.values["container"] != "" {
		return
	}
	switch it.kind {
	case "encyclopedia":
		it.set("container", words().pick(rng, "encyclopedia"))
	case "conference":
		it.set("container", it.gather(rng, upperFirst(words().pick(rng, "proceedings"))))
	default:
		if known := facts()["book"]; it.language == "en" && rng.IntN(2) == 0 {
			it.set("container", known[rng.IntN(len(known))].Title)
			return
		}
		it.set("container", upperFirst(it.pick(rng, "book")))
	}
}

// volume numbers a periodical.
func (it *item) volume(rng *rand.Rand) {
	n := 1 + rng.IntN(120)
	v := strconv.Itoa(n)
	if romanOdds := map[string]int{"it": 40, "fr": 20, "es": 20}[it.language] + 3; rng.IntN(100) < romanOdds {
		v = roman(n)
	} else if rng.IntN(25) == 0 {
		v = strconv.Itoa(1+rng.IntN(9)) + string(rune('A'+rng.IntN(3)))
	}
	switch {
	case rng.IntN(40) == 0: // volumes that are counted by years
		it.set("volume", strconv.Itoa(max(it.dates["date"].year, firstYear)))
	case rng.IntN(80) == 0:
		it.set("volume", words().pick(rng, "unprinted"))
	case rng.IntN(20) > 0:
		it.set("volume", v)
	}
	switch rng.IntN(12) {
	case 0:
		it.set("issue", fmt.Sprintf("%d–%d", 1+rng.IntN(3), 4+rng.IntN(3)))
	case 1:
		it.set("issue", fmt.Sprintf("%d/%d", 1+rng.IntN(3), 4+rng.IntN(3)))
	case 2, 3, 4, 5, 6, 7:
		it.set("issue", strconv.Itoa(1+rng.IntN(12)))
	case 8:
		it.set("issue", strconv.Itoa(100+rng.IntN(7000)))
	}
	if d, ok := it.dates["date"]; ok && d.month > 0 && d.day == 0 && rng.IntN(6) == 0 {
		d.season = it.pick(rng, "season")
		it.dates["date"] = d
	}
}

// publish sets publisher, place, series, edition, numbers and genre.
func (it *item) publish(rng *rand.Rand) {
	lex := words()
	switch it.kind {
	case "book", "edited", "chapter", "conference", "encyclopedia":
		it.imprint(rng)
		if rng.IntN(4) == 0 {
			it.set("series", it.pick(rng, "series"))
			if rng.IntN(5) < 3 {
				it.set("seriesnumber", strconv.Itoa(1+rng.IntN(250)))
			}
		}
		if rng.IntN(5) == 0 {
			it.set("edition", strconv.Itoa(2+rng.IntN(6)))
		} else if rng.IntN(40) == 0 {
			it.set("edition", it.pick(rng, "oddedition"))
		}
		if rng.IntN(14) == 0 {
			it.set("volume", []string{strconv.Itoa(1 + rng.IntN(9)), roman(1 + rng.IntN(9))}[rng.IntN(2)])
		}
	case "thesis":
		it.set("genre", it.pick(rng, "genre-thesis"))
		if rng.IntN(8) == 0 { // many call a university by its town: "thèse de doctorat, Reims"
			it.optional(rng, 1, "publisher", "place")
			break
		}
		it.set("publisher", it.pick(rng, "university"))
		it.optional(rng, 4, "place", "place")
	case "report", "working", "document", "standard", "press":
		it.optional(rng, 6, "series", "series")
		if it.values["publisher"] == "" && rng.IntN(10) > 0 {
			name, site := splitSite(lex.pick(rng, []string{"thinktank", "orgs"}[rng.IntN(2)]))
			it.set("publisher", name)
			it.set("site", site)
		}
		it.optional(rng, 3, "place", "place")
		it.optional(rng, 3, "number", "reportno")
		it.optional(rng, 3, "genre", "genre-report")
		it.optional(rng, 12, "genre", "series") // the name of the series, where software keeps the kind of report
		if it.kind == "document" {
			it.set("number", lex.pick(rng, "undoc"))
		}
	case "statute":
		if it.language == "de" || it.language == "fr" {
			it.set("title", lex.pick(rng, "statute-"+it.language))
		}
		it.optional(rng, 6, "container", "gazette")
	case "patent":
		it.set("number", lex.pick(rng, "patentno"))
	case "film":
		it.set("publisher", lex.pick(rng, "studio"))
		it.optional(rng, 3, "genre", "genre-film")
		it.optional(rng, 3, "place", "place")
	case "speech":
		it.optional(rng, 2, "publisher", "event")
		it.optional(rng, 2, "place", "place")
		it.set("genre", lex.pick(rng, "genre-talk"))
	case "interview":
		it.set("genre", lex.pick(rng, "genre-interview"))
		it.optional(rng, 2, "place", "place")
	case "letter":
		it.set("genre", lex.pick(rng, "genre-letter"))
	case "newspaper":
		it.optional(rng, 9, "place", "place")
	}
}

// imprint sets publisher and place as they belong together.
func (it *item) imprint(rng *rand.Rand) {
	if it.values["publisher"] != "" {
		return
	}
	publisher, place, _ := strings.Cut(it.pick(rng, "publisher"), " = ")
	if rng.IntN(20) > 0 {
		it.set("publisher", it.rename(rng, publisher))
	}
	if rng.IntN(6) > 0 {
		it.set("place", it.regionalise(rng, place))
	} else {
		it.optional(rng, 2, "place", "place")
	}
}

// optional sets a value one time in n.
func (it *item) optional(rng *rand.Rand, n int, key, list string) {
	if it.values[key] == "" && rng.IntN(n) == 0 {
		name, _ := splitSite(it.pick(rng, list))
		it.set(key, name)
	}
}

// splitSite splits "Reuters <reuters.com>".
func splitSite(s string) (name, site string) {
	name, site, _ = strings.Cut(strings.TrimSuffix(s, ">"), " <")
	return name, site
}
