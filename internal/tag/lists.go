package tag

import (
	"embed"
	"strings"
	"sync"

	"github.com/ibid-go/ibid/internal/prose"
)

//go:embed data/given.txt data/places.txt data/words.txt
var listFiles embed.FS

// classes is a set of classes of words; bit i is the class that lists.names
// has at i.
type classes uint16

// lists are the words and phrases that a part is known by: given names, places
// of publication, words of publishers, organisations, journals. They are found
// by their hashes.
type lists struct {
	names   []string
	words   map[uint32]listed  // one word
	phrases map[uint32]classes // two or three words
	known   rough              // the words
}

// word gives what the lists have of a word.
func (l *lists) word(hash uint32) listed {
	if !l.known.may(hash) {
		return listed{}
	}
	return l.words[hash]
}

// listed is what the lists have of a word.
type listed struct {
	classes classes
	begins  bool // a phrase
}

var knownLists = sync.OnceValue(func() *lists {
	l := &lists{words: map[uint32]listed{}, phrases: map[uint32]classes{}}
	l.read("data/given.txt", "given")
	l.read("data/places.txt", "place")
	l.read("data/words.txt", "")
	return l
})

// read adds a file of entries divided by commas. Where class is empty each line
// names its own before a colon.
func (l *lists) read(file, class string) {
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
			l.add(strings.Fields(prose.Fold(entry)), l.class(name))
		}
	}
}

// class gives the set of the one class of this name, a new one where it is new.
func (l *lists) class(name string) classes {
	for i, n := range l.names {
		if n == name {
			return 1 << i
		}
	}
	l.names = append(l.names, name)
	return 1 << (len(l.names) - 1)
}

func (l *lists) add(words []string, class classes) {
	if len(words) == 0 {
		return
	}
	h := hashText(words[0])
	first := l.words[h]
	if len(words) == 1 {
		first.classes |= class
	} else {
		first.begins = true
	}
	l.words[h] = first
	l.known.add(h)
	if len(words) > 1 {
		for _, w := range words[1:] {
			h = hashPair(h, hashText(w))
		}
		l.phrases[h] |= class
	}
}

// membership is which classes the words of an atom belong to: one of them, all
// of them as one entry, the first, the last.
type membership struct{ some, whole, first, last classes }

// maxListed is how many words of an atom are looked up: a part is known by its
// first words.
const maxListed = 12

// membershipOf looks up words given by their hashes.
func (l *lists) membershipOf(words []uint32) membership {
	var m membership
	for i, h := range words[:min(len(words), maxListed)] {
		word := l.word(h)
		m.some |= word.classes
		if i == 0 {
			m.first = word.classes
		}
		if i == len(words)-1 {
			m.last = word.classes
		}
		for n := 1; word.begins && n < 3 && i+n < len(words); n++ {
			h = hashPair(h, words[i+n])
			if c := l.phrases[h]; c != 0 {
				m.some |= c
				if n+1 == len(words) {
					m.whole |= c
				}
			}
		}
	}
	if len(words) == 1 {
		m.whole = m.first
	}
	return m
}

// Known reports whether one of the words of text is listed under class: given,
// place, press, org, journal, news …
func Known(text, class string) bool {
	var buf [24]uint32 // enough for most names
	words := buf[:0]
	for w, rest := prose.CutField(text); w != ""; w, rest = prose.CutField(rest) {
		words = append(words, hashWord(w))
	}
	l := knownLists()
	for i, name := range l.names {
		if name == class {
			return l.membershipOf(words).some&(1<<i) != 0
		}
	}
	return false
}
