package citation

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/ibid-go/ibid/internal/prose"
)

//go:embed data/aliases.txt
var aliasesFile string

//go:embed data/asides.txt
var asidesFile string

var (
	aliasTerms = sync.OnceValue(func() []string { return dataLines(aliasesFile) })
	asides     = sync.OnceValue(func() []string { return dataLines(asidesFile) })
)

// index finds earlier works by the words that a short form may begin with.
type index struct {
	works map[string][]*work
	seen  map[string]*Citation // the first full citation of each work, by names, title and date
}

func newIndex() *index {
	return &index{map[string][]*work{}, map[string]*Citation{}}
}

// Bounds of the index: how many words of a work are keys to it, and how many
// works of one key are compared, the nearest first.
const (
	maxKeys       = 14
	maxCandidates = 100
)

// add remembers a full citation. The first of several that cite one work is
// the one that short forms lead to; add gives it for the others.
func (x *index) add(c *Citation, text string) (first *Citation) {
	w := newWork(c, text)
	if id := w.identity(); id != "" {
		if first := x.seen[id]; first != nil {
			return first
		}
		x.seen[id] = c
	}
	for key := range w.keys() {
		x.works[key] = append(x.works[key], w)
	}
	return nil
}

// find gives the earlier works that w fits best, nearest first.
func (x *index) find(w *wording) []*work {
	var best []*work
	top := 0
	works := x.works[w.key()]
	for i := len(works) - 1; i >= max(0, len(works)-maxCandidates); i-- {
		switch fit := works[i].fit(w); {
		case fit > top:
			best, top = []*work{works[i]}, fit
		case fit == top && fit > 0 && len(best) < maxAntecedents:
			best = append(best, works[i])
		}
	}
	return best
}

// names reports whether s names an earlier work by words of its title, behind
// names or without any. Nothing is named where there is no index.
func (x *index) names(s string) bool {
	if x == nil {
		return false
	}
	w := newWording(cutAside(s))
	works := x.works[w.key()]
	for i := len(works) - 1; i >= max(0, len(works)-maxCandidates); i-- {
		switch works[i].fit(w) {
		case within, opening, wholeTitle, wholeText, byAlias:
			return true
		}
	}
	return false
}

// key gives the word under which a short form is looked up: the first that is
// no initial.
func (w *wording) key() string {
	for _, word := range w.words {
		if len(word.text) > 1 {
			return word.text
		}
	}
	return ""
}

// citationsOf gives the full citations of works.
func citationsOf(works []*work) []*Citation {
	var citations []*Citation
	for _, w := range works {
		citations = append(citations, w.citation)
	}
	return citations
}

// work is a full citation by its words.
type work struct {
	citation *Citation
	wording
	title, titleEnd int      // indexes of the words of the title; equal where it is unknown
	container       int      // index of the first word of the container behind the title, 0 without one
	alias           []string // the name that it gives itself for later notes
}

func newWork(c *Citation, text string) *work {
	w := &work{citation: c, wording: *newWording(text), alias: aliasIn(text)}
	w.findTitle(text)
	return w
}

// findTitle finds the words of the title: where the parser read it, else
// behind the first quotation mark.
func (w *work) findTitle(text string) {
	start := -1
	if title := w.citation.Title.Text; title != "" {
		start = strings.Index(text, title)
	}
	if start >= 0 {
		w.title = w.indexAt(start)
		end := start + len(w.citation.Title.Text)
		w.titleEnd = w.indexAt(end)
		w.findContainer(text, end)
		return
	}
	for i, word := range w.words {
		if word.quoted {
			w.title, w.titleEnd = i, len(w.words)
			return
		}
	}
	w.title, w.titleEnd = len(w.words), len(w.words)
}

// findContainer finds the first word of the container behind the title, which
// ends at an offset.
func (w *work) findContainer(text string, titleEnd int) {
	container := w.citation.Container.Text
	if at := strings.Index(text[titleEnd:], container); container != "" && at >= 0 {
		if k := w.indexAt(titleEnd + at); k < len(w.words) {
			w.container = k
		}
	}
}

// indexAt gives the index of the first word at or behind an offset.
func (w *work) indexAt(offset int) int {
	for i, word := range w.words {
		if word.at >= offset {
			return i
		}
	}
	return len(w.words)
}

