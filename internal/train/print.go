package train

import "math/rand/v2"

// Work is a real source to be printed: what is known of it. Parts that are not
// known are zero. Kind is one of the generator's own, such as "newspaper" or
// "webpage"; Language is that of the title, as ISO 639-1.
type Work struct {
	Kind, Language   string
	Title, Container string
	Authors          []Name
	Year, Month, Day int
	URL              string
}

// Print writes a note that cites one work in full, in a style, without lead-in,
// commentary or slips of the typist. The rest of the choices that the style
// leaves are made by rng.
func Print(rng *rand.Rand, style string, work Work) Example {
	s := settle(rng, style)
	n := &note{rng: rng, sheet: s, language: s.option("language", "en")}
	n.out.habits = habits{inside: s.option("inside", "no") == "yes", straight: rng.IntN(3) == 0}
	n.write(work.item(), s.template(work.Kind), "full")
	n.end(s.option("end", "."))
	return Example{
		Style: style, Language: n.language, Class: s.option("class", "note"), Text: string(n.out.text),
		Italics: n.out.italics, SmallCaps: n.out.smallCaps, Cites: n.example.Cites,
	}
}

// item is the work as the generator holds it.
func (w Work) item() *item {
	it := &item{kind: w.Kind, language: w.Language, values: map[string]string{}, people: map[string][]person{}, dates: map[string]date{}}
	it.set("title", w.Title)
	it.set("container", w.Container)
	it.set("url", w.URL)
	for _, a := range w.Authors {
		it.people["author"] = append(it.people["author"], person{Given: a.Given, Family: a.Family, Suffix: a.Suffix, Literal: a.Literal})
	}
	if w.Year > 0 {
		it.dates["date"] = date{year: w.Year, month: w.Month, day: w.Day}
	}
	return it
}
