package manuscript

import (
	"slices"
	"strings"
)

// isCOinS reports whether an element tells programs of a source (COinS 1.0: a
// span of the class Z3988 whose title is an OpenURL ContextObject).
func isCOinS(attrs []attribute) bool {
	return slices.ContainsFunc(attrs, func(a attribute) bool {
		return a.key == "class" && slices.Contains(strings.Fields(a.value), "Z3988")
	})
}
