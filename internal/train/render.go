package train

import (
	"math/rand/v2"
	"regexp"
	"strings"
)

// renderer prints one item through a template.
type renderer struct {
	rng    *rand.Rand
	sheet  *sheet
	item   *item
	out    *writer
	quotes [4]string // outer opening and closing, inner opening and closing
	depth  int       // 1 inside quotation marks
	italic int       // where italics began, -1 outside
	small  int       // where small capitals began, -1 outside
}

func newRenderer(rng *rand.Rand, s *sheet, it *item, w *writer) *renderer {
	r := &renderer{rng: rng, sheet: s, item: it, out: w, italic: -1, small: -1, quotes: [4]string{"“", "”", "‘", "’"}}
	copy(r.quotes[:], strings.Fields(s.option("quotes", "“ ” ‘ ’")))
	for i := range r.quotes {
		r.quotes[i] = strings.ReplaceAll(r.quotes[i], "~", "\u00a0")
	}
	return r
}

func (r *renderer) render(nodes []node) {
	for _, n := range nodes {
		switch n.kind {
		case literal:
			r.out.put(n.text)
		case field:
			r.field(n.text)
		case option:
			for _, alternative := range n.alternatives {
				if r.ready(alternative) {
					r.render(alternative)
					break
				}
			}
		case quoting:
			r.quote()
		case slanting:
			r.out.italics = r.toggle(&r.italic, r.out.italics)
		case capping:
			r.out.smallCaps = r.toggle(&r.small, r.out.smallCaps)
		}
	}
}

func (r *renderer) quote() {
	if r.depth == 0 {
		r.depth = 1
		r.out.raw(r.quotes[0])
		return
	}
	r.depth = 0
	r.out.closeQuote(r.quotes[1])
}

// toggle opens a run of a font, or closes the one that began at from and adds
// it to runs.
func (r *renderer) toggle(from *int, runs [][2]int) [][2]int {
	if *from < 0 {
		*from = len(r.out.text)
		return runs
	}
	if len(r.out.text) > *from {
		runs = append(runs, [2]int{*from, len(r.out.text)})
	}
	*from = -1
	return runs
}

// ready tells whether an alternative can be printed: it has all fields that it
// names itself or, naming none, at least one of its optional groups.
func (r *renderer) ready(nodes []node) bool {
	named, groups, filled := false, false, false
	for _, n := range nodes {
		switch n.kind {
		case field:
			named = true
			if !r.has(n.text) {
				return false
			}
		case option:
			groups = true
			for _, alternative := range n.alternatives {
				filled = filled || r.ready(alternative)
			}
		}
	}
	return named || !groups || filled
}

// has tells whether the item has what a field prints.
func (r *renderer) has(name string) bool {
	it := r.item
	switch name {
	case "author", "editor", "translator":
		return len(it.people[name]) > 0
	case "person":
		return len(it.people["author"]) > 0 && it.people["author"][0].Literal == ""
	case "family":
		return len(it.people["author"]) > 0
	case "eds":
		return len(it.people["editor"]) > 0
	case "date", "year", "accessed":
		key := strings.Replace(name, "year", "date", 1)
		_, ok := it.dates[key]
		return ok
	case "day", "daymonth":
		return it.dates["date"].month > 0 && it.dates["date"].season == ""
	case "full":
		return it.dates["date"].day > 0
	case "pp":
		return it.values["pages"] != ""
	case "doiurl":
		return it.values["doi"] != ""
	case "weblog":
		return it.values["container"] != ""
	case "several":
		return len(it.people["editor"]) > 1
	}
	return it.values[name] != ""
}

// field prints one field and marks it with its label.
func (r *renderer) field(name string) {
	if !r.has(name) {
		return
	}
	it, w := r.item, r.out
	switch name {
	case "author", "editor", "translator":
		label := name
		if role := it.values["role"]; role != "" && name == "editor" {
			label = role
		}
		r.people(label, it.people[name])
	case "person", "family":
		r.people("author", it.people["author"], name)
	case "eds":
		one, many, _ := strings.Cut(r.sheet.option("ed", "ed. eds."), " ")
		if len(it.people["editor"]) > 1 {
			one = many
		}
		if it.values["role"] != "" {
			one = words().pickIn(r.rng, "translators", r.sheet.option("language", "en"))
		}
		w.put(one)
	case "date":
		r.date("date", r.sheet.option("date", "2 January 2006"))
	case "accessed":
		r.date("accessed", r.sheet.option("accessed", r.sheet.option("date", "2 January 2006")))
	case "year":
		r.date("date", "2006")
	case "daymonth":
		r.date("date", strings.Trim(strings.ReplaceAll(r.sheet.option("date", "2 January"), "2006", ""), " ,."))
	case "title", "container", "short":
		label := name
		if name == "short" {
			label = "title"
		}
		r.titled(label, r.item.values[name])
	case "pages":
		w.label("pages", r.pageRange(it.values["pages"]))
	case "firstpage":
		w.label("pages", it.values["firstpage"])
	case "pp":
		w.put(r.plural(r.sheet.option("page", "p. pp."), it.values["pages"]))
	case "locator":
		r.locator()
	case "edition":
		w.label("edition", edition(it.values["edition"], r.sheet.option("edition", "2nd")))
	case "volume":
		w.label("volume", it.values["volume"])
	case "url":
		r.url()
	case "fond":
		w.label("archive", it.values["fond"])
	case "weblog": // citation software makes the word part of the name
		w.label("container", it.values["container"]+" (blog)")
	case "court":
		w.label("authority", it.values["court"])
	case "report":
		w.label("container", it.values["report"])
	case "doiurl":
		w.label("doi", []string{"https://doi.org/", "https://doi.org/", "http://dx.doi.org/", "doi.org/"}[r.rng.IntN(4)]+it.values["doi"])
	case "full", "several", "day": // conditions only
	default:
		w.label(name, it.values[name])
	}
}

