package page

import (
	"slices"
	"strings"
	"sync"
)

var correctionPhrases = sync.OnceValue(func() *phrases { return newPhrases(words()["correction"]) })

// corrections reads the lines in which a page says that it was corrected, in
// the words of data/words.tsv. A link or heading such as "Corrections" is no
// notice: it must go on.
func corrections(d *document, c *claims) {
	const (
		shortest = 30  // bytes of a notice
		most     = 3   // notices of one page
		looks    = 50  // places that are looked at, so that a page of nothing else costs no more
		window   = 400 // bytes of a notice that are kept
	)
	looked, end := 0, 0
	for at, phrase := range correctionPhrases().in(d.text) {
		if looked++; looked > looks || len(c.corrections) == most {
			break
		}
		if at < end {
			continue // in a notice already kept
		}
		line, begins := d.lineAt(at, window)
		if (begins || strings.Contains(phrase, " ")) && len(line) >= shortest && !d.isAside(at) {
			add(&c.corrections, line, "correction notice")
			end = at + len(line)
		}
	}
	c.corrections = slices.CompactFunc(c.corrections, func(a, b Claim) bool { return a.Text == b.Text })
}

// lineAt gives the line of the text from an offset on, at most so many bytes of
// it, and whether a line begins there.
func (d *document) lineAt(offset, most int) (line string, begins bool) {
	line, _, _ = strings.Cut(cut(d.text[offset:], most), "\n")
	begins = offset == 0 || d.text[offset-1] == '\n' || d.text[offset-1] == seam
	return strings.ReplaceAll(line, string(seam), ""), begins
}

// isAside reports a place that is not about the page itself.
func (d *document) isAside(offset int) bool {
	return slices.ContainsFunc(d.asides, func(a span) bool {
		return a.region&(inComment|inTeaser|inFooter|inNav) != 0 && a.start <= offset && offset < a.end
	})
}
