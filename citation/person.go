package citation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/prose"
	"github.com/ibid-go/ibid/internal/tag"
)

// personOf makes a name of a part, and of the given names behind it where it
// is inverted.
func personOf(part piece, given []piece) Name {
	var buf [maxNameWords]string
	words := prose.AppendFields(buf[:0], part.text())
	if len(words) == 0 {
		return Name{}
	}
	if len(given) > 0 {
		whole := part.sub(part.start, given[0].end)
		return Name{Family: part.text(), Given: given[0].text(), Span: whole.span()}
	}
	name := Name{Span: part.span()}
	if n := len(words); n > 1 && isSuffix(words[n-1]) {
		name.Suffix, words = words[n-1], words[:n-1]
	}
	at := familyAt(words)
	name.Family, name.Given = strings.Join(words[at:], " "), strings.Join(words[:at], " ")
	if n := familyBefore(words); n > 0 {
		name.Family, name.Given = strings.Join(words[:n], " "), strings.Trim(strings.Join(words[n:], " "), "()")
	}
	return name
}

// initialsBefore gives how many initials stand before two words or more that
// are none.
func initialsBefore(words []string) int {
	n := 0
	for n < len(words) && isInitialsOnly(words[n]) && strings.HasSuffix(words[n], ".") {
		n++
	}
	for _, word := range words[n:] {
		if isInitialsOnly(word) || isSuffix(word) {
			return 0
		}
	}
	if len(words)-n < 2 {
		return 0
	}
	return n
}

// familyBefore gives how many words the surname has where it stands first
// without a comma: "Smith JB", "SMITH John", "Smith (John)"; else 0.
func familyBefore(words []string) int {
	n := len(words)
	switch {
	case n < 2:
		return 0
	case isVancouver(words):
		return n - 1
	case strings.HasPrefix(words[n-1], "("):
		return n - 1
	}
	capital := 0
	for capital < n && isCapital(words[capital]) {
		capital++
	}
	if capital == n {
		return 0
	}
	return capital
}

// isCapital reports a word of two letters or more, all capital: DOE.
func isCapital(word string) bool {
	return utf8.RuneCountInString(word) > 2 && !strings.Contains(word, ".") && !hasSmall(word) && word == strings.ToUpper(word) && word != strings.ToLower(word)
}

// hasSmall reports a small letter of ASCII, as most words have.
func hasSmall(word string) bool {
	for i := range len(word) {
		if 'a' <= word[i] && word[i] <= 'z' {
			return true
		}
	}
	return false
}

// familyAt gives the index of the first word of the surname: the last word, and
// the particles before it.
func familyAt(words []string) int {
	if n := initialsBefore(words); n > 0 && !tag.Known(words[n], "given") {
		return n // where given names are initials, two whole words are a double surname
	}
	at := len(words) - 1
	for at > 1 && isParticle(words[at-1]) {
		at--
	}
	return at
}

// isVancouver reports "Smith JB": a surname before initials without full stops.
func isVancouver(words []string) bool {
	first, last := words[0], words[len(words)-1]
	if !isInitialsOnly(last) || strings.Contains(last, ".") || isInitialsOnly(first) {
		return false
	}
	return len(last) <= 2 || len(last) == 3 && !tag.Known(first, "given") // "Jane ROE"
}

func isParticle(word string) bool {
	r := []rune(word)
	small := len(r) > 0 && unicode.IsLower(r[0]) || len(r) > 1 && word == strings.ToUpper(word) && r[1] != '.'
	return small && tag.Known(word, "particle")
}

// isOneWord reports a single word, or one behind particles: "van der Meer".
func isOneWord(s string) bool {
	word, rest := prose.CutField(s)
	for next, behind := prose.CutField(rest); next != "" && isParticle(word); next, behind = prose.CutField(rest) {
		word, rest = next, behind
	}
	return word != "" && strings.TrimSpace(rest) == ""
}

func isSuffix(s string) bool {
	switch strings.TrimRight(s, ".") {
	case "Jr", "Sr", "II", "III", "IV":
		return true
	}
	return false
}

// isInitialsOnly reports J., J. K., J.-P., JK.
func isInitialsOnly(s string) bool {
	letters := 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			letters++
		case !strings.ContainsRune(". -‐‑", r):
			return false
		}
	}
	return letters > 0 && (letters <= 3 || strings.Contains(s, "."))
}

// endsInInitialsOnly reports "Smith J", which needs nothing behind a comma.
func endsInInitialsOnly(s string) bool {
	first, rest := prose.CutField(s)
	return first != "" && isInitialsOnly(prose.LastField(rest))
}
