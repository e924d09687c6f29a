package train

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// identify sets pages, the cited place, links and identifiers.
func (it *item) identify(rng *rand.Rand) {
	it.pages(rng)
	it.locate(rng)
	it.set("url", it.url(rng))
	switch it.kind {
	case "journal", "review", "dataset", "conference", "preprint":
		if rng.IntN(3) == 0 {
			it.set("doi", newDOI(rng))
		}
	case "book", "edited":
		if rng.IntN(8) == 0 {
			it.set("isbn", newISBN(rng))
		}
	}
	switch it.kind {
	case "journal":
		if rng.IntN(5) == 0 {
			it.set("issn", fmt.Sprintf("%04d-%04d", rng.IntN(9999), rng.IntN(9999)))
		}
		if rng.IntN(5) == 0 {
			it.set("pmid", strconv.Itoa(1000000+rng.IntN(30000000)))
		}
	case "preprint":
		if it.values["publisher"] == "arXiv" {
			it.set("arxiv", fmt.Sprintf("%02d%02d.%05d", 7+rng.IntN(18), 1+rng.IntN(12), rng.IntN(99999)))
		}
	}
}

// pages gives an article or chapter its page range.
func (it *item) pages(rng *rand.Rand) {
	switch it.kind {
	case "journal", "review", "chapter", "conference", "encyclopedia", "magazine":
	case "newspaper":
		if it.values["section"] != "" {
			it.set("pages", it.values["section"])
		} else if rng.IntN(4) == 0 {
			it.set("pages", strconv.Itoa(1+rng.IntN(40)))
		}
		if pages := it.values["pages"]; pages != "" && rng.IntN(6) == 0 {
			it.set("pages", pages+[]string{"+", ", " + pages[:1] + strconv.Itoa(1+rng.IntN(30))}[rng.IntN(2)])
		}
		return
	default:
		return
	}
	if rng.IntN(10) == 0 {
		return
	}
	first := 1 + rng.IntN(900)
	switch rng.IntN(20) {
	case 0: // the first of an issue
		first = 1 + rng.IntN(9)
	case 1, 2: // journals that count on for a year
		first = 1000 + rng.IntN(12000)
	}
	switch rng.IntN(30) {
	case 0:
		it.set("pages", "e"+strconv.Itoa(1000+rng.IntN(90000)))
	case 1:
		it.set("pages", strings.ToLower(roman(5+rng.IntN(10)))+"–"+strings.ToLower(roman(18+rng.IntN(20))))
	case 2:
		it.set("pages", strconv.Itoa(first))
	default:
		it.set("pages", strconv.Itoa(first)+"–"+strconv.Itoa(first+2+rng.IntN(40)))
	}
	it.set("firstpage", strconv.Itoa(first))
}

// locate sets the cited place of about half the items.
func (it *item) locate(rng *rand.Rand) {
	odds := 60
	switch it.kind {
	case "webpage", "blog", "post", "newspaper", "press", "broadcast", "film", "statute":
		odds = 8
	}
	if rng.IntN(100) >= odds {
		return
	}
	word, value := newLocator(rng)
	it.set("locator", value)
	it.set("locatorword", word)
}

// newLocator draws what is cited: the word is "page" or a key of data/locators.txt.
func newLocator(rng *rand.Rand) (word, value string) {
	n := 1 + rng.IntN(450)
	if rng.IntN(100) < 14 {
		word = []string{"para", "chapter", "section", "note", "fol", "column", "line", "article", "table", "figure"}[rng.IntN(10)]
		n = 1 + rng.IntN(90)
	} else {
		word = "page"
	}
	value = strconv.Itoa(n)
	switch rng.IntN(20) {
	case 0, 1, 2, 3, 4, 5:
		value += "–" + strconv.Itoa(n+1+rng.IntN(8))
	case 6:
		value += ", " + strconv.Itoa(n+3+rng.IntN(20))
	case 7:
		value += "–" + strconv.Itoa(n+1) + ", " + strconv.Itoa(n+9+rng.IntN(20))
	case 8:
		value += []string{" f.", " ff.", "f.", "ff.", "f", "ff"}[rng.IntN(6)]
	case 9:
		if word == "fol" {
			value += []string{"r", "v", "r-v"}[rng.IntN(3)]
		} else if word == "page" {
			value = strings.ToLower(roman(1 + rng.IntN(40)))
		}
	case 10, 11, 12:
		if word == "chapter" {
			value = roman(1 + n%20)
		}
	}
	return word, value
}

