package manuscript

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The styles of marks that no link says to be marks, the surest first.
const (
	raisedMark        = "raised"
	bracketedMark     = "bracketed"
	parenthesisedMark = "parenthesised"
)

var markStyles = [...]string{raisedMark, bracketedMark, parenthesisedMark}

// addLines adds a text of a page. Where line ends are kept they divide lines as
// breaks do.
func (t *tree) addLines(at span) {
	if !t.isOpen("pre") {
		t.addMarked(at)
		return
	}
	for from := at.start; from < at.end; {
		to := at.end
		if end := strings.IndexByte(t.src[from:at.end], '\n'); end >= 0 {
			to = from + end + 1
		}
		t.addMarked(span{from, to})
		if to < at.end && t.src[to-1] == '\n' {
			t.add(node{name: t.names.id("br")}, span{to, to})
		}
		from = to
	}
}

// addMarked adds a text of a page, divided so that figures in brackets and
// superscript figures are texts of their own.
func (t *tree) addMarked(at span) {
	from := at.start
	for i := at.start; i < at.end; {
		next := strings.IndexAny(t.src[i:at.end], "[({〔【（［¹²³⁰⁴⁵⁶⁷⁸⁹")
		if next < 0 {
			break
		}
		i += next
		size := textMark(t.src[i:min(at.end, i+longestLabel)])
		if size == 0 {
			_, width := utf8.DecodeRuneInString(t.src[i:])
			i += width
			continue
		}
		t.addText(span{from, i}, escapeEntity)
		t.addText(span{i, i + size}, escapeEntity)
		i += size
		from = i
	}
	t.addText(span{from, at.end}, escapeEntity)
}

// textMark gives the length of what may be a mark at the start of s.
func textMark(s string) int {
	if _, size := parenthesised(s); size > 0 {
		return size
	}
	if m, ok := findMarker(s, 0); ok && m.style != "footnote" {
		return m.end
	}
	for _, pair := range [...][2]string{{"[", "]"}, {"{", "}"}, {"〔", "〕"}, {"【", "】"}, {"（", "）"}, {"［", "］"}} { // also [FN1]
		if end := strings.Index(s, pair[1]); end > 0 && strings.HasPrefix(s, pair[0]) {
			if label, ok := shownLabel(s[:end]); ok && positive(label) > 0 {
				return end + len(pair[1])
			}
		}
	}
	return 0
}

// collectMarks gathers the figures that may refer to notes.
func (s *seriesFinder) collectMarks() {
	s.marks = map[string][]seriesMark{}
	raised := s.raisedClasses()
	last := 0 // of the marks in parentheses
	for i := 0; i < len(s.nodes); i++ {
		style := s.markStyle(i, raised)
		if style == "" {
			continue
		}
		text, _ := s.textOf(i, s.nodes[i].end(), longestLabel)
		labels := markLabels(text)
		expected := len(labels) == 1 && style == parenthesisedMark && positive(labels[0]) == last+1 && s.endsClause(i)
		if labels == nil || s.opensLine(i) || !expected && !s.canBeMark(i, style) {
			continue
		}
		if style == parenthesisedMark {
			last = positive(labels[len(labels)-1])
		}
		for _, label := range labels {
			for _, c := range countsOf(label) {
				s.addMark(style, c.kind, seriesMark{i, c.number, label})
			}
		}
		i = s.nodes[i].end() - 1
	}
}

// markStyle gives the style of mark that a node would be, "" where it is none.
func (s *seriesFinder) markStyle(i int, raised map[string]bool) string {
	n := &s.nodes[i]
	switch {
	case s.nameOf(n) == "sup" || s.nameOf(n) == "footnotemark":
		return raisedMark
	case !n.isText():
		if s.isRaised(n, raised) {
			return raisedMark
		}
	default:
		switch r, _ := utf8.DecodeRuneInString(s.source(n)); {
		case r == '[' || r == '{' || r == '〔' || r == '【' || r == '［':
			return bracketedMark
		case r == '(' || r == '（':
			return parenthesisedMark
		case superscriptDigit(r) >= 0:
			return raisedMark
		}
	}
	return ""
}

