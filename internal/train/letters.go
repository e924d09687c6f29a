package train

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// small are the words that headline capitals leave alone (Chicago Manual of Style 8.159).
const small = " a an and as at but by down for from if in into like near nor of off on once onto or over past so than that the to upon via v v. vs vs. with yet "

// recase gives an English title headline capitals ("title") or leaves it ("as is").
// "force" capitalises any language, as careless software does.
func recase(title, how, language string) string {
	switch {
	case how == "title" && language == "en", how == "force":
		return headline(title)
	case how == "upper":
		return strings.ToUpper(title)
	}
	return title
}

func headline(title string) string {
	parts := strings.Split(title, " ")
	start := true
	for i, part := range parts {
		if start || i == len(parts)-1 || !strings.Contains(small, " "+part+" ") {
			parts[i] = upperFirst(part)
		}
		start = strings.HasSuffix(part, ":") || strings.HasSuffix(part, "?") || strings.HasSuffix(part, ".")
	}
	return strings.Join(parts, " ")
}

// upperFirst makes the first letter a capital, past opening marks.
func upperFirst(s string) string {
	for i, r := range s {
		if unicode.IsLetter(r) {
			return s[:i] + string(unicode.ToUpper(r)) + s[i+utf8.RuneLen(r):]
		}
		if unicode.IsDigit(r) {
			break
		}
	}
	return s
}
