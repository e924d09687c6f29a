package page

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// FuzzPhrases: each phrase is found wherever it stands, as written or in capitals, from left to right.
func FuzzPhrases(f *testing.F) {
	f.Add("correction: this was corrected", "corr|correction:|this was|ected")
	f.Add("aaaaaa", "aaaa|aaaaa")
	f.Add("訂正 訂正", "訂正")
	f.Add("ИСПРАВЛЕНИЕ: Исправление: Correction:", "исправление:|correction:")
	f.Fuzz(func(t *testing.T, text, list string) {
		if !utf8.ValidString(list) {
			t.Skip()
		}
		table := slices.DeleteFunc(strings.Split(strings.ToLower(list), "|"), func(s string) bool { return len(s) < startLength })
		type place struct {
			at     int
			phrase string
		}
		found, last := make(map[place]bool), 0
		for at, phrase := range newPhrases(table).in(text) {
			require.True(t, beginsFold(text[at:], phrase))
			require.GreaterOrEqual(t, at, last)
			found[place{at, phrase}], last = true, at
		}
		for at := range len(text) {
			for _, phrase := range table {
				upper := strings.ToUpper(phrase)
				if strings.HasPrefix(text[at:], phrase) || len(upper) == len(phrase) && strings.HasPrefix(text[at:], upper) {
					require.True(t, found[place{at, phrase}], "%q at %d", phrase, at)
				}
			}
		}
	})
}

// TestPhrasesAreLongEnough: a phrase shorter than its start would never be found.
func TestPhrasesAreLongEnough(t *testing.T) {
	list := slices.Concat(words()["correction"], words()["author-path"])
	for _, s := range signs() {
		if s.place == "body" || s.place == "markup" {
			list = append(list, s.phrase)
		}
	}
	require.NotEmpty(t, list)
	for _, phrase := range list {
		require.GreaterOrEqual(t, len(phrase), startLength, phrase)
	}
}
