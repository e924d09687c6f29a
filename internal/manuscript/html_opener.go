package manuscript

import (
	"regexp"
	"strconv"
	"strings"
)

// opener is a line that may open a note: its number and how it shows it.
type opener struct {
	from   int // a block, or the first node behind a line break
	end    int // of what can open no other note
	number int
	form   string // the element or the style of the number
}

// Forms of openers that the rules speak of.
const (
	noteElement = "label" // an element that says to be a note
	plainNumber = "plain"
)

// collectOpeners gathers the lines that begin with a figure.
func (s *seriesFinder) collectOpeners() {
	s.openers = map[string][]opener{}
	for i := range s.nodes {
		n := &s.nodes[i]
		o := opener{from: i, end: i + 1}
		switch {
		case n.name == "br" || n.name == "hr":
			o.from, o.end = i+1, i+1
			o.number, o.form = s.opening(i+1, s.lineLimit(i))
		case !s.isBlock(i):
			continue
		case s.ordinals[i] > 0:
			o.number, o.form, o.end = s.ordinals[i], "li", n.end
		default:
			o.number, o.form = s.blockOpening(i)
		}
		if o.number == 0 {
			continue
		}
		if s.openers[o.form] == nil {
			s.forms = append(s.forms, o.form)
		}
		s.openers[o.form] = append(s.openers[o.form], o)
	}
}

// lineLimit gives the end of the block that a line break lies in.
func (s *seriesFinder) lineLimit(i int) int {
	if block := s.block(s.nodes[i].parent); block >= 0 {
		return s.nodes[block].end
	}
	return len(s.nodes)
}

// blockOpening reads the figure of a block: the label that it names, that it
// holds and nothing else, or that stands at its head.
func (s *seriesFinder) blockOpening(i int) (number int, form string) {
	n := &s.nodes[i]
	if number := positive(n.attr("label")); number > 0 {
		return number, noteElement
	}
	if label, ok := s.labelOf(i); ok && labelCells[n.name] {
		return positive(label), n.name
	}
	return s.opening(i+1, n.end)
}

// labelCells are blocks that may hold the label of the note in the next.
var labelCells = set("td th dt div")

// positive reads a number of a note, 0 where it is none.
func positive(label string) int {
	number, err := strconv.Atoi(label)
	if err != nil || number < 0 || len(label) > maxDigits {
		return 0
	}
	return number
}

// opening reads the figure at the head of the nodes from i to end: in an
// element of its own, in brackets, or before a full stop.
func (s *seriesFinder) opening(i, end int) (number int, form string) {
	for ; i < end; i++ {
		n := &s.nodes[i]
		switch {
		case s.isBlock(i) || leftOut[n.name] || n.name == "br":
			return 0, ""
		case n.name == "":
			if s.blankText(i) {
				continue
			}
			return s.textOpening(i, end)
		default:
			if label, ok := s.labelOf(i); ok && n.end < end {
				if s.markStyle(i, nil) == raisedMark {
					return positive(label), raisedMark
				}
				return positive(label), n.name
			}
		}
	}
	return 0, ""
}

// textOpening reads the figure at the start of a text.
func (s *seriesFinder) textOpening(i, end int) (number int, form string) {
	text, _ := s.textOf(i, min(end, i+2), longestLabel)
	switch style := s.markStyle(i, nil); style {
	case raisedMark, bracketedMark, parenthesisedMark:
		whole, _ := s.textOf(i, i+1, longestLabel)
		if numbers := markNumbers(whole); len(numbers) == 1 && i+1 < end {
			return numbers[0], style
		}
		return 0, ""
	}
	start, ok := findNoteStart(text, span{0, len(text)})
	if !ok || start.style != plainNumber {
		return 0, ""
	}
	return start.number, plainNumber
}

// isHeaded reports whether the heading of notes or of a list of sources stands
// directly before a node.
func (s *seriesFinder) isHeaded(i int) bool {
	const farthest = 32 // nodes
	for k := i - 1; k >= max(0, i-farthest); k-- {
		if s.nodes[k].name == "" && !s.blankText(k) {
			text, ok := s.textOf(k, k+1, longestHeading)
			return ok && noteHeading.MatchString(strings.Trim(text, " :.0123456789*—–-"))
		}
	}
	return false
}

const longestHeading = 60 // bytes of "Notes and references"

// noteHeading matches what stands above notes in the languages that reports are
// written in.
var noteHeading = regexp.MustCompile(`(?i)^(?:(?:end|foot)?[- ]?notes?(?: (?:and|&) (?:references|sources|citations))?|references?|citations?|sources?|works cited|bibliography|` +
	`anmerkungen|fu(?:ß|ss)noten?|endnoten?|einzelnachweise|nachweise|quellen(?:angaben|verzeichnis)?|belege|` +
	`notes (?:de (?:bas de page|fin)|et références)|références|renvois|notas?(?: (?:al pie|finales|de rodapé|a pie de página))?|referencias|referências|fuentes|` +
	`note(?: a piè di pagina)?|riferimenti|fonti|voetnoten|noten|eindnoten|bronnen|noter|fotnoter|slutnoter|källor|viitteet|przypisy|poznámky|jegyzetek|lábjegyzetek|` +
	`примечания|сноски|примітки|виноски|бележки|σημειώσεις|notlar|dipnotlar|الهوامش|הערות|注释?|脚注|注釈|註|주석|각주)$`)
