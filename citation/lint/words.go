package lint

import (
	"fmt"
	"strings"
	"time"

	"github.com/ibid-go/ibid/citation"
)

// count writes "1 link", "37 links".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprint(n, " ", noun, "s")
}

// enumerate writes "8", "8 and 9", "8, 9 and 12". Doubles in a row count once.
func enumerate(items []string) string {
	const most = 12 // beyond it nobody reads on
	items = withoutRepeats(items)
	rest := ""
	if len(items) > most {
		rest = fmt.Sprintf("%d others", len(items)-most+1)
		items = append(items[:most-1:most-1], rest)
	}
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	default:
		return strings.Join(items[:n-1], ", ") + " and " + items[n-1]
	}
}

func withoutRepeats(items []string) []string {
	var kept []string
	for _, item := range items {
		if len(kept) == 0 || kept[len(kept)-1] != item {
			kept = append(kept, item)
		}
	}
	return kept
}

// notes writes "note 8", "notes 8, 9 and 12".
func notes(labels []string) string {
	if len(withoutRepeats(labels)) == 1 {
		return "note " + labels[0]
	}
	return "notes " + enumerate(labels)
}

// upper begins s with a capital.
func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// inWords writes a date with the precision that it has: "9 May 2021", "May
// 2021", "2021".
func inWords(d citation.Date) string {
	switch {
	case d.Day != 0:
		return fmt.Sprint(d.Day, " ", time.Month(d.Month), " ", d.Year)
	case d.Month != 0:
		return fmt.Sprint(time.Month(d.Month), " ", d.Year)
	}
	return fmt.Sprint(d.Year)
}
