package train

import "bytes"

// sameAuthor stands in lists for the author of the entry before.
const sameAuthor = "———"

// people prints a list of names in the style's form.
func (r *renderer) people(label string, list []person, as ...string) {
	s, w := r.sheet, r.out
	if label == "author" && s.option("class", "note") == "reference" && r.rng.IntN(60) == 0 {
		w.raw(sameAuthor)
		return
	}
	first, other := s.option("first", "Jane Mary Doe"), s.option("other", s.option("first", "Jane Mary Doe"))
	if label != "author" {
		other = s.option("person", other)
		first = other
	}
	if len(as) > 0 && as[0] == "family" {
		first, other = "Doe", "Doe"
	}
	shown, limit := len(list), s.number("max", 3)
	if shown > limit {
		shown = 1
		if limit > 5 {
			shown = limit
		}
	}
	start := len(w.text)
	for i, p := range list[:shown] {
		form := other
		if i == 0 {
			form = first
		} else {
			w.raw(r.joint(i, len(list), shown < len(list)))
		}
		w.name(label, p, form, s.option("smallcaps", "") == "family")
	}
	if shown < len(list) {
		w.raw(s.option("etal", " et al."))
	}
	w.mark(label, start)
}

// joint is what stands between two names of a list.
func (r *renderer) joint(i, n int, cut bool) string {
	s := r.sheet
	switch {
	case i < n-1 || cut:
		return s.option("sep", ", ")
	case n == 2:
		return s.option("two", s.option("and", " and "))
	}
	return s.option("and", " and ")
}

// name prints one name, its family name in small capitals where that is the
// style, and remembers it.
func (w *writer) name(label string, p person, form string, smallCaps bool) {
	printed, given, family := p.form(form)
	start := len(w.text)
	w.raw(printed)
	n := Name{Given: w.straighten(given), Family: w.straighten(family), Suffix: p.Suffix}
	if p.Literal != "" {
		n = Name{Literal: w.straighten(p.Literal)}
	}
	n.Start, n.End = w.trim(start, len(w.text))
	if at := bytes.Index(w.text[start:], []byte(n.Family)); smallCaps && n.Family != "" && at >= 0 {
		w.smallCaps = append(w.smallCaps, [2]int{start + at, start + at + len(n.Family)})
	}
	if w.names == nil {
		w.names = map[string][]Name{}
	}
	w.names[label] = append(w.names[label], n)
}

// straighten gives a value as the typist's habits print it.
func (w *writer) straighten(s string) string {
	scratch := writer{habits: w.habits}
	scratch.raw(s)
	return string(scratch.text)
}
