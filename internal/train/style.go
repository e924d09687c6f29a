package train

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
)

// style is a set of "key: value" lines: options, macros and a template for
// each kind of source. A key that it lacks comes from the style it is "like".
type style map[string]string

type stylebook struct {
	names  []string
	styles map[string]style
}

var book = sync.OnceValue(func() stylebook {
	files, err := data.ReadDir("data/styles")
	if err != nil {
		panic(err) // embedded at build time
	}
	b := stylebook{styles: map[string]style{}}
	for _, f := range files {
		if strings.HasSuffix(f.Name(), ".txt") {
			b.read("data/styles/" + f.Name())
		}
	}
	slices.Sort(b.names)
	return b
})

// Styles lists the names of the styles, sorted.
func Styles() []string { return slices.Clone(book().names) }

func (b *stylebook) read(file string) {
	text, err := data.ReadFile(file)
	if err != nil {
		panic(err)
	}
	var current style
	for line := range strings.Lines(string(text)) {
		key, value, ok := strings.Cut(strings.TrimRight(line, "\n"), ":")
		if !ok || strings.HasPrefix(key, "#") {
			continue
		}
		value = strings.TrimPrefix(value, " ")
		if key == "style" {
			current = style{}
			b.styles[value] = current
			b.names = append(b.names, value)
		}
		if other, ok := current[key]; ok && kinds()[key].csl != "" {
			value = "{" + other + "|" + value + "}"
		}
		current[key] = value
	}
}

// get finds the value of a key in a style or in those that it is like.
func (b *stylebook) get(s style, key string) (string, bool) {
	for s != nil {
		if value, ok := s[key]; ok {
			return value, true
		}
		s = b.styles[s["like"]]
	}
	return "", false
}

// sheet is a style with its random options decided: one document's habits.
type sheet struct {
	style    style
	settings map[string]string
}

// settle decides the random options of a style.
func settle(rng *rand.Rand, name string) *sheet {
	s := &sheet{style: book().styles[name], settings: map[string]string{}}
	s.with(rng)
	return s
}

// options are read once for a note, in this order so that a seed gives the same note.
func optionKeys() []string {
	return []string{"class", "language", "quotes", "inside", "capitals", "first", "other", "person", "sep", "and", "two", "max", "etal",
		"date", "accessed", "page", "locator", "range", "edition", "ed", "join", "number", "end", "kinds", "chat", "smallcaps"}
}

func (s *sheet) with(rng *rand.Rand) {
	b := book()
	for _, key := range optionKeys() {
		if value, ok := b.get(s.style, key); ok {
			s.settings[key] = strings.ReplaceAll(unquote(flatten(rng, value)), `\`, "")
		}
	}
}

// habitKeys are the options that go together.
func habitKeys() [][]string {
	return [][]string{
		{"first", "other", "person", "sep", "and", "two", "max", "etal", "smallcaps"},
		{"quotes", "inside"}, {"capitals"}, {"date", "accessed"}, {"range"},
	}
}

// borrow takes some habits from other styles of the class: there are more styles
// than anybody can describe, and which habits go together in the described ones
// tells nothing of the next.
func (s *sheet) borrow(rng *rand.Rand) {
	for _, keys := range habitKeys() {
		if rng.IntN(borrowing) > 0 {
			continue
		}
		other := settle(rng, book().names[rng.IntN(len(book().names))])
		if other.option("class", "note") != s.option("class", "note") {
			continue
		}
		for _, key := range keys {
			if value, ok := other.settings[key]; ok {
				s.settings[key] = value
			} else {
				delete(s.settings, key)
			}
		}
	}
}

// borrowing says that one habit in so many is that of another style.
const borrowing = 3

// option is the decided value of an option, or fallback.
func (s *sheet) option(key, fallback string) string {
	if value, ok := s.settings[key]; ok {
		return value
	}
	return fallback
}

// template is the text of a kind's template with macros written out.
func (s *sheet) template(kind string) string {
	b := book()
	for kind != "" {
		if value, ok := b.get(s.style, kind); ok {
			return s.macros(value, maxMacroDepth)
		}
		kind = kinds()[kind].like
	}
	return "[$author, ]$title[, $date]."
}

// maxMacroDepth bounds macros that use macros.
const maxMacroDepth = 6

func (s *sheet) macros(template string, depth int) string {
	for depth > 0 && strings.Contains(template, "@") {
		template = macroName.ReplaceAllStringFunc(template, func(m string) string {
			b := book()
			value, _ := b.get(s.style, m[1:])
			return value
		})
		depth--
	}
	return template
}

// unquote strips the quotes that keep spaces at the ends of an option.
func unquote(s string) string {
	if len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"' {
		return s[1 : len(s)-1]
	}
	return s
}
