package citation

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/ibid-go/ibid/internal/prose"
	"github.com/ibid-go/ibid/internal/tag"
)

//go:embed data/leads.txt
var leadsFile string

// leadTable holds the words that introduce a citation, by their first word.
type leadTable struct {
	byFirst map[string][]string
	begins  prose.Beginnings
}

var leads = sync.OnceValue(func() *leadTable {
	table := &leadTable{byFirst: make(map[string][]string)}
	for _, lead := range dataLines(leadsFile) {
		first := firstWord(lead)
		table.byFirst[first] = append(table.byFirst[first], lead)
		table.begins.Add(first)
	}
	return table
})

// of gives those that s may begin with.
func (t *leadTable) of(s string) []string {
	if !t.begins.May(s) { // as most sources
		return nil
	}
	var buf [lowerSize]byte
	return t.byFirst[string(appendLower(buf[:0], firstWord(s)))]
}

// firstWord gives the first word of s without the punctuation behind it.
func firstWord(s string) string {
	first, _, _ := strings.Cut(s, " ")
	return strings.TrimRight(first, ".,:;")
}

// dataLines gives the lines of an embedded list that are no comments.
func dataLines(file string) []string {
	var lines []string
	for line := range strings.Lines(file) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines
}

// maxLeads bounds the lead-ins of one source: "But see also, for example,".
const maxLeads = 4

// cutLead reports whether s begins with words that introduce a citation, and
// gives the length of them with the blanks around.
func cutLead(s string) (ok bool, length int) {
	rest := strings.TrimLeft(s, " \u00a0")
	for range maxLeads {
		n := oneLead(rest)
		if n == 0 {
			break
		}
		ok = true
		rest = strings.TrimLeft(rest[n:], " ,:\u00a0")
	}
	if !ok {
		return false, 0
	}
	return true, len(s) - len(rest)
}

// leadLength is the length that cutLead gives.
func leadLength(s string) int {
	_, n := cutLead(s)
	return n
}

// oneLead gives the length of the lead-in at the start of s: one of the list,
// or a clause that ends in one, as "For the background, see".
func oneLead(s string) int {
	const longest = 60 // bytes
	head := s[:min(len(s), longest)]
	known := leads().of(head)
	if known != nil {
		head = strings.ToValidUTF8(head, "")
		if lower := strings.ToLower(head); len(lower) == len(head) {
			head = lower
		}
	}
	best := 0
	for _, lead := range known {
		if len(lead) > best && strings.HasPrefix(head, lead) && endsWord(s, len(lead)) && (len(lead) > 2 || s[0] == lead[0]) {
			best = len(lead)
		}
	}
	switch {
	case best > 0:
		return best
	case s != "" && 'a' <= s[0] && hasAnyPrefix(s, "and ", "und ", "et ", "with ", "anders ", "dagegen ", "ferner ", "sowie "): // behind a semicolon or a comma; a title would begin with a capital
		return strings.IndexByte(s, ' ')
	}
	return leadingClause(s)
}

// clauseStarts are the words that a leading clause begins with, clauseEnds what
// it ends in.
var (
	clauseStarts = []string{"For ", "On ", "Zu ", "Zur ", "Zum ", "Sur ", "Pour ", "Su ", "Per ", "Sobre ", "As to ", "Regarding "}
	clauseEnds   = []string{" see ", " see also ", " compare ", " siehe ", " s. ", " vgl. ", " voir ", " cf. ", " vedi ", " si veda ", " véase "}
)

// leadingClause gives the length of a clause such as "For the background, see".
func leadingClause(s string) int {
	const longest = 100                                                                         // bytes
	if s == "" || strings.IndexByte("AFOPRSZ", s[0]) < 0 || !hasAnyPrefix(s, clauseStarts...) { // most sources begin with another letter
		return 0
	}
	head := s[:min(len(s), longest)]
	if i := strings.IndexAny(head, "“\"„«;("); i >= 0 {
		head = head[:i]
	}
	for _, end := range clauseEnds {
		if i := strings.Index(head, end); i > 0 {
			return i + len(end) - 1
		}
	}
	return 0
}

// readForm sees whether the source is cited in a short form that its words
// tell. It then reads what the form shows and reports true. A name with a short
// title looks like a full citation: resolve tells it from one.
func (s *source) readForm(c *Citation, kept bool) bool {
	text := s.text()
	m, ok := readMention(text)
	if !ok {
		return !kept && s.readBareName(c)
	}
	c.Form = m.form
	c.Span = s.sub(s.start+min(m.start, m.term), s.end).span()
	if m.name > m.start {
		s.readMentioned(c, m.start, m.name)
	}
	s.readPlace(c, m.place)
	return true
}

