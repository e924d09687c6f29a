package export

import (
	"cmp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/prose"
)

// Bounds of a key's words, so that it can still be typed.
const (
	maxKeyWord  = 20 // runes
	minSpeaking = 4  // runes: a shorter word of a title says little ("the", "und")
)

// keys holds the keys in use, each with the number of works that asked for it.
type keys map[string]int

// add gives a key that no other work has. It depends on the work alone, but
// for the letter (b, c, …) that tells it from an earlier work of the same name,
// year and word.
func (k keys) add(c *citation.Citation) string {
	base := keyOf(c)
	for {
		k[base]++
		key := base + letters(k[base]-1)
		if k[base] == 1 {
			return key
		}
		if _, taken := k[key]; !taken {
			k[key] = 1
			return key
		}
	}
}

// keyOf makes a key of who, when and what: "roe2021drills"; "drills2021" where
// nobody is named.
func keyOf(c *citation.Citation) string {
	who := speakingWord(c.Container.Text)
	for _, names := range [][]citation.Name{c.Editors, c.Authors} {
		if len(names) > 0 {
			who = cmp.Or(names[0].Family, speakingWord(names[0].String()))
		}
	}
	when := "nd"
	if !c.Date.IsZero() {
		when = strconv.Itoa(c.Date.Year)
	}
	what := keyWord(speakingWord(c.Title.Text))
	if who = keyWord(who); who == "" {
		return what + when
	}
	return who + when + what
}

// speakingWord gives the first word that is no article or the like, else the
// last of all.
func speakingWord(s string) string {
	words := prose.Words(s)
	for _, word := range words {
		if utf8.RuneCountInString(word) >= minSpeaking {
			return word
		}
	}
	return strings.Join(words[max(0, len(words)-1):], "")
}

// keyWord gives the letters and digits of s, in which every format can write a
// key.
func keyWord(s string) string {
	word := []rune(strings.ReplaceAll(prose.Fold(s), " ", ""))
	return string(word[:min(len(word), maxKeyWord)])
}

// letters counts in letters: "" for 0, b for 1, … z for 25, then ba, bb, …
func letters(n int) string {
	if n == 0 {
		return ""
	}
	return letters(n/26) + string(rune('a'+n%26))
}
