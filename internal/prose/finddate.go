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
	Start, End int  // byte offsets of the words that say it
	Ambiguous  bool // 03/04/2021: read as day, month, year, but month, day, year is as likely
}

// FindDates gives the dates of s from left to right, without overlap: days,
// months, seasons and bare years, in words of 46 languages or in figures of any script. Of a
// range of days (9–11 December 2010) it gives the first. A date that no
// calendar has (31 February) is not given. The cost is linear in len(s).
func FindDates(s string) []DateMatch {
	tokens := scanDate(s)
	var found []DateMatch
	for i := 0; i < len(tokens); {
		if m, n := matchDate(s, tokens[i:]); n > 0 {
			found = append(found, m)
			i += n
		} else {
			i++
		}
	}
	return found
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
	kind       tokenKind
	value      int // the number, month or season
	start, end int
	digits     int      // of a number
	calendar   calendar // of a month
}

type tokenKind byte

const (
	tokenOther  tokenKind = iota
	tokenNumber           // one to four digits
	tokenMonth
	tokenSeason
	tokenFiller    // of, de, the ordinal after a number
	tokenEra       // the name of an era; its value is the first year
	tokenMonthWord // the word "month" itself, before a number
	tokenSep       // one of . , / - – and blanks
)

// scanDate cuts s into tokens. Blanks are dropped; they divide tokens.
func scanDate(s string) []dateToken {
	tokens := make([]dateToken, 0, len(s)/4)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsDigit(r):
			number := scanNumber(s, i)
			tokens = append(tokens, number)
			i = number.end
		case unicode.IsLetter(r):
			end := i + size
			for end < len(s) {
				r, size := utf8.DecodeRuneInString(s[end:])
				if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) || isCalendarSign(r) {
					break
				}
				end += size
			}
			word := lookupDateWord(s[i:end])
			tokens = append(tokens, dateToken{kind: word.kind, value: word.value, start: i, end: end, calendar: word.calendar})
			i = end
		case unicode.IsSpace(r):
			i += size
		default:
			kind := tokenOther
			if strings.ContainsRune(".,/-–—‑º°", r) {
				kind = tokenSep
			}
			tokens = append(tokens, dateToken{kind: kind, value: int(r), start: i, end: i + size})
			i += size
		}
	}
	return tokens
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

// matchDate tries the forms of a date at the start of tokens and gives the
// first that fits with the number of tokens it took, 0 where none does.
func matchDate(s string, tokens []dateToken) (DateMatch, int) {
	for _, form := range dateForms {
		date, n, ambiguous := form(tokens)
		if n == 0 || !date.Valid() {
			continue
		}
		return DateMatch{date, tokens[0].start, tokens[n-1].end, ambiguous}, n
	}
	return DateMatch{}, 0
}

// dateForms are the ways in which a date is written, the longest first. Each
// says how many tokens it took, 0 where it does not fit.
var dateForms = [...]func([]dateToken) (d Date, n int, ambiguous bool){
	yearFirstFigures, dayFirstFigures, eastAsian, eraDate, monthWord, dayMonthYear, yearDayMonth, monthDayYear, yearMonthDay, monthYear, seasonYear, bareYear,
}

// yearFirstFigures reads 2002-01-14, 2002/1/14, 2002.01.14 and 2002-01.
func yearFirstFigures(t []dateToken) (Date, int, bool) {
	if !isYear(t, 0) || !adjoin(t, 0, 2) || !isNumber(t, 2, 1, 12) {
		return Date{}, 0, false
	}
	if adjoin(t, 2, 4) && t[1].value == t[3].value && isNumber(t, 4, 1, 31) {
		return Date{Year: t[0].value, Month: t[2].value, Day: t[4].value}, 5, false
	}
	if t[1].value != '-' || t[2].digits != 2 || adjoin(t, 2, 3) {
		return Date{}, 0, false
	}
	return Date{Year: t[0].value, Month: t[2].value}, 3, false
}

// dayFirstFigures reads 14.01.2002, 14/1/2002, 14-01-2002 and 1/14/2002.
// Where both numbers could be the month the date is ambiguous, unless full
// stops divide it, which only day-first countries do.
func dayFirstFigures(t []dateToken) (Date, int, bool) {
	const n = 5
	if len(t) < n || !isNumber(t, 0, 1, 31) || t[1].kind != tokenSep || t[1].value == ',' ||
		t[3].value != t[1].value || !isNumber(t, 2, 1, 31) || !isYear(t, 4) {
		return Date{}, 0, false
	}
	if t[1].value != '.' && !adjoin(t, 0, 4) {
		return Date{}, 0, false
	}
	day, month := t[0].value, t[2].value
	if month > 12 {
		day, month = month, day
	}
	ambiguous := t[1].value != '.' && day <= 12 && month != day
	return Date{Year: t[4].value, Month: month, Day: day}, n, ambiguous
}

