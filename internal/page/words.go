package page

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed data/words.tsv
var wordsFile string

// words gives the lists of words by kind.
var words = sync.OnceValue(func() map[string][]string {
	lists := make(map[string][]string)
	for _, row := range rows(wordsFile) {
		lists[row[0]] = append(lists[row[0]], strings.Split(row[1], "|")...)
	}
	return lists
})

// changeWords are the words that announce the day of a change.
func changeWords() []string { return words()["change"] }

// publishWords are the words that announce the day of publication.
func publishWords() []string { return words()["publish"] }

// cutByWord takes off a word such as "By" or "Von" at the start of a line.
func cutByWord(line string) (rest string, found bool) {
	line = strings.TrimSpace(line)
	for _, word := range words()["by"] {
		if len(line) < len(word) || !strings.EqualFold(line[:len(word)], word) {
			continue
		}
		rest := line[len(word):]
		if rest == "" || strings.IndexByte(" :\n/", rest[0]) >= 0 || strings.HasPrefix(rest, "：") {
			return strings.TrimLeft(rest, " :\n：/"), true
		}
	}
	return line, false
}

// isCreditWord reports a word that names the writer when a colon follows: Author, Text.
func isCreditWord(head string) bool {
	return slices.Contains(words()["credit"], strings.ToLower(strings.TrimSpace(head)))
}
