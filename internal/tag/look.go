package tag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/outlet"
	"github.com/ibid-go/ibid/internal/prose"
)

// look is what an atom looks like, worked out once.
type look struct {
	kind        AtomKind
	cue         string // class of a Cue
	before      separator
	after       separator
	first, last string // folded words of the text
	shape       string
	size        int      // bucket of the number of words
	classes     []string // lists that hold the words
	outlet      string   // kind of the outlet of this name
}

// lookAt works it out. Where known is false the registry of outlets is not asked,
// as if it lacked the name.
func lookAt(plain string, a *Atom, known bool) look {
	text := plain[a.Start:a.End]
	l := look{kind: a.Kind, before: classifySeparator(a.Before), after: classifySeparator(a.After)}
	switch a.Kind {
	case Figure:
		l.shape = figureShape(text)
		return l
	case DateAtom:
		l.shape = dateShape(text)
		return l
	case URL, ID:
		return l
	case Cue:
		l.cue = a.Cue
	}
	words := strings.Fields(text)
	l.first = prose.Fold(words[0])
	l.last = prose.Fold(words[len(words)-1])
	l.size = bucket(len(words))
	l.shape = wordsShape(words)
	l.classes = classesOf(words)
	const longestName = 9 // words
	if known && a.Kind != Cue && len(words) <= longestName {
		if o := outlet.Lookup(text); o != nil {
			l.outlet = o.Kind
		}
	}
	return l
}

// bucket counts exactly up to four words and roughly beyond.
func bucket(n int) int {
	switch {
	case n <= 4:
		return n
	case n <= 6:
		return 5
	case n <= 10:
		return 6
	}
	return 7
}

func figureShape(s string) string {
	digits := 0
	sep := ""
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case strings.ContainsRune("-–‑‐−", r):
			sep = "-"
		case r == '.' || r == '/' || r == ':':
			sep = string(r)
		case unicode.IsLetter(r):
			sep += "a"
		}
	}
	return "0000000"[:min(digits, 7)] + sep
}

func dateShape(s string) string {
	switch {
	case len(s) == 4:
		return "year"
	case strings.ContainsFunc(s, unicode.IsLetter):
		if len(strings.Fields(s)) < 3 {
			return "month"
		}
		return "day"
	}
	return "figures"
}

// wordsShape gives one letter a word, for the first four and the last: A for
// capitals (USA), I for an initial (J., J.K.), X for a capitalised word, x for a
// small one, p for a particle of a name.
func wordsShape(words []string) string {
	var b strings.Builder
	for i, w := range words {
		if i >= 4 && i < len(words)-1 {
			continue
		}
		b.WriteByte(wordShape(w))
	}
	return b.String()
}

func wordShape(w string) byte {
	r, size := utf8.DecodeRuneInString(w)
	rest := w[size:]
	switch {
	case isParticle(w):
		return 'p'
	case !unicode.IsUpper(r):
		return 'x'
	case isInitials(w):
		return 'I'
	case rest != "" && rest == strings.ToUpper(rest):
		return 'A'
	}
	return 'X'
}

// isInitials reports J., J.K., J.-P. and, without full stops, J and JK.
func isInitials(w string) bool {
	capitals := 0
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			capitals++
		case r != '.' && r != '-' && r != '‐' && r != '‑':
			return false
		}
	}
	return capitals >= 1 && capitals <= 2 || capitals <= 4 && strings.Contains(w, ".")
}

func isParticle(w string) bool {
	switch w {
	case "van", "von", "de", "den", "der", "del", "della", "di", "da", "dos", "du", "la", "le", "al", "bin", "ibn", "ben", "ter", "ten", "zu", "af", "el", "y", "d":
		return true
	}
	return strings.HasPrefix(w, "al-") || strings.HasPrefix(w, "el-") || strings.HasPrefix(w, "d’") || strings.HasPrefix(w, "d'")
}
