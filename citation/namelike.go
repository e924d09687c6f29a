package citation

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/prose"
)

//go:embed data/small.txt
var smallFile string

// smallWords are written small within names and titles in capitals.
var smallWords = sync.OnceValue(func() map[string]bool { return wordSet(smallFile) })

// Bounds of what is taken for names or a bare title, in words and bytes. The
// longest corporate authors have about fifteen words.
const (
	maxNameWords = 20
	maxNameBytes = 300
)

// isNameLike reports whether s can be names, or a title in capitals: a few
// words, each with a capital but for small words between them, without figures
// and quotation marks. One word alone may be small, as names of users are.
func isNameLike(s string) bool {
	if len(s) > maxNameBytes {
		return false
	}
	var buf [maxNameWords]string
	words := prose.AppendFields(buf[:0], s)
	if len(words) == 0 || len(words) > maxNameWords {
		return false
	}
	capitals := 0
	for i, word := range words {
		bare := strings.Trim(word, ".,;:/&()[]*")
		r, _ := utf8.DecodeRuneInString(bare)
		switch {
		case bare == "" && i > 0:
		case hasDigit(bare) || strings.ContainsFunc(bare, isHardMark):
			return false
		case unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r):
			capitals++
		case strings.ContainsFunc(bare, unicode.IsUpper): // al-Adnani, d’Arc, iPad
			capitals++
		case len(words) == 1:
			return len(bare) > 2
		case !holdsLower(smallWords(), bare):
			return false
		}
	}
	return capitals > 0
}

// isHardMark reports the marks that a name does not hold. An apostrophe is none.
func isHardMark(r rune) bool {
	switch r {
	case '“', '”', '„', '«', '»', '"', '<', '>', '=', ':', ';', '?', '!', '@', '#':
		return true
	}
	return false
}

// placeStart gives where the cited place at the end of s begins: everything
// behind it is one, outside the brackets of a date. It is len(s) where there is
// none.
func placeStart(s string) int {
	if !mayEndInPlace(s) {
		return len(s)
	}
	const longest = 120 // bytes
	from := max(0, len(s)-longest)
	if len(s) > 0 {
		from = max(from, strings.LastIndexByte(s[:len(s)-1], ')'))
	}
	from += lastOutside(s[from:])
	for i := from; i < len(s); i++ {
		if (s[i] == ',' || s[i] == ' ') && locatorLength(s[i:]) > 0 && onlyPlace(s[i:]) {
			return i
		}
	}
	return len(s)
}

// lastOutside gives the end of the last word of s that no cited place holds, 0
// without one.
func lastOutside(s string) int {
	for {
		end := 1 + strings.LastIndexFunc(s, isWordRune)
		if end == 0 {
			return 0
		}
		_, size := utf8.DecodeRuneInString(s[end-1:])
		end += size - 1
		word := lastRun(s[:end])
		if bare := strings.TrimLeftFunc(word, unicode.IsMark); bare != "" && !isPlaceWord(bare) {
			return end
		}
		s = s[:end-len(word)]
	}
}

// lastRun gives the letters, digits and marks that end s.
func lastRun(s string) string {
	start := len(s)
	for start > 0 {
		if isWordByte(s[start-1]) {
			start--
			continue
		}
		r, size := utf8.DecodeLastRuneInString(s[:start])
		if r < utf8.RuneSelf || !isWordRune(r) {
			break
		}
		start -= size
	}
	return s[start:]
}

// mayEndInPlace sees by the last word alone that no cited place ends s, as for
// most that is asked about.
func mayEndInPlace(s string) bool {
	s = strings.TrimRight(s, " .,;:)]\u00a0")
	word := strings.TrimLeftFunc(lastRun(s), unicode.IsMark)
	return word != "" && (hasDigit(word) || isRoman(word) || followsFigure(word))
}
