package citation

import "github.com/ibid-go/ibid/internal/prose"

// Date is a date with the precision that was printed: parts that were not
// printed are zero. The zero Date is absent.
type Date struct {
	Year, Month, Day int
	Season           Season
	Circa            bool  // "c. 1900", "[1900?]"
	Until            *Date // the end of a range, "May–June 1999"; nil where one date is printed
	Span             Span

	Confidence float64 // that this is the date of what it stands for; see [Field]
}

// Guessed is [Field.Guessed] of a date.
func (d Date) Guessed() bool { return isGuess(d.Confidence) }

// Season of a year, numbered as in EDTF (ISO 8601-2:2019, 4.8). Zero: none.
type Season int

// The seasons.
const (
	Spring Season = 21 + iota
	Summer
	Autumn
	Winter
)

// IsZero reports whether no date was printed.
func (d Date) IsZero() bool { return d.Year == 0 }

// String is the date in EDTF level 1: 2002, 2002-01, 2002-01-14, 2002-21 for
// spring, 1900~ for circa, 1999-05/1999-06 for a range; "" where there is none.
func (d Date) String() string {
	if d.Until != nil && !d.IsZero() && !d.Until.IsZero() {
		return d.Start().String() + "/" + d.Until.String()
	}
	s := d.calendar().String()
	if d.Circa && s != "" {
		s += "~"
	}
	return s
}

// Start is d, of a range its first date.
func (d Date) Start() Date {
	d.Until = nil
	return d
}

// Before reports whether every day that d may mean lies before every day that
// other may mean: 2021 is not before August 2021.
func (d Date) Before(other Date) bool {
	return !d.IsZero() && !other.IsZero() && d.calendar().Before(other.calendar())
}

func (d Date) calendar() prose.Date {
	return prose.Date{Year: d.Year, Month: d.Month, Day: d.Day, Season: prose.Season(d.Season)}
}

// dateOf gives the date that was found, read at span.
func dateOf(found prose.DateMatch, span Span) Date {
	date := onlyDate(found.Date)
	date.Span = span
	if !found.Until.IsZero() {
		until := onlyDate(found.Until)
		date.Until = &until
	}
	return date
}

func onlyDate(d prose.Date) Date {
	return Date{Year: d.Year, Month: d.Month, Day: d.Day, Season: Season(d.Season)}
}
