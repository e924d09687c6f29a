package manuscript

import (
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// span is a range of the source.
type span struct{ start, end int }

// hidden is a range of the source that does not show, or shows as something
// else: "&amp;" as "&".
type hidden struct {
	span
	shown string
}

// newInline makes one Inline of pieces of text. The bytes of cut are left out
// besides the markup; where is told, for each cut, its place in Plain. Pieces
// are joined by a blank, and so are lines.
func newInline(text string, pieces, cut []span, where func(cut, plain int)) Inline {
	m := makers().Get().(*inlineMaker)
	in := m.make(text, pieces, cut, where)
	if m.scanner.text = ""; cap(m.builder.plain) <= mostKept {
		makers().Put(m)
	}
	return in
}

// makers are those that wait for the next piece of text.
var makers = sync.OnceValue(func() *sync.Pool { return &sync.Pool{New: func() any { return new(inlineMaker) }} })

// mostKept bounds the text of one piece whose memory is kept for the next, in
// bytes: that of a very long note.
const mostKept = 64 << 10

// inlineMaker makes one Inline after the other in the same memory.
type inlineMaker struct {
	scanner markupScanner
	edges   edges
	builder inlineBuilder
}

func (m *inlineMaker) make(text string, pieces, cut []span, where func(cut, plain int)) Inline {
	m.builder.reset()
	next := 0
	for i, piece := range pieces {
		if i > 0 {
			m.builder.blank(piece.start)
		}
		first := next
		for next < len(cut) && cut[next].start < piece.end {
			next++
		}
		styles := m.scanner.scan(text, piece)
		if len(pieces) == 1 && len(cut) == 0 && len(m.scanner.hides) == 0 && isAsShown(text[piece.start:piece.end]) {
			return plainInline(text, piece, styles)
		}
		m.edges.set(styles)
		m.builder.piece(text, piece, &m.scanner, &m.edges, cut[first:next], func(i, plain int) { where(first+i, plain) })
	}
	return m.builder.finish(text, pieces)
}

// isAsShown reports whether s stands for itself but for its markup: no white space
// but single blanks between words.
func isAsShown(s string) bool {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(s[i:])
			if unicode.IsSpace(r) {
				return false
			}
			i += size
		case c > ' ' || i > 0 && isSingleBlank(s[i-1:]):
			i++
		default:
			return false
		}
	}
	return true
}

// plainInline makes an Inline of a piece of text that is all shown.
func plainInline(text string, piece span, styles []Style) Inline {
	in := Inline{Plain: text[piece.start:piece.end], Styles: copied(styles), origin: origin{{0, piece.start}}, bounds: piece}
	for i := range in.Styles {
		in.Styles[i].Start -= piece.start
		in.Styles[i].End -= piece.start
	}
	return in
}

type inlineBuilder struct {
	plain      []byte
	origin     origin
	styles     []Style
	references []span
}

// reset begins anew in the same memory.
func (b *inlineBuilder) reset() {
	b.plain, b.origin, b.styles, b.references = b.plain[:0], b.origin[:0], b.styles[:0], b.references[:0]
}

// piece adds the visible bytes of one piece.
func (b *inlineBuilder) piece(text string, piece span, m *markupScanner, e *edges, cut []span, where func(cut, plain int)) {
	hidden, nextCut := m.hides, 0
	for i := piece.start; i < piece.end; {
		e.pass(i, len(b.plain))
		switch {
		case nextCut < len(cut) && cut[nextCut].start <= i:
			where(nextCut, len(b.plain))
			i = max(i, cut[nextCut].end)
			nextCut++
		case len(hidden) > 0 && hidden[0].start <= i:
			i = max(i, hidden[0].end)
			e.pass(i-1, len(b.plain)) // an edge among hidden bytes lies where the text goes on
			b.show(hidden[0])
			hidden = hidden[1:]
		default:
			end := min(piece.end, e.next())
			if nextCut < len(cut) {
				end = min(end, cut[nextCut].start)
			}
			if len(hidden) > 0 {
				end = min(end, hidden[0].start)
			}
			i = b.visible(text, i, end)
		}
	}
	b.addStyles(m.styles, e)
}

