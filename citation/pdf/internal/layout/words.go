package layout

import (
	"strings"
	"unicode"
)

// words counts the words of a document, in small letters. It tells words that
// were divided at the end of a line from compounds.
type words map[string]int

// countWords counts the words inside lines: those at their ends may be divided.
// Of compounds the parts are counted too, with the hyphen.
func countWords(lines []*line) words {
	counted := make(words)
	for _, l := range lines {
		fields := strings.Fields(strings.ToLower(l.text()))
		for i, word := range fields {
			if i == 0 || i == len(fields)-1 {
				continue
			}
			word = strings.TrimFunc(word, unicode.IsPunct)
			counted[word]++
			if i := strings.LastIndexByte(word, '-'); i > 0 {
				counted[word[i:]]++
			}
		}
	}
	return counted
}

// isCompound reports whether a hyphen stands between head and tail wherever the
// word stands: the document has it so elsewhere, or has no such word but both
// parts as words, or another compound of the same tail.
func (w words) isCompound(head, tail string) bool {
	const shortest = 4 // bytes; "in" and "come" are words too
	head, tail = strings.ToLower(head), strings.ToLower(tail)
	if whole, compound := w[head+tail], w[head+"-"+tail]; whole+compound > 0 {
		return compound > whole
	}
	if len(tail) < shortest {
		return false
	}
	return w["-"+tail] > 0 || len(head) >= shortest && w[head] > 0 && w[tail] > 0
}
