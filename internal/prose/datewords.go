package prose

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/months.txt
var monthsFile string

//go:embed data/seasons.txt
var seasonsFile string

type dateWord struct {
	kind     tokenKind
	value    int
	calendar calendar
}

// dateWordTable holds the words of dates. Most words of a text are none, as
// their ends and their length tell.
type dateWordTable struct {
	words   map[string]dateWord
	lengths [26][26]uint64 // of the words in ASCII, by their first and last letter: bit n stands for n bytes
}

// mayHold reports whether word can be in the table.
func (t *dateWordTable) mayHold(word string) bool {
	first, last := word[0]|0x20-'a', word[len(word)-1]|0x20-'a' // small letters
	return first >= 26 || last >= 26 || t.lengths[first][last]&(1<<len(word)) != 0 || !isASCII(word)
}

func newDateWordTable(words map[string]dateWord) *dateWordTable {
	t := &dateWordTable{words: words}
	for word := range words {
		if word == "" {
			continue
		}
		if first, last := word[0]|0x20-'a', word[len(word)-1]|0x20-'a'; first < 26 && last < 26 {
			t.lengths[first][last] |= 1 << len(word)
		}
	}
	return t
}

var dateWords = sync.OnceValue(func() *dateWordTable {
	words := make(map[string]dateWord)
	for _, w := range strings.Fields("of de del d st nd rd th er a di la the vom am år г року m d gada năm พ ศ") {
		words[Fold(w)] = dateWord{kind: tokenFiller}
	}
	for _, w := range strings.Fields("to until through bis au al hasta tot till til do") {
		words[Fold(w)] = dateWord{kind: tokenTo}
	}
	for i, w := range strings.Fields("I II III IV V VI VII VIII IX X XI XII") {
		words[w] = dateWord{kind: tokenRoman, value: i + 1}
	}
	words[Fold("tháng")] = dateWord{kind: tokenMonthWord}
	addDateWords(words, monthsFile, tokenMonth, 1)
	addCalendars(words)
	addDateWords(words, seasonsFile, tokenSeason, int(Spring))
	return newDateWordTable(words)
})

func addDateWords(words map[string]dateWord, file string, kind tokenKind, first int) {
	for line := range strings.Lines(file) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for i, forms := range strings.Fields(line)[1:] {
			for form := range strings.SplitSeq(forms, "/") {
				words[Fold(form)] = dateWord{kind: kind, value: first + i}
			}
		}
	}
}

// lookupDateWord says what a word means in a date. A calendar sign is other,
// with the sign as its value.
func lookupDateWord(word string) dateWord {
	if r := firstRune(word); isCalendarSign(r) {
		return dateWord{value: int(r)}
	}
	const longestDateWord = 60
	if len(word) > longestDateWord {
		return dateWord{}
	}
	table := dateWords()
	if !table.mayHold(word) {
		return dateWord{}
	}
	if w, ok := table.words[word]; ok { // Roman numbers are capital
		return w
	}
	if isFolded(word) {
		return dateWord{}
	}
	var buf [longestDateWord]byte
	return table.words[string(AppendFold(buf[:0], word))]
}
