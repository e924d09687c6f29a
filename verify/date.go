package verify

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/ibid-go/ibid/citation"
)

// compareDate compares the days of publication in the precision that both
// state. A day apart may be the time zone.
func compareDate(x *examination) {
	cited, s := x.citation.Date, x.source
	if cited.IsZero() || s.Date.IsZero() {
		x.dateNowhere()
		return
	}
	agrees := Answer{PartDate, Agrees, "", inWords(cited), inWords(s.Date), s.evidence(s.From["date"], inWords(s.Date))}
	switch {
	case sameDate(cited, s.Date):
		if cited.Day == 0 && s.Date.Day != 0 {
			agrees.Agreement, agrees.Why = AgreesLoosely, "less precise"
		}
		x.answer(agrees)
	case s.readsAs(cited):
		agrees.Agreement, agrees.Why = AgreesLoosely, "day and month of the page can be read in both orders"
		x.answer(agrees)
	case s.alsoDated(cited):
		agrees.Agreement, agrees.Why = AgreesLoosely, "one of the days that the page gives"
		x.answer(agrees)
	case !s.Modified.IsZero() && cited.Day != 0 && cited.Day == s.Modified.Day && sameDate(cited, s.Modified):
		x.dateIsModified()
	case daysApart(cited, s.Date) == 1:
		x.dateOffByOne()
	case sameDate(cited, s.Modified):
		agrees.Agreement, agrees.Why = AgreesLoosely, "of the last change"
		x.answer(agrees)
	case s.From["date"] == signalProperties:
		x.fileMade()
	default:
		x.dateDiffers()
	}
}

// readsAs reports the cited day where the page writes 05/03/2021 and nothing on
// it tells which is the month.
func (s *Source) readsAs(cited citation.Date) bool {
	return cited.Day != 0 && slices.ContainsFunc(s.Dates, func(d DateClaim) bool {
		return d.Ambiguous && sameDate(d.Date, s.Date) && d.Date.Year == cited.Year && d.Date.Day == cited.Month && d.Date.Month == cited.Day
	})
}

// alsoDated reports a day that the page gives for its publication in another
// place.
func (s *Source) alsoDated(cited citation.Date) bool {
	const sure, likely = 0.9, 0.5
	least := likely
	if len(s.Dates) > 0 && s.Dates[0].Trust < sure {
		least = 0 // the page's own date is hardly better
	}
	return cited.Day != 0 && slices.ContainsFunc(s.Dates, func(d DateClaim) bool {
		return d.Date.Day != 0 && d.Trust >= least && sameDate(cited, d.Date)
	})
}

// dateNowhere reports a page of which no date can be trusted to be that of its
// publication, where it gives some and none is the cited one or near it.
func (x *examination) dateNowhere() {
	cited, s := x.citation.Date, x.source
	if cited.Day == 0 || len(s.Dates) == 0 || slices.ContainsFunc(s.Dates, func(d DateClaim) bool { return sameDate(cited, d.Date) || daysApart(cited, d.Date) == 1 }) {
		return
	}
	best := s.Dates[0]
	f := x.dateFinding("date-mismatch", citation.Warning)
	f.Message = "The page gives other days, and nowhere the cited one."
	f.Advice = "Check on the page when it was published."
	f.Found, f.Evidence = inWords(best.Date), s.evidence(best.Signal, inWords(best.Date))
	x.report(PartDate, Differs, "", f)
}

func (x *examination) dateFinding(rule string, severity citation.Severity) citation.Finding {
	f := x.finding(rule, severity, x.citation.Date.Span)
	f.Cited, f.Found = inWords(x.citation.Date), inWords(x.source.Date)
	f.Evidence = x.source.evidence(x.source.From["date"], f.Found)
	return f
}

func (x *examination) dateIsModified() {
	s := x.source
	f := x.dateFinding("date-is-modified", citation.Info)
	f.Message = "The note gives the day on which the page was last changed."
	f.Advice = "Cite the day of publication, or both, if your house style asks for it."
	f.Evidence = append(f.Evidence, s.evidence(s.From["modified"], inWords(s.Modified))...)
	x.report(PartDate, AgreesLoosely, "of the last change", f)
}

// fileMade compares the day on which a file was made, which says little: only
// another year is worth a look.
func (x *examination) fileMade() {
	if x.citation.Date.Year == x.source.Date.Year {
		return
	}
	f := x.dateFinding("date-mismatch", citation.Info)
	f.Message = "The file was made in another year."
	f.Advice = "Look for the date in the document: files are often made again later."
	x.report(PartDate, CannotSay, "only the file is dated", f)
}

func (x *examination) dateOffByOne() {
	f := x.dateFinding("date-off-by-one", citation.Info)
	f.Message = "The page gives the day before or after."
	f.Advice = "Nothing, if the time zone explains it; else correct the day."
	x.report(PartDate, AgreesLoosely, "one day apart", f)
}

func (x *examination) dateDiffers() {
	f := x.dateFinding("date-mismatch", citation.Error)
	why, what := slip(x.citation.Date, x.source.Date)
	if what == "day" {
		f.Severity = citation.Warning
	}
	f.Message = fmt.Sprintf("The page gives another %s.", what)
	f.Advice = "Correct the date, unless the note means another edition of the source."
	if why != "" {
		f.Message = fmt.Sprintf("The page gives another %s; %s.", what, why)
	}
	x.report(PartDate, Differs, why, f)
}

// slip says in which parts two dates differ, and what slip of the pen makes one
// of the other.
func slip(a, b citation.Date) (why, what string) {
	switch {
	case a.Year != b.Year && monthsDiffer(a, b):
		return "", "year and month"
	case a.Year != b.Year:
		return yearSlip(a, b), "year"
	case a.Day != b.Day && a.Day != 0 && b.Day != 0 && a.Day == b.Month && a.Month == b.Day:
		return "day and month seem to have changed places", "month and day"
	case monthsDiffer(a, b):
		return "", "month"
	}
	if transposed(a.Day, b.Day, 2) {
		return "two figures seem to have changed places", "day"
	}
	return "", "day"
}

// yearSlip tells a mistyped year where day and month agree.
func yearSlip(a, b citation.Date) string {
	switch {
	case transposed(a.Year, b.Year, 4):
		return "two figures seem to have changed places"
	case a.Day != 0 && a.Day == b.Day:
		return "day and month agree, so the year seems to be mistyped"
	}
	return ""
}

// transposed reports two numbers of the same figures, two of which have changed
// places, written with n figures.
func transposed(a, b, n int) bool {
	x, y := fmt.Sprintf("%0*d", n, a), fmt.Sprintf("%0*d", n, b)
	if len(x) != len(y) {
		return false
	}
	var at []int
	for i := range x {
		if x[i] != y[i] {
			at = append(at, i)
		}
	}
	return len(at) == 2 && x[at[0]] == y[at[1]] && x[at[1]] == y[at[0]]
}

// inWords writes a date as notes in English do: September 13, 2009.
func inWords(d citation.Date) string {
	switch {
	case d.IsZero():
		return ""
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
