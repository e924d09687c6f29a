package tag

import (
	"embed"
	"strings"
	"sync"

	"github.com/ibid-go/ibid/internal/prose"
)

//go:embed data/given.txt data/places.txt data/words.txt
var listFiles embed.FS

// lists are the words and phrases that a part is known by: given names, places
// of publication, words of publishers, organisations, journals.
type lists struct {
	words   map[string][]string // one word → classes
	phrases map[string][]string // two or three words → classes
}

var knownLists = sync.OnceValue(func() lists {
	l := lists{map[string][]string{}, map[string][]string{}}
	l.read("data/given.txt", "given")
	l.read("data/places.txt", "place")
	l.read("data/words.txt", "")
	return l
})

// read adds a file of entries divided by commas. Where class is empty each line
// names its own before a colon.
func (l lists) read(file, class string) {
	data, _ := listFiles.ReadFile(file) // embedded: it is there
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") {
			continue
		}
		name, entries := class, line
		if class == "" {
			name, entries, _ = strings.Cut(line, ":")
		}
		for entry := range strings.SplitSeq(entries, ",") {
			l.add(prose.Fold(entry), name)
		}
	}
}

func (l lists) add(entry, class string) {
	switch {
	case entry == "":
	case strings.Contains(entry, " "):
		l.phrases[entry] = append(l.phrases[entry], class)
	default:
		l.words[entry] = append(l.words[entry], class)
	}
}

// maxListed is how many words of an atom are looked up: a part is known by its
// first words.
const maxListed = 12

// classesOf gives the classes of the words of an atom, each once, and
// "all:class" for a class that the whole atom belongs to.
func classesOf(words []string) []string {
	l := knownLists()
	var classes []string
	add := func(class string) {
		for _, c := range classes {
			if c == class {
				return
			}
		}
		classes = append(classes, class)
	}
	folded := make([]string, 0, maxListed)
	for _, w := range words[:min(len(words), maxListed)] {
		folded = append(folded, prose.Fold(w))
	}
	for i, w := range folded {
		for _, class := range l.words[w] {
			add(class)
			if len(words) == 1 {
				add("all:" + class)
			}
			if i == 0 {
				add("first:" + class)
			}
			if i == len(words)-1 {
				add("last:" + class)
			}
		}
		for n := 2; n <= 3 && i+n <= len(folded); n++ {
			for _, class := range l.phrases[strings.Join(folded[i:i+n], " ")] {
				add(class)
				if n == len(words) {
					add("all:" + class)
				}
			}
		}
	}
	return classes
}

// Known reports whether one of the words of text is listed under class: given,
// place, press, org, journal, news …
func Known(text, class string) bool {
	for _, c := range classesOf(strings.Fields(text)) {
		if c == class {
			return true
		}
	}
	return false
}
