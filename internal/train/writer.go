package train

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// writer builds the text of a note and notes where its parts are.
type writer struct {
	text      []byte
	spans     []Span
	names     map[string][]Name
	italics   [][2]int
	smallCaps [][2]int
	links     []Link
	habits    habits
	start     int // where the cite at hand begins

	quoteEnd   int // offset after the last closing quotation mark, if the text ends with it
	quoteWidth int
	inserted   bool // whether the last mark went inside the quotation marks
}

// habits are the ways in which typists depart from a style.
type habits struct {
	straight  bool // "straight" quotation marks
	hyphen    bool // hyphens for dashes
	inside    bool // commas and full stops go inside quotation marks
	loose     bool // a comma may follow "?"
	dropEvery int  // every so many pieces of punctuation is lost, 0: none
	pieces    int
}

// put writes text that belongs to no field, settling its punctuation with what stands before.
func (w *writer) put(s string) {
	if w.open() {
		s = strings.TrimLeft(s, " .,;:")
	}
	if s == "" {
		return
	}
	switch s[0] {
	case '.', ',', ';', ':':
		w.loosen()
		if !w.drops(s) {
			w.punctuate(s[0])
		}
		s = s[1:]
	case ')', ']':
		w.loosen()
		if opening := map[byte]byte{')': '(', ']': '['}[s[0]]; strings.HasSuffix(string(w.text), string(opening)) {
			w.text = w.text[:len(w.text)-1]
			s = s[1:]
		}
	}
	if len(s) > 0 && s[0] == ' ' && (len(w.text) == 0 || w.text[len(w.text)-1] == ' ') {
		s = s[1:]
	}
	w.raw(s)
}

// drops is true for the punctuation that a careless typist forgets; words stay apart.
func (w *writer) drops(s string) bool {
	if w.habits.dropEvery == 0 || len(s) > 1 && s[1] != ' ' {
		return false
	}
	w.habits.pieces++
	return w.habits.pieces%w.habits.dropEvery == 0
}

// loosen takes back a space that would stand before punctuation because a field was missing.
func (w *writer) loosen() {
	if n := len(w.text); n > w.start && n > 1 && w.text[n-1] == ' ' {
		w.text = w.text[:n-1]
	}
}

// open tells whether nothing stands before that punctuation could end: the
// beginning of a cite or an opening bracket whose first field is missing.
func (w *writer) open() bool {
	n := len(w.text)
	return n == w.start || strings.IndexByte("([<", w.text[n-1]) >= 0
}

// punctuate writes one mark unless the one before makes it superfluous.
func (w *writer) punctuate(mark byte) {
	at := len(w.text)
	quoted := w.quoteEnd == at && at > 0
	if quoted {
		at -= w.quoteWidth
	}
	if at > 0 && w.superfluous(w.text[at-1], mark, quoted) {
		return
	}
	if quoted && w.habits.inside && (mark == '.' || mark == ',') {
		w.text = slices.Insert(w.text, at, mark)
		w.quoteEnd = 0
		w.inserted = true
		if k := len(w.spans); k > 0 && w.spans[k-1].End > at { // a title that itself ends with a quotation
			w.spans[k-1].End++
		}
		return
	}
	w.text = append(w.text, mark)
}

// superfluous tells whether a mark adds nothing after the one before it.
func (w *writer) superfluous(before, mark byte, quoted bool) bool {
	switch {
	case before == mark:
		return true
	case before == '?' || before == '!':
		return mark == '.' || mark == ',' && !w.habits.loose
	case before == ',' || before == ';' || before == ':':
		return true
	}
	return quoted && before == '.' && mark == ','
}

// raw writes text as it is, but for the typist's habits.
func (w *writer) raw(s string) {
	for _, r := range s {
		switch r {
		case '“', '”', '„', '«', '»':
			if w.habits.straight {
				r = '"'
			}
		case '‘', '’', '‚':
			if w.habits.straight {
				r = '\''
			}
		case '–', '—':
			if w.habits.hyphen {
				r = '-'
			}
		}
		w.text = utf8.AppendRune(w.text, r)
	}
}

// label writes one field and marks it.
func (w *writer) label(label, s string) {
	start := len(w.text)
	w.raw(s)
	w.mark(label, start)
}

// mark makes a span of what was written since start, without the punctuation at its edges.
func (w *writer) mark(label string, start int) {
	start, end := w.trim(start, len(w.text))
	if start < end && label != "" {
		w.spans = append(w.spans, Span{Label: label, Start: start, End: end})
	}
}

// edges are the characters that a span does not begin or end with.
const edges = " .,;:"

func (w *writer) trim(start, end int) (int, int) {
	for start < end && strings.IndexByte(edges, w.text[start]) >= 0 {
		start++
	}
	for start < end && strings.IndexByte(edges, w.text[end-1]) >= 0 {
		end--
	}
	return start, end
}

// closeQuote writes a closing quotation mark and remembers it for the punctuation that follows.
func (w *writer) closeQuote(mark string) {
	before := len(w.text)
	w.raw(mark)
	w.quoteEnd, w.quoteWidth = len(w.text), len(w.text)-before
}
