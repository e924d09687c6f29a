package citation

import (
	"strings"

	"github.com/ibid-go/ibid/internal/prose"
)

// readNames reads a list of names: persons in reading order or inverted, or an
// organisation.
func readNames(p piece) []Name {
	if isOrganisation(p.text()) {
		return []Name{{Literal: p.text(), Span: p.span()}}
	}
	var buf [8]piece
	parts := splitNames(buf[:0], p)
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

// splitNames divides a list at commas, semicolons, slashes and "and", and appends
// the parts. What stands for further authors is left out.
func splitNames(parts []piece, p piece) []piece {
	text := p.text()
	start := 0
	add := func(end int) {
		from := start + len(text[start:end]) - len(strings.TrimLeft(text[start:end], " "))
		to := from + len(strings.TrimRight(withoutAndOthers(text[from:end]), " "))
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

// withoutAndOthers takes what stands for further authors off a name that it
// follows without a comma.
func withoutAndOthers(name string) string {
	for _, others := range [...]string{" u. a.", " u. a", " u.a.", " u.a", " et al.", " et al", " e altri", " y otros", " et alii"} {
		if bare, ok := strings.CutSuffix(name, others); ok {
			return bare
		}
	}
	return name
}

func isAndOthers(s string) bool {
	var buf [lowerSize]byte
	switch string(prose.AppendFold(buf[:0], s)) {
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
	var words [8]string
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
	case isOneWord(family) && len(prose.AppendFields(words[:0], given)) <= 3:
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
		if !isOneWord(parts[i].text()) {
			return false
		}
	}
	return true
}

func commaBetween(a, b piece) bool {
	return strings.TrimSpace(a.in.Plain[a.end:b.start]) == ","
}
