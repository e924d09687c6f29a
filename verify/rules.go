package verify

import (
	"embed"
	"strings"
	"sync"

	"github.com/ibid-go/ibid/citation"
)

//go:embed data/rules
var ruleFiles embed.FS

// Rules gives what a Checker and Compare can find, by ID. The slice is the caller's.
func Rules() []citation.Rule { return append([]citation.Rule(nil), knownRules()...) }

var knownRules = sync.OnceValue(func() []citation.Rule {
	entries, err := ruleFiles.ReadDir("data/rules")
	if err != nil {
		panic(err) // embedded at build time
	}
	var rules []citation.Rule
	for _, entry := range entries { // sorted by name
		text, err := ruleFiles.ReadFile("data/rules/" + entry.Name())
		if err != nil {
			panic(err)
		}
		rules = append(rules, readRule(strings.TrimSuffix(entry.Name(), ".md"), string(text)))
	}
	return rules
})

// readRule reads "severity: title", an empty line and the doc.
func readRule(id, text string) citation.Rule {
	head, doc, _ := strings.Cut(text, "\n\n")
	severity, title, _ := strings.Cut(head, ": ")
	rule := citation.Rule{ID: id, Title: title, Doc: doc}
	if err := rule.Severity.UnmarshalText([]byte(severity)); err != nil {
		panic(err) // a test reads all files
	}
	return rule
}