// readMentioned reads the name and the title that stand before the term.
func (s *source) readMentioned(c *Citation, start, end int) {
	part := s.sub(s.start+start, s.start+end)
	text := part.text()
	if isNameLike(text) && !strings.Contains(text, ", ") {
		c.Authors = readNames(part)
		return
	}
	mentioned := source{piece: part, layout: s.layout}
	mentioned.label(tag.Range{})
	mentioned.readParts(c)
}

// readBareName reads "Barwise, p. 243": names that only an earlier citation can
// explain. What the parser reads as more than names is left to it.
func (s *source) readBareName(c *Citation) bool {
	text := cutAside(s.text())
	start := leadLength(text)
	end := start + placeStart(text[start:])
	bare := strings.TrimRight(text[start:end], " .,\u00a0")
	if !isNameLike(bare) || s.layout.HasDate(tag.Range{Start: s.start + end, End: s.end}) {
		return false
	}
	named := source{piece: s.sub(s.start+start, s.end), layout: s.layout, doc: s.doc}
	named.label(tag.Range{})
	var parts Citation
	named.readParts(&parts)
	if citesSomething(&parts) {
		s.atoms, s.labels, s.readings, s.labelled = named.atoms, named.labels, named.readings, named.labelled
		return false
	}
	c.Form = Short
	c.Span = s.sub(s.start+start, s.end).span()
	if c.Authors = parts.Authors; len(c.Authors) == 0 {
		c.Authors = readNames(s.sub(s.start+start, s.start+start+len(bare)))
	}
	s.readPlace(c, end)
	return true
}

// label cuts the source into atoms, without what stands in the range kept, and
// labels them, unless that was done.
func (s *source) label(kept tag.Range) {
	if kept == (tag.Range{}) && s.labelled == s.piece {
		return
	}
	s.labelled = s.piece
	s.atoms = s.atomsWithout(kept)
	s.readings = s.doc.read(s)
	s.labels = make([]tag.Label, len(s.readings))
	for i, r := range s.readings {
		s.labels[i] = r.Label
	}
}

// readPlace reads the cited place behind offset at.
func (s *source) readPlace(c *Citation, at int) {
	text := s.text()[at:]
	length := locatorLength(text)
	if length == 0 {
		return
	}
	volume := volumeLength(text[:length])
	start := s.start + at
	if volume > 0 {
		c.Volume = trimmedField(s.sub(start, start+volume), Unmarked)
	}
	volume += atLength(text[volume:length])
	c.Locator = trimmedField(s.sub(start+volume, start+length), Unmarked)
}

// atLength gives the length of an "at" before a cited place.
func atLength(place string) int {
	bare := strings.TrimLeft(place, placeEdge)
	for _, at := range [...]string{"at ", "here ", "hier ", "à la ", "au ", "aux ", "al ", "alla "} {
		if strings.HasPrefix(bare, at) {
			return len(place) - len(bare) + len(at)
		}
	}
	return 0
}

// volumeLength gives the length of a volume that stands before the page in a
// cited place: "7.2:109", "xvi, pp. 149–54".
func volumeLength(place string) int {
	start := len(place) - len(strings.TrimLeft(place, " .,;:\u00a0"))
	n := start + wordLength(place[start:])
	for n+1 < len(place) && place[n] == '.' && place[n+1] >= '0' && place[n+1] <= '9' {
		n += 1 + wordLength(place[n+1:])
	}
	figure := strings.ReplaceAll(place[start:n], ".", "")
	if figure == "" || !isRoman(figure) && strings.Trim(figure, "0123456789") != "" {
		return 0
	}
	rest := place[n:]
	if hasAnyPrefix(rest, ", p", ", S. ") || len(rest) > 1 && rest[0] == ':' && rest[1] >= '0' && rest[1] <= '9' {
		return n + 1
	}
	return 0
}

// placeEdge is the punctuation around a cited place.
const placeEdge = " .,;:()[]\u00a0"

// trimmedField makes a field of a piece without the punctuation around it.
func trimmedField(p piece, mark Mark) Field {
	text := p.text()
	start := p.start + len(text) - len(strings.TrimLeft(text, placeEdge))
	end := max(start, p.start+len(strings.TrimRight(text, placeEdge)))
	if start >= end {
		return Field{}
	}
	trimmed := p.sub(start, end)
	return Field{Text: trimmed.text(), Span: trimmed.span(), Mark: mark}
}
