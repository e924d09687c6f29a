package prose

import (
	"strings"
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