func newDOI(rng *rand.Rand) string {
	suffix := fmt.Sprintf("s%05d-%03d-%04d-%d", rng.IntN(99999), rng.IntN(999), rng.IntN(9999), rng.IntN(9))
	switch rng.IntN(5) {
	case 0:
		suffix = fmt.Sprintf("j.%s.%d.%02d.%03d", slug("compag worlddev jhealeco")[:6], 2005+rng.IntN(20), 1+rng.IntN(12), rng.IntN(999))
	case 1:
		suffix = fmt.Sprintf("%014d.%d.%06d", rng.IntN(99999999), 2000+rng.IntN(25), rng.IntN(999999))
	case 2:
		suffix = fmt.Sprintf("ahr/%d.%d.%d", rng.IntN(130), 1+rng.IntN(5), rng.IntN(1500))
	case 3:
		suffix = fmt.Sprintf("S%016d", rng.IntN(99999999))
	}
	return fmt.Sprintf("10.%d/%s", 1000+rng.IntN(9000), suffix)
}

func newISBN(rng *rand.Rand) string {
	if rng.IntN(2) == 0 {
		return fmt.Sprintf("978-%d-%03d-%05d-%d", rng.IntN(4), rng.IntN(999), rng.IntN(99999), rng.IntN(9))
	}
	return fmt.Sprintf("978%010d", rng.Int64N(9999999999))
}

// url makes an address that looks like those of the outlet's site.
func (it *item) url(rng *rand.Rand) string {
	switch it.kind {
	case "webpage", "blog", "post", "press", "dataset", "software":
	case "archival", "letter":
		if rng.IntN(6) > 0 {
			return ""
		}
	default:
		if rng.IntN(6) == 0 {
			return ""
		}
	}
	site := it.values["site"]
	if site == "" {
		site = words().pick(rng, "host")
	}
	if rng.IntN(3) > 0 && strings.Count(site, ".") == 1 {
		site = "www." + site
	}
	scheme := []string{"https://", "https://", "http://"}[rng.IntN(3)]
	if rng.IntN(25) == 0 && strings.HasPrefix(site, "www.") {
		scheme = ""
	}
	return scheme + site + it.path(rng)
}

func (it *item) path(rng *rand.Rand) string {
	words := slug(it.values["title"])
	d := it.dates["date"]
	d.year, d.month, d.day = max(d.year, firstYear), max(d.month, 1), max(d.day, 1)
	switch rng.IntN(10) {
	case 0:
		return fmt.Sprintf("/%d/%02d/%02d/%s", d.year, d.month, d.day, words)
	case 1:
		return fmt.Sprintf("/%d/%02d/%s/", d.year, d.month, words)
	case 2:
		return fmt.Sprintf("/news/%s-%d.html", words, 100000+rng.IntN(9999999))
	case 3:
		return fmt.Sprintf("/index.php?id=%d&lang=en", rng.IntN(99999))
	case 4:
		return fmt.Sprintf("/publications/%s.pdf", words)
	case 5:
		return fmt.Sprintf("/stable/%d", 100000+rng.IntN(9999999))
	case 6:
		return "/"
	case 7:
		return fmt.Sprintf("/view.asp?doc=%d#p%d", rng.IntN(99999), rng.IntN(99))
	case 8:
		return fmt.Sprintf("/world/asia/%s_%d", words, rng.IntN(9999))
	}
	return "/" + words
}

// slug writes a title as web addresses do.
func slug(title string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(title) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == ' ' && b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() > 50 {
			break
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}
