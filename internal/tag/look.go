package tag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/outlet"
	"github.com/ibid-go/ibid/internal/prose"
)

// look is what an atom looks like, worked out once. What has names is given by
// hashes or small numbers.
type look struct {
	kind          AtomKind
	before, after separator
	name          uint32 // kind, with the class of a cue, the shape of a figure or date
	shape         uint32
	first, last   uint32 // words
	size          uint32 // bucket of the number of words
	signs         uint32 // what the words have among them
	outlet        uint32 // kind of the outlet of this name, 0 where there is none
	lists         membership
}

// lookAt works it out. Where known is false the registry of outlets is not asked,
// as if it lacked the name.
func lookAt(plain string, a *Atom, known bool) look {
	text := plain[a.Start:a.End]
	l := look{kind: a.Kind, before: classifySeparator(a.Before), after: classifySeparator(a.After)}
	switch a.Kind {
	case Figure:
		l.shape = figureShape(text)
	case DateAtom:
		l.shape = dateShape(withoutLetter(text))
	case Words, Cue, Quoted:
		l.readWords(text)
		if known && a.Kind != Cue {
			l.readOutlet(text)
		}
	}
	l.name = l.nameOf(a)
	return l
}

func (l *look) nameOf(a *Atom) uint32 {
	name := uint32(a.Kind) + 1
	switch {
	case a.Kind == Cue:
		name = hashPair(name, hashText(a.Cue))
	case a.Kind == Figure || a.Kind == DateAtom:
		name = hashPair(name, l.shape)
	case a.Kind == Words && l.outlet != 0:
		name = hashPair(name, 1)
	}
	return name
}

// readWords goes through the words of text once. Of a long atom only the first
// words and the last are looked at.
func (l *look) readWords(text string) {
	const most = 24
	var hashes [most]uint32
	n := 0
	shape, last, bare := uint32(fnvOffset), byte(0), false
	for word, rest := prose.CutField(text); word != ""; word, rest = prose.CutField(rest) {
		s := wordShape(word)
		if n < 4 {
			shape = hashPair(shape, uint32(s))
		}
		last, bare = s, n > 0 && s == 'I' && word[len(word)-1] != '.'
		l.signs |= signOf(s, n)
		if n > 0 && isVersus(word) {
			l.signs |= versus
		}
		if n < most {
			hashes[n] = hashWord(word)
		} else {
			hashes[most-1] = hashWord(word)
		}
		n++
	}
	if n > 4 {
		shape = hashPair(shape, uint32(last))
	}
	if bare {
		l.signs |= bareInitials
	}
	words := hashes[:min(n, most)]
	if n == 0 {
		return
	}
	l.shape, l.size = shape, bucket(n)
	l.first, l.last = words[0], words[len(words)-1]
	l.lists = knownLists().membershipOf(words)
}

// readOutlet looks the name up where it is no longer than names are.
func (l *look) readOutlet(text string) {
	if l.size > bucket(longestName) {
		return
	}
	if o := outlet.Lookup(text); o != nil {
		l.outlet = hashText(o.Kind) | 1
	}
}

const longestName = 10 // words

// bucket counts exactly up to four words and roughly beyond.
func bucket(n int) uint32 {
	switch {
	case n <= 4:
		return uint32(n)
	case n <= 6:
		return 5
	case n <= longestName:
		return 6
	}
	return 7
}

// signOf gives the bit of a word's shape; the first word counts apart, since
// every part begins with a capital.
func signOf(shape byte, n int) uint32 {
	var bit uint32
	switch shape {
	case 'x':
		bit = 1
	case 'p':
		bit = 2
	case 'A':
		bit = 4
	case 'I':
		bit = 8
	case '0':
		bit = 16
	case 'X':
		bit = 32
	}
	if n == 0 {
		bit <<= 6
	}
	return bit
}

// versus is the bit of a word that stands between the parties of a case.
const versus = 1 << 12

// bareInitials is the bit of words that end in initials without full stops, as
// names in the lists of medicine do: "Smith JM".
const bareInitials = 1 << 13

func isVersus(word string) bool {
	return word == "v" || word == "v." || word == "vs." || word == "versus"
}

// figureShape gives the number of digits, the sign between them and whether
// letters stand among them.
func figureShape(s string) uint32 {
	var digits, sep, letters uint32
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case strings.ContainsRune("-–‑‐−", r):
			sep = 1
		case r == '.':
			sep = 2
		case r == '/':
			sep = 3
		case r == ':':
			sep = 4
		case unicode.IsLetter(r):
			letters = 1
		}
	}
	return min(digits, 7) | sep<<3 | letters<<6
}

// withoutLetter gives a year without the letter that tells works apart.
func withoutLetter(date string) string {
	if n := len(date); n > 1 && date[n-1] >= 'a' && '0' <= date[n-2] && date[n-2] <= '9' {
		return date[:n-1]
	}
	return date
}

// dateShape tells a year, a month, a day and a date all in figures.
func dateShape(s string) uint32 {
	switch {
	case len(s) == 4:
		return 1
	case !strings.ContainsFunc(s, unicode.IsLetter):
		return 4
	case strings.Count(s, " ") < 2:
		return 2
	}
	return 3
}

// wordShape gives one letter for a word: A for capitals (USA), I for an initial
// (J., J.K.), X for a capitalised word, x for a small one, p for a particle of
// a name, 0 for one with a figure first.
func wordShape(w string) byte {
	r, size := utf8.DecodeRuneInString(w)
	switch {
	case r >= '0' && r <= '9':
		return '0'
	case !unicode.IsUpper(r):
		if isParticle(w) {
			return 'p'
		}
		return 'x'
	case isInitials(w):
		return 'I'
	case isUpper(w[size:]):
		return 'A'
	}
	return 'X'
}

// isUpper reports whether s has letters and none of them is small.
func isUpper(s string) bool {
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
	}
	return s != ""
}

// isInitials reports J., J.K., J.-P. and, without full stops, J and JK.
func isInitials(w string) bool {
	capitals, stops := 0, 0
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			capitals++
		case r == '.':
			stops++
		case r != '-' && r != '‐' && r != '‑':
			return false
		}
	}
	return capitals >= 1 && capitals <= 2 || capitals <= 4 && stops > 0
}

func isParticle(w string) bool {
	switch w {
	case "van", "von", "de", "den", "der", "del", "della", "di", "da", "dos", "du", "la", "le", "al", "bin", "ibn", "ben", "ter", "ten", "zu", "af", "el", "y", "d":
		return true
	}
	return strings.HasPrefix(w, "al-") || strings.HasPrefix(w, "el-") || strings.HasPrefix(w, "d’") || strings.HasPrefix(w, "d'")
}
