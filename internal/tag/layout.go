package tag

import (
	"regexp"
	"sort"
	"strings"
	"sync"

	"github.com/ibid-go/ibid/internal/prose"
)

// Range is a range of bytes of a plain text.
type Range struct{ Start, End int }

// Layout is what a note shows at a glance. Everything is in the order of the
// text, and ranges of one list do not overlap.
//
// The lists and the atoms of notes that are read one after the other lie in the
// same memory: see Free.
type Layout struct {
	Plain   string
	Quotes  []Quote
	Round   []Range // outermost (…)
	Square  []Range // outermost […]
	URLs    []Range // addresses that the text prints
	IDs     []Range // DOIs, ISBNs and their like, with their names
	Italics []Range
	Linked  []Range
	inner   []Range           // what the quotations enclose
	dates   []Range           // outside quotations, addresses and numbers; of a range of years, both
	found   []prose.DateMatch // the same as they were read
	room    room
}

// NewLayout looks at plain. Italics, linked words and printed addresses come
// from the markup; the lists are copied.
func NewLayout(plain string, italics, linked, urls []Range) *Layout {
	l := freeLayout()
	l.Plain = plain
	l.Italics, l.Linked, l.URLs = append(l.Italics, italics...), append(l.Linked, linked...), append(l.URLs, urls...)
	l.Quotes = findQuotes(l.Quotes, plain)
	for _, q := range l.Quotes {
		if q.Inner.Start < q.Inner.End {
			l.inner = append(l.inner, q.Inner)
		}
	}
	l.Round = findBrackets(l.Round, plain, '(', ')', urls)
	l.Square = findBrackets(l.Square, plain, '[', ']', urls)
	l.IDs = findIDs(l.IDs, plain, urls)
	var dates [8]prose.DateMatch // as many as most notes have
	for _, d := range prose.AppendDates(dates[:0], plain) {
		if r := (Range{d.Start, d.End}); !overlaps(urls, r) && !overlaps(l.IDs, r) && !l.InQuote(d.Start) {
			l.found = append(l.found, d)
			l.addDate(d)
		}
	}
	return l
}

// addDate takes a date. A range of years is two: more often than not it belongs
// to the words of a title.
func (l *Layout) addDate(d prose.DateMatch) {
	const year = len("2002")
	if d.Until.IsZero() || d.Month != 0 || d.Season != 0 {
		l.dates = append(l.dates, Range{d.Start, d.End})
		return
	}
	l.dates = append(l.dates, Range{d.Start, d.Start + year})
	if last := l.Plain[d.End-year : d.End]; strings.Trim(last, "0123456789") == "" {
		l.dates = append(l.dates, Range{d.End - year, d.End})
	}
}

// printedID is a standard number with or without its name: a DOI (Crossref's
// recommended patterns; with its name, blanks may break it), ISBN, ISSN, arXiv
// and PubMed numbers, handles.
var printedID = regexp.MustCompile(`(?i)(?:\bdoi:?\s*)?\b10\.\d{4,9}/\(SICI\)[^\s"“”]+|(?:\bdoi:?\s*)?\b10\.\d{4,9}/[^\s"<>“”]+|\bdoi:?\s*10\.\s?\d{4,9}\s?/\s?[^\s"<>“”]+|\bISBN(?:-1[03])?:?\s*[\dXx][\dXx -]{8,16}|\b(?:[ep]-?)?ISSN:?\s*\d{4}-?\d{3}[\dXx]\b|\barXiv:\s*\S+|\barXiv\s(?:e-?)?(?:preprint\s)?(?:\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7})|\bPMC?ID:?\s*(?:PMC)?\d+|\bPMC\d{5,9}\b|\b(?:hdl|handle):\s*\d[\d.]*/[^\s"<>“”]+`)

// findIDs appends the standard numbers that stand outside addresses.
func findIDs(ids []Range, plain string, urls []Range) []Range {
	if !mayHoldDOI(plain, urls) && idSigns().In(plain) == 0 {
		return ids // as most notes, without a look at the pattern
	}
	for _, m := range printedID.FindAllStringIndex(plain, -1) {
		if r := (Range{m[0], m[1]}); !overlaps(urls, r) {
			ids = append(ids, Range{r.Start, r.Start + len(strings.TrimRight(plain[r.Start:r.End], ".,;:)]"))})
		}
	}
	return ids
}

// idSigns are signs one of which every standard number but a DOI has.
var idSigns = sync.OnceValue(func() *prose.SignTable {
	t := new(prose.SignTable)
	for _, sign := range [...]string{"SBN", "SSN", "rXiv", "arxiv", "PMID", "PMC", "hdl:", "andle:", "sbn", "ssn"} {
		t.Add(sign)
	}
	return t
})

