package verify

import "github.com/ibid-go/ibid/citation"

// Compare says where a citation and what its source says of itself disagree,
// one finding a part, in the order title, authors, date, outlet. It compares
// only what both state, and it never fetches. Parts that were guessed raise no
// finding ([citation.Citation.Certain]). A citation that is no full one
// says nothing of its own; for it the result is empty.
func Compare(c *citation.Citation, s *Source) []citation.Finding {
	if c == nil || s == nil || c.Form != citation.Full {
		return nil
	}
	c = c.Certain()
	var findings []citation.Finding
	for _, compare := range [...]func(*citation.Citation, *Source) *citation.Finding{
		compareTitle, compareAuthors, compareDate, compareOutlet,
	} {
		if f := compare(c, s); f != nil {
			findings = append(findings, *f)
		}
	}
	return findings
}

// differs makes a finding of a part of c.
func differs(c *citation.Citation, rule string, severity citation.Severity, span citation.Span) *citation.Finding {
	f := &citation.Finding{Rule: rule, Severity: severity, Span: span}
	if c.Note != nil {
		f.Note = c.Note.Label
	}
	return f
}

// evidence says where on the page a text was read.
func (s *Source) evidence(signal, text string) citation.Evidence {
	return citation.Evidence{Source: signal, Text: text, URL: s.URL}
}
