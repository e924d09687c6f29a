package citation

import (
	"regexp"
	"strings"
	"sync"

	"github.com/ibid-go/ibid/internal/prose"
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
	UN     IDScheme = "un"    // document symbol without blanks: "S/RES/1325"
	EU     IDScheme = "eu"    // "COM(2016) 379"
	ECLI   IDScheme = "ecli"  // European Case Law Identifier: "ECLI:EU:C:2014:317"
	Handle IDScheme = "hdl"   // "2027/mdp.39015"
)

// doiForm matches a DOI, by the patterns that Crossref recommends for all but the
// oldest of its 74.9 million (2015).
var doiForm = regexp.MustCompile(`(?i)10\.\s?\d{4,9}\s?/\s?(?:\(SICI\)[^\s"]+|[^\s"<>]+)`)

// idForm is one way in which a standard number is printed, or stands in the
// address of its registry.
type idForm struct {
	scheme  IDScheme
	sign    string // in small letters, which the text holds; it spares most the pattern
	pattern *regexp.Regexp
}

var idForms = [...]idForm{
	{ISBN, "isbn", regexp.MustCompile(`(?i)^ISBN(?:-1[03])?:?\s*([\dX][\dX -]{8,16})`)},
	{ISSN, "issn", regexp.MustCompile(`(?i)^(?:[ep]-?)?ISSN:?\s*(\d{4}-?\d{3}[\dX])`)},
	{ArXiv, "arxiv", regexp.MustCompile(`(?i)(?:^arXiv(?:\s(?:e-?)?preprint)?:?\s*|arxiv\.org/(?:abs|pdf)/)((?:[a-z-]+(?:\.[a-z]{2})?/)?\d[\d.]*\d(?:v\d+)?)`)},
	{PMID, "pmid", regexp.MustCompile(`(?i)^PMID:?\s*(\d+)`)},
	{PMID, "pubmed", regexp.MustCompile(`(?i)(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)(\d+)`)},
	{PMCID, "pmc", regexp.MustCompile(`(?i)(?:^PMCID:?\s*|^|/pmc/articles/|pmc\.ncbi\.nlm\.nih\.gov/articles/)(?:PMC)(\d+)`)},
	{Handle, "hdl", regexp.MustCompile(`(?i)(?:^hdl:\s*|hdl\.handle\.net/)(\d[\d.]*/[^\s"<>]+)`)},
	{Handle, "handle:", regexp.MustCompile(`(?i)^handle:\s*(\d[\d.]*/[^\s"<>]+)`)},
}

// readID reads a standard number, or the one in the address of its registry.
func readID(p piece) (ID, bool) {
	text := p.text()
	id := ID{Span: p.span()}
	small := strings.ToLower(text)
	address := strings.Contains(text, "://") || strings.HasPrefix(text, "www.")
	if !address || strings.Contains(small, "doi.org/") {
		if doi := doiForm.FindString(text); doi != "" {
			id.Scheme, id.Value = DOI, strings.ToLower(strings.ReplaceAll(doi, " ", ""))
			return id, true
		}
	}
	for i := range idForms {
		form := &idForms[i]
		if !strings.Contains(small, form.sign) {
			continue
		}
		if m := form.pattern.FindStringSubmatch(text); m != nil {
			id.Scheme, id.Value = form.scheme, normalID(form.scheme, m[1])
			return id, true
		}
	}
	return id, false
}

// normalID writes the number of a scheme in its usual form.
func normalID(scheme IDScheme, number string) string {
	switch scheme {
	case ISBN:
		return strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(number))
	case PMCID:
		return "PMC" + number
	}
	return number
}

// The bodies whose documents have symbols: of the United Nations (ST/CS/SER.F),
// and of the European Union (Interinstitutional Style Guide, 3.1).
const (
	unBodies = "A|S|E|T|ST|CCPR|CAT|CRC|CEDAW|CERD|CESCR|CRPD|CMW|TD|HRI|DP|FCCC|CD|NPT|UNEP|HSP|LOS|CBD|ICCD"
	euBodies = "COM|SEC|SWD|JOIN|C"
)

// The forms of the symbols. Blanks may break them.
var (
	unSymbol = regexp.MustCompile(`\b(?:` + unBodies + `)/(?: ?[A-Z0-9][A-Za-z0-9.-]*(?:/|\b))*(?: ?\d[A-Za-z0-9.-]*)(?:/[A-Za-z0-9][A-Za-z0-9.-]*)*`)
	euSymbol = regexp.MustCompile(`\b(` + euBodies + `) ?\((\d{4})\) ?(\d{1,5})\b`)
)

// symbolSigns are what a symbol of each kind begins with, one of which spares most
// sources the patterns.
type symbolSigns struct {
	prose.SignTable
	un, eu prose.SignSet
}

var symbolTable = sync.OnceValue(func() *symbolSigns {
	t := new(symbolSigns)
	for body := range strings.SplitSeq(unBodies, "|") {
		t.un |= t.Add(body + "/")
	}
	for body := range strings.SplitSeq(euBodies, "|") {
		t.eu |= t.Add(body+"(") | t.Add(body+" (")
	}
	return t
})

// readSymbols reads the symbols of documents outside quotations and addresses.
// A number that stops in the middle of its symbol goes on to its end.
func (s *source) readSymbols(c *Citation) {
	text, table := s.text(), symbolTable()
	signs := table.In(text)
	if signs&table.un != 0 {
		for _, m := range unSymbol.FindAllStringIndex(text, maxSymbols) {
			s.addSymbol(c, UN, s.sub(s.start+m[0], s.start+m[1]), strings.ReplaceAll(text[m[0]:m[1]], " ", ""))
		}
	}
	if signs&table.eu != 0 {
		for _, m := range euSymbol.FindAllStringSubmatchIndex(text, maxSymbols) {
			value := text[m[2]:m[3]] + "(" + text[m[4]:m[5]] + ") " + text[m[6]:m[7]]
			s.addSymbol(c, EU, s.sub(s.start+m[0], s.start+m[1]), value)
		}
	}
}

// maxSymbols bounds the symbols that are read from one source.
const maxSymbols = 4

func (s *source) addSymbol(c *Citation, scheme IDScheme, p piece, value string) {
	if s.layout.InURL(p.start) || s.layout.InQuote(p.start) || !c.Archive.IsZero() || c.Kind != "" {
		return
	}
	c.IDs = append(c.IDs, ID{Scheme: scheme, Value: value, Span: p.span()})
	number := c.Number.Text
	start := s.start + strings.LastIndex(s.in.Plain[s.start:p.end], number)
	if number != "" && s.start <= start && start <= p.start && p.start < start+len(number) && !c.cutsPart(p.span().End) {
		c.Number = fieldOfPiece(s.sub(start, p.end))
	}
}

// cutsPart reports whether a part begins before an offset and ends behind it.
func (c *Citation) cutsPart(offset int) bool {
	for _, field := range c.described() {
		if field != &c.Number && field.Span.Start < offset && offset < field.Span.End {
			return true
		}
	}
	return false
}
