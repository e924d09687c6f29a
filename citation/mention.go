package citation

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mention is how the words of a source point at an earlier one. Offsets count
// in the text that was read.
type mention struct {
	form  Form
	start int // behind the lead-in, or behind the term where the name follows it
	name  int // end of the name or title that stands before the term; start where there is none
	term  int // where the term begins
	place int // behind the term: where the cited place begins
	notes []string
	ahead bool // it points at a later note
}

// maxNotes bounds the notes that one mention numbers: "see notes 5–900" says
// nothing about a source.
const maxNotes = 20

// readMention reads the term by which s, one source of a note, points at an
// earlier one. It reports false where there is none.
func readMention(s string) (mention, bool) {
	m := mention{}
	m.start = leadLength(s)
	m.start += len(s[m.start:]) - len(strings.TrimLeft(s[m.start:], " ([\u00a0"))
	m.name = m.start
	if m.readIdemNote(s) {
		return m, true
	}
	if class, end := termAt(s, m.start); class == ibidTerm || class == idemTerm && (onlyPlace(s[end:]) || isPlaceBeforeRemark(s[end:])) {
		m.form, m.term, m.place = Ibid, m.start, end
		if class, next := termAt(s, skipTo(s, end)); class == opCitTerm {
			m.place = next // "ibid., loc. cit."
		}
		return m, true
	}
	for i := m.start; i < len(s); i = nextWord(s, i) {
		if beginsTerm(s, i) && m.readTerm(s, i) {
			return m, true
		}
	}
	return m, false
}

// readIdemNote reads an author just cited with the note of the source: "Ders.
// (Fn. 3), S. 12".
func (m *mention) readIdemNote(s string) bool {
	class, end := termAt(s, m.start)
	if class != idemTerm || !strings.HasPrefix(strings.TrimLeft(s[end:], ". "), "(") || !m.readNote(s, skipTo(s, end)) {
		m.notes, m.ahead = nil, false
		return false
	}
	m.form, m.term = CrossRef, m.start
	return true
}

// onlyPlace reports whether nothing but a cited place stands in s.
func onlyPlace(s string) bool {
	return strings.Trim(s[locatorLength(s):], " .,;:)]\u00a0") == ""
}

// isPlaceBeforeRemark reports a cited place with a remark in brackets or behind
// a comma: " at 60 (Moore, J., dissenting)".
func isPlaceBeforeRemark(s string) bool {
	n := locatorLength(s)
	return n > 0 && hasAnyPrefix(strings.TrimLeft(s[n:], ". "), "(", "[", ", ", "“")
}

// nextWord gives the offset of the word behind the one at i.
func nextWord(s string, i int) int {
	i += wordLength(s[i:])
	for i < len(s) && !isWordByte(s[i]) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			break
		}
		i += size
	}
	return i
}

// beginsTerm reports whether a term can begin at the word at i: a blank or a
// bracket stands before it, as it never does within an address.
func beginsTerm(s string, i int) bool {
	return i == 0 || strings.IndexByte(" ([,;", s[i-1]) >= 0 || s[i-1] >= utf8.RuneSelf
}

// skipTo gives the offset of the next letter or digit, past brackets.
func skipTo(s string, i int) int {
	return i + len(s[i:]) - len(strings.TrimLeft(s[i:], " ,;:([\u00a0"))
}

// readTerm reads a term at i, and the number of a note around it.
func (m *mention) readTerm(s string, i int) bool {
	class, end := termAt(s, i)
	switch class {
	case ibidTerm: // "Jones, ibid., p. 5"
		if m.isSetOff(s, i) && isNameLike(strings.TrimRight(s[m.start:i], " ,")) && onlyPlace(s[end:]) {
			m.set(Ibid, s, i, end)
			return true
		}
	case opCitTerm:
		if i > 0 && s[i-1] == '[' && hasDigit(s[end:min(end+2, len(s))]) {
			return false // "[cit. 3.12.2021]": when it was looked at
		}
		m.set(OpCit, s, i, end)
		m.readNote(s, skipTo(s, end))
		if m.name == m.start && len(m.notes) == 0 && !m.readName(s) {
			m.form = Ibid // without a name only the source just cited can be meant
		}
		return true
	case aboveTerm, belowTerm:
		m.ahead = class == belowTerm
		if m.readNote(s, skipTo(s, end)) {
			m.setNote(s, i)
			return true
		}
		if class == aboveTerm && m.isSetOff(s, i) && onlyPlace(s[end:]) {
			m.set(OpCit, s, i, end)
			return true
		}
	case linkTerm:
		if i > 0 && strings.IndexByte("([", s[i-1]) >= 0 && m.readNote(s, skipTo(s, end)) {
			m.setNote(s, i)
			return true
		}
	case noteTerm:
		if m.readNote(s, i) && m.numbersNote(s, i) {
			m.setNote(s, i)
			return true
		}
	}
	m.notes, m.ahead = nil, false
	return false
}

