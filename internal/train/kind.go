package train

import (
	"maps"
	"slices"
	"sync"
)

// kind tells how a kind of source is printed and counted.
type kind struct {
	like   string // the kind whose template stands in where a style has none of its own
	csl    string // its CSL type
	weight int    // how often it is drawn, in relation to the others
}

// kinds is the table of all kinds of sources.
var kinds = sync.OnceValue(func() map[string]kind {
	return map[string]kind{
		"book":         {"", "book", 170},
		"edited":       {"book", "book", 40},
		"chapter":      {"book", "chapter", 80},
		"journal":      {"", "article-journal", 190},
		"review":       {"journal", "review", 8},
		"newspaper":    {"journal", "article-newspaper", 110},
		"magazine":     {"newspaper", "article-magazine", 60},
		"report":       {"book", "report", 100},
		"working":      {"report", "report", 25},
		"document":     {"report", "report", 25},
		"standard":     {"report", "report", 6},
		"webpage":      {"newspaper", "webpage", 60},
		"blog":         {"webpage", "post-weblog", 45},
		"post":         {"webpage", "post", 22},
		"press":        {"webpage", "webpage", 10},
		"thesis":       {"report", "thesis", 30},
		"conference":   {"chapter", "paper-conference", 35},
		"preprint":     {"journal", "article", 16},
		"speech":       {"webpage", "speech", 25},
		"interview":    {"speech", "interview", 14},
		"letter":       {"interview", "personal_communication", 14},
		"dataset":      {"webpage", "dataset", 14},
		"software":     {"dataset", "software", 5},
		"archival":     {"", "manuscript", 30},
		"case":         {"", "legal_case", 35},
		"statute":      {"case", "legislation", 22},
		"treaty":       {"statute", "treaty", 8},
		"film":         {"book", "motion_picture", 14},
		"broadcast":    {"newspaper", "broadcast", 18},
		"encyclopedia": {"chapter", "entry-encyclopedia", 28},
		"patent":       {"report", "patent", 9},
	}
})

// kindNames lists the kinds in a fixed order.
var kindNames = sync.OnceValue(func() []string { return slices.Sorted(maps.Keys(kinds())) })
