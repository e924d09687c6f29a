package tag

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Atom is a piece of a citation that belongs to one part as a whole: a
// quotation, a date, a figure, an address, or words up to the next place where
// a part may end.
type Atom struct {
	Range
	Kind   AtomKind
	Cue    string // of a Cue: the class of the part that it announces
	Before string // what stands between the previous atom and this one
	After  string // what stands between this atom and the next one
	Italic bool
	Small  bool // in small capitals
	Joined bool // to the atom before it by one run of italics
	Linked bool
	Round  bool // within (…)
	Square bool // within […]
}

// AtomKind is what an atom looks like.
type AtomKind byte

// The kinds of atoms.
const (
	Words    AtomKind = iota
	Cue               // a word that announces a part: in, ed., vol., pp., accessed
	Figure            // 12, 403–7, 28.3, xiv, 17a
	DateAtom          // January 14, 2002
	Quoted            // the inside of quotation marks
	URL
	ID
)

// maxAtoms bounds the atoms of one citation; what stands behind them is not
// read. The longest of real citations have about eighty.
const maxAtoms = 400

// Atoms cuts the text from start to end.
func (l *Layout) Atoms(start, end int) []Atom {
	c := cutter{l: l, end: end, atoms: l.room.take(max(end-start, 0))}
	last := start
	for i := start; i < end && len(c.atoms) < maxAtoms; {
		a, ok := c.next(i)
		if !ok {
			_, size := utf8.DecodeRuneInString(l.Plain[i:])
			i += size
			continue
		}
		a.Before = l.Plain[last:a.Start]
		a.Italic, a.Small, a.Linked = within(l.Italics, a.Start), within(l.SmallCaps, a.Start), within(l.Linked, a.Start)
		if n := len(c.atoms); n > 0 {
			c.atoms[n-1].After = a.Before
			a.Joined = a.Italic && c.atoms[n-1].Italic && within(l.Italics, last)
		}
		a.Round, a.Square = within(l.Round, a.Start), within(l.Square, a.Start)
		c.atoms = append(c.atoms, a)
		i, last = max(a.End, i+1), a.End
	}
	if n := len(c.atoms); n > 0 {
		c.atoms[n-1].After = l.Plain[last:end]
	}
	l.room.keep(c.atoms)
	return c.atoms
}

type cutter struct {
	l     *Layout
	end   int
	atoms []Atom
}

// next reads the atom that begins at i; there is none where punctuation or a
// blank stands there.
func (c *cutter) next(i int) (Atom, bool) {
	l := c.l
	if r, ok := startingAt(l.URLs, i); ok {
		return Atom{Range: c.clip(r), Kind: URL}, true
	}
	if r, ok := startingAt(l.IDs, i); ok {
		return Atom{Range: c.clip(r), Kind: ID}, true
	}
	if r, ok := startingAt(l.inner, i); ok {
		return Atom{Range: c.clip(r), Kind: Quoted}, true
	}
	if r, ok := startingAt(l.dates, i); ok && !c.followsCount() && !c.isPage(c.clip(r)) {
		return Atom{Range: c.withLetter(c.clip(r)), Kind: DateAtom}, true
	}
	r, _ := utf8.DecodeRuneInString(l.Plain[i:])
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '§' && r != '¶' && r != '&' {
		return Atom{}, false
	}
	if end := figureEnd(l.Plain[i:c.end]); end > 0 && !(unicode.IsUpper(r) && isOfWords(l.Plain[i+end:c.end])) {
		return Atom{Range: Range{i, i + end}, Kind: Figure}, true
	}
	isInitial := unicode.IsUpper(r) && strings.HasPrefix(l.Plain[i+1:c.end], ". ") // and no "y" or "e" that joins names
	if class, end := readCue(l.Plain[i:c.end]); end > 0 && !(isInitial && class == "and") && !opensTitle(class, l.Plain[i:c.end], end) {
		return Atom{Range: Range{i, i + end}, Kind: Cue, Cue: class}, true
	}
	return Atom{Range: Range{i, c.wordsEnd(i)}, Kind: Words}, true
}

