package layout

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/citation"
)

// flow makes paragraphs of the lines of the running text.
type flow struct {
	finder  *finder
	marks   map[*line][]mark
	words   words
	leading float64 // usual distance of lines of the text, in sizes
	right   float64 // where full lines of the text end

	open       *writer // the paragraph that is being read
	first      *line   // its first line
	last       *line   // and its last so far
	paragraphs []citation.Passage
	sizes      []float64 // of the paragraphs
}

// run reads the lines that belong to no note.
func (f *flow) run() {
	for _, l := range f.finder.lines {
		if f.finder.isNote[l] {
			continue
		}
		if f.last == nil || f.begins(l) {
			f.close()
			f.open, f.first = newWriter(f.words), l
		}
		f.open.add(l, 0, f.marks[l])
		f.last = l
	}
	f.close()
}

// begins reports whether a line begins a paragraph.
func (f *flow) begins(l *line) bool {
	if math.Abs(l.size-f.last.size) > 0.6 || l.isBold() != f.last.isBold() && (l.size > f.finder.bodySize || len(f.last.glyphs) < 80) {
		return true
	}
	if l.page != f.last.page || l.y > f.last.y {
		return !f.goesOn(l)
	}
	gap := f.last.y - l.y
	switch {
	case f.isFrontLine(l):
		return true
	case gap < 0.3*l.size: // the next cell of a row
		return true
	case gap > 1.3*max(f.leading*l.size, 1.1*l.size):
		return true
	case l.left > f.first.left+0.8*l.size && l.left > f.last.left+0.8*l.size && f.last != f.first:
		return true
	case l.left > f.last.left+0.8*l.size && f.last == f.first && f.endsEarly(f.last):
		return true
	}
	return f.endsEarly(f.last) && endsSentence(f.open.text)
}

// isFrontLine reports whether the line before is one of names or the like on the
// first page, which break where they please.
func (f *flow) isFrontLine(l *line) bool {
	first, _ := utf8.DecodeRuneInString(firstWord(l, 0))
	return l.page == 0 && l.size < 1.4*f.finder.bodySize && f.last.right < f.right-10*f.last.size && !unicode.IsLower(first)
}

// endsEarly reports whether room was left at the end of a line.
func (f *flow) endsEarly(l *line) bool { return l.right < f.right-4*l.size && l.column == 0 }

// goesOn reports whether the text of the page or column before goes on in l.
func (f *flow) goesOn(l *line) bool {
	first, _ := utf8.DecodeRuneInString(firstWord(l, 0))
	last, _ := utf8.DecodeLastRune(f.open.text)
	return unicode.IsLower(first) || isHyphen(last) || !endsSentence(f.open.text) && !f.endsEarly(f.last)
}

func (l *line) isBold() bool {
	for _, g := range l.glyphs {
		if g.Rune != ' ' && !g.Bold && !isLabelRune(g.Rune) {
			return false
		}
	}
	return true
}

func endsSentence(text []byte) bool {
	s := strings.TrimRight(string(text[max(0, len(text)-20):]), " \"'”’»)]")
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?:…", last)
}

// close ends the paragraph.
func (f *flow) close() {
	if f.open == nil {
		return
	}
	p := f.open.finish()
	p.Kind = f.kind(p.Text)
	if p.Text != "" || len(p.Marks) > 0 {
		f.paragraphs = append(f.paragraphs, p)
		f.sizes = append(f.sizes, f.first.size)
	}
	f.open = nil
}

// kind tells what a paragraph is by its looks.
func (f *flow) kind(text string) citation.ParagraphKind {
	const mostWords = 20 // of a heading
	words := len(strings.Fields(text))
	isShort := words <= mostWords && !endsSentence([]byte(strings.TrimRight(text, ":")))
	switch {
	case strings.Contains(text, "....") || strings.Contains(text, ". . . ."):
		return citation.Contents
	case isShort && (f.first.size > f.finder.bodySize+0.6 || f.first.isBold()):
		return citation.Heading
	case f.first.size < f.finder.bodySize-0.4 && words <= 3*mostWords && isCaption(text):
		return citation.Caption
	}
	return citation.Body
}

// isCaption reports the words before a number that captions begin with.
func isCaption(text string) bool {
	word, rest, _ := strings.Cut(text, " ")
	switch strings.ToLower(strings.TrimRight(word, ".")) {
	case "figure", "fig", "table", "chart", "map", "box", "photo", "abbildung", "tabelle", "tableau", "figura", "tabla":
		first, _ := utf8.DecodeRuneInString(rest)
		return unicode.IsDigit(first) || unicode.IsUpper(first)
	}
	return false
}
