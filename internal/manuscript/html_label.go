package manuscript

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestLabel bounds what a reference mark may say, in bytes: "[Anmerkung 12]"
// is 14.
const longestLabel = 24

// labelBrackets are what stands around labels, also in Chinese and Japanese.
const labelBrackets = "[]()〔〕【】（）［］"

// markLabel gives the label that the text of a reference mark holds, without
// brackets: a figure, a letter, a Roman figure or symbols, maybe behind a word
// such as "note". ok is false where the text is none.
func markLabel(text string) (label string, ok bool) {
	label = strings.TrimSpace(strings.Trim(text, labelBrackets+"{}⟨⟩.,:^↑ \u00a0\u2009\u200b"))
	if len(label) > longestLabel {
		return "", false
	}
	figure := figureBehindWord(label)
	if isSingleLetter(label) {
		figure = label
	}
	plain := plainFigure(figure)
	if plain == "" {
		return "", false
	}
	return label[:len(label)-len(figure)] + plain, true
}

// figureBehindWord leaves out a word that may stand before the figure of a mark,
// and what divides them.
func figureBehindWord(label string) string {
	if figure := behindWord(label); figure != label {
		return figure
	}
	if first, rest, ok := strings.Cut(label, " "); ok && markWords()[strings.ToLower(first)] {
		return rest
	}
	return label
}

// behindWord leaves out a word at the head of a text that may stand before the
// figure of a note.
func behindWord(text string) string {
	rest := strings.TrimLeftFunc(text, unicode.IsLetter)
	if word := text[:len(text)-len(rest)]; word == "" || len(word) > longestLabel || !markWords()[strings.ToLower(word)] {
		return text
	}
	return strings.TrimLeft(rest, " .\u00a0")
}

func isSingleLetter(label string) bool { return len(label) == 1 && isASCIILetter(label[0]) }

func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// plainFigure gives what a figure of any form counts with, "" where the text is
// none: "12", "12a", "iv", "**"; "12" for "¹²", "⑫" and "12:2", the second mark
// of a note as some programs print it.
func plainFigure(s string) string {
	const mostSymbols = 4
	if label, size := superscriptDigits(s); size == len(s) && size > 0 && len(label) <= maxDigits {
		return label
	}
	if n := circledNumber(s); n > 0 {
		return itoa(n)
	}
	digits := strings.TrimRightFunc(s, func(r rune) bool { return !unicode.IsDigit(r) })
	switch first, again, repeated := strings.Cut(s, ":"); {
	case isFigure(s):
		return s
	case repeated && isFigure(first) && isFigure(again):
		return first
	case isFigure(digits) && len(s) == len(digits)+1 && 'a' <= s[len(s)-1] && s[len(s)-1] <= 'z':
		return s
	case isSingleLetter(s), s != "" && len(s) <= longestRoman && strings.Trim(s, "ivxlc") == "":
		return s
	case s != "" && strings.Trim(s, labelSymbols) == "" && utf8.RuneCountInString(s) <= mostSymbols:
		return s
	}
	return ""
}

// labelSymbols are the signs that mark notes in place of figures.
const labelSymbols = "*∗†‡§‖¶#※⊕"

const longestRoman = 7 // bytes: xxxviii

func isFigure(s string) bool {
	return s != "" && utf8.RuneCountInString(s) <= maxDigits && strings.TrimFunc(s, unicode.IsDigit) == ""
}

// circledRanges are the figures in circles of Unicode, which Chinese and Korean
// books number their notes with.
var circledRanges = [...]struct {
	first, last rune
	number      int
}{{'①', '⑳', 1}, {'㉑', '㉟', 21}, {'㊱', '㊿', 36}, {'❶', '❿', 1}, {'⓵', '⓾', 1}}

// circledNumber reads a text that is one figure in a circle, 0 where it is none.
func circledNumber(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	if size != len(s) {
		return 0
	}
	for _, c := range circledRanges {
		if c.first <= r && r <= c.last {
			return c.number + int(r-c.first)
		}
	}
	return 0
}

// labelOf gives the label that node i holds and nothing else.
func (t *tree) labelOf(i int) (string, bool) {
	text, ok := t.textOf(i, t.nodes[i].end(), longestLabel)
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
	if positive(label) > 0 {
		rest = behindWord(rest)
	}
	if cut, size := superscriptDigits(rest); size > 0 && cut == label {
		rest = rest[size:]
	} else if after, ok := strings.CutPrefix(rest, label); ok {
		rest = after
	} else if r, size := utf8.DecodeRuneInString(rest); size > 0 && label == itoa(circledNumber(string(r))) {
		rest = rest[size:]
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
		if t.nameOf(n) != "li" || n.parent() < 0 || t.nameAt(n.parent()) != "ol" {
			continue
		}
		if _, begun := next[n.parent()]; !begun {
			next[n.parent()] = 1
			if start, err := strconv.Atoi(t.attr(&t.nodes[n.parent()], "start")); err == nil {
				next[n.parent()] = start
			}
		}
		if value, err := strconv.Atoi(t.attr(n, "value")); err == nil {
			next[n.parent()] = value
		}
		numbers[i] = next[n.parent()]
		next[n.parent()]++
	}
	return numbers
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