// followsCount reports whether a cue such as "pp." stands before the atom at
// hand, so that a figure is no year.
func (c *cutter) followsCount() bool {
	n := len(c.atoms)
	return n > 0 && c.atoms[n-1].Kind == Cue && countsThings(c.atoms[n-1].Cue)
}

func (c *cutter) clip(r Range) Range { return Range{r.Start, min(r.End, c.end)} }

// wordsEnd gives the end of the run of words that begins at i: punctuation, a
// figure, a cue, a quotation or a change of style ends it.
func (c *cutter) wordsEnd(i int) int {
	s := c.l.Plain
	look := c.lookAt(i)
	end := i
	initials := c.followsSurname()
	for i < c.end {
		word := wordEnd(s[i:c.end])
		end = i + word
		next := end
		for next < c.end && s[next] == ' ' {
			next++
		}
		if next < c.end && goesOnInInitials(s[i:end], s[next:c.end]) {
			i = next
			continue
		}
		if next == end || next >= c.end || c.breaksAt(next, look) || initials && endsInitials(s[i:end], s[next:c.end]) || endsSentence(s[i:end], s[next:c.end]) {
			break
		}
		initials = initials || !isInitials(s[i:end])
		i = next
	}
	return end
}

// followsSurname reports whether the atom at hand stands behind a word or two and
// a comma, as given names do in a list: "Allen, E. A Knack to Know a Knave".
func (c *cutter) followsSurname() bool {
	n := len(c.atoms)
	if n == 0 || c.atoms[n-1].Kind != Words {
		return false
	}
	last := &c.atoms[n-1]
	name := c.l.Plain[last.Start:last.End]
	name = strings.TrimLeft(name[1+strings.LastIndexByte(name, '&'):], " ") // "S. A. & Barnes"
	if !strings.HasPrefix(c.l.Plain[last.End:c.end], ", ") {
		return false
	}
	first, second, double := strings.Cut(name, " ")
	return !double || !strings.Contains(second, " ") && !Known(first, "given")
}

// goesOnInInitials reports a further initial behind one, which might as well be
// a Roman number or the word for an issue: "Doctorow, E. L.", "Goh, Y. H."
func goesOnInInitials(word, rest string) bool {
	r, size := utf8.DecodeRuneInString(rest)
	return strings.HasSuffix(word, ".") && isInitials(word) && unicode.IsUpper(r) && strings.HasPrefix(rest[size:], ". ") && !startsWithDigit(rest[size+len(". "):])
}

func startsWithDigit(s string) bool { return s != "" && '0' <= s[0] && s[0] <= '9' }

// endsInitials reports whether initials end at word, so that a name may end
// there and a title begin: "Seebach L. A Bold Scientist". The same can be seen
// in "John F. Kennedy"; which it is the whole citation tells.
func endsInitials(word, rest string) bool {
	if !strings.HasSuffix(word, ".") || !isInitials(word) {
		return false
	}
	next := rest[:wordEnd(rest)]
	r, _ := utf8.DecodeRuneInString(next)
	return unicode.IsUpper(r) && (utf8.RuneCountInString(next) == 1 || !isInitials(next))
}

// markupAt says what the manuscript sets off at a place.
type markupAt struct{ italic, small, linked bool }

func (c *cutter) lookAt(i int) markupAt {
	return markupAt{within(c.l.Italics, i), within(c.l.SmallCaps, i), within(c.l.Linked, i)}
}

// breaksAt reports whether a new atom begins at i, behind a blank.
func (c *cutter) breaksAt(i int, look markupAt) bool {
	s := c.l.Plain[i:c.end]
	r, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '&' {
		return true
	}
	if c.lookAt(i) != look {
		return true
	}
	if n := figureEnd(s); n > 0 {
		return !isOfWords(s[n:])
	}
	if class, n := readCue(s); n > 0 && breaksWords(class, s[n:]) {
		return true
	}
	if d, ok := startingAt(c.l.dates, i); ok {
		return !isOfWords(c.l.Plain[c.clip(d).End:c.end])
	}
	for _, ranges := range [...][]Range{c.l.URLs, c.l.IDs} {
		if _, ok := startingAt(ranges, i); ok {
			return true
		}
	}
	return false
}

// endsSentence reports whether a title may end at word with its own mark: "What
// Does That Mean? The Straits Times".
func endsSentence(word, rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return (strings.HasSuffix(word, "?") || strings.HasSuffix(word, "!")) && unicode.IsUpper(r)
}

