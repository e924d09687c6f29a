package lint

import (
	"strings"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/prose"
)

// claim is the text that markers at one place support: their sentence, from
// the marker before on.
type claim struct {
	text    string
	markers []*citation.Marker
}

// claims gives what the markers of doc support, in order.
func claims(doc *citation.Document) []claim {
	var list []claim
	var previous *citation.Marker
	for _, spot := range spots(doc.Markers) {
		if first := spot[0]; first.Paragraph != nil && 0 <= first.Offset && first.Offset <= len(first.Paragraph.Text) {
			list = append(list, claim{claimBefore(first, previous), spot})
			previous = spot[len(spot)-1]
		}
	}
	return list
}

// claimBefore gives the sentence of m up to m, from previous on where that
// stands in it too.
func claimBefore(m, previous *citation.Marker) string {
	text := m.Paragraph.Text[:m.Offset]
	sentence := prose.SentenceAt(text, m.Offset)
	start := len(strings.TrimRight(text, " \t\n")) - len(sentence)
	if previous != nil && previous.Paragraph == m.Paragraph && start < previous.Offset && previous.Offset <= m.Offset {
		return text[previous.Offset:]
	}
	return sentence
}

// event is a date that a sentence gives for what happened.
type event struct {
	citation.Date
	text string
}

// latestEvent gives the latest past event that a sentence dates, the zero
// event where it dates none. Of dates that overlap it is the first. Nothing
// after limit has happened.
func latestEvent(sentence string, limit citation.Date) event {
	var latest event
	if speaksOfPlans(sentence) {
		return latest
	}
	quotations := quotationsIn(sentence)
	var first, end int // of the date before
	for _, m := range prose.FindDates(sentence) {
		before := sentence[:m.Start]
		date := citation.Date{Year: m.Year, Month: m.Month, Day: m.Day, Season: citation.Season(m.Season)}
		closesRange := end > 0 && joinsRange(sentence[:first], sentence[end:m.Start])
		first, end = m.Start, m.End
		if m.Ambiguous || closesRange || isBound(before) || isWithin(quotations, m.Start) || limit.Before(date) || isFigure(m, before) {
			continue
		}
		if latest.IsZero() || latest.Before(date) {
			latest = event{date, sentence[m.Start:m.End]}
		}
	}
	return latest
}

func speaksOfPlans(sentence string) bool {
	for _, word := range prose.Words(sentence) {
		if plans()[word] {
			return true
		}
	}
	return false
}

// joinsRange reports whether the words between two dates make a range of them,
// given the words before: a source may stand at its beginning.
func joinsRange(before, between string) bool {
	switch strings.TrimSpace(between) {
	case "-", "–", "—", "/", "to", "until", "till", "through":
		return true
	case "and":
		return strings.HasSuffix(strings.ToLower(strings.TrimSpace(before)), "between")
	}
	return false
}

// nearWords is how much text before a date is looked at, in bytes.
const nearWords = 80

// isBound reports whether the date behind text is a limit: "by 2030", "until
// the end of 2025", but not "by militants in 2019".
func isBound(text string) bool {
	words := prose.Words(tail(text))
	for i := len(words) - 1; i >= 0; i-- {
		if bounds()[words[i]] {
			return true
		}
		if !fillers()[words[i]] {
			return false
		}
	}
	return false
}

// isFigure reports whether four figures may be something else than a year: they
// stand alone and no word before them says that they are one.
func isFigure(m prose.DateMatch, before string) bool {
	if m.Month != 0 || m.Season != 0 {
		return false
	}
	before = tail(before)
	if trimmed := strings.TrimRight(before, " "); strings.HasSuffix(trimmed, "(") || trimmed != before && strings.HasSuffix(trimmed, ",") {
		return false
	}
	words := prose.Words(before)
	return len(words) > 0 && !(strings.HasSuffix(before, " ") && beforeYears()[words[len(words)-1]])
}

func tail(s string) string {
	if len(s) > nearWords {
		s = s[len(s)-nearWords:]
	}
	return s
}

// quotationsIn gives the ranges of s in double quotation marks.
func quotationsIn(s string) []citation.Span {
	var ranges []citation.Span
	open := -1
	for i, r := range s {
		switch {
		case r == '“' || r == '"' && open < 0:
			open = i
		case (r == '”' || r == '"') && open >= 0:
			ranges = append(ranges, citation.Span{Start: open, End: i})
			open = -1
		}
	}
	return ranges
}

func isWithin(ranges []citation.Span, at int) bool {
	for _, r := range ranges {
		if r.Start <= at && at < r.End {
			return true
		}
	}
	return false
}
