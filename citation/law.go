package citation

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/ibid-go/ibid/internal/prose"
	"github.com/ibid-go/ibid/internal/tag"
)

//go:embed data/law.txt
var lawFile string

// lawNames gives the names of courts, reports and laws by class.
var lawNames = sync.OnceValue(func() map[string][]string {
	table := make(map[string][]string)
	for _, line := range dataLines(lawFile) {
		class, list, _ := strings.Cut(line, ": ")
		table[class] = strings.Split(list, ", ")
	}
	return table
})

// lawForm is one way in which cases or laws are cited. The names of the groups
// of the pattern are the parts that they give.
type lawForm struct {
	kind    Kind
	parties bool          // whether two parties must stand before it: "Roe v. Wade"
	signs   prose.SignSet // one of which the source holds; they spare it the pattern
	opens   bool          // whether the source opens with a court instead
	pattern *regexp.Regexp
}

// mayMatch looks roughly at a source that opens with a court or holds some signs.
func (f *lawForm) mayMatch(court bool, signs prose.SignSet) bool {
	return f.opens && court || f.signs&signs != 0
}

//go:embed data/lawforms.tsv
var lawFormsFile string

// lawFormTable is the list of forms with the signs of all.
type lawFormTable struct {
	forms []lawForm
	signs prose.SignTable
	opens map[string]bool // the first words of courts and their collections
}

// lawForms reads the list of forms; a test compiles the patterns.
var lawForms = sync.OnceValue(func() *lawFormTable {
	names := lawNames()
	t := &lawFormTable{opens: openings(names["court"], names["collection"])}
	for line := range strings.Lines(lawFormsFile) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(cells) != 4 {
			continue
		}
		form := lawForm{kind: Kind(cells[0]), parties: cells[1] == "parties"}
		if cells[2] == "^" {
			form.opens = true
		} else {
			for sign := range strings.SplitSeq(cells[2], "|") {
				form.signs |= t.signs.Add(sign)
			}
		}
		form.pattern = regexp.MustCompile(lawClass.ReplaceAllStringFunc(cells[3], func(class string) string {
			return anyOf(names[strings.Trim(class, "%")])
		}))
		t.forms = append(t.forms, form)
	}
	return t
})

// lawClass stands in a pattern for the names of a class.
var lawClass = regexp.MustCompile(`%\w+%`)

// openings gives the first words of names.
func openings(lists ...[]string) map[string]bool {
	words := make(map[string]bool)
	for _, name := range slices.Concat(lists...) {
		words[firstWord(name)] = true
	}
	return words
}

// anyOf gives a pattern for one of names, the longest first.
func anyOf(names []string) string {
	sorted := slices.SortedFunc(slices.Values(names), func(a, b string) int { return len(b) - len(a) })
	for i := range sorted {
		sorted[i] = regexp.QuoteMeta(sorted[i])
	}
	return "(?:" + strings.Join(sorted, "|") + ")"
}

// longestLaw bounds the source that is looked at for a case or a law, in bytes.
const longestLaw = 600

// readLaw takes what cites a case or a law, from its title to the cited place,
// and gives its range, empty where the source cites neither.
func (s *source) readLaw(c *Citation) tag.Range {
	text := s.in.Plain[s.start:min(s.end, s.start+longestLaw)]
	text = strings.TrimRight(text, ". ")
	end := 0 // of what was taken
	table := lawForms()
	court, signs := table.opens[firstWord(text)], table.signs.In(text)
	for i := range table.forms {
		form := &table.forms[i]
		if c.Kind != "" && form.kind != c.Kind || !form.mayMatch(court, signs) {
			continue
		}
		m := form.pattern.FindStringSubmatchIndex(text[end:])
		if m == nil || s.layout.InQuote(s.start+end+m[0]) || s.layout.InURL(s.start+end+m[0]) {
			continue
		}
		before := text[end : end+m[0]]
		if end > 0 && len(before) > len(", ") || end == 0 && form.parties && !isCase(before) {
			continue
		}
		s.takeLaw(c, form.pattern, m, s.start+end)
		if form.kind == Article { // what stands before is read like any author and title
			c.Kind = Article
			return tag.Range{Start: s.start + m[0], End: s.start + m[1]}
		}
		if c.Kind == "" {
			c.Kind = form.kind
			s.nameLaw(c, before)
		}
		end += m[1]
	}
	if end == 0 {
		return tag.Range{}
	}
	if strings.HasPrefix(text[end:], " (") { // what the court held
		end = len(text)
	}
	return tag.Range{Start: s.start, End: s.start + end}
}

