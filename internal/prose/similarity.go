package prose

import (
	"slices"
	"strings"
	"unicode"
)

// Similarity says how alike two texts are, from 0 (no word in common) to 1
// (the same words): the harmonic mean of the shares of words that each has in
// the other, case, accents and punctuation aside. Of scripts that put no blanks
// between words each character counts as a word. It does not look at order.
func Similarity(a, b string) float64 {
	first, second := tokens(a), tokens(b)
	if len(first) == 0 || len(second) == 0 {
		return 0
	}
	count := make(map[string]int, len(first))
	for _, w := range first {
		count[w]++
	}
	common := 0
	for _, w := range second {
		if count[w] > 0 {
			count[w]--
			common++
		}
	}
	return 2 * float64(common) / float64(len(first)+len(second))
}

// tokens gives the folded words of s, and of scripts without blanks between
// words the characters.
func tokens(s string) []string {
	words := Words(s)
	for i, w := range words {
		if !strings.ContainsFunc(w, isUnspaced) {
			continue
		}
		divided := slices.Clone(words[:i])
		for _, w := range words[i:] {
			if strings.ContainsFunc(w, isUnspaced) {
				divided = append(divided, strings.Split(w, "")...)
			} else {
				divided = append(divided, w)
			}
		}
		return divided
	}
	return words
}

// isUnspaced reports a letter of a script that puts no blanks between words.
func isUnspaced(r rune) bool {
	return r > 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// Close reports whether two words differ by at most one letter, and are long
// enough that this is a spelling rather than another word.
func Close(a, b string) bool {
	const longEnough = 6 // letters
	x, y := []rune(Fold(a)), []rune(Fold(b))
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > 1 || len(x) < longEnough {
		return string(x) == string(y)
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	if i == len(x) {
		return true
	}
	if len(x) == len(y) {
		return string(x[i+1:]) == string(y[i+1:])
	}
	return string(x[i:]) == string(y[i+1:])
}