// readName reads the name or title that stands behind the term: "op. cit.,
// ‘Nets’, 18".
func (m *mention) readName(s string) bool {
	start := skipTo(s, m.place)
	if onlyPlace(s[m.place:]) || start >= len(s) {
		return false
	}
	m.start = start
	m.name = start + placeStart(s[start:])
	m.place = m.name
	return true
}

// set notes where the term stands.
func (m *mention) set(form Form, s string, term, end int) {
	m.form, m.term, m.place = form, term, end
	m.name = max(m.start, len(strings.TrimRight(s[:term], " ,;:([\u00a0")))
}

// setNote is set for a term that numbers a note: with a name it is an earlier
// source, without one a cross-reference.
func (m *mention) setNote(s string, term int) {
	m.set(OpCit, s, term, m.place)
	if m.name == m.start {
		m.form = CrossRef
	}
}

// readNote reads "n. 5", "notes 5 and 7 above" at i.
func (m *mention) readNote(s string, i int) bool {
	if class, end := termAt(s, i); class == aboveTerm || class == belowTerm {
		m.ahead = class == belowTerm
		i = skipTo(s, end)
	}
	class, end := termAt(s, i)
	if class != noteTerm {
		return false
	}
	labels, n := readLabels(s[end:])
	if len(labels) == 0 {
		return false
	}
	m.notes, m.place = labels, end+n
	if class, end := termAt(s, skipTo(s, m.place)); class == aboveTerm || class == belowTerm {
		m.ahead, m.place = class == belowTerm, end
	}
	return true
}

// readLabels reads the numbers of notes: "5", "5–7", "5, 7 and 9". A number
// behind a comma is a page: only "and" or "&" goes on.
func readLabels(s string) (labels []string, length int) {
	i := len(s) - len(strings.TrimLeft(s, " \u00a0"))
	for {
		n := figureLength(s[i:])
		if n == 0 || n > 6 || len(labels) >= maxNotes {
			return labels, length
		}
		labels, length = append(labels, s[i:i+n]), i+n
		rest := s[length:]
		switch {
		case hasAnyPrefix(rest, "–", "-", "‑"):
			_, size := utf8.DecodeRuneInString(rest)
			return readRange(labels, s, length+size)
		case hasAnyPrefix(rest, " and ", " und ", " et ", " & "):
			i = length + 1 + strings.IndexByte(rest[1:], ' ') + 1
		default:
			return labels, length
		}
	}
}

// figureLength gives the length of the digits at the start of s.
func figureLength(s string) int {
	return len(s) - len(strings.TrimLeft(s, "0123456789"))
}

// readRange adds the notes up to the number at i.
func readRange(labels []string, s string, i int) ([]string, int) {
	n := figureLength(s[i:])
	from, _ := strconv.Atoi(labels[len(labels)-1])
	to, err := strconv.Atoi(s[i : i+n])
	if err != nil || to-from > maxNotes {
		return labels, i + n
	}
	for label := from + 1; label <= to; label++ {
		labels = append(labels, strconv.Itoa(label))
	}
	return labels, i + n
}

func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// numbersNote tells "(n 5)", which numbers a note of this document, from
// "25 n. 5", a note of the source: it stands in brackets, behind a bare name,
// or alone, and no figure stands before it.
func (m *mention) numbersNote(s string, i int) bool {
	before := strings.TrimRight(s[m.start:i], " ,([\u00a0")
	switch {
	case before == "":
		return onlyPlace(s[m.place:])
	case m.isSetOff(s, i) && (s[i-1] == '(' || s[i-1] == '['):
		return true
	}
	return m.isSetOff(s, i) && isNameLike(before)
}

// isSetOff reports whether punctuation divides the term at i from a name
// before it. A figure before it would make it a place in the source.
func (m *mention) isSetOff(s string, i int) bool {
	before := strings.TrimRight(s[m.start:i], " \u00a0")
	name := strings.TrimRight(before, ",([")
	if len(name) == len(before) {
		return false
	}
	name = strings.TrimRight(name, " ")
	last := name[strings.LastIndexByte(name, ' ')+1:]
	return last != "" && (!hasDigit(last) || isYear(last))
}

func isYear(s string) bool { return len(s) == 4 && strings.Trim(s, "0123456789") == "" }
