package citation

import (
	"regexp"
	"strings"
)

// ID is a standard number or symbol of a source.
type ID struct {
	Scheme IDScheme
	Value  string // normalised: a DOI in lower case without "https://doi.org/"
	Span   Span
}

// IDScheme names the kind of an ID.
type IDScheme string

// The schemes that a note can show.
const (
	DOI    IDScheme = "doi"
	ISBN   IDScheme = "isbn"
	ISSN   IDScheme = "issn"
	ArXiv  IDScheme = "arxiv"
	PMID   IDScheme = "pmid"
	PMCID  IDScheme = "pmcid" // with its letters: "PMC1234567"
	ECLI   IDScheme = "ecli"  // European Case Law Identifier: "ECLI:EU:C:2014:317"
	Handle IDScheme = "hdl"   // "2027/mdp.39015"
)

// The forms of standard numbers. A DOI is matched by the pattern that Crossref
// recommends for 74.4 of its 74.9 million (2015).
var (
	doiForm   = regexp.MustCompile(`10\.\d{4,9}/[^\s"<>]+`)
	isbnForm  = regexp.MustCompile(`(?i)^ISBN(?:-1[03])?:?\s*([\dX][\dX -]{8,16})`)
	issnForm  = regexp.MustCompile(`(?i)^[ep]?ISSN:?\s*(\d{4}-?\d{3}[\dX])`)
	arxivForm = regexp.MustCompile(`(?i)^arXiv:\s*(\S+)`)
	pmidForm  = regexp.MustCompile(`(?i)^PMID:?\s*(\d+)`)
)

// readID reads a standard number, or the DOI in an address of doi.org.
func readID(p piece) (ID, bool) {
	text := p.text()
	id := ID{Span: p.span()}
	if strings.Contains(text, "://") && !strings.Contains(strings.ToLower(text), "doi.org/") {
		return id, false
	}
	if doi := doiForm.FindString(text); doi != "" {
		id.Scheme, id.Value = DOI, strings.ToLower(doi)
		return id, true
	}
	for _, form := range [...]struct {
		scheme IDScheme
		*regexp.Regexp
	}{{ISBN, isbnForm}, {ISSN, issnForm}, {ArXiv, arxivForm}, {PMID, pmidForm}} {
		if m := form.FindStringSubmatch(text); m != nil {
			id.Scheme, id.Value = form.scheme, strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(m[1]))
			if form.scheme == ArXiv || form.scheme == ISSN {
				id.Value = m[1]
			}
			return id, true
		}
	}
	return id, false
}
