package manuscript

import (
	"strconv"
	"strings"
)

// Scopes tells notes of one label apart: a label that comes again starts the
// numbering again. The zero value is ready.
type Scopes struct {
	seen    map[string]bool
	current int
}

// Of gives the scope of the next note.
func (s *Scopes) Of(label string) int {
	if s.seen[label] {
		s.current++
		clear(s.seen)
	}
	if s.seen == nil {
		s.seen = make(map[string]bool)
	}
	s.seen[label] = true
	return s.current
}

// FormatLabel writes the number of a note in a format, by its name in
// ECMA-376 part 1, 17.18.59: "lowerRoman", "upperLetter", "chicago" and so on.
// Formats of other scripts give figures, which an editor can read as well.
func FormatLabel(n int, format string) string {
	const (
		mostLetters = 26 * 30 // as in Word; longer labels would be of letters only
		mostRoman   = 3999
		mostSymbols = 4 * 10
	)
	switch {
	case n < 1:
	case format == "lowerLetter" && n <= mostLetters:
		return repeated("abcdefghijklmnopqrstuvwxyz", n)
	case format == "upperLetter" && n <= mostLetters:
		return repeated("ABCDEFGHIJKLMNOPQRSTUVWXYZ", n)
	case format == "lowerRoman" && n <= mostRoman:
		return strings.ToLower(roman(n))
	case format == "upperRoman" && n <= mostRoman:
		return roman(n)
	case format == "chicago" && n <= mostSymbols:
		return repeated("*†‡§", n)
	}
	return strconv.Itoa(n)
}

// repeated counts with symbols: a, b … z, aa, bb …
func repeated(symbols string, n int) string {
	s := []rune(symbols)
	return strings.Repeat(string(s[(n-1)%len(s)]), (n-1)/len(s)+1)
}

func roman(n int) string {
	values := [...]int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	digits := [...]string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	var b strings.Builder
	for i, value := range values {
		for ; n >= value; n -= value {
			b.WriteString(digits[i])
		}
	}
	return b.String()
}