// isRaised reports whether an element is set as a superscript by its style, or
// says by its class that it is a mark.
func (s *seriesFinder) isRaised(n *node, classes map[string]bool) bool {
	if n.attrCount == 0 || n.is(paragraph) {
		return false
	}
	if strings.Contains(strings.ReplaceAll(s.attr(n, "style"), " ", ""), "vertical-align:super") {
		return true
	}
	if s.says(n, meansMark|meansRaised) {
		return true
	}
	for class := range strings.FieldsSeq(s.attr(n, "class")) {
		if classes[class] {
			return true
		}
	}
	return false
}

var raisedRule = regexp.MustCompile(`\.([\w-]+)[^{}.]{0,100}\{[^{}]{0,500}vertical-align:\s*(?:super|text-top|[0-9.]*[1-9][0-9.]*(?:px|pt|em|ex|rem|%))`)

// raisedClasses gives the classes that style sheets set as superscripts.
func (t *tree) raisedClasses() map[string]bool {
	classes := map[string]bool{}
	for _, m := range raisedRule.FindAllStringSubmatch(t.styleSheets(), -1) {
		classes[m[1]] = true
	}
	return classes
}

func (s *seriesFinder) addMark(style, kind string, m seriesMark) {
	if !slices.Contains(s.kinds, kind) {
		s.kinds = append(s.kinds, kind)
	}
	s.marks[style+kind] = append(s.marks[style+kind], m)
}

// markLabels reads the labels of a mark, several where commas divide figures;
// nil where it says anything else.
func markLabels(text string) []string {
	text = strings.Trim(text, labelBrackets+"{} \u00a0")
	if label, ok := shownLabel(text); ok {
		return []string{label}
	}
	var labels []string
	for field := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) }) {
		label, ok := shownLabel(field)
		if !ok || positive(label) == 0 {
			return nil
		}
		labels = append(labels, label)
	}
	return labels
}

// shownLabel is markLabel without a word before the figure: "FN1", "Note 1".
func shownLabel(text string) (string, bool) {
	label, ok := markLabel(text)
	if figure := strings.TrimLeftFunc(label, func(r rune) bool { return r < '0' || r > '9' }); figure != "" {
		label = figure
	}
	return label, ok
}

// canBeMark reports whether what stands before node i allows it to be a mark:
// not a unit of measure before a superscript, nor the number of a paragraph or
// the middle of an enumeration before a figure in brackets.
func (s *seriesFinder) canBeMark(i int, style string) bool {
	before := s.textBefore(i)
	trimmed := strings.TrimRight(before, " \n\t\u00a0")
	last := lastRune(trimmed)
	switch style {
	case raisedMark:
		return !isExponent(before, span{len(before), len(before)})
	case parenthesisedMark:
		return !unicode.IsDigit(last) && last != ')' && (len(trimmed) == len(before) || unicode.IsPunct(last) || s.punctBehind(i))
	}
	return true
}

// textBefore gives the text directly before node i in its block.
func (t *tree) textBefore(i int) string {
	for k := i - 1; k >= 0 && !t.isBlock(k); k-- {
		if n := &t.nodes[k]; n.isText() {
			return t.source(n)
		}
	}
	return ""
}

// endsClause reports whether nothing but punctuation follows node i in its block.
func (t *tree) endsClause(i int) bool {
	next := t.nodes[i].end()
	return next >= len(t.nodes) || t.isBlock(next) || t.nodes[next].parent() != t.nodes[i].parent() || t.punctBehind(i)
}

// punctBehind reports whether the text behind node i goes on with punctuation.
func (t *tree) punctBehind(i int) bool {
	next := t.nodes[i].end()
	if next >= len(t.nodes) || !t.nodes[next].isText() {
		return false
	}
	r, _ := utf8.DecodeRuneInString(t.src[t.nodes[next].at().start:])
	return unicode.IsPunct(r)
}

// opensLine reports whether a mark stands at the head of its line, as the
// figure of a note does.
func (t *tree) opensLine(mark int) bool {
	const mostBefore = 64 // empty elements
	for k := mark - 1; k >= 0 && mark-k < mostBefore; k-- {
		switch n := &t.nodes[k]; {
		case t.isBlock(k) || t.nameOf(n) == "br":
			return true
		case n.isText() && !t.blankText(k):
			return false
		}
	}
	return false
}
