package tag

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data/cues.txt
var cuesFile string

//go:embed data/abbreviations.txt
var abbreviationsFile string

// cue is the class of a part and the words behind the first that announce it,
// by their hashes.
type cue struct {
	class string
	rest  []uint32
}

// cueTable holds the cues by the hash of the word that they begin with.
type cueTable struct {
	byFirst map[uint32][]cue
	firsts  rough
}

var cues = sync.OnceValue(func() *cueTable {
	table := &cueTable{byFirst: make(map[uint32][]cue)}
	for line := range strings.Lines(cuesFile) {
		class, phrases, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for phrase := range strings.SplitSeq(phrases, ",") {
			if words := strings.Fields(phrase); len(words) > 0 {
				c := cue{class: class}
				for _, word := range words[1:] {
					c.rest = append(c.rest, hashText(word))
				}
				first := hashText(words[0])
				table.byFirst[first] = append(table.byFirst[first], c)
				table.firsts.add(first)
			}
		}
	}
	return table
})

var abbreviations = sync.OnceValue(func() map[string]bool {
	table := make(map[string]bool)
	for line := range strings.Lines(abbreviationsFile) {
		if !strings.HasPrefix(line, "#") {
			for _, word := range strings.Fields(line) {
				table[word] = true
			}
		}
	}
	return table
})

// beginning gives the cues that begin with a word.
func (t *cueTable) beginning(word string) []cue {
	hash := hashWord(word)
	if !t.firsts.may(hash) {
		return nil
	}
	return t.byFirst[hash]
}

// cueEnd gives the length of the cue at the start of s, the longest where
// several fit, with its full stop; 0 where there is none.
func cueEnd(s string) int {
	_, end := readCue(s)
	return end
}

func readCue(s string) (class string, end int) {
	if s == "" {
		return "", 0
	}
	if s[0] == '&' {
		return "and", 1
	}
	if strings.HasPrefix(s, "§") || strings.HasPrefix(s, "¶") {
		return "locator", len("§")
	}
	first := lettersEnd(s)
	if first == 0 {
		return "", 0
	}
	for _, c := range cues().beginning(s[:first]) {
		n := first
		if !matchRest(s, &n, c.rest) {
			continue
		}
		if n > end && (!countsThings(c.class) || figureFollows(s[n:])) && !(len(c.rest) == 0 && isCapitalWord(c.class, s, n)) {
			class, end = c.class, n
		}
	}
	if end > 0 && end < len(s) && s[end] == '.' {
		end++
	}
	if class == "nodate" && end+1 < len(s) && s[end] == '-' && 'a' <= s[end+1] && s[end+1] <= 'k' && lettersEnd(s[end+1:]) == 1 {
		end += len("-a") // which work without a date: "n.d.-a"
	}
	return class, end
}

// isCapitalWord reports a word before a capital that announces an editor only
// where it is written small or cut short: "Red Harvest", not "red. Harvest".
func isCapitalWord(class, s string, n int) bool {
	if class != "editor" && class != "translator" || n+1 >= len(s) || s[n] != ' ' || s[0] < 'A' || s[0] > 'Z' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[n+1:])
	return unicode.IsUpper(r)
}

// countsThings reports the classes whose cues stand before a figure: "S." is a
// page in "S. 12" and an initial in "Artem S."
func countsThings(class string) bool {
	return class == "volume" || class == "issue" || class == "pages" || class == "locator"
}

// breaksWords reports whether a cue amid words ends the part before it. Words
// such as "in", "and" and "film" also stand within titles; they announce
// something only where punctuation stands before them.
func breaksWords(class, rest string) bool {
	switch class {
	case "editor", "translator", "andothers", "of", "volume", "issue", "pages", "locator", "forthcoming":
		return true
	case "accessed":
		return figureFollows(rest)
	}
	return false
}

// opensTitle reports whether the cue of n bytes at the start of s is only the
// first word of a title or name: "Film Quarterly", "Report of the Committee".
func opensTitle(class, s string, n int) bool {
	if class != "genre" && class != "thesis" || n >= len(s) || s[n] != ' ' || s[n-1] == '.' {
		return false
	}
	last := s[strings.LastIndexByte(s[:n], ' ')+1 : n]
	if last == "with" || last == "by" || last == "to" || last == "at" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[n+1:])
	return unicode.IsLetter(r) && cueEnd(s[n+1:]) == 0
}

func figureFollows(s string) bool {
	s = strings.TrimLeft(s, ". °º\u00a0")
	return s != "" && (s[0] >= '0' && s[0] <= '9' || isLettered(s) || romanEnd(s) > 0)
}

// matchRest reads the further words of a cue behind *end.
func matchRest(s string, end *int, rest []uint32) bool {
	for _, word := range rest {
		i := *end
		for i < len(s) && (s[i] == ' ' || s[i] == '.') {
			i++
		}
		n := lettersEnd(s[i:])
		if n == 0 || hashWord(s[i:i+n]) != word {
			return false
		}
		*end = i + n
	}
	r, _ := utf8.DecodeRuneInString(s[*end:])
	return !unicode.IsLetter(r)
}

// lettersEnd gives the length of the letters at the start of s, bounded by the
// longest word that a cue has.
func lettersEnd(s string) int {
	const longest = 24 // bytes
	end := 0
	for end < len(s) && end < longest {
		r, size := utf8.DecodeRuneInString(s[end:])
		if !unicode.IsLetter(r) && r != '°' && r != 'º' {
			break
		}
		end += size
	}
	return end
}
