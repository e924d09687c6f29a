package manuscript

import "strings"

// insetStyle is that of notes in brackets of their own between the paragraphs,
// as Project Gutenberg prints them: "[Footnote 12: Ibid.]".
const insetStyle = "inset"

// readInset reads "[Footnote 12: ".
func readInset(s string) (string, int) {
	const longest = 40 // bytes of word and figure
	if !strings.HasPrefix(s, "[") {
		return "", 0
	}
	head, _, ok := strings.Cut(s[1:min(len(s), longest)], ":")
	word, figure, divided := strings.Cut(head, " ")
	if !ok || !divided || !markWords()[strings.ToLower(word)] || plainFigure(figure) == "" {
		return "", 0
	}
	return figure, len("[") + len(head) + len(":")
}

// insetEnd gives the offset of the bracket that closes the one at text[i], 0
// where none does within the length of a note.
func insetEnd(text string, i int) int {
	const longest = 32 << 10 // bytes
	depth := 0
	for k := i; k < min(len(text), i+longest); k++ {
		switch text[k] {
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return k
			}
		}
	}
	return 0
}

// endWithin gives where a note ends in a paragraph of some length that begins at
// base: before its closing bracket where it has one there.
func (n *noteStart) endWithin(base, length int) int {
	if n.closes > base && n.closes < base+length {
		return n.closes - base
	}
	return length
}
