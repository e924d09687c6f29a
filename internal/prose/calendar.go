package prose

import (
	_ "embed"
	"strconv"
	"strings"
	"time"
)

// calendar is the one that the name of a month belongs to.
type calendar byte

const (
	gregorian calendar = iota
	buddhist           // Thai: Gregorian months, years from 543 BC
	jalali             // the solar calendar of Iran and Afghanistan
)

//go:embed data/calendars.txt
var calendarsFile string

//go:embed data/eras.txt
var erasFile string

func addCalendars(words map[string]dateWord) {
	calendars := map[string]calendar{"buddhist": buddhist, "jalali": jalali}
	for line := range strings.Lines(calendarsFile) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "#" {
			continue
		}
		for i, month := range fields[1:] {
			words[Fold(month)] = dateWord{tokenMonth, i + 1, calendars[fields[0]]}
		}
	}
	for line := range strings.Lines(erasFile) {
		if name, first, ok := strings.Cut(strings.TrimSpace(line), " "); ok && name != "#" {
			year, _ := strconv.Atoi(first)
			words[Fold(name)] = dateWord{kind: tokenEra, value: year}
		}
	}
}

// dateIn reads the year at t[i] in the calendar of a month, and gives the date
// in the Gregorian one. day is 0 where none was written.
func dateIn(t []dateToken, i int, month dateToken, day int) (Date, bool) {
	if i >= len(t) || t[i].kind != tokenNumber || t[i].digits != 4 {
		return Date{}, false
	}
	year := t[i].value
	switch {
	case month.calendar == jalali:
		return fromJalali(year, month.value, day)
	case month.calendar == buddhist && year > maxYear:
		year -= 543
	case !isYear(t, i):
		return Date{}, false
	}
	return Date{Year: year, Month: month.value, Day: day}, true
}

// fromJalali turns a day of the solar calendar into a Gregorian one, by the
// cycle of 33 years with 8 leap days, which is exact from 1178 to 1633. A month
// alone lies in two of ours and gives the year in which it begins.
func fromJalali(year, month, day int) (Date, bool) {
	const first, last = 1250, 1500 // years in which something was printed
	if year < first || year > last || day > 31 {
		return Date{}, false
	}
	before := (month - 1) * 31
	if month > 7 {
		before -= month - 7 // months have 30 days from the seventh on
	}
	y := year + 1595
	days := 365*y + y/33*8 + (y%33+3)/4 + before + max(day, 1) - 355668
	d := time.Date(0, time.January, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days)
	if day == 0 {
		return Date{Year: d.Year()}, true
	}
	return Date{Year: d.Year(), Month: int(d.Month()), Day: d.Day()}, true
}

// eraDate reads 令和3年9月14日 and 民國110年9月14日.
func eraDate(t []dateToken) dateReading {
	if t[0].kind != tokenEra || len(t) < 5 || t[1].kind != tokenNumber || t[1].digits > 3 || t[1].value == 0 ||
		!isSign(t, 2, '年') || !isNumber(t, 3, 1, 12) || !isSign(t, 4, '月') {
		return dateReading{}
	}
	year := t[0].value + t[1].value - 1
	if isNumber(t, 5, 1, 31) && isSign(t, 6, '日') {
		return dateReading{first: Date{Year: year, Month: t[3].value, Day: t[5].value}, n: 7}
	}
	return dateReading{first: Date{Year: year, Month: t[3].value}, n: 5}
}

// monthWord reads 14 tháng 9 năm 2021 and 14 tháng 9, 2021 (Vietnamese).
func monthWord(t []dateToken) dateReading {
	if !isNumber(t, 0, 1, 31) || len(t) < 4 || t[1].kind != tokenMonthWord || !isNumber(t, 2, 1, 12) {
		return dateReading{}
	}
	i := skip(t, 3, ",./")
	if !isYear(t, i) {
		return dateReading{}
	}
	return dateReading{first: Date{Year: t[i].value, Month: t[2].value, Day: t[0].value}, n: i + 1}
}

// yearDayMonth reads 2021. gada 14. septembris (Latvian).
func yearDayMonth(t []dateToken) dateReading {
	if !isYear(t, 0) {
		return dateReading{}
	}
	i := skip(t, 1, ".")
	if i == 1 || t[i-1].kind != tokenFiller || !isNumber(t, i, 1, 31) {
		return dateReading{}
	}
	day := t[i].value
	i = skip(t, i+1, ".")
	if i >= len(t) || t[i].kind != tokenMonth || isYear(t, skip(t, i+1, ".,")) {
		return dateReading{}
	}
	return dateReading{first: Date{Year: t[0].value, Month: t[i].value, Day: day}, n: i + 1}
}
