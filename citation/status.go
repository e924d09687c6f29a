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

//go:embed data/status.txt
var statusFile string

// statusWords gives what the words in place of a date say: "forthcoming" or
// "undated".
var statusWords = sync.OnceValue(func() map[string]string {
	table := make(map[string]string)
	for _, line := range dataLines(statusFile) {
		class, list, _ := strings.Cut(line, ": ")
		for words := range strings.SplitSeq(list, ", ") {
			table[words] = class
		}
	}
	return table
})

// longestStatus bounds the words in place of a date, in bytes.
const longestStatus = 40

// readStatus reads the words that stand in place of a date, between two marks
// of punctuation: "(Oxford: OUP, forthcoming)", "o. J.". No other part is made
// of them.
func (s *source) readStatus(c *Citation) {
	if !c.Date.IsZero() {
		return
	}
	start := s.start
	for i := s.start; i <= s.end; i++ {
		if i < s.end && !strings.ContainsRune(",;:()[]", rune(s.in.Plain[i])) {
			continue
		}
		r := trim(s.in.Plain, tag.Range{Start: start, End: i})
		start = i + 1
		if r.Start >= r.End || r.End-r.Start > longestStatus || s.layout.InQuote(r.Start) || s.layout.InURL(r.Start) {
			continue
		}
		p := s.sub(r.Start, r.End)
		switch statusWords()[strings.Join(prose.Words(p.text()), " ")] {
		case "forthcoming":
			c.Status = fieldOfPiece(s.sub(r.Start, r.Start+len(strings.TrimRight(p.text(), "."))))
			c.drop(p)
		case "undated":
			c.drop(p)
		}
	}
}

// described gives the parts that describe the source, but for names and dates.
func (c *Citation) described() [12]*Field {
	return [...]*Field{
		&c.Title, &c.Container, &c.Publisher, &c.Place, &c.Series, &c.Volume, &c.Issue, &c.Edition, &c.Number, &c.Genre, &c.Pages, &c.Locator,
	}
}

// drop empties the parts that were read from p and nothing more.
func (c *Citation) drop(p piece) {
	span := p.span()
	for _, field := range c.described() {
		if !field.IsZero() && span.Start <= field.Span.Start && field.Span.End <= span.End {
			*field = Field{}
		}
	}
}

// originalForm is a year with that of the first edition: "[1923] 1960", "1960
// [1923]", "1923/1960".
var originalForm = regexp.MustCompile(`\[(\d{4})\] (\d{4})\b|\b(\d{4}) \[(\d{4})\]|\b(\d{4})/(\d{4})\b`)

// readOriginal reads the year of the first edition beside that of the source,
// outside titles.
func (s *source) readOriginal(c *Citation) {
	text := s.text()
	if !mayHoldOriginal(text) {
		return // as in most notes, without a look at the pattern
	}
	m := originalForm.FindStringSubmatchIndex(text)
	if m == nil || s.layout.InQuote(s.start+m[0]) || s.layout.InURL(s.start+m[0]) || c.Date.Month != 0 || c.Date.Until != nil {
		return
	}
	var years []piece
	for g := 2; g < len(m); g += 2 {
		if m[g] >= 0 {
			years = append(years, s.sub(s.start+m[g], s.start+m[g+1]))
		}
	}
	slices.SortFunc(years, func(a, b piece) int { return strings.Compare(a.text(), b.text()) })
	original, date := yearOf(years[0]), yearOf(years[1])
	if original.IsZero() || date.Year <= original.Year+1 || !c.Date.IsZero() && c.Date.Year != original.Year && c.Date.Year != date.Year {
		return
	}
	if title := c.Title.Span; title.Start <= date.Span.Start && date.Span.End <= title.End {
		return
	}
	c.Date, c.Original = date, original
}

// mayHoldOriginal reports a year in brackets, or a stroke between two.
func mayHoldOriginal(s string) bool {
	const year = len("2002")
	for i := range len(s) {
		switch s[i] {
		case '[':
			if i+year+1 < len(s) && s[i+year+1] == ']' && isYear(s[i+1:i+1+year]) {
				return true
			}
		case '/':
			if i >= year && i+year < len(s) && isYear(s[i-year:i]) && isYear(s[i+1:i+1+year]) {
				return true
			}
		}
	}
	return false
}

func yearOf(p piece) Date {
	if found := prose.FindDates(p.text()); len(found) == 1 {
		return dateOf(found[0], p.span())
	}
	return Date{}
}
