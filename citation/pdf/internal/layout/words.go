package layout

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// words counts the words of a document, in small letters. It tells words that
// were divided at the end of a line from compounds.
type words map[string]int

// countWords counts the words of lines that are whole there. Of compounds the
// parts are counted too, with the hyphen.
func countWords(lines []*line) words {
	counted := make(words)
	for k, l := range lines {
		fields := strings.Fields(strings.ToLower(l.text()))
		if k == 0 || !l.beginsWhole(lines[k-1]) {
			fields = fields[min(1, len(fields)):]
		}
		if l.endsDivided() {
			fields = fields[:max(0, len(fields)-1)]
		}
		for _, word := range fields {
			word = strings.TrimFunc(word, unicode.IsPunct)
			counted[word]++
			if i := strings.LastIndexByte(word, '-'); i > 0 {
				counted[word[i:]]++
			}
		}
	}
	return counted
}

// endsDivided reports whether the last word of a line may go on in another.
func (l *line) endsDivided() bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(l.text(), " "))
	return isHyphen(last)
}

// beginsWhole reports whether no word goes on at the head of a line: it follows
// one of the same text that ends with a whole word. At the head of a page, a
// column or a note that runs over, the line before is not known.
func (l *line) beginsWhole(before *line) bool {
	const nearest = 2 // sizes from one baseline to the next
	return before.page == l.page && before.column == l.column && math.Abs(before.size-l.size) < 1 &&
		before.y > l.y && before.y-l.y < nearest*l.size && !before.endsDivided()
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
