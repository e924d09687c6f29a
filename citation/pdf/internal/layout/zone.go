package layout

import (
	"cmp"
	"math"
	"slices"
)

// maxColumns bounds the columns of a page.
const maxColumns = 4

// zones gives the columns of a page from left to right, each from its top to its
// foot.
func zones(lines []*line) [][]*line {
	zones := divide(lines, maxColumns)
	for i, zone := range zones {
		for _, l := range zone {
			l.column = i
		}
		slices.SortStableFunc(zone, func(a, b *line) int { return cmp.Compare(b.y, a.y) })
	}
	return zones
}

// divide cuts lines at the gutters between them.
func divide(lines []*line, most int) [][]*line {
	gutter, ok := findGutter(lines)
	if !ok || most == 1 {
		return [][]*line{slices.Clone(lines)}
	}
	var left, right []*line
	for _, l := range lines {
		if l.left < gutter {
			left = append(left, l)
		} else {
			right = append(right, l)
		}
	}
	return append(divide(left, 1), divide(right, most-1)...)
}

// findGutter looks for the place between two columns: many lines end before it,
// as many begin behind it, and few cross it.
func findGutter(lines []*line) (float64, bool) {
	const fewest = 8 // lines of a column
	var lefts []float64
	for _, l := range lines {
		lefts = append(lefts, math.Floor(l.left))
	}
	slices.Sort(lefts)
	for _, at := range slices.Compact(lefts) {
		before, behind, across := 0, 0, 0
		for _, l := range lines {
			switch {
			case len(l.glyphs) < fewest:
			case l.right < at:
				before++
			case l.left >= at-0.5:
				behind++
			default:
				across++
			}
		}
		if before >= fewest && behind >= fewest && 4*min(before, behind) >= max(before, behind) && 5*across <= before+behind {
			return at - 0.5, true
		}
	}
	return 0, false
}
