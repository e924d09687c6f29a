package citation

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/prose"
	"github.com/ibid-go/ibid/internal/tag"
)

//go:embed data/sentences.txt
var sentencesFile string

// sentenceWords are words that a sentence has and a citation hardly ever.
var sentenceWords = sync.OnceValue(func() map[string]bool { return wordSet(sentencesFile) })

// citesNothing reports commentary: a sentence, or a pointer to another place of
// the manuscript ("See above.", "See infra, Part III.").
func (d *divider) citesNothing(r tag.Range) bool {
	text := d.text(r)
	if isAside(text) {
		return true
	}
	if d.earlier.names(text) {
		return false
	}
	start := leadLength(text)
	if d.standsAlone(r) {
		return d.isSentence(r)
	}
	for _, i := range [...]int{start, lastWordAt(text)} {
		if class, _ := termAt(text, i); class == aboveTerm || class == belowTerm {
			return true
		}
	}
	return d.isSentence(r)
}

// isAside reports a remark that is all there is: "Emphasis added."
func isAside(text string) bool {
	text = strings.TrimRight(text, " .")
	if len(text) > longestAside {
		return false
	}
	for _, aside := range asides() {
		if strings.EqualFold(text, aside) {
			return true
		}
	}
	return false
}

// lastWordAt gives the offset of the last word of s.
func lastWordAt(s string) int {
	return strings.LastIndexByte(strings.TrimRight(s, " ."), ' ') + 1
}

// isSentence reports whether r is a sentence in plain words rather than a
// source: most of its words are small, and it has words that sentences have or
// no punctuation that divides the parts of a source.
func (d *divider) isSentence(r tag.Range) bool {
	l := d.layout
	if l.HasQuote(r) || l.HasItalic(r) || l.HasAddress(r) {
		return false
	}
	text := strings.TrimRight(d.text(r), " .")
	var buf [window / 4]string
	words := prose.AppendFields(buf[:0], text[:min(len(text), window)])
	words = slices.DeleteFunc(words, func(word string) bool { return hasDigit(word[:1]) })
	small, telling := countSmall(words)
	divided := strings.ContainsAny(text, ",:;()[]§")
	switch {
	case len(words) < minSentence || 2*small < len(words):
		return false
	case l.HasDate(r):
		opens := smallWords()[strings.ToLower(words[0])] // with an article or a preposition, as no name does
		return !strings.ContainsAny(text, ":()[]§") && (opens && telling >= 2 || !divided && (opens && telling == 1 || telling >= 2))
	case telling == 0 && (divided || 3*small < 2*len(words) || len(words) <= minSentence+1):
		return false
	case telling == 1 && divided:
		return 3*small >= 2*len(words) && !strings.ContainsAny(text, ":;()[]§0123456789")
	}
	return !mentionsEarlier(text)
}

// minSentence is how many words a sentence has at least.
const minSentence = 4

// countSmall counts the words that begin small, and those that sentences have.
func countSmall(words []string) (small, telling int) {
	for _, word := range words {
		if r, _ := utf8.DecodeRuneInString(word); unicode.IsLower(r) {
			small++
		}
		if holdsLower(sentenceWords(), strings.Trim(word, ".,;:()")) {
			telling++
		}
	}
	return small, telling
}