// nextReport is a further decision of the collection that the note names before:
// "BVerfGE 45, 187; 88, 203 (251)".
var nextReport = regexp.MustCompile(`^(?P<volume>\d{1,3}), (?P<page>\d{1,4})(?: ff?\.)?(?:,? \(?(?P<pin>\d[\d.a-z–-]{0,12}(?: ff?\.)?)\)?)?\.?$`)

// namesReport reports a decision of a collection, or a further one.
func namesReport(text string) bool {
	text = text[leadLength(text):]
	return holdsReport().MatchString(text) || nextReport.MatchString(text)
}

var holdsReport = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:^| )` + anyOf(lawNames()["collection"]) + ` \d{1,4},? \d`)
})

// readNextReport reads a further decision of a collection. It names it anew: the
// collection is the one before.
func (s *source) readNextReport(c *Citation) bool {
	if s.previous == nil || s.previous.Kind != LegalCase || s.previous.Container.IsZero() {
		return false
	}
	m := nextReport.FindStringSubmatchIndex(s.text())
	if m == nil {
		return false
	}
	c.Kind = LegalCase
	s.takeLaw(c, nextReport, m, s.start)
	c.Container = s.previous.Container
	return true
}

// takeLaw puts the groups of a match at base where they belong. The first of several
// readings of a part counts.
func (s *source) takeLaw(c *Citation, pattern *regexp.Regexp, m []int, base int) {
	fields := map[string]*Field{
		"volume": &c.Volume, "reporter": &c.Container, "page": &c.Pages, "page2": &c.Pages, "pin": &c.Locator, "court": &c.Court,
		"number": &c.Number, "title": &c.Title, "genre": &c.Genre,
	}
	for i, name := range pattern.SubexpNames() {
		if m[2*i] < 0 || m[2*i] == m[2*i+1] || name == "" {
			continue
		}
		p := s.sub(base+m[2*i], base+m[2*i+1])
		switch field := fields[name]; {
		case field != nil && field.IsZero():
			*field = fieldOfPiece(p)
		case name == "ecli":
			c.IDs = append(c.IDs, ID{Scheme: ECLI, Value: p.text(), Span: p.span()})
		case name != "date" && name != "year":
		case c.Date.IsZero():
			if dates := prose.FindDates(p.text()); len(dates) > 0 {
				c.Date = dateOf(dates[0], p.span())
			}
		case c.Volume.IsZero() && !c.Container.IsZero(): // the journal's, where the decision has a date of its own
			c.Volume = fieldOfPiece(p)
		}
	}
}

// caseNumber is the number of a case of the Union's courts before its name.
var caseNumber = regexp.MustCompile(`^(?:Joined )?(?:Cases?|Rechtssachen?|Rs\.|Rechtss\.|Affaires?|Aff\.|Causa) ((?:[CTF]\P{L}{0,2})?\d{1,4}/\d{2,4}(?: P)?)[,:]? `)

// nameLaw reads what stands before the match: the number of the case and its
// name, or the name of the law.
func (s *source) nameLaw(c *Citation, before string) {
	if !c.Title.IsZero() {
		return
	}
	start := s.start
	if m := caseNumber.FindStringSubmatchIndex(before); m != nil && c.Kind == LegalCase {
		c.Number = fieldOfPiece(s.sub(start+m[2], start+m[3]))
		start += m[1]
	}
	end := s.start + len(strings.TrimRight(before, " ,(["))
	if start >= end {
		return
	}
	title := s.sub(start, end)
	c.Title = fieldOfPiece(title)
	for _, q := range s.layout.Quotes {
		if q.Start == title.start && q.End == title.end {
			c.Title = fieldOfPiece(s.sub(q.Inner.Start, q.Inner.End))
			c.Title.Mark = Quoted
		}
	}
	if s.layout.HasItalic(tag.Range{Start: title.start, End: title.end}) {
		c.Title.Mark = Italic
	}
}
