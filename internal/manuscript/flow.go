package manuscript

import (
	"regexp"
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
	for i := range regions { // captions first: a sentence goes on behind them
		if r := &regions[i]; r.note == nil && r.kind == Body && contents >= 0 && isCaption(text, *r, titles) {
			r.kind = Caption
		}
	}
	for i := range regions {
		if r := &regions[i]; r.note == nil && r.kind == Body && isHeading(text, regions, i, titles) {
			r.kind = Heading
		}
	}
	markFront(text, regions, contents)
}

// isHeading reports a line of the contents, a Markdown heading, or a short line
// without an end that no later text goes on with.
func isHeading(text string, regions []region, i int, titles map[string]bool) bool {
	r := regions[i]
	line := text[r.start:r.end]
	return len(titles) > 0 && titles[headingKey(line)] || strings.HasPrefix(line, "#") ||
		len(r.lines) == 1 && looksLikeHeading(line) && continuation(text, regions, i) == 0
}

// isCaption reports a line like a heading that the contents do not list, where
// a picture was, which a converter replaces by blank lines.
func isCaption(text string, r region, titles map[string]bool) bool {
	const pictureGap = 2 // blank lines
	line := text[r.start:r.end]
	return r.gap > pictureGap && len(r.lines) == 1 && looksLikeHeading(line) && !titles[headingKey(line)]
}

// headingKey brings a heading and its line in the contents to one form.
func headingKey(line string) string {
	const longest = 300 // bytes: a longer line is no heading
	if len(line) > longest {
		return line
	}
	line = strings.TrimLeft(line, "# ")
	line = strings.TrimRightFunc(line, func(r rune) bool { return unicode.IsDigit(r) || unicode.IsSpace(r) || r == '.' || r == '…' })
	return strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(line, "’", "'"), "‘", "'"))
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
	return !strings.ContainsRune(".,;:!”\"'’}]>*†‡/", last) && !closingNumber.MatchString(line) && len(strings.Fields(line)) <= mostWords && !hasInnerStop(line)
}

// closingNumber is a reference mark in parentheses at the end of a line.
var closingNumber = regexp.MustCompile(`\(\d{1,3}\)$`)

// hasInnerStop reports whether a sentence ends within line, maybe before a
// reference mark. The full stop of a short abbreviation is none.
func hasInnerStop(line string) bool {
	const longestAbbreviation = 3 // bytes: "Mr", "vol"
	for i := range len(line) {
		if c := line[i]; c != '.' && c != '!' && c != '?' {
			continue
		}
		word := line[strings.LastIndexByte(line[:i], ' ')+1 : i]
		rest := strings.TrimLeftFunc(line[i+1:], func(r rune) bool {
			return superscriptDigit(r) >= 0 || strings.ContainsRune("”\"’)]^{}0123456789", r)
		})
		if len(word) > longestAbbreviation && strings.HasPrefix(rest, " ") {
			return true
		}
	}
	return false
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
	if strings.HasSuffix(s, "</sup>") {
		s = s[:max(0, strings.LastIndex(s, "<sup>"))]
	}
	s = strings.TrimRightFunc(s, func(r rune) bool {
		return superscriptDigit(r) >= 0 || unicode.IsDigit(r) || strings.ContainsRune("\"'”’»)]}^{[( *†‡/", r)
	})
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?:…", last)
}
