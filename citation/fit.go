package citation

import "strconv"

// How well a short form fits a work, from no fit to the name that the work gave
// itself. Only the works that fit best are antecedents.
const (
	noFit        = iota
	scattered        // words of the title in their order
	firstAuthor      // the first author, but there are more
	within           // a run of words inside the title
	allAuthors       // all authors and no word of a title
	opening          // the words that the title opens with
	wholeTitle       // the main title, up to its colon, or all of it
	wholeText        // all words from the first, past the title
	byAlias          // "hereinafter X"
	maxTitleJump = 8 // words that may be left out between two words of a short title
)

// fit says how well the short form s fits the work: its words stand in the work
// in their order, names before the title, and nothing but a cited place stands
// behind them.
func (w *work) fit(s *wording) int {
	if w.fitsAlias(s) {
		return byAlias
	}
	if w.isRepeatedBy(s) {
		return wholeText
	}
	fit := max(w.fitFamilies(s), w.fitBehind(s), w.fitReporter(s))
	at := w.align(s)
	at = at[:s.beforePlace(len(at))]
	if len(at) == 0 || !s.isPlaceFrom(len(at)) || !w.beginsShort(at) {
		return fit
	}
	names := 0
	for names < len(at) && at[names] < w.title {
		names++
	}
	if names == len(at) {
		return max(fit, w.fitNames(at), w.fitRun(at))
	}
	return max(fit, w.fitTitle(at[names:], names))
}

// isRepeatedBy reports whether s is how the work begins, word for word and past
// the title: it is cited as before, without the end.
func (w *work) isRepeatedBy(s *wording) bool {
	n := 0
	for n < min(len(s.words), len(w.words)) && s.words[n].text == w.words[n].text {
		n++
	}
	const fewest = 3 // words: fewer may be names alone
	n = s.beforePlace(n)
	return n >= fewest && n > w.title && n >= w.titleEnd && s.isPlaceFrom(n)
}

// isAuthorDate reports whether s is the names and the year of the work.
func (w *work) isAuthorDate(s *wording) bool {
	return len(w.align(s)) <= len(w.citation.Authors)*2 && w.fitFamilies(s) == allAuthors
}

// hasInTitle reports whether the year that s shows is a part of the title: the
// parser read it there, or the work shows a later one behind.
func (w *work) hasInTitle(s *wording, year int) bool {
	text := strconv.Itoa(year)
	at := w.align(s)
	for i, k := range at {
		if s.words[i].text == text {
			return k < w.titleEnd || w.showsYearAfter(k)
		}
	}
	return false
}

// showsYearAfter reports whether a year stands behind the word at k.
func (w *work) showsYearAfter(k int) bool {
	for _, word := range w.words[k+1:] {
		if isYear(word.text) && word.text > "1400" && word.text < "2100" {
			return true
		}
	}
	return false
}

// fitRun is for words that begin a work as it begins, where the parser has not
// told names from title.
func (w *work) fitRun(at []int) int {
	if w.title < len(w.words) {
		return noFit
	}
	run := 1
	for i := len(at) - 1; i > 0 && at[i] == at[i-1]+1; i-- {
		run++
	}
	if len(at) >= 3 && run >= 2 || len(at) == 2 && run == 2 && at[0] == 0 && w.words[1].ends {
		return opening
	}
	return noFit
}

// fitsAlias reports whether s is the name that the work gave itself, alone or
// behind other words of the work: "Kaster, in: Handbuch".
func (w *work) fitsAlias(s *wording) bool {
	if len(w.alias) == 0 {
		return false
	}
	next := 0
	for k := range s.words {
		if s.startsAt(k, w.alias) && s.isPlaceFrom(k+len(w.alias)) {
			return true
		}
		i := w.find(s.words[k].text, next, len(w.words))
		if i < 0 {
			return false
		}
		next = i + 1
	}
	return false
}

// startsAt reports whether the words of w from index k are these.
func (w *wording) startsAt(k int, words []string) bool {
	if k+len(words) > len(w.words) {
		return false
	}
	for i, word := range words {
		if w.words[k+i].text != word {
			return false
		}
	}
	return true
}

// align gives, for the words of s one after the other, the words of w that they
// match, as far as they do. Words may be left out among names, fewer within the
// title, and none behind what the parser took for the title.
func (w *work) align(s *wording) []int {
	var at []int
	next := 0
	for _, word := range s.words {
		limit := len(w.words)
		switch {
		case len(at) == 0 || next <= w.title:
			limit = max(w.titleEnd, min(next+1, limit))
		case next < w.titleEnd:
			limit = min(w.titleEnd, next+maxTitleJump)
		case next < w.container && w.words[w.container].text == word.text:
			next, limit = w.container, w.container+1
		default:
			limit = min(limit, next+1)
		}
		i := w.find(word.text, next, limit)
		if i < 0 {
			break
		}
		at = append(at, i)
		next = i + 1
	}
	return at
}

// find gives the index of text among the words from one index to another, else
// of an initial that stands for it or that it stands for among names, else -1.
func (w *work) find(text string, from, to int) int {
	initial := -1
	for i := from; i < to; i++ {
		own := w.words[i].text
		if own == text {
			return i
		}
		if initial < 0 && i < w.title && (len(own) == 1 || len(text) == 1) && own[0] == text[0] {
			if initial = i; len(text) == 1 {
				break // an initial stands for the next name
			}
		}
	}
	return initial
}

// beginsShort reports whether a short form may begin with the first of the
// words at these places: the first of the work or of the title, or a surname.
func (w *work) beginsShort(at []int) bool {
	if at[0] == 0 || at[0] >= w.title {
		return at[0] == 0 || at[0] == w.title
	}
	for i, k := range at {
		if k != at[0]+i || k >= w.title {
			break
		}
		if w.words[k].ends {
			return true
		}
	}
	return false
}

// fitTitle is for a short form with words of the title at these places, behind
// names or without any. The container may stand behind the title.
func (w *work) fitTitle(at []int, names int) int {
	for at[0] < w.titleEnd && at[len(at)-1] >= w.titleEnd {
		at = at[:len(at)-1]
	}
	jumps := 0
	for i := 1; i < len(at); i++ {
		if at[i] != at[i-1]+1 {
			jumps++
		}
	}
	last := at[len(at)-1]
	switch {
	case at[0] == w.title && jumps == 0 && (last == w.titleEnd-1 || w.words[last].ends):
		return wholeTitle
	case at[0] == w.title && jumps == 0 && (names > 0 || len(at) > 1):
		return opening
	case names > 0 && jumps == 0:
		return within
	case names > 0 && len(at) > 1:
		return scattered
	}
	return noFit
}

// holdsMost reports whether most words of s stand in w in any order.
func (w *work) holdsMost(s *wording) bool {
	own := make(map[string]bool, len(w.words))
	for _, word := range w.words {
		own[word.text] = true
	}
	n := 0
	for _, word := range s.words {
		if own[word.text] {
			n++
		}
	}
	return 2*n > len(s.words)
}
