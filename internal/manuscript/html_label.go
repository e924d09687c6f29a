package manuscript

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// longestLabel bounds what a reference mark may say, in bytes: "[Anmerkung 12]"
// is 14.
const longestLabel = 24

// noteLabel is what reference marks say: a figure, maybe behind a word such as
// "note", a letter, a Roman figure or symbols.
var noteLabel = regexp.MustCompile(`^(?:(?i:notes?|nb|n|fn|footnote|endnote|anm|anmerkung|nota|r|ref)[ .\x{a0}]*)?(?:\p{Nd}{1,5}[a-z]?|[a-zA-Z]|[ivxlc]{1,7}|[*∗†‡§‖¶#※]{1,4}|[¹²³⁰⁴-⁹]{1,5})$`)

// labelBrackets are what stands around labels, also in Chinese and Japanese.
const labelBrackets = "[]()〔〕【】（）［］"

// markLabel gives the label that the text of a reference mark holds, without
// brackets; ok is false where the text is none.
func markLabel(text string) (label string, ok bool) {
	label = strings.TrimSpace(strings.Trim(text, labelBrackets+"{}⟨⟩.,:^↑ \u00a0\u2009\u200b"))
	if len(label) > longestLabel || !noteLabel.MatchString(label) {
		return "", false
	}
	if plain, size := superscriptDigits(label); size == len(label) {
		label = plain
	}
	return label, true
}

// labelOf gives the label that node i holds and nothing else.
func (t *tree) labelOf(i int) (string, bool) {
	text, ok := t.textOf(i, t.nodes[i].end, longestLabel)
	if !ok {
		return "", false
	}
	return markLabel(text)
}

// startsWithLabel reports whether the text from node i on, within end, begins
// with the label, maybe in brackets, and goes on with something else.
func (t *tree) startsWithLabel(i, end int, label string) bool {
	text, _ := t.textOf(i, end, 2*longestLabel)
	return labelPrefix(text, label) > 0
}

// labelPrefix gives the length of the label with its brackets and the blanks
// behind it at the start of text, 0 where the text does not begin with it.
func labelPrefix(text, label string) int {
	rest := strings.TrimLeft(text, "[({〔【（［^↑ ")
	if cut, size := superscriptDigits(rest); size > 0 && cut == label {
		rest = rest[size:]
	} else if after, ok := strings.CutPrefix(rest, label); ok {
		rest = after
	} else {
		return 0
	}
	closed := strings.TrimLeft(rest, "]〕】）］).}: \u00a0\t")
	if len(closed) == len(rest) && rest != "" && isWord([]rune(rest)[0]) {
		return 0
	}
	return len(text) - len(closed)
}

// ordinals gives the number of each item of a numbered list.
func (t *tree) ordinals() map[int]int {
	next := map[int]int{}
	numbers := map[int]int{}
	for i := range t.nodes {
		n := &t.nodes[i]
		if n.name != "li" || n.parent < 0 || t.nodes[n.parent].name != "ol" {
			continue
		}
		if _, begun := next[n.parent]; !begun {
			next[n.parent] = 1
			if start, err := strconv.Atoi(t.nodes[n.parent].attr("start")); err == nil {
				next[n.parent] = start
			}
		}
		if value, err := strconv.Atoi(n.attr("value")); err == nil {
			next[n.parent] = value
		}
		numbers[i] = next[n.parent]
		next[n.parent]++
	}
	return numbers
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
