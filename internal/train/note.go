package train

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// Generate makes one note in a style, or in any style if it is "". The note
// depends on the state of rng alone. An unknown style gives a bare list of
// author, title and date.
func Generate(rng *rand.Rand, style string) Example {
	if style == "" {
		names := Styles()
		style = names[rng.IntN(len(names))]
	}
	s := settle(rng, style)
	n := &note{rng: rng, sheet: s, language: s.option("language", "en")}
	n.chat = s.number("chat", 0)
	n.out.habits = newHabits(rng, s)
	if s.option("class", "note") == "reference" {
		n.reference()
	} else {
		n.footnote()
	}
	n.example.Style = style
	n.example.Language = n.language
	n.example.Class = s.option("class", "note")
	n.example.Text = string(n.out.text)
	n.example.Italics, n.example.SmallCaps = n.out.italics, n.out.smallCaps
	n.example.Links = n.out.links
	return n.example
}

// note is an example in the making.
type note struct {
	rng      *rand.Rand
	sheet    *sheet
	language string
	chat     int // how much more than others the notes of the style talk, in percent
	out      writer
	example  Example
}

// chance is true in so many of a hundred cases.
func (n *note) chance(percent int) bool { return n.rng.IntN(100) < percent }

func newHabits(rng *rand.Rand, s *sheet) habits {
	h := habits{inside: s.option("inside", "no") == "yes", loose: rng.IntN(2) == 0}
	h.straight = rng.IntN(5) == 0
	h.hyphen = rng.IntN(8) == 0
	if rng.IntN(15) == 0 {
		h.dropEvery = 3 + rng.IntN(6)
	}
	return h
}

// reference makes an entry of a reference list.
func (n *note) reference() {
	if number := n.sheet.option("number", ""); number != "" {
		n.out.raw(strings.ReplaceAll(number, "#", strconv.Itoa(1+n.rng.IntN(150))))
	}
	n.full(drawKind(n.rng, n.sheet.option("kinds", "")))
	n.finish()
}

// footnote makes a note: lead-in, one or more cites, commentary.
func (n *note) footnote() {
	if n.chance(4 + n.chat) {
		n.comment()
		if n.chance(80 - n.chat) {
			return
		}
		n.out.raw(" ")
	} else if n.chance(3 + n.chat/2) {
		n.claim()
	}
	cites := 1
	switch r := n.rng.IntN(100) + n.chat; {
	case r >= 108:
		cites = 4
	case r >= 95:
		cites = 3
	case r >= 84:
		cites = 2
	}
	if n.chance(13) {
		n.lead("lead")
	}
	for i := range cites {
		if i > 0 {
			n.join()
		}
		n.cite()
		if n.chance(5 + n.chat/2) {
			n.aside()
		}
	}
	n.finish()
	if n.chance(4 + n.chat) {
		n.out.raw(" ")
		n.comment()
	}
}

// join separates two cites of a note.
func (n *note) join() {
	separator := n.sheet.option("join", "; ")
	if n.chance(8) {
		separator = ". "
	}
	n.end(separator)
	if n.chance(20) {
		n.lead("mid")
	}
}

// cite writes one source, in full or in a short form.
func (n *note) cite() {
	if n.chance(9 + n.chat/2) {
		n.short()
		return
	}
	n.full(drawKind(n.rng, n.sheet.option("kinds", "")))
}

func (n *note) full(kind string) {
	it := newItem(n.rng, kind, n.language)
	template := n.sheet.template(kind)
	n.write(it, template, "full")
	n.link(it)
}

// write prints an item through a template and records the cite.
func (n *note) write(it *item, template, form string) {
	w := &n.out
	start, spans := len(w.text), len(w.spans)
	w.start = start
	w.names = nil
	newRenderer(n.rng, n.sheet, it, w).render(decide(n.rng, parseTemplate(template)))
	w.text = []byte(strings.TrimRight(string(w.text), " ,;:"))
	c := Cite{Kind: kinds()[it.kind].csl, Form: form, Spans: slices.Clone(w.spans[spans:]), Names: w.names}
	c.Start, c.End = w.trim(start, len(w.text))
	for _, s := range c.Spans {
		c.Start, c.End = min(c.Start, s.Start), max(c.End, s.End)
	}
	n.example.Cites = append(n.example.Cites, c)
}

// finish ends the cites; some typists forget the full stop.
func (n *note) finish() {
	if n.chance(4) {
		return
	}
	n.end(n.sheet.option("end", "."))
}

// end writes what ends a cite; a full stop that slips inside its quotation marks makes it longer.
func (n *note) end(mark string) {
	n.out.inserted = false
	n.out.put(mark)
	if k := len(n.example.Cites); k > 0 && n.out.inserted {
		c := &n.example.Cites[k-1]
		c.End++
		c.Spans = slices.Clone(n.out.spans[len(n.out.spans)-len(c.Spans):])
	}
}

// link lays a link over title or outlet where the address itself is not printed.
func (n *note) link(it *item) {
	address := it.values["url"]
	c := n.example.Cites[len(n.example.Cites)-1]
	if address == "" || !n.chance(35) {
		return
	}
	wanted := []string{"title", "container", "publisher"}[n.rng.IntN(3)]
	for _, s := range c.Spans {
		if s.Label == "url" {
			n.out.links = append(n.out.links, Link{s.Start, s.End, address})
			return
		}
	}
	for _, s := range c.Spans {
		if s.Label == wanted {
			n.out.links = append(n.out.links, Link{s.Start, s.End, address})
			return
		}
	}
}

// mark adds what was written since start as an aside.
func (n *note) mark(label string, start int) {
	start, end := n.out.trim(start, len(n.out.text))
	if start < end {
		n.example.Asides = append(n.example.Asides, Span{label, start, end})
	}
}

func (n *note) phrase(key string) string {
	lex := words()
	if p := lex.pick(n.rng, key+"-"+n.language); p != "" {
		return p
	}
	return lex.pick(n.rng, key+"-en")
}

func (n *note) lead(key string) {
	start := len(n.out.text)
	language := n.language
	if n.chance(15) {
		n.language = "en"
	}
	n.out.raw(n.phrase(key))
	n.language = language
	n.mark("lead", start)
	n.out.raw(" ")
}

func (n *note) comment() {
	start := len(n.out.text)
	n.out.raw(n.phrase("comment"))
	if n.chance(25) {
		n.out.raw(" " + n.phrase("comment"))
	}
	n.mark("comment", start)
}

// claim begins the note with a sentence that reports what a scholar says.
func (n *note) claim() {
	start := len(n.out.text)
	name := newPerson(n.rng, n.language)
	says := strings.ReplaceAll(words()["author-says-en"][n.rng.IntN(len(words()["author-says-en"]))], "$NAME", strings.TrimSpace(name.Family+name.Literal))
	n.out.raw(says + " " + words().pick(n.rng, "claim-en"))
	n.mark("comment", start)
	n.out.raw(" ")
}

// aside adds a remark after a cite.
func (n *note) aside() {
	text := n.phrase("aside")
	if text == "" {
		return
	}
	text = strings.ReplaceAll(text, "$SHORT", shortTitle(words().pick(n.rng, "book")))
	if text[0] != ',' {
		text = " " + text
	}
	start := len(n.out.text)
	n.out.raw(text)
	n.mark("comment", start)
}
