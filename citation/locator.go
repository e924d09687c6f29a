package citation

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data/locators.txt
var locatorsFile string

// locatorWords are the words around the figures of a cited place.
var locatorWords = sync.OnceValue(func() map[string]bool { return wordSet(locatorsFile) })

// wordSet gives the words of an embedded list.
func wordSet(file string) map[string]bool {
	words := make(map[string]bool)
	for _, line := range dataLines(file) {
		for _, word := range strings.Fields(line) {
			words[word] = true
		}
	}
	return words
}

// locatorLength gives the length of the cited place at the start of s, behind
// any punctuation: ", at 12–13", " : 317", " §49", ", xvi, pp. 149–54". It is 0
// where words stand there that are no part of one.
func locatorLength(s string) int {
	end, figures := 0, false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == '§' || r == '¶' {
			i += size
			continue
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if r == ';' || r == '<' || isQuoteMark(r) {
				break
			}
			i += size
			continue
		}
		word := s[i : i+wordLength(s[i:])]
		if !isPlaceWord(word) {
			break
		}
		isFigure := isPlaceFigure(word)
		i += len(word)
		figures = figures || isFigure
		if isFigure || figures && followsFigure(word) {
			end = i
		}
	}
	return end
}

// isPlaceWord reports a word that a cited place may hold.
func isPlaceWord(word string) bool { return isPlaceFigure(word) || holdsLower(locatorWords(), word) }

func isPlaceFigure(word string) bool { return hasDigit(word) || isRoman(word) }

func isQuoteMark(r rune) bool {
	switch r {
	case '“', '”', '„', '«', '»', '‘', '’', '"', '\'':
		return true
	}
	return false
}

// wordLength gives the length of the letters and digits at the start of s.
func wordLength(s string) int {
	for i := 0; i < len(s); {
		if isWordByte(s[i]) {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r < utf8.RuneSelf || !isWordRune(r) {
			return i
		}
		i += size
	}
	return len(s)
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// isWordByte reports the letters and digits of ASCII.
func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

func hasDigit(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			return true
		case c >= utf8.RuneSelf:
			return strings.ContainsFunc(s[i:], unicode.IsDigit)
		}
	}
	return false
}

// isRoman reports a small Roman number of the front matter.
func isRoman(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case 'i', 'v', 'x', 'l', 'c':
		default:
			return false
		}
	}
	return true
}

// followsFigure reports what may close a cited place: 12 f., 12 ff., 12 et seq.
func followsFigure(word string) bool {
	switch word {
	case "f", "ff", "sq", "sqq", "seq", "s", "ss", "passim":
		return true
	}
	return false
}
