package outlet

import (
	"bytes"

	"github.com/ibid-go/ibid/internal/prose"
)

// maxName is how many bytes of a name are looked at; no outlet's name is longer.
const maxName = 160

// key is the form in which the names of an outlet compare equal: folded as
// prose.Fold does, letters that stand alone joined ("U.N. News" is "UN News"),
// without an English article in front. It is empty for what no outlet is called.
func key(name string) string {
	var buf [2 * maxName]byte
	return string(appendKey(buf[:0], name))
}

// appendKey writes the key of name into the empty dst, which need not grow for
// a usual name in ASCII: Lookup is asked about every piece of every citation.
func appendKey(dst []byte, name string) []byte {
	if len(name) > maxName {
		return dst
	}
	return trimArticle(joinLetters(prose.AppendFold(dst, name)))
}

// joinLetters takes out, in place, the blanks between letters that stand alone.
func joinLetters(words []byte) []byte {
	joined, afterLetter := words[:0], false
	for len(words) > 0 {
		word, rest, _ := bytes.Cut(words, []byte(" "))
		letter := len(word) == 1 && word[0] >= 'a'
		if len(joined) > 0 && !(letter && afterLetter) {
			joined = append(joined, ' ')
		}
		joined = append(joined, word...)
		words, afterLetter = rest, letter
	}
	return joined
}

// article is what stands in front of many names, with a blank behind it.
const article = "the "

func trimArticle(key []byte) []byte { return bytes.TrimPrefix(key, []byte(article)) }
