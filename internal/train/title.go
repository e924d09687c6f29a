package train

import (
	"math/rand/v2"
	"regexp"
	"strings"
)

// title draws a known title or makes one.
func (it *item) title(rng *rand.Rand) string {
	lex := words()
	if known := facts()[factKind(it.kind)]; rng.IntN(100) < min(55, len(known)/2) {
		f := known[rng.IntN(len(known))]
		if f.Language == it.language || it.language == "en" && f.Language != "de" || rng.IntN(4) == 0 {
			return it.use(rng, f)
		}
	}
	if it.kind == "case" {
		return it.caseTitle(rng)
	}
	return upperFirst(lex.pickIn(rng, titleKey(rng, it.kind), it.language))
}

// use takes over a known title with its container, publisher and authors.
func (it *item) use(rng *rand.Rand, f fact) string {
	if f.Language != "" {
		it.language = f.Language
	}
	it.set("container", f.Container)
	if rng.IntN(2) == 0 {
		it.set("publisher", f.Publisher)
		it.set("place", f.Place)
	}
	if len(f.Author) > 0 && rng.IntN(3) == 0 {
		it.people["author"] = f.Author
	}
	return f.Title
}

func factKind(kind string) string {
	switch kind {
	case "edited":
		return "book"
	case "preprint":
		return "journal"
	case "working":
		return "report"
	}
	return kind
}

func titleKey(rng *rand.Rand, kind string) string {
	switch kind {
	case "book", "edited":
		if rng.IntN(40) == 0 {
			return "special"
		}
		return "book"
	case "journal", "chapter", "conference", "preprint", "working", "thesis":
		return "article"
	case "newspaper", "magazine", "press":
		return "news"
	case "blog":
		return []string{"post", "news"}[rng.IntN(2)]
	case "post":
		return "tweet"
	case "webpage":
		return []string{"web", "post", "report"}[rng.IntN(3)]
	case "document":
		return "untitle"
	case "standard", "report":
		return "report"
	case "speech", "interview":
		return "talk"
	case "archival", "letter":
		return "letter"
	case "broadcast":
		return "episode"
	case "encyclopedia":
		return "entry"
	case "dataset", "software":
		return "data"
	case "statute":
		return []string{"statute-uk", "statute-us", "statute-eu", "statute-ca"}[rng.IntN(4)]
	}
	return kind
}

var caseReport = regexp.MustCompile(`^(.*?),? ((?:\(\d{4}|\[\d{4}|\d+ [A-Z]).*)$`)

// caseTitle draws a case; the name is its title, the report its container.
func (it *item) caseTitle(rng *rand.Rand) string {
	lists := []string{"case-us", "case-us", "case-uk", "case-uk", "case-echr", "case-au", "case-ca"}
	if it.language == "de" {
		it.values["report"] = words().pick(rng, "case-de")
		return it.values["report"]
	}
	cited := words().pick(rng, lists[rng.IntN(len(lists))])
	it.set("court", words().pick(rng, "court-us"))
	if m := caseReport.FindStringSubmatch(cited); m != nil && !strings.HasPrefix(cited, "Case ") && !strings.HasPrefix(cited, "Joined") {
		it.set("report", m[2])
		return m[1]
	}
	return cited
}
