package prose

// matchRange reads a date at the start of tokens, and where a dash and a later
// date of the same precision follow, the range of both. It gives the number of
// tokens that it took, 0 where no date begins.
func matchRange(tokens []dateToken) (DateMatch, int) {
	r := matchDate(tokens)
	if r.n == 0 {
		return DateMatch{}, 0
	}
	if r.last.IsZero() && isDash(tokens, r.n) {
		if next := matchDate(tokens[r.n+1:]); next.n > 0 && samePrecision(r.first, next.first) && precedes(r.first, next.first) {
			r.last, r.n = next.first, r.n+1+next.n
			if !next.last.IsZero() {
				r.last = next.last
			}
		}
	}
	return DateMatch{r.first, r.last, tokens[0].start, tokens[r.n-1].end, r.ambiguous}, r.n
}

// precedes reports whether a range may go from a to b.
func precedes(a, b Date) bool {
	return a.Before(b) || a.Year == b.Year && a.Season < b.Season
}

func samePrecision(a, b Date) bool {
	return (a.Day == 0) == (b.Day == 0) && (a.Month == 0) == (b.Month == 0) && (a.Season == 0) == (b.Season == 0)
}

// matchDate tries the forms of a date that begin with the first of tokens, the
// longest first, and gives the first that fits. Calls that are written out keep
// the tokens off the heap.
func matchDate(t []dateToken) dateReading {
	switch {
	case len(t) == 0:
	case isYear(t, 0):
		return firstFit(yearFirstFigures(t), eastAsian(t), yearDayMonth(t), yearMonthDay(t), shortYearRange(t), bareYear(t))
	case isNumber(t, 0, 1, 31):
		return firstFit(dayFirstFigures(t), monthWord(t), dayMonthYear(t))
	case t[0].kind == tokenMonth:
		return firstFit(monthDayYear(t), monthYear(t))
	case t[0].kind == tokenSeason:
		return firstFit(seasonYear(t))
	case t[0].kind == tokenEra:
		return firstFit(eraDate(t))
	}
	return dateReading{}
}

// firstFit gives the first reading that fits and that a calendar has.
func firstFit(readings ...dateReading) dateReading {
	for i := range readings {
		r := &readings[i]
		if r.n == 0 || !r.first.Valid() {
			continue
		}
		if !r.last.Valid() || !precedes(r.first, r.last) {
			r.last = Date{}
		}
		return *r
	}
	return dateReading{}
}

// dateReading is what a form makes of the first n tokens; n is 0 where it does
// not fit.
type dateReading struct {
	first, last Date // last is zero where no range is named
	n           int
	ambiguous   bool
}

// yearFirstFigures reads 2002-01-14, 2002/1/14, 2002.01.14 and 2002-01.
func yearFirstFigures(t []dateToken) dateReading {
	if !isYear(t, 0) || !adjoin(t, 0, 2) || !isNumber(t, 2, 1, 12) {
		return dateReading{}
	}
	if adjoin(t, 2, 4) && t[1].value == t[3].value && isNumber(t, 4, 1, 31) {
		return dateReading{first: Date{Year: t[0].value, Month: t[2].value, Day: t[4].value}, n: 5}
	}
	if t[1].value != '-' || t[2].digits != 2 || adjoin(t, 2, 3) {
		return dateReading{}
	}
	return dateReading{first: Date{Year: t[0].value, Month: t[2].value}, n: 3}
}

// dayFirstFigures reads 14.01.2002, 14/1/2002, 14-01-2002 and 1/14/2002.
// Where both numbers could be the month the date is ambiguous, unless full
// stops divide it, which only day-first countries do.
func dayFirstFigures(t []dateToken) dateReading {
	const n = 5
	if len(t) < n || !isNumber(t, 0, 1, 31) || t[1].kind != tokenSep || t[1].value == ',' ||
		t[3].value != t[1].value || !isNumber(t, 2, 1, 31) || !isYear(t, 4) {
		return dateReading{}
	}
	if t[1].value != '.' && !adjoin(t, 0, 4) {
		return dateReading{}
	}
	day, month := t[0].value, t[2].value
	if month > 12 {
		day, month = month, day
	}
	ambiguous := t[1].value != '.' && day <= 12 && month != day
	return dateReading{first: Date{Year: t[4].value, Month: month, Day: day}, n: n, ambiguous: ambiguous}
}

// eastAsian reads 2002年1月14日 and its Korean like.
func eastAsian(t []dateToken) dateReading {
	if !isYear(t, 0) || !isSign(t, 1, '年', '년') || !isNumber(t, 2, 1, 12) || !isSign(t, 3, '月', '월') {
		return dateReading{}
	}
	if isNumber(t, 4, 1, 31) && isSign(t, 5, '日', '일') {
		return dateReading{first: Date{Year: t[0].value, Month: t[2].value, Day: t[4].value}, n: 6}
	}
	return dateReading{first: Date{Year: t[0].value, Month: t[2].value}, n: 4}
}

// dayMonthYear reads 14 January 2002, 14. Januar 2002, 14th of January, 2002,
// 14 de enero de 2002, 14.I.2002, and the ranges 9–11 December 2010 and 30 April
// – 2 May 2003.
func dayMonthYear(t []dateToken) dateReading {
	if !isNumber(t, 0, 1, 31) {
		return dateReading{}
	}
	lastDay := 0
	i := skip(t, 1, ".º°")
	if isDash(t, i) && isNumber(t, i+1, 1, 31) {
		lastDay = t[i+1].value
		i += 2
	}
	i = skip(t, i, ".º°-/")
	if !isMonth(t, i) {
		return dateReading{}
	}
	month, lastMonth := t[i], t[i]
	i++
	if j := skip(t, i, ".,-/"); j < len(t) && t[j].kind == tokenMonth && t[j].value == month.value { // the month in both traditions of Arabic
		i = j + 1
	}
	if j := skip(t, i, "."); lastDay == 0 && isDash(t, j) && isNumber(t, j+1, 1, 31) {
		if k := skip(t, j+2, ".º°"); isMonth(t, k) {
			lastDay, lastMonth = t[j+1].value, t[k]
			i = k + 1
		}
	}
	i = skip(t, i, ".,-/")
	first, ok := dateIn(t, i, month, t[0].value)
	if !ok {
		return dateReading{}
	}
	last, _ := dateIn(t, i, lastMonth, lastDay)
	return rangeOf(first, last, lastDay != 0, i+1)
}