// date prints a date; years that are guesses stand in brackets or after "c.".
func (r *renderer) date(label, layout string) {
	text := r.item.dates[label].print(layout, r.sheet.option("language", "en"))
	if len(text) > len("2006") || r.rng.IntN(50) > 0 {
		r.out.label(label, text)
		return
	}
	around := [][2]string{{"[", "]"}, {"c. ", ""}, {"ca. ", ""}, {"[1st pub. ", "]"}}[r.rng.IntN(4)]
	r.out.raw(around[0])
	r.out.label(label, text)
	r.out.raw(around[1])
}

// titled prints a title in the style's case, its own quotation marks turned into the style's.
func (r *renderer) titled(label, title string) {
	start := len(r.out.text)
	title = recase(title, r.sheet.option("capitals", "as is"), r.item.language)
	if r.rng.IntN(200) == 0 {
		title = recase(title, "upper", "")
	}
	open, shut := r.quotes[0], r.quotes[1]
	if r.depth > 0 {
		open, shut = r.quotes[2], r.quotes[3]
	}
	if strings.Contains(title, "„") { // “ closes what „ opened
		title = strings.ReplaceAll(title, "“", "”")
	}
	title = strings.NewReplacer("« ", open, " »", shut, "“", open, "„", open, "”", shut, "«", open, "»", shut).Replace(title)
	r.out.raw(title)
	r.out.mark(label, start)
	if at := len(r.out.text); strings.HasSuffix(title, "’") || strings.HasSuffix(title, "”") {
		r.out.quoteEnd, r.out.quoteWidth = at, len("”")
		if r.out.habits.straight {
			r.out.quoteWidth = 1
		}
	}
}

// pageRange writes a range as the style does: in full or with the end shortened.
func (r *renderer) pageRange(pages string) string {
	first, last, ok := strings.Cut(pages, "–")
	if r.sheet.option("language", "") == "fr" && len(pages)%2 == 0 {
		pages = strings.ReplaceAll(pages, "–", "‑") // as citation software sets French ranges
		return pages
	}
	if r.sheet.option("range", "full") != "short" || !ok || len(first) != len(last) || len(first) < 3 {
		return pages
	}
	i := 0
	for i < len(first)-2 && first[i] == last[i] {
		i++
	}
	return first + "–" + last[i:]
}

// plural picks the second of two words for a value that is more than one page.
func (r *renderer) plural(words, value string) string {
	one, many, ok := strings.Cut(words, " ")
	if ok && strings.ContainsAny(value, "–-, f") {
		return many + " "
	}
	return one + " "
}

var pageWord = regexp.MustCompile(`\b(?:pp?|[Ss])\. $`)

// locator prints the cited place with the word that says what it counts.
func (r *renderer) locator() {
	it, w := r.item, r.out
	value := r.pageRange(it.values["locator"])
	word := r.sheet.option("locator", "")
	if cut := pageWord.FindIndex(w.text); cut != nil { // the template has the word for pages
		word = ""
		if it.values["locatorword"] != "page" {
			w.text = w.text[:cut[0]]
		}
	}
	if it.values["locatorword"] != "page" {
		lex := words()
		key := "loc-" + it.values["locatorword"]
		entry := lex.pick(r.rng, key+"-"+r.sheet.option("language", "en"))
		if entry == "" {
			entry = lex.pick(r.rng, key+"-en")
		}
		one, many, _ := strings.Cut(entry, " = ")
		word = one + " " + many
	}
	if word != "" && word != " " {
		w.put(r.plural(word, value))
	}
	w.label("locator", value)
}

func (r *renderer) url() {
	start := len(r.out.text)
	r.out.text = append(r.out.text, r.item.values["url"]...)
	r.out.mark("url", start)
}

// number reads an option that is a whole number.
func (s *sheet) number(key string, fallback int) int {
	n := 0
	for _, c := range s.option(key, "") {
		n = n*10 + int(c-'0')
	}
	if n == 0 {
		return fallback
	}
	return n
}

// edition writes the number of an edition as the example shows: 2nd, 2, second.
func edition(n, example string) string {
	switch example {
	case "2":
		return n
	case "second":
		if names := []string{"second", "third", "fourth", "fifth", "sixth", "seventh"}; len(n) == 1 && n >= "2" && n <= "7" {
			return names[n[0]-'2']
		}
	}
	if strings.Trim(n, "0123456789") != "" {
		return n
	}
	number := 0
	for _, c := range n {
		number = number*10 + int(c-'0')
	}
	return ordinal(number)
}
