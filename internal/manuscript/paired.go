package manuscript

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// pairedMark is a mark in the running text that may belong to a note of its
// own.
type pairedMark struct {
	label string
	span
}

// pairedForm is a way to mark notes whose labels come again on each page, so
// that only the order of marks and notes tells which belong together.
type pairedForm struct {
	style string
	note  func(line string) (label string, size int) // at the head of a line, 0 where there is none
	mark  func(text string, i int) (label string, size int)
	first [256]bool // bytes that a mark may begin with
	share int       // percent of the notes that must have a mark
	least int       // notes that must have one
}

// The forms. Of the last, only notes that have a mark are notes.
var (
	byPage        = pairedForm{"slashed", readPageKey, slashMark, byteTable("/"), 80, 3}
	bySlash       = pairedForm{"slashed", readSlash, slashMark, byteTable("/"), 80, 1}
	byParenthesis = pairedForm{"parenthesised", readParenthesis, parenthesisMark, byteTable("("), 80, 2}
	bySymbol      = pairedForm{"symbol", readSymbol, symbolMark, byteTable("(" + noteSymbols), 0, 1}
)

// findPaired adds the notes of the first of the forms that fits to starts.
func findPaired(text string, blocks []block, starts map[int]*noteStart, forms ...pairedForm) {
	for _, form := range forms {
		notes := form.candidates(text, blocks, starts)
		if len(notes) == 0 {
			continue
		}
		paired := form.pair(notes, form.marks(text, notes))
		for form.share > 0 && len(notes) > 0 && notes[0].mark == nil {
			notes = notes[1:] // a list in the text
		}
		if paired < form.least || 100*paired < form.share*len(notes) {
			continue
		}
		for i := range notes {
			if notes[i].mark != nil || form.share > 0 {
				starts[notes[i].start] = &notes[i]
			}
		}
		return
	}
}

// candidates gives the lines that may open notes: those at the head of a block
// or behind another.
func (form *pairedForm) candidates(text string, blocks []block, taken map[int]*noteStart) []noteStart {
	var notes []noteStart
	for _, b := range blocks {
		inNote := false
		for i, line := range b.lines {
			if inNote = inNote || taken[line.start] != nil; i > 0 && !inNote || taken[line.start] != nil {
				continue
			}
			label, size := form.note(text[line.start:line.end])
			if start := skipBlanks(text, line.start+size, line.end); size > 0 && start < line.end {
				inNote = true
				notes = append(notes, noteStart{label: label, style: form.style, start: line.start, text: start, paired: true, atBlock: true})
			}
		}
	}
	return notes
}

// marks gives the marks of the form, those at the head of a note left out.
func (form *pairedForm) marks(text string, notes []noteStart) []pairedMark {
	var marks []pairedMark
	next := 0
	for i := 0; i < len(text) && len(marks) <= maxPaired; {
		for next < len(notes) && notes[next].text <= i {
			next++
		}
		if next < len(notes) && notes[next].start <= i {
			i = notes[next].text
			continue
		}
		if !form.first[text[i]] {
			i++
			continue
		}
		if label, size := form.mark(text, i); size > 0 {
			marks = append(marks, pairedMark{label, span{i, i + size}})
			i += size
		} else {
			i++
		}
	}
	return marks
}

// Bounds of the pairing, which weighs all notes against all marks near them.
const (
	maxPaired = 20_000 // notes and marks
	maxLost   = 100    // marks that may be lost, or stand for something else, at one place
)

// pair gives each note a mark of its label before it, so that as many as
// possible have one and none cross (the longest common subsequence of both),
// and counts them.
func (form *pairedForm) pair(notes []noteStart, marks []pairedMark) int {
	if len(notes) > maxPaired || len(marks) > maxPaired {
		return 0
	}
	const width = 2*maxLost + 1
	most := make([]int32, (len(notes)+1)*(width+1)) // of the first i notes and the marks up to i+k-maxLost
	at := func(i, mark int) *int32 {
		return &most[i*(width+1)+min(max(mark-i+maxLost+1, 0), width)]
	}
	fits := func(i, k int) bool {
		return marks[k].label == shortLabel(notes[i].label) && marks[k].start < notes[i].start
	}
	for i := range notes {
		for k := max(0, i-maxLost); k < min(len(marks), i+maxLost+1); k++ {
			best := max(*at(i+1, k), *at(i, k+1))
			if fits(i, k) {
				best = max(best, *at(i, k)+1)
			}
			*at(i+1, k+1) = best
		}
	}
	return form.trace(notes, marks, at, fits)
}

// trace follows the best pairing from its end, where each note takes the
// nearest of its marks.
func (form *pairedForm) trace(notes []noteStart, marks []pairedMark, at func(i, mark int) *int32, fits func(i, k int) bool) int {
	paired := 0
	for i, k := len(notes)-1, min(len(marks), len(notes)+maxLost)-1; i >= 0 && k >= 0; {
		switch here := *at(i+1, k+1); {
		case k < i-maxLost:
			i--
		case fits(i, k) && here == *at(i, k)+1:
			notes[i].mark = &marks[k]
			paired++
			i, k = i-1, k-1
		case k-1 >= i-maxLost && here == *at(i+1, k):
			k--
		default:
			i--
		}
	}
	return paired
}

// shortLabel gives what the mark of a note says: "1" for "245/1", the first note
// of page 245.
func shortLabel(label string) string { return label[strings.LastIndexByte(label, '/')+1:] }

// symbols of notes, as typists and printers use them in turn.
const noteSymbols = "*∗†‡§¶‖#+%"

