package prose

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

//go:embed data/cyrillic.txt
var cyrillicFile string

var romanisation = sync.OnceValue(func() map[rune]string {
	table := make(map[rune]string)
	for line := range strings.Lines(cyrillicFile) {
		letter, latin, _ := strings.Cut(strings.TrimSpace(line), " ")
		if r := firstRune(letter); unicode.Is(unicode.Cyrillic, r) {
			table[r] = latin
		}
	}
	return table
})

// SameRomanised reports whether two words are one name, of which one or both
// may be written in Cyrillic letters: Жириновский, Zhirinovsky, Shirinowskij.
// Traditions differ in vowels of transition and in what stands for ж, х and щ,
// so the skeletons of the words are compared.
func SameRomanised(a, b string) bool {
	if !isCyrillic(a) && !isCyrillic(b) {
		return false
	}
	x, y := skeleton(a), skeleton(b)
	return len(x) > 1 && x == y
}

func isCyrillic(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
}

// skeleton writes a word in the Latin letters that all traditions share.
func skeleton(word string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(word) {
		if latin, ok := romanisation()[r]; ok {
			b.WriteString(latin)
		} else {
			b.WriteRune(r)
		}
	}
	folded := Fold(b.String())
	for _, pair := range [...][2]string{{"shch", "s"}, {"tsch", "c"}, {"sch", "s"}, {"kh", "h"}, {"zh", "z"}, {"sh", "s"}, {"ch", "c"}, {"tz", "ts"}, {"ph", "f"}, {"x", "ks"}, {"w", "v"}, {"y", "i"}, {"j", "i"}, {"ii", "i"}, {"ie", "e"}, {"iu", "u"}, {"ia", "a"}} {
		folded = strings.ReplaceAll(folded, pair[0], pair[1])
	}
	return strings.TrimSuffix(folded, "i")
}
