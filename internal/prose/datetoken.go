package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// dateToken is a number, a word that dates are made of, or what divides them.
type dateToken struct {
	value      int // the number, month or season
	start, end int
	kind       tokenKind
	digits     uint8    // of a number, no more than are told apart
	calendar   calendar // of a month
}

// isWords reports words that are in no date.
func (t dateToken) isWords() bool { return t.kind == tokenOther && t.value == 0 && t.digits == 0 }

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
// tokens. Words that are in no date make one token with those before them.
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
			if last := len(tokens) - 1; last >= 0 && t.isWords() && tokens[last].isWords() {
				tokens[last].end, i = t.end, t.end
				continue
			}
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
