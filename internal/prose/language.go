package prose

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

//go:embed data/languages.txt
var languagesFile string

// languages is what is known of each: its English name, and the small words
// that its texts are full of.
type languages struct {
	names map[string]string   // by ISO 639-1 code
	words map[string][]string // codes by folded word
}

var knownLanguages = sync.OnceValue(func() languages {
	l := languages{names: map[string]string{}, words: map[string][]string{}}
	for line := range strings.Lines(languagesFile) {
		fields := strings.Fields(line)
		if len(fields) < 2 || strings.HasPrefix(line, "#") {
			continue
		}
		l.names[fields[0]] = fields[1]
		for _, word := range fields[2:] {
			word = Fold(word)
			l.words[word] = append(l.words[word], fields[0])
		}
	}
	return l
})

// LanguageName gives the English name of a language by its ISO 639-1 code, the
// code itself where it is not known.
func LanguageName(code string) string {
	if name := knownLanguages().names[code]; name != "" {
		return name
	}
	return code
}

// languageWindow is how many bytes of a text its language is told from.
const languageWindow = 20_000

// Language guesses the language that a text is written in, as an ISO 639-1
// code, from its script and its small words. It is "" where these do not tell:
// a title of names has no language, and one small word may be a name too.
func Language(s string) string {
	s = strings.ToValidUTF8(s[:min(len(s), languageWindow)], "")
	if code := languageOfScript(s); code != "" {
		return code
	}
	l := knownLanguages()
	score := make(map[string]int)
	for _, w := range Words(s) {
		for _, code := range l.words[w] {
			score[code]++
		}
	}
	best, second := "", 0
	for code, n := range score {
		switch {
		case best == "" || n > score[best] || n == score[best] && code < best:
			if best != "" {
				second = max(second, score[best])
			}
			best = code
		default:
			second = max(second, n)
		}
	}
	const least = 3 // words, or two of which no other language has any
	n := score[best]
	if n < least-1 || n < least && second > 0 || 4*second >= 3*n {
		return ""
	}
	return best
}

// languageOfScript tells the languages that have a script to themselves, where
// most letters are of it.
func languageOfScript(s string) string {
	counts := make(map[string]int)
	letters := 0
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		switch {
		case r < unicode.MaxLatin1:
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			counts["ja"] += 3 // Japanese mixes them with Chinese characters
		case unicode.Is(unicode.Han, r):
			counts["zh"]++
		case unicode.Is(unicode.Hangul, r):
			counts["ko"]++
		case unicode.Is(unicode.Greek, r):
			counts["el"]++
		case unicode.Is(unicode.Hebrew, r):
			counts["he"]++
		case unicode.Is(unicode.Thai, r):
			counts["th"]++
		case unicode.Is(unicode.Devanagari, r):
			counts["hi"]++
		case unicode.Is(unicode.Georgian, r):
			counts["ka"]++
		case unicode.Is(unicode.Armenian, r):
			counts["hy"]++
		}
	}
	for _, code := range [...]string{"ja", "zh", "ko", "el", "he", "th", "hi", "ka", "hy"} {
		if n := counts[code]; n > 0 && 2*n >= letters {
			return code
		}
	}
	return ""
}
