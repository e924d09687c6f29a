package manuscript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// classify tells headings, captions, the contents and the front matter from
// the running text.
func classify(text string, regions []region) {
	titles := make(map[string]bool) // lines of the contents, without page numbers
	contents := -1
	for i := range regions {
		r := &regions[i]
		if r.note == nil && isContents(text, r.lines) {
			r.kind = Contents
			if contents < 0 {
				contents = i
			}
			for _, line := range r.lines {
				titles[headingKey(text[line.start:line.end])] = true
			}
		}
	}
	for i := range regions {
		if r := &regions[i]; r.note == nil && r.kind == Body {
			r.kind = kindOf(text, regions, i, titles)
		}
	}
	markFront(text, regions, contents)
}

// kindOf says what a region of text is by its looks: a short line without an
// end is a heading, or a caption where a picture was, which a converter
// replaces by blank lines.
func kindOf(text string, regions []region, i int, titles map[string]bool) Kind {
	r := regions[i]
	line := text[r.start:r.end]
	const pictureGap = 2 // blank lines
	switch {
	case titles[headingKey(line)] || strings.HasPrefix(line, "#"):
		return Heading
	case len(r.lines) > 1 || !looksLikeHeading(line) || continuation(text, regions, i) > 0:
		return Body
	case r.gap > pictureGap && titles != nil && len(titles) > 0:
		return Caption
	}
	return Heading
}

// headingKey brings a heading and its line in the contents to one form.
func headingKey(line string) string {
	line = strings.TrimLeft(line, "# ")
	line = strings.TrimRightFunc(line, func(r rune) bool { return unicode.IsDigit(r) || unicode.IsSpace(r) || r == '.' || r == '…' })
	return strings.ToLower(strings.NewReplacer("’", "'", "‘", "'").Replace(line))
}

// looksLikeHeading reports a short line that begins with a capital or a number
// and does not end as a sentence does.
func looksLikeHeading(line string) bool {
	const mostWords = 16
	first, _ := utf8.DecodeRuneInString(line)
	last, _ := utf8.DecodeLastRuneInString(line)
	if !unicode.IsUpper(first) && !unicode.IsDigit(first) || superscriptDigit(last) >= 0 {
		return false
	}
	return !strings.ContainsRune(".,;:!”\"'’}]", last) && len(strings.Fields(line)) <= mostWords
}

// isContents reports whether most lines end in a page number behind a tab or a
// row of dots.
func isContents(text string, lines []span) bool {
	n := 0
	for _, line := range lines {
		s := text[line.start:line.end]
		title := strings.TrimRightFunc(s, unicode.IsDigit)
		if title != s && (strings.HasSuffix(title, "\t") || strings.HasSuffix(strings.TrimRight(title, " "), "...") ||
			strings.HasSuffix(strings.TrimRight(title, " "), "…")) {
			n++
		}
	}
	return n > 0 && 2*n >= len(lines)
}

// continuation gives the region in which the sentence that region i leaves
// open goes on, 0 where it ends or none goes on. Notes and captions may stand
// between the halves.
func continuation(text string, regions []region, i int) int {
	if regions[i].kind != Body || endsSentence(text[regions[i].start:regions[i].end]) {
		return 0
	}
	for j := i + 1; j < len(regions); j++ {
		next := regions[j]
		if next.note != nil || next.kind == Caption {
			continue
		}
		first, _ := utf8.DecodeRuneInString(text[next.start:next.end])
		if next.kind == Body && unicode.IsLower(first) {
			return j
		}
		return 0
	}
	return 0
}

// endsSentence reports whether s closes with a full stop or its like, maybe
// before quotation marks, brackets and reference marks.
func endsSentence(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool {
		return superscriptDigit(r) >= 0 || unicode.IsDigit(r) || strings.ContainsRune("\"'”’»)]}^{[ ", r)
	})
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?:…", last)
}
