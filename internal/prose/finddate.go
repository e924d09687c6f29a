package prose

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// DateMatch is a date found in a text.
type DateMatch struct {
	Date
	Until      Date // the last day, month, season or year of a range; zero where the text names one
	Start, End int  // byte offsets of the words that say it
	Ambiguous  bool // 03/04/2021: read as day, month, year, but month, day, year is as likely
}

// FindDates gives the dates of s from left to right, without overlap: days,
// months, seasons and bare years, in words of 46 languages or in figures of any
// script, Roman ones for months included (12.V.1999). A range is one match (9–11
// December 2010, May/June 1999, 1914–18). A date that no calendar has (31
// February) is not given. The cost is linear in len(s).
func FindDates(s string) []DateMatch { return AppendDates(nil, s) }

// AppendDates appends FindDates(s) to dst.
func AppendDates(dst []DateMatch, s string) []DateMatch {
	if !hasYear(s) {
		return dst
	}
	var buf [64]dateToken // enough for most notes
	tokens := scanDate(buf[:0], s)
	for i := 0; i < len(tokens); {
		if !tokens[i].beginsDate() {
			i++
		} else if m, n := matchRange(tokens[i:]); n > 0 {
			dst = append(dst, m)
			i += n
		} else {
			i++
		}
	}
	return dst
}

// hasYear reports whether s has what every date has: a figure of four digits, in
// any script, or the sign behind the year of an era.
func hasYear(s string) bool {
	digits := 0
	for _, r := range s {
		if '0' <= r && r <= '9' || r > unicode.MaxASCII && unicode.IsDigit(r) {
			digits++
			continue
		}
		if digits == 4 || r == '年' {
			return true
		}
		digits = 0
	}
	return digits == 4
}

// beginsDate reports whether a form of dates begins with such a token.
func (t dateToken) beginsDate() bool {
	return t.kind == tokenNumber || t.kind == tokenMonth || t.kind == tokenSeason || t.kind == tokenEra
}

// ParseDate reads s when all of it is one date, with or without a time of day
// behind it ("2021-09-14T08:00:00Z", "Tue, 14 Sep 2021 08:00 GMT").
func ParseDate(s string) (Date, bool) {
	s = strings.TrimSpace(s)
	found := FindDates(s)
	if len(found) == 0 || found[0].Ambiguous {
		return Date{}, false
	}
	first := found[0]
	lead := strings.TrimRight(s[:first.Start], " ,")
	if strings.ContainsFunc(lead, unicode.IsDigit) || strings.Contains(lead, " ") {
		return Date{}, false
	}
	tail := s[first.End:]
	return first.Date, tail == "" || !unicode.IsLetter(firstRune(tail)) || tail[0] == 'T'
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// dateToken is a number, a word that dates are made of, or what divides them.
type dateToken struct {
	value      int // the number, month or season
	start, end int
	kind       tokenKind
	digits     uint8    // of a number, no more than are told apart
	calendar   calendar // of a month
}

type tokenKind byte

const (
	tokenOther  tokenKind = iota
	tokenNumber           // one to four digits
	tokenMonth
	tokenRoman // I to XII
	tokenSeason
	tokenTo        // to, bis, au
	tokenFiller    // of, de, the ordinal after a number
	tokenEra       // the name of an era; its value is the first year
	tokenMonthWord // the word "month" itself, before a number
	tokenSep       // one of . , / - – and blanks
)

// scanDate cuts s into tokens and appends them. Blanks are dropped; they divide
// tokens.
func scanDate(tokens []dateToken, s string) []dateToken {
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		t := dateToken{value: int(r), start: i, end: i + size}
		switch {
		case unicode.IsLetter(r):
			t.end += wordTail(s[t.end:])
			word := lookupDateWord(s[i:t.end])
			t.kind, t.value, t.calendar = word.kind, word.value, word.calendar
		case unicode.IsSpace(r):
			i = t.end
			continue
		case unicode.IsDigit(r):
			t = scanNumber(s, i)
		case isDateMark(r):
			t.kind = tokenSep
		}
		tokens = append(tokens, t)
		i = t.end
	}
	return tokens
}

// isDateMark reports the marks that divide the parts of a date.
func isDateMark(r rune) bool {
	switch r {
	case '.', ',', '/', '-', '–', '—', '‑', 'º', '°':
		return true
	}
	return false
}

// wordTail gives the length of what goes on at the start of s with the word
// before it.
func wordTail(s string) int {
	for i := 0; i < len(s); {
		if c := s[i] | 0x20; 'a' <= c && c <= 'z' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r < utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) || isCalendarSign(r) {
			return i
		}
		i += size
	}
	return len(s)
}

// scanNumber reads the figures of one number, in any script that counts in
// tens. A number of more than four is no part of a date.
func scanNumber(s string, start int) dateToken {
	const most = 4
	t := dateToken{kind: tokenNumber, start: start, end: start}
	for t.end < len(s) {
		r, size := utf8.DecodeRuneInString(s[t.end:])
		if !unicode.IsDigit(r) {
			break
		}
		if t.digits++; t.digits <= most {
			t.value = t.value*10 + digitValue(r)
		}
		t.digits = min(t.digits, most+1)
		t.end += size
	}
	if t.digits > most {
		t.kind = tokenOther
	}
	return t
}

// digitValue gives the value of a decimal digit. In every script but the
// mathematical ones the ten stand in a row from a zero (Unicode Standard, 4.6).
func digitValue(r rune) int {
	if r < utf8.RuneSelf {
		return int(r - '0')
	}
	n := 0
	for n < 9 && unicode.IsDigit(r-1) {
		r, n = r-1, n+1
	}
	return n
}

