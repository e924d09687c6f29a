package manuscript

import "strings"

// count is the place of a label in one kind of count. "i" stands in two.
type count struct {
	kind   string // "1", "a", "i", or a symbol, which counts by itself
	number int
}

// countsOf gives the counts that a label may stand in.
func countsOf(label string) []count {
	if n := positive(label); n > 0 {
		return []count{{"1", n}}
	}
	var counts []count
	switch {
	case label == "":
	case strings.ContainsAny(label, "*∗†‡§‖¶#※"):
		counts = append(counts, count{label, 1})
	case len(label) == 1 && 'a' <= label[0] && label[0] <= 'z':
		counts = append(counts, count{"a", int(label[0]-'a') + 1})
	}
	if n := romanValue(label); n > 0 {
		counts = append(counts, count{"i", n})
	}
	return counts
}

// romanValue reads a small Roman figure, 0 where label is none.
func romanValue(label string) int {
	value, last := 0, 0
	for i := len(label) - 1; i >= 0; i-- {
		k := strings.IndexByte("ivxlc", label[i])
		if k < 0 {
			return 0
		}
		digit := [...]int{1, 5, 10, 50, 100}[k]
		if digit < last {
			value -= digit
		} else {
			value, last = value+digit, digit
		}
	}
	return value
}

// itemLabel gives the label that an item of a numbered list shows.
func (t *tree) itemLabel(item, number int) string {
	list := &t.nodes[t.nodes[item].parent()]
	switch style := t.attr(list, "style"); {
	case number <= 26 && (t.attr(list, "type") == "a" || strings.Contains(style, "lower-alpha") || strings.Contains(style, "lower-latin")):
		return string(rune('a' + number - 1))
	case t.attr(list, "type") == "i" || strings.Contains(style, "lower-roman"):
		return strings.ToLower(roman(number))
	}
	return itoa(number)
}