// show adds what stands for a hidden range.
func (b *inlineBuilder) show(h hidden) {
	if h.shown == "" {
		return
	}
	b.references = append(b.references, h.span)
	for _, r := range h.shown {
		if unicode.IsSpace(r) {
			b.blank(h.start)
			continue
		}
		for at := range utf8.RuneLen(r) {
			b.origin.add(len(b.plain)+at, h.start)
		}
		b.plain = utf8.AppendRune(b.plain, r)
	}
}

// visible adds the bytes from i up to end, or to the white space before it, and
// gives where to go on.
func (b *inlineBuilder) visible(text string, i, end int) int {
	run := i
	for run < end && (text[run] > ' ' && text[run] < utf8.RuneSelf || run > i && isSingleBlank(text[run-1:end])) {
		run++
	}
	if run > i {
		b.bytes(text, i, run-i)
		return run
	}
	r, size := utf8.DecodeRuneInString(text[i:])
	if unicode.IsSpace(r) {
		b.blank(i)
	} else {
		b.bytes(text, i, size)
	}
	return i + size
}

// isSingleBlank reports whether the second byte of s is a blank between others,
// which stands for itself.
func isSingleBlank(s string) bool { return len(s) > 2 && s[1] == ' ' && s[0] > ' ' && s[2] > ' ' }

// edges are the offsets in the source at which styles begin or end, and where
// they lie in the plain text.
type edges struct {
	source []int // ascending
	plain  []int // of those that were passed
}

// set begins anew with the edges of the styles.
func (e *edges) set(styles []Style) {
	e.source, e.plain = e.source[:0], e.plain[:0]
	for _, s := range styles {
		e.source = append(e.source, s.Start, s.End)
	}
	slices.Sort(e.source)
	e.source = slices.Compact(e.source)
}

// pass notes the edges up to offset i of the source.
func (e *edges) pass(i, plain int) {
	for len(e.plain) < len(e.source) && e.source[len(e.plain)] <= i {
		e.plain = append(e.plain, plain)
	}
}

// next gives the next edge.
func (e *edges) next() int {
	if len(e.plain) == len(e.source) {
		return math.MaxInt
	}
	return e.source[len(e.plain)]
}

// at gives the place in the plain text, -1 for an edge that was not reached.
func (e *edges) at(source int) int {
	if k, found := slices.BinarySearch(e.source, source); found && k < len(e.plain) {
		return e.plain[k]
	}
	return -1
}

func (b *inlineBuilder) addStyles(styles []Style, e *edges) {
	for _, s := range styles {
		start, end := e.at(s.Start), e.at(s.End)
		if end < 0 {
			end = len(b.plain)
		}
		if start < 0 || start > end {
			continue
		}
		s.Start, s.End = start, end
		b.styles = append(b.styles, s)
	}
}

func (b *inlineBuilder) bytes(text string, i, size int) {
	b.origin.add(len(b.plain), i)
	b.plain = append(b.plain, text[i:i+size]...)
}

// blank adds one blank for any run of white space.
func (b *inlineBuilder) blank(i int) {
	if n := len(b.plain); n > 0 && b.plain[n-1] != ' ' {
		b.origin.add(n, i)
		b.plain = append(b.plain, ' ')
	}
}

// finish gives what was built of a text, in memory of its own.
func (b *inlineBuilder) finish(text string, pieces []span) Inline {
	for n := len(b.plain); n > 0 && b.plain[n-1] == ' '; n = len(b.plain) {
		b.plain = b.plain[:n-1]
	}
	b.origin.cut(len(b.plain))
	bounds := span{pieces[0].start, pieces[len(pieces)-1].end}
	b.origin.add(len(b.plain), bounds.end)
	for i := range b.styles {
		b.styles[i].Start = min(b.styles[i].Start, len(b.plain))
		b.styles[i].End = min(b.styles[i].End, len(b.plain))
	}
	return Inline{Plain: b.words(text), Styles: copied(b.styles), origin: copied(b.origin), references: copied(b.references), bounds: bounds}
}

