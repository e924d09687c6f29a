package citation

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/prose"
)

//go:embed data/shortforms.txt
var shortFormsFile string

// termClass is what a term of a short form says.
type termClass byte

const (
	noTerm    termClass = iota
	ibidTerm            // ibid., ebd.: the source just cited
	idemTerm            // idem, ders.: the author just cited
	opCitTerm           // op. cit., a.a.O.: an earlier source
	aboveTerm           // supra, oben: before this note
	belowTerm           // infra, unten: behind it
	noteTerm            // n., Anm.: what numbers a note
	linkTerm            // wie, see: before what numbers a note
)

// termTable holds the terms by their letters.
type termTable struct {
	classes map[string]termClass
	begun   map[string]bool // letters of the words that a term of several begins with
	begins  prose.Beginnings
}

// longestTerm is the length in bytes of the longest term.
const longestTerm = 32

var terms = sync.OnceValue(func() *termTable {
	classes := map[string]termClass{
		"ibid": ibidTerm, "idem": idemTerm, "opcit": opCitTerm, "above": aboveTerm, "below": belowTerm, "note": noteTerm, "link": linkTerm,
	}
	t := &termTable{classes: map[string]termClass{}, begun: map[string]bool{}}
	for _, line := range dataLines(shortFormsFile) {
		class, list, _ := strings.Cut(line, ":")
		for term := range strings.SplitSeq(list, ",") {
			term = strings.TrimSpace(term)
			t.classes[term] = classes[class]
			for i := range term {
				t.begun[term[:i]] = true
			}
			t.begins.Add(term)
		}
	}
	return t
})

// termAt reads the term that begins at the word at i, the longest where several
// fit, with its full stop. The letters count, blanks and full stops do not.
func termAt(s string, i int) (class termClass, end int) {
	t := terms()
	if !t.begins.May(s[i:]) { // as most words
		return noTerm, 0
	}
	var buf [longestTerm]byte
	letters := buf[:0]
	for j := i; j < len(s); {
		r, size := utf8.DecodeRuneInString(s[j:])
		switch {
		case unicode.IsLetter(r) && len(letters)+utf8.UTFMax <= longestTerm:
			letters = utf8.AppendRune(letters, unicode.ToLower(r))
			j += size
			if !endsWord(s, j) {
				continue
			}
			if c, ok := t.classes[string(letters)]; ok && isAbbreviated(s, j, letters, c) && !isInitialsOf(s[i:j], letters, c) {
				class, end = c, j
			}
			if !t.begun[string(letters)] {
				return class, withStop(s, end)
			}
		case r == '.' || r == ' ' || r == '\u00a0' || r == '-':
			j += size
		default:
			return class, withStop(s, end)
		}
	}
	return class, withStop(s, end)
}

// endsWord reports whether a word of s ends at i. An apostrophe before a letter
// does not end it (O’Neill).
func endsWord(s string, i int) bool {
	r, size := utf8.DecodeRuneInString(s[i:])
	if r == '’' || r == '\'' {
		r, _ = utf8.DecodeRuneInString(s[i+size:])
	}
	return !unicode.IsLetter(r) && !unicode.IsMark(r)
}

// isAbbreviated tells short terms from words and names with the same letters:
// a full stop, a comma, a figure or the end follows them.
func isAbbreviated(s string, end int, letters []byte, class termClass) bool {
	if len(letters) == 1 && (class == aboveTerm || class == belowTerm) {
		return strings.HasPrefix(s[end:], ".")
	}
	short := len(letters) <= 3 || class == idemTerm && len(letters) == 4 && string(letters) != "idem"
	if class >= aboveTerm || !short {
		return true
	}
	rest := s[end:]
	return rest == "" || strings.ContainsRune(".,:;)", rune(rest[0])) || locatorLength(rest) > 0
}

// isInitialsOf tells the initials of a name (A. W. Schlegel) from a term of the
// same letters (a.w.).
func isInitialsOf(printed string, letters []byte, class termClass) bool {
	return class == opCitTerm && len(letters) <= 3 && strings.Trim(printed, "ABCDEFGHIJKLMNOPQRSTUVWXYZ. \u00a0-") == ""
}

// withStop adds the full stop of an abbreviation.
func withStop(s string, end int) int {
	if end > 0 && end < len(s) && s[end] == '.' {
		end++
	}
	return end
}
