package citation

import (
	"strconv"
	"strings"

	"github.com/ibid-go/ibid/internal/prose"
)

// fitBehind is for the title behind an editor or a container that the work
// names behind its title: "Dahl, *Nets*" for "*Nets*, ed. by Leif Dahl".
func (w *work) fitBehind(s *wording) int {
	if w.title >= w.titleEnd {
		return noFit
	}
	next := w.titleEnd
	for k := 0; k < len(s.words); k++ {
		if k > 0 && s.words[k-1].ends && w.opensTitle(s, k) {
			return wholeTitle
		}
		i := w.find(s.words[k].text, next, len(w.words))
		if i < 0 {
			return noFit
		}
		next = i + 1
	}
	return noFit
}

// opensTitle reports whether the words of s from k are those that open the
// title, at least two or all of it.
func (w *work) opensTitle(s *wording, k int) bool {
	n := 0
	for k+n < len(s.words) && w.title+n < w.titleEnd && s.words[k+n].text == w.words[w.title+n].text {
		n++
	}
	return n >= min(2, w.titleEnd-w.title) && s.isPlaceFrom(k+n)
}

// fitFamilies is for a short form of surnames alone, where the parser has read
// authors, or editors of a work without author.
func (w *work) fitFamilies(s *wording) int {
	names := w.citation.Authors
	if len(names) == 0 || w.citation.Title.IsZero() && len(w.citation.Editors) > 0 {
		names = w.citation.Editors
	}
	at := 0
	for n, name := range names {
		at = s.skipGiven(name, at)
		for _, word := range prose.Words(name.Family + name.Literal) {
			if joins(word) {
				continue
			}
			if at >= len(s.words) || s.words[at].text != word {
				return w.fitSomeFamilies(s, at, n)
			}
			at++
		}
	}
	if at < len(s.words) && w.printsYear(s.words[at].text) && s.isPlaceFrom(at+1) {
		return allAuthors
	}
	if at == 0 || !s.isPlaceFrom(at) {
		return noFit
	}
	return allAuthors
}

// printsYear reports whether text is the year of the work, as author-date styles
// print it: "2004", "2004a".
func (w *work) printsYear(text string) bool {
	year := w.citation.Date.Year
	if year == 0 || !strings.HasPrefix(text, strconv.Itoa(year)) {
		return false
	}
	return len(text) == 4 || len(text) == 5 && w.has(text)
}

func (w *wording) has(text string) bool {
	for _, word := range w.words {
		if word.text == text {
			return true
		}
	}
	return false
}

// skipGiven passes the given names or initials of name at index at.
func (w *wording) skipGiven(name Name, at int) int {
	for _, given := range prose.Words(name.Given) {
		if at+1 < len(w.words) && (w.words[at].text == given || w.words[at].text == given[:1]) {
			at++
		}
	}
	return at
}

// fitSomeFamilies is for the first n authors, the words of s up to index at.
func (w *work) fitSomeFamilies(s *wording, at, n int) int {
	if n == 0 || at == 0 || !s.isPlaceFrom(at) {
		return noFit
	}
	return firstAuthor
}

// fitNames is for a short form of names alone: the last must be a whole name,
// and the first that of the first author.
func (w *work) fitNames(at []int) int {
	last := at[len(at)-1]
	if !w.words[last].ends && last+1 < w.title && !w.isInverted(last) {
		return noFit
	}
	surnames, first := 0, len(w.words)
	for i := range w.title {
		if w.words[i].ends {
			surnames++
			first = min(first, i)
		}
	}
	if at[0] > first {
		return noFit
	}
	if surnames <= w.surnamesIn(at) {
		return allAuthors
	}
	return firstAuthor
}

// isInverted reports whether the word at i is a surname that its given names
// follow without a comma, as in Vancouver style.
func (w *work) isInverted(i int) bool { return i+1 < len(w.words) && len(w.words[i+1].text) <= 2 }

func (w *work) surnamesIn(at []int) int {
	n := 0
	for _, i := range at {
		if w.words[i].ends {
			n++
		}
	}
	return n
}
