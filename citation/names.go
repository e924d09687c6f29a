package citation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/outlet"
	"github.com/ibid-go/ibid/internal/prose"
	"github.com/ibid-go/ibid/internal/tag"
)

// readNames reads a list of names: persons in reading order or inverted, or an
// organisation.
func readNames(p piece) []Name {
	if isOrganisation(p.text()) {
		return []Name{{Literal: p.text(), Span: p.span()}}
	}
	parts := splitNames(p)
	var names []Name
	for i := 0; i < len(parts); {
		n := inverted(parts, i, len(names) == 0)
		name := personOf(parts[i], parts[i+1:i+n])
		if name == (Name{}) {
			i += n
			continue
		}
		i += n
		if i < len(parts) && isSuffix(parts[i].text()) {
			name.Suffix = parts[i].text()
			i++
		}
		names = append(names, name)
	}
	return names
}

// splitNames divides a list at commas, semicolons, slashes and "and". What
// stands for further authors is left out.
func splitNames(p piece) []piece {
	text := p.text()
	var parts []piece
	start := 0
	add := func(end int) {
		from := start + len(text[start:end]) - len(strings.TrimLeft(text[start:end], " "))
		to := from + len(strings.TrimRight(text[from:end], " "))
		if from < to && !isAndOthers(text[from:to]) {
			parts = append(parts, p.sub(p.start+from, p.start+to))
		}
	}
	if n := conjunction(text); n > 0 {
		start = n
	}
	for i := start; i < len(text); i++ {
		switch text[i] {
		case ',', ';', '/', '&':
			add(i)
			start = i + 1
		case ' ':
			if n := conjunction(text[i+1:]); n > 0 {
				add(i)
				start = i + 1 + n
				i += n
			}
		}
	}
	add(len(text))
	return parts
}

// conjunction gives the length of an "and" at the start of s.
func conjunction(s string) int {
	for _, and := range [...]string{"and ", "und ", "et ", "y ", "e ", "og ", "och ", "en "} {
		if strings.HasPrefix(s, and) {
			return len(and)
		}
	}
	return 0
}

func isAndOthers(s string) bool {
	switch prose.Fold(s) {
	case "et al", "al", "others", "u a", "et alii", "otros", "altri", "autres", "ed", "eds", "dir", "hg", "hrsg", "hgg":
		return true
	}
	return strings.HasSuffix(s, "et al.") && len(s) < 8
}

// inverted gives how many parts behind i belong to the name that begins there:
// 1 where it is a surname with the given names behind a comma, else 0. Only
// commas invert, and in most styles only the first name is inverted.
func inverted(parts []piece, i int, first bool) int {
	if i+1 >= len(parts) || !commaBetween(parts[i], parts[i+1]) {
		return 1
	}
	family, given := parts[i].text(), parts[i+1].text()
	switch {
	case isSuffix(given):
		return 1
	case isInitialsOnly(given):
		if isInitialsOnly(family) || endsInInitialsOnly(family) {
			return 1
		}
		return 2
	case !first && !looksInverted(parts):
		return 1
	case len(strings.Fields(withoutParticles(family))) == 1 && len(strings.Fields(given)) <= 3:
		return 2
	}
	return 1
}

// looksInverted reports whether a whole list is inverted: it has an even
// number of parts, and every first of two is a single surname.
func looksInverted(parts []piece) bool {
	if len(parts)%2 != 0 {
		return false
	}
	for i := 0; i < len(parts); i += 2 {
		if len(strings.Fields(withoutParticles(parts[i].text()))) != 1 {
			return false
		}
	}
	return true
}

func commaBetween(a, b piece) bool {
	return strings.TrimSpace(a.in.Plain[a.end:b.start]) == ","
}

// personOf makes a name of a part, and of the given names behind it where it
// is inverted.
func personOf(part piece, given []piece) Name {
	words := strings.Fields(part.text())
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
	return utf8.RuneCountInString(word) > 2 && !strings.Contains(word, ".") && word == strings.ToUpper(word) && word != strings.ToLower(word)
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
	last := words[len(words)-1]
	return isInitialsOnly(last) && !strings.Contains(last, ".") && len(last) <= 3 && !isInitialsOnly(words[0]) && !(len(last) == 3 && tag.Known(words[0], "given"))
}

func isParticle(word string) bool {
	r := []rune(word)
	return len(r) > 0 && (unicode.IsLower(r[0]) || isCapital(word) || word == "DE" || word == "LA") && tag.Known(word, "particle")
}

func withoutParticles(s string) string {
	words := strings.Fields(s)
	for len(words) > 1 && isParticle(words[0]) {
		words = words[1:]
	}
	return strings.Join(words, " ")
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
	words := strings.Fields(s)
	return len(words) > 1 && isInitialsOnly(words[len(words)-1])
}

// isOrganisation reports whether text names an organisation: a known outlet, a
// word such as Ministry or Council, or an article.
func isOrganisation(text string) bool {
	if outlet.Lookup(text) != nil || strings.HasPrefix(text, "The ") {
		return true
	}
	if strings.Contains(text, " and ") && !strings.Contains(text, " of ") && !strings.Contains(text, " for ") {
		return false
	}
	return tag.Known(text, "org") || tag.Known(text, "press") && !looksPersonal(text) || isAcronym(text)
}

// looksPersonal reports a name with a given name or initials, which no
// publishing house has behind its own: "Springer, O.", "A. L. Allen".
func looksPersonal(text string) bool {
	words := strings.Fields(text)
	return len(words) > 1 && (tag.Known(words[0], "given") || isInitialsOnly(words[0]) || endsInInitialsOnly(text) && !tag.Known(words[len(words)-1], "press"))
}

// isAcronym reports NATO, UNHCR: one word of three capitals or more.
func isAcronym(text string) bool {
	if len(text) < 3 || len(text) > 10 {
		return false
	}
	for _, r := range text {
		if !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// settleOrganisation decides what an organisation is that stands in the
// author's place: an outlet that publishes (Reuters) is the container, one that
// acts (the Security Council) is the author. Where a container stands besides
// it, it is the author.
func settleOrganisation(c *Citation) {
	if len(c.Authors) == 0 {
		c.leadByOrganisation()
	}
	if len(c.Authors) != 1 || c.Authors[0].Literal == "" || !c.Container.IsZero() || !c.Publisher.IsZero() {
		return
	}
	org := c.Authors[0]
	if o := outlet.Lookup(org.Literal); o != nil && !actsItself(o) {
		c.Container = Field{Text: org.Literal, Span: org.Span}
		c.Authors = nil
	}
}

// leadByOrganisation makes the outlet that opens the note its author.
func (c *Citation) leadByOrganisation() {
	for _, field := range [...]*Field{&c.Container, &c.Publisher} {
		if !field.IsZero() && isBefore(*field, c.Title) && field.Span.Start-c.Span.Start <= len("[") {
			c.Authors = []Name{{Literal: field.Text, Span: field.Span}}
			*field = Field{}
			return
		}
	}
}

// actsItself reports an outlet that is known for its acts, not for its articles.
func actsItself(o *outlet.Outlet) bool {
	return o.Role == "intergovernmental" || o.Role == "government" || o.Role == "society"
}

// isBefore reports whether a stands before b, or b is absent.
func isBefore(a, b Field) bool { return b.IsZero() || a.Span.Start < b.Span.Start }
