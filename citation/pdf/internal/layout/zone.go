package layout

import "slices"

// zones gives the columns of a page, each from its top to its foot.
func zones(lines []*line) [][]*line {
	columns := 1
	if gutter, ok := findGutter(lines); ok {
		columns = 2
		for _, l := range lines {
			if l.left >= gutter {
				l.column = 1
			}
		}
	}
	zones := make([][]*line, columns)
	for _, l := range lines {
		zones[l.column] = append(zones[l.column], l)
	}
	for _, zone := range zones {
		slices.SortStableFunc(zone, func(a, b *line) int {
			switch {
			case a.y > b.y:
				return -1
			case a.y < b.y:
				return 1
			}
			return 0
		})
	}
	return zones
}

// findGutter looks for the place between two columns: many lines end before it,
// as many begin behind it, and few cross it.
func findGutter(lines []*line) (float64, bool) {
	const fewest = 8 // lines of a column
	var lefts []float64
	for _, l := range lines {
		lefts = append(lefts, l.left)
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
		if before >= fewest && behind >= fewest && 3*min(before, behind) >= max(before, behind) && 5*across <= before+behind {
			return at - 0.5, true
		}
	}
	return 0, false
}
