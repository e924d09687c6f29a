package train

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// person is a name before a style prints it.
type person struct {
	Given, Family, Suffix, Literal string
	Demoted                        string // a particle that stands behind the given names where the name is inverted
}

// cultures and how often each is drawn when a note's language does not say.
func cultures() []string {
	return []string{"en", "en", "en", "en", "en", "en", "de", "de", "fr", "it", "es", "pt", "nl", "sv", "slavic", "hu",
		"ar", "turkic", "in", "cn", "asia", "africa", "jewish", "el"}
}

// newPerson draws a person, of the culture of the language more often than not.
func newPerson(rng *rand.Rand, language string) person {
	lex := words()
	culture := cultures()[rng.IntN(len(cultures()))]
	if language == "pl" || language == "cs" {
		language = "slavic"
	}
	if _, ok := lex[language+"-family"]; ok && rng.IntN(2) == 0 {
		culture = language
	}
	p := person{Given: lex.pick(rng, culture+"-given"), Family: lex.pick(rng, culture+"-family")}
	if particle, rest := splitParticle(p.Family); particle != "" && rng.IntN(2) == 0 {
		p.Demoted, p.Family = particle, rest
	}
	switch rng.IntN(50) {
	case 21, 22:
		p.Given = coined(rng)
	case 23, 24:
		p.Family = coined(rng)
	case 0, 1, 2, 3, 4, 5:
		p.Given += " " + lex.pick(rng, culture+"-given")
	case 6, 7, 8, 9, 10, 11, 12:
		p.Given += " " + string(rune('A'+rng.IntN(25))) + "."
	case 13:
		p.Given = string(rune('A'+rng.IntN(25))) + ". " + p.Given
	case 14:
		p.Suffix = lex.pick(rng, "suffix")
	case 15, 16:
		p.Given = string(rune('A'+rng.IntN(25))) + ". " + string(rune('A'+rng.IntN(25))) + "."
	case 17:
		p.Family += "-" + lex.pick(rng, culture+"-family")
	case 18:
		p = person{Literal: lex.pick(rng, "single")}
	case 20: // one who writes without capitals
		p.Given, p.Family = strings.ToLower(p.Given), strings.ToLower(p.Family)
	case 19: // a record that does not say which is the family name is never inverted
		p = person{Literal: p.Given + " " + p.Family}
	}
	return p
}

// splitParticle takes the small words off the front of a family name.
func splitParticle(family string) (particle, rest string) {
	at := strings.IndexFunc(family, unicode.IsUpper)
	if at <= 0 || family[at-1] != ' ' {
		return "", family
	}
	return family[:at-1], family[at:]
}

// newPeople draws a list of one to eight people.
func newPeople(rng *rand.Rand, language string) []person {
	n := 1
	switch r := rng.IntN(100); {
	case r >= 99:
		n = 9 + rng.IntN(7)
	case r >= 96:
		n = 5 + rng.IntN(4)
	case r >= 88:
		n = 4
	case r >= 76:
		n = 3
	case r >= 55:
		n = 2
	}
	people := make([]person, n)
	for i := range people {
		people[i] = newPerson(rng, language)
	}
	return people
}

// A style shows the form of a name by an example: "Doe, Jane Mary", "J. M. DOE".
var (
	exampleFamily = regexp.MustCompile(`Doe|DOE`)
	exampleGiven  = regexp.MustCompile(`Jane Mary|Jane M\.?|J\. M\.|J\.M\.|J M|JM|JANE|Jane|J\.|J`)
)

// form prints a name as the example shows; given and family are its parts as printed.
func (p person) form(example string) (printed, given, family string) {
	if p.Literal != "" {
		return p.Literal, "", p.Literal
	}
	family = p.Family
	if strings.Contains(example, "DOE") {
		family = strings.ToUpper(family)
	}
	given = p.givenLike(exampleGiven.FindString(example))
	inverted := strings.HasPrefix(example, "D")
	switch {
	case p.Demoted != "" && inverted && given != "":
		given += " " + p.Demoted
	case p.Demoted != "":
		family = p.Demoted + " " + family
	}
	if p.Suffix != "" && !inverted {
		family += " " + p.Suffix
	}
	printed = exampleFamily.ReplaceAllLiteralString(example, "\x02")
	printed = exampleGiven.ReplaceAllLiteralString(printed, "\x01")
	printed = strings.ReplaceAll(strings.ReplaceAll(printed, "\x01", given), "\x02", family)
	if p.Suffix != "" && inverted {
		printed += ", " + p.Suffix
	}
	return strings.TrimSpace(printed), given, strings.TrimSuffix(family, " "+p.Suffix)
}

// givenLike shortens given names as the example does.
func (p person) givenLike(example string) string {
	switch example {
	case "":
		return ""
	case "Jane Mary":
		return p.Given
	case "Jane":
		first, _, _ := strings.Cut(p.Given, " ")
		return first
	case "JANE":
		return strings.ToUpper(p.Given)
	case "Jane M.", "Jane M":
		first, rest, _ := strings.Cut(p.Given, " ")
		return strings.TrimSpace(first + " " + initials(rest, example[len("Jane M"):], " "))
	case "J. M.", "J.":
		return initials(p.Given, ".", " ")
	case "J.M.":
		return initials(p.Given, ".", "")
	case "J M":
		return initials(p.Given, "", " ")
	}
	return initials(p.Given, "", "")
}

// initials are the first letters of the given names; parts joined by a hyphen keep it ("J.-P.").
func initials(given, dot, space string) string {
	var b strings.Builder
	for i, name := range strings.Fields(given) {
		if i > 0 {
			b.WriteString(space)
		}
		for j, part := range strings.Split(name, "-") {
			letter, _ := utf8.DecodeRuneInString(part)
			if letter == utf8.RuneError {
				continue
			}
			if j > 0 && dot != "" {
				b.WriteByte('-')
			}
			b.WriteRune(unicode.ToUpper(letter))
			b.WriteString(dot)
		}
	}
	return b.String()
}
