package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"unicode/utf16"

	"github.com/ibid-go/ibid/internal/tag"
	"github.com/ibid-go/ibid/internal/train"
)

// note is a note with known truth, spans in bytes.
type note struct {
	text               string
	italics, smallCaps []tag.Range
	linked             []tag.Range
	known              bool // whether outlets are recognised
	cites              []cite
}

type cite struct {
	tag.Range
	spans []labelled
}

type labelled struct {
	tag.Range
	label tag.Label
}

// labelOf maps the names of CSL, and of the generator, to labels.
func labelOf(name string) tag.Label {
	switch name {
	case "container-title":
		return tag.Container
	case "publisher-place":
		return tag.Place
	case "collection-title", "collection-number", "seriesnumber":
		return tag.Series
	case "issued", "original-date", "event-date":
		return tag.Date
	case "page":
		return tag.Pages
	case "URL", "url", "archive-url":
		return tag.Address
	case "DOI", "ISBN", "ISSN", "PMID", "doi", "isbn", "issn", "arxiv", "pmid":
		return tag.Ident
	case "director", "interviewee":
		return tag.Author
	case "container-author":
		return tag.Editor
	}
	return tag.LabelOf(name)
}

// generate makes count notes from seed, as many of each of the styles. Half of them lose fonts
// and links, as manuscripts do that come through a converter, and in half no
// outlet is recognised: the registry knows more of the generator's outlets than
// of the world's.
func generate(seed uint64, count int, styles []string) []note {
	rng := rand.New(rand.NewPCG(seed, 2))
	notes := make([]note, 0, count)
	for i := range count {
		example := train.Generate(rng, styles[i%len(styles)])
		n := note{text: example.Text, known: rng.IntN(2) == 0}
		if rng.IntN(2) == 0 {
			n.italics, n.smallCaps = rangesOf(example.Italics), rangesOf(example.SmallCaps)
			for _, l := range example.Links {
				if printed := example.Text[l.Start:l.End]; !strings.HasPrefix(printed, "http") {
					n.linked = append(n.linked, tag.Range{Start: l.Start, End: l.End})
				}
			}
		}
		for _, c := range example.Cites {
			if c.Form == "ibid" || c.Form == "cross-ref" {
				continue // known by their words
			}
			parts := cite{Range: tag.Range{Start: c.Start, End: c.End}}
			for _, s := range c.Spans {
				parts.spans = append(parts.spans, labelled{tag.Range{Start: s.Start, End: s.End}, labelOf(s.Label)})
			}
			n.cites = append(n.cites, parts)
		}
		n.addAsides(example.Asides)
		notes = append(notes, n)
	}
	return notes
}

func rangesOf(runs [][2]int) []tag.Range {
	var ranges []tag.Range
	for _, r := range runs {
		ranges = append(ranges, tag.Range{Start: r[0], End: r[1]})
	}
	return ranges
}

// addAsides gives each cite the words that introduce it and those that comment
// on it, up to the next cite.
func (n *note) addAsides(asides []train.Span) {
	for _, a := range asides {
		label := labelled{tag.Range{Start: a.Start, End: a.End}, labelOf(a.Label)}
		for i := range n.cites {
			c := &n.cites[i]
			next := len(n.text)
			if i+1 < len(n.cites) {
				next = n.cites[i+1].Start
			}
			switch {
			case a.Label == "lead" && a.End <= c.Start && (i == 0 || a.Start >= n.cites[i-1].End):
				c.Start = min(c.Start, a.Start)
				c.spans = append(c.spans, label)
			case a.Label == "comment" && a.Start >= c.End && a.End <= next:
				c.End = max(c.End, a.End)
				c.spans = append(c.spans, label)
			}
		}
	}
}

// readNotes reads notes with truth as JSON lines: {"text", "cites": [{"spans":
// [[field, start, end]…]}]}, spans in UTF-16 units.
func readNotes(name string) ([]note, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var notes []note
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var record struct {
			Text  string
			Cites []struct{ Spans [][3]any }
		}
		if err := json.Unmarshal(lines.Bytes(), &record); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		offsets := byteOffsets(record.Text)
		n := note{text: record.Text, known: true}
		for _, c := range record.Cites {
			var parts cite
			for _, s := range c.Spans {
				start, end := offsets[int(s[1].(float64))], offsets[int(s[2].(float64))]
				parts.spans = append(parts.spans, labelled{tag.Range{Start: start, End: end}, labelOf(s[0].(string))})
			}
			n.cites = append(n.cites, parts)
		}
		n.divide()
		notes = append(notes, n)
	}
	return notes, lines.Err()
}

// byteOffsets gives the byte offset of each UTF-16 unit of s and of its end.
func byteOffsets(s string) []int {
	var offsets []int
	for i, r := range s {
		for range utf16.RuneLen(r) {
			offsets = append(offsets, i)
		}
	}
	return append(offsets, len(s))
}

// divide gives each cite the text from the end of the one before to its own
// last part; the last reaches to the end of the note.
func (n *note) divide() {
	start := 0
	for i := range n.cites {
		end := start
		for _, s := range n.cites[i].spans {
			end = max(end, s.End)
		}
		if i == len(n.cites)-1 {
			end = len(n.text)
		}
		n.cites[i].Range = tag.Range{Start: start, End: end}
		start = end
	}
}
