package layout

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/citation"
)

// hyphenBreak stands in PDFium's text where a word was divided at the end of a
// line.
const hyphenBreak = '\x02'

// writer makes a passage of pieces of lines.
type writer struct {
	words   words // of the document
	text    []byte
	passage citation.Passage
	italic  int // where the open italics began, -1 for none
	link    string
	linked  int // where the open link began
}

func newWriter(words words) *writer { return &writer{words: words, italic: -1} }

// add writes the glyphs of a line from start on. Those of marks are left out.
func (w *writer) add(l *line, start int, marks []mark) {
	w.join(l, start)
	if n := len(w.passage.Pages); n == 0 || w.passage.Pages[n-1].Page != l.page+1 {
		w.passage.Pages = append(w.passage.Pages, citation.PageStart{Offset: len(w.text), Page: l.page + 1})
	}
	for i := start; i < len(l.glyphs); i++ {
		if mark, ok := markAt(marks, i); ok {
			w.mark(mark)
			i = afterMark(marks, l, mark.end) - 1
			continue
		}
		w.glyph(l, i)
	}
}

// afterMark gives the glyph that the text goes on with behind a mark, past what
// stands between it and the next mark.
func afterMark(marks []mark, l *line, end int) int {
	i := end
	for i < len(l.glyphs) && strings.ContainsRune(" ,;", l.glyphs[i].Rune) {
		i++
	}
	if _, ok := markAt(marks, i); ok {
		return i
	}
	return end
}

func markAt(marks []mark, i int) (mark, bool) {
	for _, m := range marks {
		if m.start == i {
			return m, true
		}
	}
	return mark{}, false
}

func (w *writer) mark(m mark) {
	style := citation.Superscript
	if !m.raised {
		style = citation.Bracketed
	}
	w.passage.Marks = append(w.passage.Marks, citation.Mention{
		Label: m.text, Scope: m.scope, Style: style, Offset: len(strings.TrimRight(string(w.text), " ")),
	})
}

func (w *writer) glyph(l *line, i int) {
	g := &l.glyphs[i]
	if g.Rune == ' ' {
		if n := len(w.text); n > 0 && w.text[n-1] != ' ' {
			w.text = append(w.text, ' ')
		}
		return
	}
	if g.Rune == '/' && endsScheme(w.text) {
		w.text = w.text[:len(w.text)-1] // some fonts leave room there
	}
	w.setItalic(g.Italic)
	w.setLink(l.linkAt(i))
	w.text = utf8.AppendRune(w.text, g.Rune)
}

// endsScheme reports whether text ends in "http: " or "https: ".
func endsScheme(text []byte) bool {
	return bytes.HasSuffix(text, []byte("http: ")) || bytes.HasSuffix(text, []byte("https: "))
}

// linkAt gives the address that the middle of glyph i leads to, "" for none.
func (l *line) linkAt(i int) string {
	g := &l.glyphs[i]
	middle := g.X + g.Size/4
	if i+1 < len(l.glyphs) && l.glyphs[i+1].Rune != ' ' && l.glyphs[i+1].X > g.X {
		middle = (g.X + l.glyphs[i+1].X) / 2
	}
	for k := range l.links {
		if l.links[k].covers(middle, g.Y) {
			return l.links[k].URL
		}
	}
	return ""
}

func (w *writer) setItalic(on bool) {
	switch {
	case on && w.italic < 0:
		w.italic = len(w.text)
	case !on && w.italic >= 0:
		w.passage.Italics = append(w.passage.Italics, citation.Span{Start: w.italic, End: w.end()})
		w.italic = -1
	}
}

func (w *writer) setLink(url string) {
	if url == w.link {
		return
	}
	if w.link != "" {
		w.passage.Links = append(w.passage.Links, citation.Link{URL: w.link, Span: citation.Span{Start: w.linked, End: w.end()}})
	}
	w.link, w.linked = url, len(w.text)
}

// end gives the end of the text without the blank that may follow.
func (w *writer) end() int {
	if n := len(w.text); n > 0 && w.text[n-1] == ' ' {
		return n - 1
	}
	return len(w.text)
}

// join writes what stands between the text so far and the glyphs of the next
// line: a blank, or nothing where a word or an address goes on.
func (w *writer) join(l *line, start int) {
	if len(w.text) == 0 {
		return
	}
	text := string(w.text)
	next := firstWord(l, start)
	last, size := utf8.DecodeLastRuneInString(text)
	switch {
	case w.link != "" && linkOfFirst(l, start) == w.link && isAddressText(lastWord(text)):
		w.fixHyphen(last, size)
	case isAddressText(lastWord(text)) && continuesAddress(lastWord(text), next):
		w.fixHyphen(last, size)
	case isHyphen(last):
		w.joinWord(text[:len(text)-size], next, size)
	case strings.HasSuffix(text, "—") || strings.HasSuffix(text, "–"):
	default:
		w.text = append(w.text, ' ')
	}
}

// fixHyphen writes a hyphen at the end of a line as what an address has.
func (w *writer) fixHyphen(last rune, size int) {
	if last == hyphenBreak || last == '\ufffe' || last == '\u00ad' {
		w.text = append(w.text[:len(w.text)-size], '-')
	}
}

func isHyphen(r rune) bool {
	return r == '-' || r == hyphenBreak || r == '\u00ad' || r == '\u2010' || r == '\ufffe'
}

// joinWord decides whether the hyphen at the end of the text belongs to the
// word. Else it was put there by the typesetter, where small letters stand on
// both sides.
func (w *writer) joinWord(before, next string, size int) {
	head := lastWord(before)
	if i := strings.LastIndexAny(head, "-–—(“\"'‘"); i >= 0 {
		_, n := utf8.DecodeRuneInString(head[i:])
		head = head[i+n:]
	}
	tail := strings.TrimFunc(next, unicode.IsPunct)
	if i := strings.IndexAny(tail, "-–—"); i > 0 {
		tail = tail[:i]
	}
	first, _ := utf8.DecodeRuneInString(tail)
	end, _ := utf8.DecodeLastRuneInString(head)
	w.text = w.text[:len(w.text)-size]
	if !unicode.IsLower(first) || !unicode.IsLetter(end) || w.words.isCompound(head, tail) || len(w.text) == 0 {
		w.text = append(w.text, '-')
	}
}

// lastWord gives what stands behind the last blank.
func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

func firstWord(l *line, start int) string {
	var b strings.Builder
	for _, g := range l.glyphs[min(start, len(l.glyphs)):] {
		if g.Rune == ' ' && b.Len() > 0 {
			break
		} else if g.Rune != ' ' {
			b.WriteRune(g.Rune)
		}
	}
	return b.String()
}

func linkOfFirst(l *line, start int) string {
	for i := start; i < len(l.glyphs); i++ {
		if l.glyphs[i].Rune != ' ' {
			return l.linkAt(i)
		}
	}
	return ""
}

// finish gives the passage.
func (w *writer) finish() citation.Passage {
	w.setItalic(false)
	w.setLink("")
	text := strings.TrimRight(string(w.text), " ")
	text = strings.Map(func(r rune) rune {
		if r == hyphenBreak {
			return '-'
		}
		return r
	}, text)
	w.passage.Text = text
	w.passage.Links = withPrinted(text, w.passage.Links)
	return w.passage
}