// mayHoldDOI reports the begin of a DOI outside addresses.
func mayHoldDOI(s string, urls []Range) bool {
	const registry = "10."
	for i := strings.Index(s, registry); i >= 0; {
		behind := strings.TrimLeft(s[i+len(registry):], " ")
		if len(behind) > 0 && '0' <= behind[0] && behind[0] <= '9' && !within(urls, i) {
			return true
		}
		next := strings.Index(behind, registry)
		if next < 0 {
			return false
		}
		i = len(s) - len(behind) + next
	}
	return false
}

// findBrackets appends the outermost pairs. One that never closes is none.
func findBrackets(pairs []Range, s string, open, close byte, urls []Range) []Range {
	if strings.IndexByte(s, open) < 0 { // as in most notes
		return pairs
	}
	depth, start := 0, 0
	for i := 0; i < len(s); i++ {
		if len(urls) > 0 && urls[0].Start <= i {
			i = max(i, urls[0].End-1)
			urls = urls[1:]
			continue
		}
		switch s[i] {
		case open:
			if depth == 0 {
				start = i
			}
			depth++
		case close:
			if depth == 0 {
				break
			}
			if depth--; depth == 0 {
				pairs = append(pairs, Range{start, i + 1})
			}
		}
	}
	return pairs
}

// after gives the index of the first range that ends behind i.
func after(ranges []Range, i int) int {
	low, high := 0, len(ranges) // sort.Search written out: it is asked at every word
	for low < high {
		if middle := (low + high) / 2; ranges[middle].End > i {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}

func overlaps(ranges []Range, r Range) bool {
	k := after(ranges, r.Start)
	return k < len(ranges) && ranges[k].Start < r.End
}

// within reports whether i lies in one of ranges.
func within(ranges []Range, i int) bool { return overlaps(ranges, Range{i, i + 1}) }

// startingAt gives the range that begins at i.
func startingAt(ranges []Range, i int) (Range, bool) {
	if k := after(ranges, i); k < len(ranges) && ranges[k].Start == i {
		return ranges[k], true
	}
	return Range{}, false
}

// InQuote reports whether offset i lies within a quotation.
func (l *Layout) InQuote(i int) bool {
	k := sort.Search(len(l.Quotes), func(k int) bool { return l.Quotes[k].End > i })
	return k < len(l.Quotes) && l.Quotes[k].Start < i
}

// InBrackets reports whether offset i lies within round or square brackets.
func (l *Layout) InBrackets(i int) bool { return within(l.Round, i) || within(l.Square, i) }

// InURL reports whether offset i lies within a printed address.
func (l *Layout) InURL(i int) bool { return within(l.URLs, i) }

// HasQuote reports whether a whole quotation stands in r.
func (l *Layout) HasQuote(r Range) bool {
	k := sort.Search(len(l.Quotes), func(k int) bool { return l.Quotes[k].Start >= r.Start })
	return k < len(l.Quotes) && l.Quotes[k].End <= r.End
}

// HasItalic reports whether whole italics stand in r.
func (l *Layout) HasItalic(r Range) bool { return holds(l.Italics, r) }

// HasAddress reports whether a whole address or standard number stands in r.
func (l *Layout) HasAddress(r Range) bool { return holds(l.URLs, r) || holds(l.IDs, r) }

// HasDate reports whether a whole date stands in r outside quotations.
func (l *Layout) HasDate(r Range) bool { return holds(l.dates, r) }

// DateAt gives the date that r is the words of, outside quotations.
func (l *Layout) DateAt(r Range) (prose.DateMatch, bool) {
	k := sort.Search(len(l.found), func(k int) bool { return l.found[k].Start >= r.Start })
	if k == len(l.found) || l.found[k].Start != r.Start || l.found[k].End != r.End {
		return prose.DateMatch{}, false
	}
	return l.found[k], true
}

// holds reports whether one of ranges lies in r as a whole.
func holds(ranges []Range, r Range) bool {
	k := sort.Search(len(ranges), func(k int) bool { return ranges[k].Start >= r.Start })
	return k < len(ranges) && ranges[k].End <= r.End
}

// PrintedURLs finds the addresses that stand in a text without markup.
func PrintedURLs(s string) []Range {
	var urls []Range
	for _, m := range printedURL.FindAllStringIndex(s, -1) {
		urls = append(urls, Range{m[0], m[0] + len(strings.TrimRight(s[m[0]:m[1]], ".,;:!?'’)]"))})
	}
	return urls
}

var printedURL = regexp.MustCompile(`(?i)\b(?:https?://|www\.)[^\s<>"“”«»]+`)
