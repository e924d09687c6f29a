package verify

import (
	"fmt"
	"strconv"
	"time"

	"github.com/ibid-go/ibid/citation"
)

// compareDate compares the days of publication in the precision that both
// state. A day apart may be the time zone. When a file was made says little: only
// another year is worth a look.
func compareDate(c *citation.Citation, s *Source) *citation.Finding {
	if c.Date.IsZero() || s.Date.IsZero() || sameDate(c.Date, s.Date) || !s.Modified.IsZero() && sameDate(c.Date, s.Modified) {
		return nil
	}
	made := s.From["date"] == signalProperties
	if made && c.Date.Year == s.Date.Year {
		return nil
	}
	f := differs(c, "date-mismatch", citation.Error, c.Date.Span)
	f.Cited, f.Found = inWords(c.Date), inWords(s.Date)
	f.Evidence = []citation.Evidence{s.evidence(s.From["date"], f.Found)}
	f.Advice = "Correct the date, unless the note means another edition of the source."
	switch {
	case made:
		f.Severity = citation.Info
		f.Message = "The file was made in another year."
		f.Advice = "Look for the date in the document: files are often made again later."
	case daysApart(c.Date, s.Date) == 1:
		f.Rule, f.Severity = "date-off-by-one", citation.Info
		f.Message = "The page gives the day before or after."
		f.Advice = "Nothing, if the time zone explains it; else correct the day."
	case c.Date.Year != s.Date.Year && monthsDiffer(c.Date, s.Date):
		f.Message = "The page gives another year and month."
	case c.Date.Year != s.Date.Year:
		f.Message = "The page gives another year."
	case monthsDiffer(c.Date, s.Date):
		f.Message = "The page gives another month."
	default:
		f.Severity = citation.Warning
		f.Message = "The page gives another day."
	}
	return f
}

// inWords writes a date as notes in English do: September 13, 2009.
func inWords(d citation.Date) string {
	switch {
	case d.Month == 0:
		return strconv.Itoa(d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%s %d", time.Month(d.Month), d.Year)
	}
	return fmt.Sprintf("%s %d, %d", time.Month(d.Month), d.Day, d.Year)
}

// sameDate compares two dates in the precision of the less precise. A season
// agrees with any month of its year.
func sameDate(a, b citation.Date) bool {
	return a.Year == b.Year && !monthsDiffer(a, b) && (a.Day == 0 || b.Day == 0 || a.Day == b.Day)
}

func monthsDiffer(a, b citation.Date) bool { return a.Month != 0 && b.Month != 0 && a.Month != b.Month }

// daysApart gives the distance of two days, -1 where one is no day.
func daysApart(a, b citation.Date) int {
	if a.Day == 0 || b.Day == 0 {
		return -1
	}
	day := func(d citation.Date) time.Time {
		return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	}
	return int(day(a).Sub(day(b)).Abs() / (24 * time.Hour))
}
