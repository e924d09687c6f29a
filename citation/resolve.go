package citation

import (
	"cmp"
	"strings"
)

// resolveNote leads the short forms of the next note to their antecedents. What
// looks like a short form and is none, a bare name that no earlier source
// explains, is taken out of the note.
func (r *resolver) resolveNote(note *Note) {
	kept := note.Citations[:0]
	for _, c := range note.Citations {
		if r.resolve(note, kept, c) {
			kept = append(kept, c)
			r.remember(c)
		}
	}
	note.Citations = kept
	r.previous = kept
	r.labels[note.Label] = note
}

func newResolver() *resolver {
	return &resolver{labels: make(map[string]*Note), roots: make(map[*Citation]*Citation), works: newIndex(), given: make(map[string]*Citation)}
}

// resolver knows what earlier notes cite.
type resolver struct {
	previous []*Citation             // of the note before, which Ibid. points at
	labels   map[string]*Note        // the nearest earlier note of each label
	roots    map[*Citation]*Citation // the first full citation that each leads to, nil where it cannot be said
	works    *index
	given    map[string]*Citation // the first full citation of each record
}

// maxAntecedents bounds what an ambiguous form is said to stand for. A note that
// cites more sources than this tells an editor nothing.
const maxAntecedents = 50

// resolve finds the antecedents of c, which stands behind the citations before
// of note, and remembers it for later ones. It reports false for what is no
// citation after all.
func (r *resolver) resolve(note *Note, before []*Citation, c *Citation) bool {
	text := plainOf(note, c)
	switch c.Form {
	case Ibid:
		c.Antecedents = r.justCited(before)
	case OpCit, CrossRef:
		c.Antecedents = r.pointedAt(text)
	case Short:
		c.Antecedents = r.inRun(before, r.works.find(newWording(cutAside(text))))
		if len(c.Antecedents) == 0 && c.Locator.IsZero() && c.Given == nil {
			return false
		}
	case Full:
		r.full(note, before, c, text)
	}
	r.settleGiven(c)
	return true
}

// settleGiven lets the record decide what the words leave open, and remembers
// the citation that gives a record in full.
func (r *resolver) settleGiven(c *Citation) {
	if c.Given == nil || c.Given.Title.IsZero() {
		return
	}
	key := c.Given.recordKey()
	first := r.given[key]
	switch {
	case first == nil && c.Form == Full:
		r.given[key] = cmp.Or(c.Repeats, c)
	case first != nil && c.Form == Full:
		c.Repeats = cmp.Or(c.Repeats, first)
	case first != nil && len(c.Antecedents) != 1:
		c.Antecedents = []*Citation{first}
	}
}

// remember notes where c leads, so that no chain is walked twice.
func (r *resolver) remember(c *Citation) {
	switch {
	case c.Repeats != nil:
		r.roots[c] = c.Repeats
	case c.Form == Full:
		r.roots[c] = c
	case len(c.Antecedents) == 1:
		r.roots[c] = r.roots[c.Antecedents[0]]
	}
}

// justCited gives what Ibid. may stand for: the source just before it in the
// same note, else the sources of the note before. Several make it ambiguous, and
// a note that cites nothing leaves it without antecedent: the manuals allow it
// only for the one work cited in the note immediately before (Chicago Manual of
// Style, 17th ed., 14.34; Bluebook, rule 4.1), and a guess across a comment would
// hide that a note was inserted.
func (r *resolver) justCited(before []*Citation) []*Citation {
	if n := len(before); n > 0 {
		return before[n-1 : n : n]
	}
	return r.distinct(r.previous)
}

// distinct gives citations, nearest first, without those that lead to the same
// work as a nearer one.
func (r *resolver) distinct(citations []*Citation) []*Citation {
	var found []*Citation
	seen := make(map[*Citation]bool)
	for i := len(citations) - 1; i >= 0 && len(found) < maxAntecedents; i-- {
		work := r.roots[citations[i]]
		if work == nil {
			work = citations[i]
		}
		if !seen[work] {
			seen[work] = true
			found = append(found, citations[i])
		}
	}
	return found
}

// pointedAt gives what "Smith, op. cit.", "Smith (n 5)" or "note 5 above" may
// stand for: the sources of the notes that it numbers, narrowed by the name and
// the title before the term, or else an earlier source by these words alone.
func (r *resolver) pointedAt(text string) []*Citation {
	m, ok := readMention(text)
	if !ok || m.ahead {
		return nil
	}
	w := newWording(text[m.start:m.name])
	numbered := r.citedIn(m.notes)
	if len(w.words) == 0 {
		return numbered
	}
	if named := r.narrow(numbered, w); len(named) > 0 {
		return named
	}
	if named := citationsOf(r.works.find(w)); len(named) > 0 {
		return named // the number is wrong: notes were inserted since
	}
	if len(numbered) == 1 {
		return numbered // a name that the number alone explains, such as an abbreviation
	}
	return nil
}

