package train

import (
	"strconv"
	"strings"
)

// short writes a cite that repeats an earlier source: Ibid., op. cit., name and short title.
func (n *note) short() {
	form := []string{"ibid", "ibid", "ibid", "op-cit", "op-cit", "short", "short", "short", "cross-ref"}[n.rng.IntN(9)]
	it := newItem(n.rng, []string{"book", "journal", "chapter", "report", "newspaper"}[n.rng.IntN(5)], n.language)
	it.set("short", shortTitle(it.values["title"]))
	if it.people["author"] == nil {
		it.people["author"] = newPeople(n.rng, it.language)
	}
	templates := words()[form+"-"+n.language]
	if len(templates) == 0 {
		templates = words()[form+"-en"]
	}
	template := templates[n.rng.IntN(len(templates))]
	template = strings.ReplaceAll(template, "#", strconv.Itoa(1+n.rng.IntN(200)))
	n.write(it, template, form)
	c := &n.example.Cites[len(n.example.Cites)-1]
	if len(c.Spans) == 0 || c.Form == "ibid" {
		c.Kind = ""
	}
}

// maxShortWords is how long a short title gets; Chicago Manual of Style 14.33 advises four words.
const maxShortWords = 5

// shortTitle is a title without subtitle and leading article.
func shortTitle(title string) string {
	for _, mark := range []string{": ", "? ", ". ", " – "} {
		title, _, _ = strings.Cut(title, mark)
	}
	for _, article := range []string{"The ", "A ", "An "} {
		title = strings.TrimPrefix(title, article)
	}
	fields := strings.Fields(title)
	if len(fields) > maxShortWords {
		fields = fields[:maxShortWords]
	}
	for len(fields) > 1 && strings.Contains(small, " "+strings.ToLower(fields[len(fields)-1])+" ") {
		fields = fields[:len(fields)-1]
	}
	return upperFirst(strings.Trim(strings.Join(fields, " "), ".,;:“”«»„"))
}
