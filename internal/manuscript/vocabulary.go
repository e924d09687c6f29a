package manuscript

import (
	_ "embed"
	"strings"
	"sync"
)

// The lists of data, whose origin data/README.md gives.
var (
	//go:embed data/markwords.txt
	markWordsFile string
	//go:embed data/headings.txt
	headingsFile string
	//go:embed data/backwords.txt
	backWordsFile string
	//go:embed data/classes.txt
	classesFile string
	//go:embed data/noteattributes.txt
	noteAttributesFile string
	//go:embed data/directives.txt
	directivesFile string
	//go:embed data/redirects.txt
	redirectsFile string
)

// dataLines gives the lines of a list without comments.
func dataLines(file string) []string {
	var lines []string
	for line := range strings.Lines(file) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	return lines
}

// phrases gives what commas divide on the lines of a list.
func phrases(file string) []string {
	var all []string
	for _, line := range dataLines(file) {
		all = append(all, strings.Split(line, ", ")...)
	}
	return all
}

var markWords = sync.OnceValue(func() map[string]bool {
	return set(strings.Join(dataLines(markWordsFile), " "))
})

var noteAttributes = sync.OnceValue(func() map[string]bool {
	return set(strings.Join(dataLines(noteAttributesFile), " "))
})

var textDirectives = sync.OnceValue(func() map[string]bool {
	return set(strings.Join(dataLines(directivesFile), " "))
})

var noteHeadings = sync.OnceValue(func() map[string]bool {
	all := make(map[string]bool)
	for _, phrase := range phrases(headingsFile) {
		all[phrase] = true
	}
	return all
})

var backWords = sync.OnceValue(func() []string { return phrases(backWordsFile) })

// isNoteHeading reports whether a text stands above notes or a list of sources.
func isNoteHeading(text string) bool {
	text = strings.ToLower(strings.Trim(text, " :.0123456789*—–-[]()"))
	return noteHeadings()[strings.ReplaceAll(text, " & ", " and ")]
}

// leadsBackByWords reports whether a text begins as that of links does that
// lead from a note back to the text.
func leadsBackByWords(text string) bool {
	text = strings.ToLower(text)
	for _, word := range backWords() {
		if strings.HasPrefix(text, word) {
			return true
		}
	}
	return false
}