// citedIn gives the sources of the earlier notes with these labels.
func (r *resolver) citedIn(labels []string) []*Citation {
	var cited []*Citation
	for _, label := range labels {
		if note := r.labels[label]; note != nil {
			cited = append(cited, note.Citations[:min(len(note.Citations), maxAntecedents)]...)
		}
	}
	return r.distinct(cited)
}

// narrow gives those of the citations that w may name: by its words in order,
// or else by a good part of them.
func (r *resolver) narrow(citations []*Citation, w *wording) []*Citation {
	var best, alike []*Citation
	top := 0
	for _, c := range citations {
		work := r.workOf(c)
		switch fit := work.fit(w); {
		case fit > top:
			best, top = []*Citation{c}, fit
		case fit == top && fit > 0:
			best = append(best, c)
		case work.holdsMost(w):
			alike = append(alike, c)
		}
	}
	if len(best) > 0 {
		return best
	}
	return alike
}

// workOf gives the words of the work that c leads to, or its own.
func (r *resolver) workOf(c *Citation) *work {
	if root := r.roots[c]; root != nil {
		c = root
	}
	return newWork(c, plainOf(c.Note, c))
}

// full tells a source that is cited in full from one that is cited by name and
// short title, and remembers the former.
func (r *resolver) full(note *Note, before []*Citation, c *Citation, text string) {
	if r.repeatsAuthor(before, c, text) {
		r.works.add(c, text)
		return
	}
	if c.URL() == "" && len(c.Links) == 0 && len(c.IDs) == 0 {
		w := newWording(cutAside(text))
		switch found := r.works.find(w); {
		case len(found) == 1 && addsDate(c, w, found) && found[0].citation.Date.Year == c.Date.Year:
			c.Repeats = found[0].citation
			return
		case len(found) > 0 && !addsDate(c, w, found):
			c.Form, c.Antecedents, c.Kind = Short, r.inRun(before, found), ""
			c.readShortPlace(note, text, found[0].placeAt(w))
			return
		}
	}
	c.Repeats = r.works.add(c, text)
}

// inRun gives the citations of works. Where there are several and the source
// just cited is one of them, it is the one: within a run of citations of one work
// the title may be dropped (Chicago Manual of Style, 18th ed., 13.33).
func (r *resolver) inRun(before []*Citation, works []*work) []*Citation {
	if just := r.justCited(before); len(works) > 1 && len(just) == 1 {
		for _, w := range works {
			if w.citation == r.roots[just[0]] {
				return []*Citation{w.citation}
			}
		}
	}
	return citationsOf(works)
}

// readShortPlace reads the cited place at offset at of text, the words of c. What
// the parser took for pages or a volume was read for a full citation.
func (c *Citation) readShortPlace(note *Note, text string, at int) {
	c.Pages, c.Volume, c.Locator = Field{}, Field{}, Field{}
	at = len(strings.TrimRight(text[:at], "§¶ \u00a0"))
	place := text[at:]
	place = place[:locatorLength(place)]
	if n := volumeLength(place); n > 0 {
		c.Volume = c.fieldWithin(note, place[:n])
		place = place[n:]
	}
	c.Locator = c.fieldWithin(note, place[atLength(place):])
}

// fieldWithin finds s, which stands at the end of c, in the manuscript.
func (c *Citation) fieldWithin(note *Note, s string) Field {
	s = strings.Trim(s, placeEdge)
	source := note.Text[:c.Span.End-note.Span.Start]
	start := strings.LastIndex(source, s)
	if s == "" || start < c.Span.Start-note.Span.Start {
		return Field{}
	}
	start += note.Span.Start
	return Field{Text: s, Span: Span{start, start + len(s)}}
}

// addsDate reports whether c, with the words w, shows when a source was
// published: then it is cited in full again. A date within the title does not
// count, nor does one that stands for the title (Smith 2004).
func addsDate(c *Citation, w *wording, earlier []*work) bool {
	for _, work := range earlier {
		if !c.Date.IsZero() && !work.hasInTitle(w, c.Date.Year) && !work.isAuthorDate(w) {
			return true
		}
	}
	return false
}

// repeatsAuthor gives "Idem, Another Book (London, 1990)" the authors of the
// source just cited. Their spans are zero: they are not printed here.
func (r *resolver) repeatsAuthor(before []*Citation, c *Citation, text string) bool {
	lead := leadLength(text)
	if class, _ := termAt(text, lead); class != idemTerm {
		return false
	}
	c.Authors = nil
	if cited := r.justCited(before); len(cited) == 1 && cited[0].Work() != nil {
		for _, name := range cited[0].Work().Authors {
			name.Span = Span{}
			c.Authors = append(c.Authors, name)
		}
	}
	return true
}