// words gives the plain text: a part of the source where it is the same.
func (b *inlineBuilder) words(text string) string {
	if n := len(b.plain); n > 0 {
		start := b.origin[0].source
		if end := start + n; end <= len(text) && text[start:end] == string(b.plain) {
			return text[start:end]
		}
	}
	return string(b.plain)
}

// copied gives a copy that has no room for more, nil of nothing.
func copied[S ~[]E, E any](s S) S {
	if len(s) == 0 {
		return nil
	}
	return append(make(S, 0, len(s)), s...)
}

// NewInline reads the Markdown of text: emphasis, links, bare URLs, escapes,
// the tags of HTML that come in pairs, and character references.
func NewInline(text string) Inline {
	return newInline(text, []span{{0, len(text)}}, nil, func(int, int) {})
}

// maxTarget bounds the target of a link, in bytes: the longest URL that common
// servers accept.
const maxTarget = 8 << 10

// scan finds emphasis, links, bare URLs and escapes in a piece, each byte looked
// at a bounded number of times. What it gives holds until the next scan.
func (s *markupScanner) scan(text string, piece span) []Style {
	s.text, s.piece = text, piece
	s.brackets, s.stars, s.tags, s.hides, s.styles = s.brackets[:0], s.stars[:0], s.tags[:0], s.hides[:0], s.styles[:0]
	for i := piece.start; i < piece.end; {
		if !mayBeMarkup[text[i]] {
			i++
			continue
		}
		i = s.step(i)
	}
	s.sort()
	return s.styles
}

// mayBeMarkup says of each byte whether markup may begin with it, or a URL.
var mayBeMarkup = byteTable("\\*_[]<&hHw")

func byteTable(bytes string) (table [256]bool) {
	for i := range len(bytes) {
		table[bytes[i]] = true
	}
	return table
}

// markupScanner keeps what is open.
type markupScanner struct {
	text     string
	piece    span
	brackets []int       // offsets of "[" not yet closed
	stars    []delimiter // openers of emphasis not yet closed
	tags     []inlineTag // elements not yet closed
	hides    []hidden
	styles   []Style
}

type delimiter struct {
	char       byte
	start, end int
}

func (s *markupScanner) hide(start, end int) { s.replace(start, end, "") }

func (s *markupScanner) replace(start, end int, shown string) {
	s.hides = append(s.hides, hidden{span{start, end}, shown})
}

func (s *markupScanner) step(i int) int {
	switch c := s.text[i]; {
	case c == '\\' && i+1 < s.piece.end && isPunct(s.text[i+1]):
		s.hide(i, i+1)
		return i + 2
	case c == '*' || c == '_':
		return s.emphasis(i, c)
	case c == '[':
		s.brackets = append(s.brackets, i)
	case c == ']' && len(s.brackets) > 0:
		return s.link(i)
	case c == '<':
		return s.html(i)
	case c == '&':
		return s.reference(i)
	case c == 'h' || c == 'H' || c == 'w':
		return s.bareURL(i)
	}
	return i + 1
}

// emphasis takes a run of * or _ as an opener, a closer or plain characters
// (CommonMark 0.31, 6.2, without the rule of three).
func (s *markupScanner) emphasis(i int, c byte) int {
	end := i
	for end < s.piece.end && s.text[end] == c {
		end++
	}
	before, after := s.around(i, end)
	opens := !unicode.IsSpace(after) && !isWord(before) && after != 0
	closes := !unicode.IsSpace(before) && !isWord(after) && before != 0
	if n := len(s.stars); closes && n > 0 && s.stars[n-1].char == c && s.stars[n-1].end-s.stars[n-1].start == end-i {
		open := s.stars[n-1]
		s.stars = s.stars[:n-1]
		kind := Italic
		if end-i == 2 {
			kind = Bold
		}
		s.hide(open.start, open.end)
		s.hide(i, end)
		s.styles = append(s.styles, Style{Kind: kind, Start: open.end, End: i, From: open.start, To: end})
	} else if opens && end-i <= 3 {
		s.stars = append(s.stars, delimiter{c, i, end})
	}
	return end
}

// around gives the characters before start and behind end, 0 at an edge.
func (s *markupScanner) around(start, end int) (before, after rune) {
	if start > s.piece.start {
		before, _ = utf8.DecodeLastRuneInString(s.text[s.piece.start:start])
	}
	if end < s.piece.end {
		after, _ = utf8.DecodeRuneInString(s.text[end:s.piece.end])
	}
	return before, after
}

