package page

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzPhrases: each phrase is found wherever it stands, from left to right.
func FuzzPhrases(f *testing.F) {
	f.Add("correction: this was corrected", "corr|correction:|this was|ected")
	f.Add("aaaaaa", "aaaa|aaaaa")
	f.Add("訂正 訂正", "訂正")
	f.Fuzz(func(t *testing.T, text, list string) {
		table := slices.DeleteFunc(strings.Split(list, "|"), func(s string) bool { return len(s) < startLength })
		slices.Sort(table)
		table = slices.Compact(table)
		found, last := 0, 0
		for at, phrase := range newPhrases(table).in(text) {
			require.True(t, strings.HasPrefix(text[at:], phrase))
			require.GreaterOrEqual(t, at, last)
			found, last = found+1, at
		}
		want := 0
		for at := range len(text) {
			for _, phrase := range table {
				if strings.HasPrefix(text[at:], phrase) {
					want++
				}
			}
		}
		require.Equal(t, want, found)
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