// rangeOf gives a reading of n tokens; last counts where there is a range.
func rangeOf(first, last Date, isRange bool, n int) dateReading {
	if !isRange {
		last = Date{}
	}
	return dateReading{first: first, last: last, n: n}
}

// monthDayYear reads January 14, 2002, Jan. 14th 2002, and the ranges September
// 3–5, 1998 and April 30–May 2, 1998.
func monthDayYear(t []dateToken) dateReading {
	if t[0].kind != tokenMonth {
		return dateReading{}
	}
	i := skip(t, 1, ".")
	if !isNumber(t, i, 1, 31) {
		return dateReading{}
	}
	first, last := Date{Month: t[0].value, Day: t[i].value}, Date{Month: t[0].value}
	i = skip(t, i+1, "")
	if isDash(t, i) {
		j := i + 1
		if j < len(t) && t[j].kind == tokenMonth {
			last.Month = t[j].value
			j = skip(t, j+1, ".")
		}
		if isNumber(t, j, 1, 31) {
			last.Day = t[j].value
			i = j + 1
		}
	}
	i = skip(t, i, ".,")
	if !isYear(t, i) {
		return dateReading{}
	}
	first.Year, last.Year = t[i].value, t[i].value
	return rangeOf(first, last, last.Day != 0, i+1)
}

// yearMonthDay reads 2002, January 14 (APA) and 2002 Jan 14 (Vancouver).
func yearMonthDay(t []dateToken) dateReading {
	if !isYear(t, 0) {
		return dateReading{}
	}
	i := skip(t, 1, ".,")
	if i >= len(t) || t[i].kind != tokenMonth {
		return dateReading{}
	}
	month := t[i].value
	if j := skip(t, i+1, "."); isNumber(t, j, 1, 31) && !isYear(t, skip(t, j+1, ".,")) && !isNumberAhead(t, j+1) {
		return dateReading{first: Date{Year: t[0].value, Month: month, Day: t[j].value}, n: j + 1}
	}
	if isYear(t, skip(t, i+1, ".,")) {
		return dateReading{}
	}
	return dateReading{first: Date{Year: t[0].value, Month: month}, n: i + 1}
}

// monthYear reads January 2002, Jan. 2002, enero de 2002, May/June 1999.
func monthYear(t []dateToken) dateReading {
	if t[0].kind != tokenMonth {
		return dateReading{}
	}
	lastMonth := t[0]
	i := 1
	if j := skip(t, 1, "."); (isDash(t, j) || isSlash(t, j)) && j+1 < len(t) && t[j+1].kind == tokenMonth {
		lastMonth = t[j+1]
		i = j + 2
	}
	i = skip(t, i, ".,")
	first, ok := dateIn(t, i, t[0], 0)
	if !ok {
		return dateReading{}
	}
	last, _ := dateIn(t, i, lastMonth, 0)
	return rangeOf(first, last, lastMonth != t[0], i+1)
}

// seasonYear reads Winter 2002, Spring/Summer 2002, and Winter 2002–03, which
// begins in 2002.
func seasonYear(t []dateToken) dateReading {
	if t[0].kind != tokenSeason {
		return dateReading{}
	}
	first, last := Date{Season: Season(t[0].value)}, Date{}
	i := 1
	if (isDash(t, i) || isSlash(t, i)) && i+1 < len(t) && t[i+1].kind == tokenSeason {
		last.Season = Season(t[i+1].value)
		i += 2
	}
	if i = skip(t, i, ","); !isYear(t, i) {
		return dateReading{}
	}
	first.Year, last.Year = t[i].value, t[i].value
	if r := shortYearRange(t[i:]); r.n > 0 {
		return dateReading{first: first, n: i + r.n}
	}
	return rangeOf(first, last, last.Season != 0, i+1)
}

// shortYearRange reads 1914–18, and 1998/99 where the years follow each other.
func shortYearRange(t []dateToken) dateReading {
	if !isYear(t, 0) || !adjoin(t, 0, 2) || !isNumber(t, 2, 0, 99) || t[2].digits != 2 || adjoin2(t, 2) {
		return dateReading{}
	}
	first, last := Date{Year: t[0].value}, Date{Year: t[0].value/100*100 + t[2].value}
	follows := last.Year == first.Year+1
	if !isDash(t, 1) && !(isSlash(t, 1) && follows) || last.Year <= first.Year {
		return dateReading{}
	}
	return dateReading{first: first, last: last, n: 3}
}

// adjoin2 reports whether a separator and a figure follow token i closely, so
// that it is part of something longer: 1998-99-1.
func adjoin2(t []dateToken, i int) bool {
	return i+2 < len(t) && t[i+1].kind == tokenSep && t[i+2].kind == tokenNumber && t[i].end == t[i+1].start && t[i+1].end == t[i+2].start
}

// bareYear reads a year that stands alone.
func bareYear(t []dateToken) dateReading {
	if !isYear(t, 0) {
		return dateReading{}
	}
	return dateReading{first: Date{Year: t[0].value}, n: 1}
}
