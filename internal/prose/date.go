package prose

import (
	"fmt"
	"time"
)

// Season of a year, numbered as in EDTF (ISO 8601-2:2019, 4.8). Zero: none.
type Season int

// The seasons of a year.
const (
	Spring Season = 21 + iota
	Summer
	Autumn
	Winter
)

// Date is a day, month, season or year with the precision in which it was
// written: parts that were not written are zero. The zero Date is no date.
type Date struct {
	Year, Month, Day int
	Season           Season
}

// The years that a date in a text may have. Before the first lies the time
// before printing; a four-digit number beyond the last is no year.
const (
	minYear = 1450
	maxYear = 2199
)

// IsZero reports whether d is no date at all.
func (d Date) IsZero() bool { return d == Date{} }

// String is d in EDTF level 1: 2002, 2002-01, 2002-01-14, 2002-21 (spring),
// "" for the zero Date.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Season != 0:
		return fmt.Sprintf("%04d-%02d", d.Year, int(d.Season))
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// First and Last give the first and the last day that d may mean, in UTC:
// January 2022 begins on the 1st and ends on the 31st. A season may be any
// day of its year, since hemispheres and publishers differ; winter may reach
// into the next year's February.
func (d Date) First() time.Time {
	return time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
}

// Last gives the last day that d may mean; see First.
func (d Date) Last() time.Time {
	switch {
	case d.Day != 0:
		return d.First()
	case d.Month != 0:
		return d.First().AddDate(0, 1, -1)
	case d.Season == Winter:
		return time.Date(d.Year+1, time.March, 0, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(d.Year, time.December, 31, 0, 0, 0, 0, time.UTC)
}

// Before reports whether all of d lies before all of other.
func (d Date) Before(other Date) bool { return d.Last().Before(other.First()) }

// Valid reports whether d could stand in a calendar: no 31 February, no month
// 13, a year of printing.
func (d Date) Valid() bool {
	if d.Year < minYear || d.Year > maxYear || d.Month < 0 || d.Month > 12 || d.Day < 0 {
		return false
	}
	if d.Day == 0 {
		return true
	}
	return d.Month != 0 && d.Day <= time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
