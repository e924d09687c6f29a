package verify

import (
	"net/url"
	"strings"
	"unicode"

	"github.com/ibid-go/ibid/internal/prose"
)

// slugOf gives the step of an address that spells the words of a title, in
// their order, as sites set it when a page is first published:
// /2021/07/23/outpost-planned-on-the-border. Small words may be left out and
// numbers added.
func slugOf(address, title string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil {
		return "", false
	}
	words := prose.Words(title)
	for step := range strings.SplitSeq(u.Path, "/") {
		step = strings.TrimSuffix(step, ".html")
		if spells(slugWords(step), words) {
			return strings.Join(slugWords(step), " "), true
		}
	}
	return "", false
}

// slugWords are the words of a step without numbers and single letters, which
// identify the page and say nothing.
func slugWords(step string) []string {
	var words []string
	for _, w := range prose.Words(step) {
		if len(w) > 1 && !strings.ContainsFunc(w, unicode.IsDigit) {
			words = append(words, w)
		}
	}
	return words
}

// spells reports whether all words of a slug, but one in five, stand in the
// title in the same order, and cover most of its long words.
func spells(slug, title []string) bool {
	const leastWords = 4 // shorter ones name sections and recurring columns
	if len(slug) < leastWords {
		return false
	}
	hits, covered, at := 0, 0, 0
	for _, w := range slug {
		for i := at; i < len(title); i++ {
			if title[i] == w {
				hits++
				covered += longWord(w)
				at = i + 1
				break
			}
		}
	}
	long := 0
	for _, w := range title {
		long += longWord(w)
	}
	return 5*hits >= 4*len(slug) && 3*covered >= 2*long
}

func longWord(w string) int {
	if len(w) > 3 {
		return 1
	}
	return 0
}