// isOfWords reports whether a figure before rest belongs to the words around
// it, since a word follows that announces nothing: "the 13 colonies".
func isOfWords(rest string) bool {
	if !strings.HasPrefix(rest, " ") || len(rest) < 2 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest[1:])
	if !unicode.IsLetter(r) || figureEnd(rest[1:]) > 0 {
		return false
	}
	class, n := readCue(rest[1:])
	return n == 0 || class == "and" || class == "in"
}

// wordEnd gives the length of the word at the start of s, with the full stop
// of an abbreviation and the marks that end a title (?, !) but not the
// punctuation between parts.
func wordEnd(s string) int {
	end := 0
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		if unicode.IsSpace(r) || endsWord(r) {
			break
		}
		end += size
	}
	word := s[:end]
	if trimmed := strings.TrimRight(word, ".’‘'"); trimmed != word && !endsAbbreviated(trimmed, s[end:]) {
		end = max(len(trimmed), 1)
	}
	if end == 0 {
		_, end = utf8.DecodeRuneInString(s)
	}
	return end
}

// endsWord reports the punctuation that no word holds.
func endsWord(r rune) bool {
	switch r {
	case ',', ';', ':', '(', ')', '[', ']', '<', '>', '"', '“', '”', '«', '»', '„', '–', '—':
		return true
	}
	return false
}

// endsAbbreviated reports whether a full stop behind word belongs to it: an
// initial, or an abbreviation that a lower-case word or a figure follows.
func endsAbbreviated(word, rest string) bool {
	last := word[strings.LastIndexAny(word, ".-")+1:]
	if n := utf8.RuneCountInString(last); n == 1 || n == 2 && last != strings.ToLower(last) && strings.Contains(word, ".") {
		return true
	}
	if abbreviations()[strings.ToLower(word)] {
		return true
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
	return unicode.IsLower(next) && utf8.RuneCountInString(word) <= 5
}

// figureEnd gives the length of a figure at the start of s: digits with
// dashes, full stops, slashes and colons between them and one letter behind,
// or a small Roman number; 0 where a word stands there.
func figureEnd(s string) int {
	if s == "" {
		return 0
	}
	end := 0
	if c := s[0]; c < '0' || c > '9' {
		if !isLettered(s) {
			return romanEnd(s)
		}
		end = 1
	}
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		if unicode.IsDigit(r) {
			end += size
			continue
		}
		after, _ := utf8.DecodeRuneInString(s[end+size:])
		if !unicode.IsDigit(after) || !strings.ContainsRune("-–‑‐−./", r) {
			break
		}
		end += size
	}
	end += suffixEnd(s[end:])
	if strings.HasPrefix(s[end:], "+") { // "D1+", with pages that are not named
		end++
	}
	return end
}

// isLettered reports a letter and figures: B12, e1004.
func isLettered(s string) bool {
	letter := 'A' <= s[0] && s[0] <= 'Z' || 'a' <= s[0] && s[0] <= 'z'
	return letter && len(s) > 1 && '0' <= s[1] && s[1] <= '9'
}

// suffixEnd gives the length of what may stand close behind a figure: 17a,
// 12f., 12ff., 2nd, 3e. Anything longer makes the whole a word.
func suffixEnd(s string) int {
	n := 0
	for n < len(s) && ('a' <= s[n] && s[n] <= 'z' || 'A' <= s[n] && s[n] <= 'Z') {
		n++
	}
	if n <= 3 {
		return n
	}
	return 0
}

func isRomanDigit(r rune) bool { return r == 'i' || r == 'v' || r == 'x' || r == 'l' || r == 'c' }

// romanEnd gives the length of a small Roman number or a range of them (xiv,
// xii–xvi). One letter alone is no number, nor is a word that happens to have
// only such letters but is capital.
func romanEnd(s string) int {
	end := 0
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		if !isRomanDigit(r) && (end == 0 || r != '-' && r != '–' && r != '‑') {
			break
		}
		end += size
	}
	r, _ := utf8.DecodeRuneInString(s[end:])
	if end < 2 || unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '’' || r == '\'' {
		return 0
	}
	return end
}