// isCalendarSign reports the characters that stand behind year, month and day
// in Chinese, Japanese and Korean dates.
func isCalendarSign(r rune) bool {
	return r > unicode.MaxLatin1 && strings.ContainsRune("年月日년월일", r)
}

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

func isNumber(t []dateToken, i, low, high int) bool {
	return i < len(t) && t[i].kind == tokenNumber && low <= t[i].value && t[i].value <= high && t[i].digits <= 2
}

func isYear(t []dateToken, i int) bool {
	return i < len(t) && t[i].kind == tokenNumber && t[i].digits == 4 && minYear <= t[i].value && t[i].value <= maxYear
}

// isNumberAhead reports a figure right behind the day, as in "2002 Jan 14:3".
func isNumberAhead(t []dateToken, i int) bool {
	return i+1 < len(t) && t[i].kind == tokenSep && t[i].value == '/' && t[i+1].kind == tokenNumber
}

func isSlash(t []dateToken, i int) bool {
	return i < len(t) && t[i].kind == tokenSep && t[i].value == '/'
}

// isMonth reports a month by its name, or by a Roman number behind a day.
func isMonth(t []dateToken, i int) bool {
	return i < len(t) && (t[i].kind == tokenMonth || t[i].kind == tokenRoman)
}

// isDash reports what stands between the ends of a range: a dash, "to", "bis".
func isDash(t []dateToken, i int) bool {
	if i < len(t) && t[i].kind == tokenTo {
		return true
	}
	return i < len(t) && t[i].kind == tokenSep && (t[i].value == '-' || t[i].value == '–' || t[i].value == '—' || t[i].value == '‑')
}

func isSign(t []dateToken, i int, signs ...rune) bool {
	if i >= len(t) || t[i].kind != tokenOther {
		return false
	}
	for _, sign := range signs {
		if t[i].value == int(sign) {
			return true
		}
	}
	return false
}

// adjoin reports whether the tokens from i to j stand without blanks between
// them and a separator stands behind i.
func adjoin(t []dateToken, i, j int) bool {
	if j >= len(t) || t[i+1].kind != tokenSep || t[i+1].value == ',' {
		return false
	}
	for k := i; k < j; k++ {
		if t[k].end != t[k+1].start {
			return false
		}
	}
	return true
}

// skip gives the index of the first token from i on that is neither a filler
// word nor one of the separators in seps, at most four tokens on.
func skip(t []dateToken, i int, seps string) int {
	for n := 0; n < 4 && i < len(t); n++ {
		if t[i].kind != tokenFiller && (t[i].kind != tokenSep || !strings.ContainsRune(seps, rune(t[i].value))) {
			break
		}
		i++
	}
	return i
}

//go:embed data/months.txt
var monthsFile string

//go:embed data/seasons.txt
var seasonsFile string

type dateWord struct {
	kind     tokenKind
	value    int
	calendar calendar
}

// dateWordTable holds the words of dates. Most words of a text are none, as
// their ends and their length tell.
type dateWordTable struct {
	words   map[string]dateWord
	lengths [26][26]uint64 // of the words in ASCII, by their first and last letter: bit n stands for n bytes
}

// mayHold reports whether word can be in the table.
func (t *dateWordTable) mayHold(word string) bool {
	first, last := word[0]|0x20-'a', word[len(word)-1]|0x20-'a' // small letters
	return first >= 26 || last >= 26 || t.lengths[first][last]&(1<<len(word)) != 0 || !isASCII(word)
}

func newDateWordTable(words map[string]dateWord) *dateWordTable {
	t := &dateWordTable{words: words}
	for word := range words {
		if word == "" {
			continue
		}
		if first, last := word[0]|0x20-'a', word[len(word)-1]|0x20-'a'; first < 26 && last < 26 {
			t.lengths[first][last] |= 1 << len(word)
		}
	}
	return t
}

var dateWords = sync.OnceValue(func() *dateWordTable {
	words := make(map[string]dateWord)
	for _, w := range strings.Fields("of de del d st nd rd th er a di la the vom am år г року m d gada năm พ ศ") {
		words[Fold(w)] = dateWord{kind: tokenFiller}
	}
	for _, w := range strings.Fields("to until through bis au al hasta tot till til do") {
		words[Fold(w)] = dateWord{kind: tokenTo}
	}
	for i, w := range strings.Fields("I II III IV V VI VII VIII IX X XI XII") {
		words[w] = dateWord{kind: tokenRoman, value: i + 1}
	}
	words[Fold("tháng")] = dateWord{kind: tokenMonthWord}
	addDateWords(words, monthsFile, tokenMonth, 1)
	addCalendars(words)
	addDateWords(words, seasonsFile, tokenSeason, int(Spring))
	return newDateWordTable(words)
})

func addDateWords(words map[string]dateWord, file string, kind tokenKind, first int) {
	for line := range strings.Lines(file) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for i, forms := range strings.Fields(line)[1:] {
			for form := range strings.SplitSeq(forms, "/") {
				words[Fold(form)] = dateWord{kind: kind, value: first + i}
			}
		}
	}
}

// lookupDateWord says what a word means in a date. A calendar sign is other,
// with the sign as its value.
func lookupDateWord(word string) dateWord {
	if r := firstRune(word); isCalendarSign(r) {
		return dateWord{value: int(r)}
	}
	const longestDateWord = 60
	if len(word) > longestDateWord {
		return dateWord{}
	}
	table := dateWords()
	if !table.mayHold(word) {
		return dateWord{}
	}
	if w, ok := table.words[word]; ok { // Roman numbers are capital
		return w
	}
	if isFolded(word) {
		return dateWord{}
	}
	var buf [longestDateWord]byte
	return table.words[string(AppendFold(buf[:0], word))]
}
