package prose

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
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

const (
	// languageWindow is how many bytes of a text its language is told from.
	languageWindow = 20_000

	// languageStep bytes are read at a time, until one language has clearWords
	// small words and four times those of any other.
	languageStep = 1000
	clearWords   = 50
)

// Language guesses the language that a text is written in, as an ISO 639-1
// code, from its script and its small words. It is "" where these do not tell:
// a title of names has no language, and one small word may be a name too.
func Language(s string) string {
	s = s[:min(len(s), languageWindow)]
	if code := languageOfScript(s); code != "" {
		return code
	}
	count := make(smallWords)
	best, n, second := "", 0, 0
	for s != "" && (n < clearWords || n < 4*second) {
		var part string
		part, s = cutWords(s, languageStep)
		count.add(part)
		best, n, second = count.lead()
	}
	const least = 3 // words, or two of which no other language has any
	if n < least-1 || n < least && second > 0 || 4*second >= 3*n {
		return ""
	}
	return best
}

// smallWords counts the small words of each language.
type smallWords map[string]int

func (count smallWords) add(text string) {
	l := knownLanguages()
	for word := range strings.FieldsSeq(Fold(text)) {
		for _, code := range l.words[word] {
			count[code]++
		}
	}
}

// lead gives the language with the most words, how many it has, and how many
// the next has. Of two with as many the first in the alphabet leads.
func (count smallWords) lead() (best string, most, second int) {
	for code, n := range count {
		switch {
		case n > most || n == most && code < best:
			best, most, second = code, n, most
		default:
			second = max(second, n)
		}
	}
	return best, most, second
}

// cutWords gives about the first n bytes of a text, up to the end of a word, and
// what stands behind them.
func cutWords(s string, n int) (part, rest string) {
	if len(s) <= n {
		return s, ""
	}
	blank := strings.IndexByte(s[n:], ' ')
	if blank < 0 {
		return s, ""
	}
	return s[:n+blank], s[n+blank:]
}

// languageOfScript tells the languages that have a script to themselves, where
// most letters are of it.
func languageOfScript(s string) string {
	if isASCII(s) {
		return ""
	}
	counts := make(map[string]int)
	letters := 0
	for _, r := range s {
		if r < utf8.RuneSelf {
			if 'a' <= r|0x20 && r|0x20 <= 'z' {
				letters++
			}
			continue
		}
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
