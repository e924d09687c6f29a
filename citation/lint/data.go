package lint

import (
	"embed"
	"strings"
	"sync"
)

//go:embed data/*.txt
var dataFiles embed.FS

// lines gives the entries of a list under data/, without comments.
func lines(name string) []string {
	file, err := dataFiles.ReadFile("data/" + name)
	if err != nil {
		panic(err) // the file is part of the program
	}
	var entries []string
	for line := range strings.Lines(string(file)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			entries = append(entries, line)
		}
	}
	return entries
}

// wordList is a list under data/, read when first asked for.
func wordList(name string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		list := map[string]bool{}
		for _, word := range lines(name) {
			list[word] = true
		}
		return list
	})
}

var (
	plans       = wordList("plans.txt")
	bounds      = wordList("bounds.txt")
	fillers     = wordList("fillers.txt")
	beforeYears = wordList("before-years.txt")
	smallWords  = wordList("small-words.txt")
)