// readSymbol reads "* ", "** ", "(*) " at the head of a note.
func readSymbol(s string) (string, int) {
	open := 0
	if strings.HasPrefix(s, "(") {
		open = 1
	}
	size := symbolLength(s[open:], open > 0)
	if size == 0 {
		return "", 0
	}
	end := open + size
	if open > 0 {
		if !strings.HasPrefix(s[end:], ")") {
			return "", 0
		}
		end++
	}
	if next, _ := utf8.DecodeRuneInString(s[end:]); !unicode.IsSpace(next) && !unicode.IsUpper(next) && open == 0 {
		return "", 0
	}
	return s[open : open+size], end
}

// symbolLength gives the length of one to three equal symbols at the start of
// s. Those that have other meanings count only in brackets.
func symbolLength(s string, bracketed bool) int {
	const most = 3
	first, size := utf8.DecodeRuneInString(s)
	if !strings.ContainsRune(noteSymbols, first) || !bracketed && first < utf8.RuneSelf && first != '*' {
		return 0
	}
	n := size
	for k := 1; strings.HasPrefix(s[n:], s[:size]); k++ {
		if k == most {
			return 0
		}
		n += size
	}
	return n
}

// symbolMark reads a symbol behind a word or its punctuation. The end of
// emphasis is none.
func symbolMark(text string, i int) (string, int) {
	open := 0
	switch c := text[i]; {
	case c == '(':
		open = 1
	case c != '*' && c < utf8.RuneSelf:
		return "", 0
	}
	size := symbolLength(text[i+open:], open > 0)
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	if size == 0 || i == 0 || open == 0 && (unicode.IsSpace(before) || strings.ContainsRune(noteSymbols, before)) {
		return "", 0
	}
	end := i + open + size
	after, _ := utf8.DecodeRuneInString(text[end:])
	switch {
	case open > 0 && after != ')', open == 0 && isWord(after), open == 0 && text[i] == '*' && endsEmphasis(text, i):
		return "", 0
	}
	return text[i+open : i+open+size], open + size + open
}

// endsEmphasis reports whether stars before those at i, in their line, opened
// emphasis that they close.
func endsEmphasis(text string, i int) bool {
	const longest = 400 // bytes
	from := max(0, i-longest)
	from += strings.LastIndexByte(text[from:i], '\n') + 1
	open := false
	for k := from; k < i; k++ {
		if text[k] != '*' {
			continue
		}
		run := k
		for k+1 < i && text[k+1] == '*' {
			k++
		}
		starts := run == from || strings.IndexByte(" (\"[", text[run-1]) >= 0
		open = !open && starts && text[k+1] != ' '
	}
	return open
}

// readSlash reads "/12/".
func readSlash(s string) (string, int) {
	if !strings.HasPrefix(s, "/") {
		return "", 0
	}
	n := digits(s[1:])
	if n == 0 || !strings.HasPrefix(s[1+n:], "/") {
		return "", 0
	}
	return s[1 : 1+n], n + 2
}

// slashMark is readSlash in the text, but not within a date or an address.
func slashMark(text string, i int) (string, int) {
	label, size := readSlash(text[i:min(len(text), i+maxDigits+2)])
	if size == 0 || i > 0 && unicode.IsDigit(rune(text[i-1])) || i+size < len(text) && isWord(rune(text[i+size])) {
		return "", 0
	}
	return label, size
}

// readPageKey reads "245/1", a note by its page.
func readPageKey(s string) (string, int) {
	page := digits(s)
	if page == 0 {
		return "", 0
	}
	at := page + len(s[page:]) - len(strings.TrimLeft(s[page:], " "))
	if at > page+1 || !strings.HasPrefix(s[at:], "/") {
		return "", 0
	}
	n := digits(s[at+1:])
	if n == 0 || !strings.HasPrefix(s[at+1+n:], " ") {
		return "", 0
	}
	return s[:page] + s[at:at+1+n], at + 1 + n
}

// readParenthesis reads "(12) ".
func readParenthesis(s string) (string, int) {
	label, size := parenthesised(s)
	if size == 0 || !strings.HasPrefix(s[size:], " ") && !strings.HasPrefix(s[size:], "\t") {
		return "", 0
	}
	return label, size
}

func parenthesised(s string) (string, int) {
	if !strings.HasPrefix(s, "(") {
		return "", 0
	}
	n := digits(s[1:])
	if n == 0 || !strings.HasPrefix(s[1+n:], ")") {
		return "", 0
	}
	return s[1 : 1+n], n + 2
}

// parenthesisMark reads "(12)" that closes a word or a clause, but not one in a
// reference such as "Article 5(1)".
func parenthesisMark(text string, i int) (string, int) {
	label, size := parenthesised(text[i:min(len(text), i+maxDigits+2)])
	if size == 0 || i == 0 || text[i-1] == '\n' || unicode.IsDigit(rune(text[i-1])) || text[i-1] == ')' {
		return "", 0
	}
	after, _ := utf8.DecodeRuneInString(text[i+size:])
	if isWord(after) || text[i-1] == ' ' && (i+size == len(text) || !unicode.IsPunct(after) && after != '\n') {
		return "", 0 // the second opens a part of an enumeration
	}
	return label, size
}

// pairedMarkers gives the marks of paired notes.
func pairedMarkers(regions []region) []acceptedMarker {
	var marks []acceptedMarker
	for i := range regions {
		if n := regions[i].note; n != nil && n.mark != nil {
			at := n.mark.span
			marks = append(marks, acceptedMarker{at, n.style, []scopedLabel{{labelAt{n.label, at.start, at.end}, regions[i].scope}}})
		}
	}
	slices.SortFunc(marks, func(a, b acceptedMarker) int { return a.start - b.start })
	return marks
}