// link closes the bracket opened last and takes "(target)" behind it.
func (s *markupScanner) link(i int) int {
	open := s.brackets[len(s.brackets)-1]
	s.brackets = s.brackets[:len(s.brackets)-1]
	if i+1 >= s.piece.end || s.text[i+1] != '(' {
		return i + 1
	}
	end := closingParen(s.text[:min(s.piece.end, i+maxTarget)], i+1)
	if end < 0 {
		return i + 1
	}
	target := strings.TrimSpace(s.text[i+2 : end])
	target, _, _ = strings.Cut(target, " ") // a title may follow
	s.hide(i, end+1)
	if open > s.piece.start && s.text[open-1] == '!' { // a picture
		s.hide(open-1, open+1)
		return end + 1
	}
	s.hide(open, open+1)
	s.styles = append(s.styles, Style{Kind: Link, Start: open + 1, End: i, From: open, To: end + 1, Target: decodeReferences(strings.Trim(target, "<>"))})
	return end + 1
}

// closingParen gives the offset of the bracket that closes the one at open, -1
// where the line ends first.
func closingParen(text string, open int) int {
	depth := 0
	for i := open; i < len(text); i++ {
		switch text[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		case '\n':
			return -1
		}
	}
	return -1
}

// bareURL takes an address that stands in the text by itself.
func (s *markupScanner) bareURL(i int) int {
	rest := s.text[i:s.piece.end]
	if len(rest) < 4 || rest[1]|0x20 != 't' && rest[1]|0x20 != 'w' || !hasURLStart(rest) {
		return i + 1
	}
	if before, _ := s.around(i, i); isWord(before) {
		return i + 1
	}
	end := i + urlLength(rest)
	if len(s.brackets) > 0 { // the text of a Markdown link is taken with the link
		if n := strings.Index(s.text[i:end], "]("); n >= 0 {
			return i + n
		}
	}
	s.styles = append(s.styles, Style{Kind: Link, Start: i, End: end, From: i, To: end, Target: decodeReferences(s.text[i:end])})
	for k := i; k < end; k++ {
		if s.text[k] == '&' {
			k = s.reference(k) - 1
		}
	}
	return end
}

func hasURLStart(s string) bool {
	for _, prefix := range [...]string{"https://", "http://", "www."} {
		if len(s) > len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
			return true
		}
	}
	return false
}

// urlLength gives the length of the URL at the start of s: to the first blank,
// quotation mark or angle bracket, without the punctuation of the sentence.
// A closing bracket belongs to it where the URL opened one.
func urlLength(s string) int {
	end := strings.IndexFunc(s, endsAddress)
	if end < 0 {
		end = len(s)
	}
	end = len(beforeDelimiter(s[:min(end, maxTarget)]))
	round := strings.Count(s[:end], "(") - strings.Count(s[:end], ")")
	square := strings.Count(s[:end], "[") - strings.Count(s[:end], "]")
	for end > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:end])
		switch {
		case r == ')' && round < 0:
			round++
		case r == ']' && square < 0:
			square++
		case !strings.ContainsRune(".,;:!?'’‘*", r) && r != utf8.RuneError:
			return end
		}
		end -= size
	}
	return end
}

func endsAddress(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("<>\"“”„«»", r)
}

// sort puts the hidden ranges in order, and leaves out styles: a bare URL inside
// a Markdown link is no link of its own, the link leads where its target says.
func (s *markupScanner) sort() {
	kept := s.styles[:0]
	for _, style := range s.styles {
		for n := len(kept); style.Kind == Link && n > 0 && kept[n-1].Kind == Link && kept[n-1].From > style.From; n-- {
			kept = kept[:n-1]
		}
		kept = append(kept, style)
	}
	s.styles = kept
	slices.SortFunc(s.hides, func(a, b hidden) int { return a.start - b.start })
}

func isPunct(c byte) bool {
	return c < utf8.RuneSelf && unicode.IsPrint(rune(c)) && c != ' ' && !isWord(rune(c))
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
