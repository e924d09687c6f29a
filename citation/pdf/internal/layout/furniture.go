package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// edge is the share of a page's height at its top and foot in which running
// heads and page numbers stand.
const edge = 0.17

// dropFurniture takes running heads, running feet and page numbers away: lines
// at the edge of the page that come again at the same height on others, but for
// their numbers, and page numbers outside of all text.
func dropFurniture(pages [][]*line, heights []float64) {
	seen := make(map[furnitureKey]int)
	for p, lines := range pages {
		for key := range keysOf(lines, heights[p]) {
			seen[key]++
		}
	}
	enough := 3 // pages
	if len(pages) <= enough {
		enough = 2
	}
	comesAgain := func(l *line) bool {
		key := keyOf(l)
		return max(seen[key], seen[key.moved(1)], seen[key.moved(-1)]) >= enough
	}
	for p, lines := range pages {
		all := slices.Clone(lines)
		pages[p] = slices.DeleteFunc(lines, func(l *line) bool {
			return isPageNumber(keyOf(l).text) && standsApart(l, all) ||
				atEdge(l, heights[p]) && !l.opensRaised() && comesAgain(l) && !goesOn(l, all, comesAgain)
		})
	}
}

// goesOn reports whether a line is the rest of a sentence or an address in the
// line right above it, which comes once only: the ends of addresses are often
// the same.
func goesOn(l *line, lines []*line, comesAgain func(*line) bool) bool {
	const distance = 1.6 // sizes
	if first, _ := utf8.DecodeRuneInString(l.text()); !unicode.IsLower(first) {
		return false
	}
	return slices.ContainsFunc(lines, func(above *line) bool {
		dy := above.y - l.y
		return dy > l.size/2 && dy < distance*l.size && isLike(above, l) && math.Abs(above.left-l.left) < 3*l.size && !comesAgain(above)
	})
}

type furnitureKey struct {
	text string
	y    float64
}

func (k furnitureKey) moved(by float64) furnitureKey { return furnitureKey{k.text, k.y + by} }

func keyOf(l *line) furnitureKey {
	text := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '#'
		}
		return unicode.ToLower(r)
	}, l.text())
	for strings.Contains(text, "##") {
		text = strings.ReplaceAll(text, "##", "#")
	}
	return furnitureKey{text, math.Round(l.y / 2)}
}

// keysOf gives the keys of lines at the edge, each once.
func keysOf(lines []*line, height float64) map[furnitureKey]bool {
	keys := make(map[furnitureKey]bool)
	for _, l := range lines {
		if atEdge(l, height) {
			keys[keyOf(l)] = true
		}
	}
	return keys
}

func atEdge(l *line, height float64) bool { return l.y < edge*height || l.y > (1-edge)*height }

func (l *line) opensRaised() bool {
	start, ok := l.opening()
	return ok && start.raised
}

// isPageNumber reports a text that says nothing but a number: "#", "- # -",
// "# / #", "page # of #", "xii".
func isPageNumber(text string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-–—|/.[]()", r) })
	numbers := 0
	for _, word := range words {
		switch {
		case word == "#" || strings.Trim(word, "ivxlc") == "":
			numbers++
		case word != "page" && word != "p" && word != "of" && word != "seite" && word != "von" && word != "de" && word != "sur":
			return false
		}
	}
	return numbers > 0 && numbers <= 2
}

// standsApart reports whether a line is the first or last of its page, at a
// distance from the others.
func standsApart(l *line, lines []*line) bool {
	const distance = 1.6 // sizes
	above, below := false, false
	for _, other := range lines {
		switch dy := other.y - l.y; {
		case dy > l.size/2:
			above = true
			if below || dy < distance*l.size {
				return false
			}
		case dy < -l.size/2:
			below = true
			if above || -dy < distance*l.size {
				return false
			}
		}
	}
	return true
}