// eastAsian reads 2002年1月14日 and its Korean like.
func eastAsian(t []dateToken) (Date, int, bool) {
	if !isYear(t, 0) || !isSign(t, 1, '年', '년') || !isNumber(t, 2, 1, 12) || !isSign(t, 3, '月', '월') {
		return Date{}, 0, false
	}
	if isNumber(t, 4, 1, 31) && isSign(t, 5, '日', '일') {
		return Date{Year: t[0].value, Month: t[2].value, Day: t[4].value}, 6, false
	}
	return Date{Year: t[0].value, Month: t[2].value}, 4, false
}

// dayMonthYear reads 14 January 2002, 14. Januar 2002, 14th of January, 2002,
// 14 de enero de 2002 and, of 9–11 December 2010, the first day.
func dayMonthYear(t []dateToken) (Date, int, bool) {
	if !isNumber(t, 0, 1, 31) {
		return Date{}, 0, false
	}
	i := 1
	if isDash(t, i) && isNumber(t, i+1, 1, 31) {
		i += 2
	}
	i = skip(t, i, ".º°-/")
	if i >= len(t) || t[i].kind != tokenMonth {
		return Date{}, 0, false
	}
	month := t[i]
	i = skip(t, i+1, ".,-/")
	if i < len(t) && t[i].kind == tokenMonth && t[i].value == month.value { // the month in both traditions of Arabic
		i = skip(t, i+1, ".,-/")
	}
	date, ok := dateIn(t, i, month, t[0].value)
	if !ok {
		return Date{}, 0, false
	}
	return date, i + 1, false
}

// monthDayYear reads January 14, 2002, Jan. 14th 2002 and, of September
// 3–5, 1998, the first day.
func monthDayYear(t []dateToken) (Date, int, bool) {
	if t[0].kind != tokenMonth {
		return Date{}, 0, false
	}
	i := skip(t, 1, ".")
	if !isNumber(t, i, 1, 31) {
		return Date{}, 0, false
	}
	day := t[i].value
	i++
	if isDash(t, i) && isNumber(t, i+1, 1, 31) {
		i += 2
	}
	i = skip(t, i, ".,")
	if !isYear(t, i) {
		return Date{}, 0, false
	}
	return Date{Year: t[i].value, Month: t[0].value, Day: day}, i + 1, false
}

// yearMonthDay reads 2002, January 14 (APA) and 2002 Jan 14 (Vancouver).
func yearMonthDay(t []dateToken) (Date, int, bool) {
	if !isYear(t, 0) {
		return Date{}, 0, false
	}
	i := skip(t, 1, ".,")
	if i >= len(t) || t[i].kind != tokenMonth {
		return Date{}, 0, false
	}
	month := t[i].value
	if j := skip(t, i+1, "."); isNumber(t, j, 1, 31) && !isYear(t, skip(t, j+1, ".,")) && !isNumberAhead(t, j+1) {
		return Date{Year: t[0].value, Month: month, Day: t[j].value}, j + 1, false
	}
	if isYear(t, skip(t, i+1, ".,")) {
		return Date{}, 0, false
	}
	return Date{Year: t[0].value, Month: month}, i + 1, false
}

// monthYear reads January 2002, Jan. 2002, enero de 2002.
func monthYear(t []dateToken) (Date, int, bool) {
	if t[0].kind != tokenMonth {
		return Date{}, 0, false
	}
	i := 1
	if isDash(t, i) || i < len(t) && t[i].kind == tokenSep && t[i].value == '/' {
		if i+1 < len(t) && t[i+1].kind == tokenMonth {
			i += 2
		}
	}
	i = skip(t, i, ".,")
	if date, ok := dateIn(t, i, t[0], 0); ok {
		return date, i + 1, false
	}
	return Date{}, 0, false
}

// seasonYear reads Winter 2002.
func seasonYear(t []dateToken) (Date, int, bool) {
	if t[0].kind != tokenSeason {
		return Date{}, 0, false
	}
	i := skip(t, 1, ",")
	if !isYear(t, i) {
		return Date{}, 0, false
	}
	return Date{Year: t[i].value, Season: Season(t[0].value)}, i + 1, false
}

// bareYear reads a year that stands alone.
func bareYear(t []dateToken) (Date, int, bool) {
	if !isYear(t, 0) {
		return Date{}, 0, false
	}
	return Date{Year: t[0].value}, 1, false
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

func isDash(t []dateToken, i int) bool {
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

var dateWords = sync.OnceValue(func() map[string]dateWord {
	words := make(map[string]dateWord)
	for _, w := range strings.Fields("of de del d st nd rd th er a di la the vom am år г року m d gada năm พ ศ") {
		words[Fold(w)] = dateWord{kind: tokenFiller}
	}
	words[Fold("tháng")] = dateWord{kind: tokenMonthWord}
	addDateWords(words, monthsFile, tokenMonth, 1)
	addCalendars(words)
	addDateWords(words, seasonsFile, tokenSeason, int(Spring))
	return words
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
	r := firstRune(word)
	if isCalendarSign(r) {
		return dateWord{value: int(r)}
	}
	const longestDateWord = 60
	if len(word) > longestDateWord {
		return dateWord{}
	}
	return dateWords()[Fold(word)]
}
