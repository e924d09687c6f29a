package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/outlet"
	"github.com/ibid-go/ibid/internal/prose"
)

// namedOutlet is an outlet of the registry with the names that a manuscript
// gives it, in order of appearance.
type namedOutlet struct {
	*outlet.Outlet
	names []*printedName
}

// printedName is one name as printed, without an article in front, and where.
type printedName struct {
	text   string
	places []citation.Related
}

// namedOutlets collects the names of outlets in the notes.
func namedOutlets(p *Pass) []*namedOutlet {
	var outlets []*namedOutlet
	known := map[*outlet.Outlet]*namedOutlet{}
	for c := range p.fulls {
		for _, field := range outletFields(c) {
			o := outlet.Lookup(field.Text)
			if o == nil || field.Guessed() {
				continue
			}
			if known[o] == nil {
				known[o] = &namedOutlet{Outlet: o}
				outlets = append(outlets, known[o])
			}
			known[o].add(field, label(c))
		}
	}
	return outlets
}

// outletFields gives the parts of c that may name an outlet.
func outletFields(c *citation.Citation) []citation.Field {
	fields := []citation.Field{c.Container, c.Publisher}
	for _, author := range c.Authors {
		if author.Literal != "" {
			fields = append(fields, citation.Field{Text: author.Literal, Span: author.Span, Confidence: author.Confidence})
		}
	}
	return fields
}

func (o *namedOutlet) add(field citation.Field, note string) {
	text := plainName(field.Text)
	i := slices.IndexFunc(o.names, func(n *printedName) bool { return n.text == text })
	if i < 0 {
		i = len(o.names)
		o.names = append(o.names, &printedName{text: text})
	}
	o.names[i].places = append(o.names[i].places, citation.Related{Note: note, Span: field.Span, Message: field.Text})
}

func plainName(s string) string {
	return strings.TrimPrefix(strings.TrimPrefix(prose.PlainQuotes(prose.Squeeze(s)), "The "), "the ")
}

// report says that names of o are misspelled, else that there are several.
func (o *namedOutlet) report(p *Pass) {
	misspelled := false
	for _, name := range o.names { // case alone makes no misspelling: mastheads and headlines have their own
		if house := o.spelling(name.text); !strings.EqualFold(house, name.text) {
			misspelled = true
			o.reportSpelling(p, name, house)
		}
	}
	if misspelled || len(o.names) < 2 {
		return
	}
	switch o.relation() {
	case abbreviated:
		p.Report(o.severalNames())
	case lengthened:
		p.Inform(o.severalNames())
	}
}

// spelling gives the name in the registry that differs from name in nothing but
// case, blanks and punctuation; name itself where there is none. The house name
// goes before the others, and what keeps words apart before what runs them
// together, which the registry knows only because people write it.
func (o *namedOutlet) spelling(name string) string {
	if house := plainName(o.Name); letters(house) == letters(name) {
		return house
	}
	best, words := name, 0
	for _, alias := range o.Aliases {
		alias = plainName(alias)
		if n := len(prose.Words(alias)); n > words && letters(alias) == letters(name) {
			best, words = alias, n
		}
	}
	return best
}

// letters is s folded and without blanks.
func letters(s string) string { return strings.ReplaceAll(prose.Fold(s), " ", "") }

func (o *namedOutlet) reportSpelling(p *Pass, name *printedName, house string) {
	f := citation.Finding{
		Cited: name.text, Found: house,
		Message: fmt.Sprintf("%s is written %s in %s.", house, quoted(name.text), notes(name.notes())),
		Advice:  fmt.Sprintf("Write %s, as the outlet does.", quoted(house)),
		Related: name.places,
	}
	if len(name.places) == 1 {
		f.Note, f.Span, f.Related = name.places[0].Note, name.places[0].Span, nil
	}
	p.Report(f)
}

func (o *namedOutlet) severalNames() citation.Finding {
	var said, names []string
	var related []citation.Related
	for _, name := range o.names {
		names = append(names, name.text)
		said = append(said, fmt.Sprintf("%s (%s)", quoted(name.text), notes(name.notes())))
		related = append(related, name.places...)
	}
	return citation.Finding{
		Cited: strings.Join(names, ", "), Found: o.Name,
		Message: fmt.Sprintf("One outlet goes by several names: %s.", enumerate(said)),
		Advice:  "Choose one and use it throughout, or write both once, the short one in brackets.",
		Related: related,
	}
}

func (n *printedName) notes() []string {
	var labels []string
	for _, place := range n.places {
		labels = append(labels, place.Note)
	}
	return labels
}

// relation says how the names of one outlet belong together.
type relation int

const (
	unrelated   relation = iota // a section, a former name, another language
	lengthened                  // one has more words than the other
	abbreviated                 // one is short for the other
)

// relation gives the closest relation of two names of o. A name with its
// abbreviation in brackets introduces the abbreviation, so that both may be used.
func (o *namedOutlet) relation() relation {
	closest := unrelated
	for i, a := range o.names {
		if strings.HasSuffix(a.text, ")") {
			return unrelated
		}
		for _, b := range o.names[:i] {
			closest = max(closest, relate(prose.Words(a.text), prose.Words(b.text)))
		}
	}
	return closest
}

func relate(a, b []string) relation {
	if len(a) > len(b) {
		a, b = b, a
	}
	switch {
	case abbreviates(a, b):
		return abbreviated
	case containsWords(b, a):
		return lengthened
	}
	return unrelated
}

// abbreviates reports whether the words of short are those of long in order,
// where a word may be the initials of several: "la times", "csis".
func abbreviates(short, long []string) bool {
	for _, word := range short {
		if len(long) > 0 && long[0] == word {
			long = long[1:]
			continue
		}
		n := initials(word, long)
		if n < 2 {
			return false
		}
		long = long[n:]
	}
	return len(long) == 0
}

// initials gives how many words in front of long the letters of word begin;
// small words may go without a letter.
func initials(word string, long []string) int {
	n := 0
	for _, letter := range word {
		for n < len(long) && smallWords()[long[n]] && !strings.HasPrefix(long[n], string(letter)) {
			n++
		}
		if n == len(long) || !strings.HasPrefix(long[n], string(letter)) {
			return 0
		}
		n++
	}
	return n
}

func containsWords(long, short []string) bool {
	for i := 0; i+len(short) <= len(long); i++ {
		if slices.Equal(long[i:i+len(short)], short) {
			return true
		}
	}
	return false
}
