package train

import (
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
)

// date has the precision of its non-zero parts. Season stands for the month
// of a quarterly; until is the last year of a range.
type date struct {
	year, month, day, until int
	season                  string
}

const (
	firstYear = 1890
	thisYear  = 2025
)

// newDate draws a date of the precision that a kind of source usually has.
func newDate(rng *rand.Rand, precision int) date {
	d := date{year: thisYear - rng.IntN(20)}
	switch rng.IntN(10) {
	case 0, 1, 2:
		d.year = 1960 + rng.IntN(thisYear-1960)
	case 3:
		d.year = firstYear + rng.IntN(thisYear-firstYear)
	}
	if precision > 1 {
		d.month = 1 + rng.IntN(12)
	}
	if precision > 2 {
		d.day = 1 + rng.IntN(28)
	}
	return d
}

var dayToken = regexp.MustCompile(`(?:le )?\b0?2(?:nd|\.|,)?(?: de\b|/|-|,)? ?(?:\b|$)`)

// print gives the date in a layout, an example written as January 2, 2006 in
// the style of the language; parts that the date lacks are left out.
func (d date) print(layout, language string) string {
	year := strconv.Itoa(d.year)
	if d.until > 0 {
		return year + "–" + strconv.Itoa(d.until)
	}
	if d.season != "" {
		return d.season + " " + year
	}
	if d.month == 0 || layout == "2006" {
		return year
	}
	if d.day == 0 {
		layout = strings.Trim(dayToken.ReplaceAllString(layout, ""), " ,-/.")
	}
	months := words()["months-"+language]
	abbreviations := words()["abbreviations-"+language]
	if len(months) == 0 {
		months, abbreviations = words()["months-en"], words()["abbreviations-en"]
	}
	month := months[d.month-1]
	short := abbreviations[d.month-1]
	return strings.NewReplacer(
		"2006", year, "January", month, "Jan.", short, "Jan", strings.TrimSuffix(short, "."),
		"01", pad(d.month), "1", strconv.Itoa(d.month), "02", pad(d.day), "2nd", ordinal(d.day), "2", strconv.Itoa(d.day), "XI", roman(d.month),
	).Replace(layout)
}

func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

func ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}

// roman writes a positive number in capital Roman numerals.
func roman(n int) string {
	var b strings.Builder
	values := []int{100, 90, 50, 40, 10, 9, 5, 4, 1}
	for i, numeral := range []string{"C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"} {
		for n >= values[i] {
			b.WriteString(numeral)
			n -= values[i]
		}
	}
	return b.String()
}
