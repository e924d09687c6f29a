package manuscript

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/ibid-go/ibid/internal/prose"
)

// maxFront is how many pieces of text the front matter may have: beyond it a
// list of contents stands somewhere else than in front.
const maxFront = 30

// markFront marks what stands before the text: everything up to the contents,
// or the short lines before the first long paragraph.
func markFront(text string, regions []region, contents int) {
	if contents < 0 || contents > maxFront {
		contents = firstText(text, regions)
	}
	for i := range contents {
		if regions[i].note == nil && regions[i].kind != Contents {
			regions[i].kind = Front
		}
	}
}

// firstText gives the index of the first region that cannot be front matter: a
// note, a second heading behind the title, or a paragraph that ends as a
// sentence does. Where not even the first is a title, it is 0.
func firstText(text string, regions []region) int {
	for i := range min(len(regions), maxFront) {
		r := regions[i]
		line := text[r.start:r.end]
		isData := byline.MatchString(line) || isDateLine(line) && !endsSentence(line)
		if r.note != nil || r.kind == Body && !isData || i > 0 && !isData || len(strings.Fields(line)) > 30 {
			return i
		}
	}
	return 0
}

var (
	byline   = regexp.MustCompile(`^(?:By|BY|by|Von|Par|Di|Por|De|Authors?:|Written by)\s+(\p{Lu}.{2,200})$`)
	seriesNo = regexp.MustCompile(`(?i)\b(?:report|paper|brief|briefing|issue|working paper|policy brief|no|nr|n)\b\.?\s*(?:(?:no|nr|n)\.?\s*|#\s*)?(\d{1,4})\b`)
)

// readFront takes title, byline, number and date from the front matter. What
// it does not state stays empty.
func (m *Manuscript) readFront() {
	for _, p := range m.Paragraphs {
		if p.Kind != Front {
			continue
		}
		line := p.Plain
		switch {
		case byline.MatchString(line):
			if m.Byline.Plain == "" {
				m.Byline = p.after(byline.FindStringSubmatchIndex(line)[2])
			}
		case isDateLine(line):
			if m.DateLine == "" {
				m.DateLine = line
			}
			if number := seriesNo.FindStringSubmatch(line); number != nil && m.Issue == "" {
				m.Issue = number[1]
			}
		case m.Title.Plain == "":
			m.Title = p.Inline
		}
	}
}

// isDateLine reports a short line that states a date with at least a month, or
// nothing besides a year and a number.
func isDateLine(line string) bool {
	const mostWords = 12
	found := prose.FindDates(line)
	if len(found) == 0 || len(strings.Fields(line)) > mostWords {
		return false
	}
	if found[0].Month != 0 {
		return true
	}
	rest := line[:found[0].Start] + line[found[0].End:]
	return strings.TrimFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) }) == "" || seriesNo.MatchString(line)
}

// after gives the piece from the byte at of Plain on.
func (in *Inline) after(at int) Inline {
	rest := Inline{Plain: in.Plain[at:], origin: in.origin.part(at, len(in.Plain)), references: in.references, bounds: span{in.origin.at(at), in.bounds.end}}
	for _, s := range in.Styles {
		if s.Start >= at {
			s.Start, s.End = s.Start-at, s.End-at
			rest.Styles = append(rest.Styles, s)
		}
	}
	return rest
}