// identity is the same for two full citations of one work, "" where it cannot
// be said.
func (w *work) identity() string {
	if w.title == w.titleEnd {
		return ""
	}
	var b strings.Builder
	for _, word := range w.words[:w.titleEnd] {
		b.WriteString(word.text)
		b.WriteByte(' ')
	}
	return b.String() + w.citation.Date.String() + prose.Fold(w.citation.Container.Text)
}

// keys gives the words that a short form of the work may begin with.
func (w *work) keys() map[string]bool {
	keys := make(map[string]bool)
	for _, word := range w.words[:min(len(w.words), maxKeys)] {
		keys[word.text] = true
	}
	for _, word := range w.words[w.title:min(w.titleEnd, w.title+maxKeys)] {
		keys[word.text] = true
	}
	if len(w.alias) > 0 {
		keys[w.alias[0]] = true
	}
	for _, field := range [...]Field{w.citation.Container, w.citation.Publisher} {
		addKeys(keys, field.Text)
	}
	for _, editor := range w.citation.Editors {
		addKeys(keys, editor.Family+editor.Literal)
	}
	return keys
}

// addKeys takes the words of what may stand before the title in a short form and
// behind it in a full citation.
func addKeys(keys map[string]bool, name string) {
	words := prose.Words(name)
	for _, word := range words[:min(len(words), 2)] { // the first may be an article
		keys[word] = true
	}
}

// aliasIn gives the words of the name that a source gives itself for later
// notes: "(hereinafter Smith Report)", "[NYT]".
func aliasIn(text string) []string {
	lower := strings.ToLower(text)
	if len(lower) == len(text) {
		for _, term := range aliasTerms() {
			if i := strings.Index(lower, term); i >= 0 {
				rest := strings.TrimLeft(text[i+len(term):], " :,“„«‘\"'")
				if end := strings.IndexAny(rest, ")].;”“»\""); end >= 0 {
					rest = rest[:end]
				}
				return prose.Words(strings.TrimSuffix(rest, "’"))
			}
		}
	}
	for rest := text; ; {
		i := strings.IndexAny(rest, "([")
		if i < 0 {
			return nil
		}
		rest = rest[i+1:]
		if end := strings.IndexAny(rest, ")]"); end >= 0 {
			if name := strings.Trim(rest[:end], "“”„«»‘’\"' "); isAcronym(name) {
				return prose.Words(name)
			}
		}
	}
}

// cutRemark takes remarks in brackets off the end of s that follow a cited place:
// "at 53 (Moore, J., dissenting)".
func cutRemark(s string) string {
	for {
		trimmed := strings.TrimRight(s, " .")
		open := strings.LastIndexByte(trimmed, '(')
		if open <= 0 || !strings.HasSuffix(trimmed, ")") {
			return s
		}
		before := strings.TrimRight(trimmed[:open], " ")
		if !strings.Contains(trimmed[open:], " ") || before == "" || !hasDigit(before[len(before)-1:]) || isYearIn(trimmed[open:]) {
			return s
		}
		s = before
	}
}

// isYearIn reports whether a bracket ends in a year, as that of a court or a
// publisher does.
func isYearIn(bracket string) bool {
	bracket = strings.TrimRight(bracket, ")")
	return isYear(bracket[max(0, len(bracket)-4):])
}

// longestAside bounds the words of an aside, in bytes.
const longestAside = 60

// cutAside takes words off the end of s that are no part of the citation:
// "emphasis added", "m.w.N.".
func cutAside(s string) string {
	s = cutRemark(s)
	trimmed := strings.TrimRight(s, " .)]")
	var buf [2 * longestAside]byte
	tail := appendLower(buf[:0], trimmed[max(0, len(trimmed)-longestAside):])
	for _, aside := range asides() {
		n := len(aside)
		if n > min(len(tail), len(trimmed)) || tail[len(tail)-1] != aside[n-1] {
			continue // as most, by the last letter
		}
		if string(tail[len(tail)-n:]) == aside {
			return strings.TrimRight(trimmed[:len(trimmed)-len(aside)], " ,;([")
		}
	}
	return s
}
