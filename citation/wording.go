package citation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/prose"
)

// maxWords bounds the words of a source that are compared. Names and title
// stand among the first.
const maxWords = 80

// wording is a source by its words, as names and titles are compared: folded,
// without the words that join or label names.
type wording struct {
	words []word
	end   int    // length of the text
	last  string // the last word read, kept or not
}

// word is one folded word and what stands around it.
type word struct {
	text    string
	at      int  // offset in the text
	ends    bool // punctuation or an "and" stands behind it, as behind a surname
	quoted  bool // a quotation mark stands before it
	figures bool
	small   bool // it begins with a small letter
}

// newWording reads the words of s behind a lead-in.
func newWording(s string) *wording {
	start := leadLength(s)
	w := &wording{end: len(s)}
	quoted := false
	for i := start; i < len(s) && len(w.words) < maxWords; {
		n := wordEndIn(s[i:])
		if n == 0 {
			r, size := decode(s[i:])
			quoted = quoted || isOpeningMark(r)
			w.endLast(r)
			i += size
			continue
		}
		w.add(s[i:i+n], i, quoted)
		quoted = false
		i += n
	}
	return w
}

// endLast notes the punctuation behind a word.
func (w *wording) endLast(r rune) {
	if n := len(w.words); n > 0 && r != ' ' && r != '.' && r != '-' && r != '\u00a0' {
		w.words[n-1].ends = true
	}
}

// add takes a word, unless it only joins or labels names.
func (w *wording) add(s string, at int, quoted bool) {
	folded := prose.Fold(s)
	if folded == "" {
		return
	}
	if joins(folded) || folded == "al" && w.last == "et" {
		if n := len(w.words); n > 0 {
			w.words[n-1].ends = true
		}
		w.last = folded
		return
	}
	w.last = folded
	first, _ := decode(s)
	for part := range strings.FieldsSeq(folded) {
		w.words = append(w.words, word{text: part, at: at, quoted: quoted, figures: hasDigit(part), small: unicode.IsLower(first)})
		quoted = false
	}
}

// joins reports the words between names and behind them that citations of one
// source do not share.
func joins(folded string) bool {
	switch folded {
	case "and", "und", "et", "y", "e", "og", "och", "en", "others", "u", "a", "an", "the", "altri", "otros", "autres",
		"ed", "eds", "hg", "hrsg", "dir", "trans", "op", "cit":
		return true
	}
	return false
}

// plainOf gives the text of c without markup.
func plainOf(note *Note, c *Citation) string {
	start, end := c.Span.Start-note.Span.Start, c.Span.End-note.Span.Start
	if start < 0 || end > len(note.Text) || start >= end {
		return ""
	}
	inline := manuscript.NewInline(note.Text[start:end])
	return inline.Plain
}

// wordEndIn gives the length of the word at the start of s, apostrophes within
// it included, 0 where none begins there.
func wordEndIn(s string) int {
	n := wordLength(s)
	for n > 0 && n < len(s) {
		r, size := decode(s[n:])
		more := wordLength(s[n+size:])
		if r != '’' && r != '\'' || more == 0 {
			break
		}
		n += size + more
	}
	return n
}

func decode(s string) (rune, int) { return utf8.DecodeRuneInString(s) }

func isOpeningMark(r rune) bool { return strings.ContainsRune("“„«‘‚\"'", r) }
