package verify

import (
	"net/url"
	"strings"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/outlet"
	"github.com/ibid-go/ibid/internal/prose"
)

// compareOutlet looks for the cited outlet in what the page says of its site,
// its publisher and the agency it credits, and in its address. One outlet has
// many names; the registry of outlets knows them.
func compareOutlet(c *citation.Citation, s *Source) *citation.Finding {
	cited := citedOutlet(c)
	if cited.Text == "" || len(s.Sites) == 0 || s.isFrom(cited.Text) || !s.canDeny(cited.Text) {
		return nil
	}
	f := differs(c, "publication-mismatch", citation.Warning, cited.Span)
	f.Message = "The page belongs to another outlet."
	f.Advice = "Cite the outlet of the page, or link to the page of the outlet that the note names."
	f.Cited, f.Found = cited.Text, s.Site()
	f.Evidence = []citation.Evidence{s.evidence(s.Sites[0].Signal, s.Site())}
	return f
}

// canDeny reports whether the page is evidence that it is not from the cited
// outlet. It is none where either is in no registry; where the cited outlet has
// no site of its own, as journals that a publisher hosts; and where the page
// stands on a platform that carries the work of others.
func (s *Source) canDeny(cited string) bool {
	known := outlet.Lookup(cited)
	if known == nil || len(known.Domains) == 0 {
		return false
	}
	site := s.byHost()
	if site == nil {
		site = outlet.Lookup(s.Site())
	}
	return site != nil && site.Role != "platform"
}

// citedOutlet gives the outlet that a note names: container, publisher, or an
// organisation in the author's place.
func citedOutlet(c *citation.Citation) citation.Field {
	switch {
	case !c.Container.IsZero():
		return c.Container
	case !c.Publisher.IsZero():
		return c.Publisher
	case len(c.Authors) == 1 && c.Authors[0].Literal != "":
		return citation.Field{Text: c.Authors[0].Literal, Span: c.Authors[0].Span}
	}
	return citation.Field{}
}

// isFrom reports whether any signal of the page names the outlet.
func (s *Source) isFrom(name string) bool {
	known := outlet.Lookup(name)
	if known != nil && known == s.byHost() {
		return true
	}
	for _, list := range [...][]Claim{s.Sites, s.Publishers} {
		for _, claim := range list {
			if sameOutlet(name, claim.Text) {
				return true
			}
		}
	}
	for _, agency := range append(s.Agencies, s.Authors...) {
		if sameOutlet(name, agency) {
			return true
		}
	}
	return false
}

// byHost gives the outlet that the page's address belongs to.
func (s *Source) byHost() *outlet.Outlet {
	u, err := url.Parse(s.URL)
	if err != nil {
		return nil
	}
	return outlet.ByHost(u.Hostname())
}

// sameOutlet compares two names: by the registry, as one within the other
// (TASS, TASS Russian News Agency), and as a name with its initials (CSIS).
func sameOutlet(a, b string) bool {
	if outlet.Same(a, b) {
		return true
	}
	x, y := prose.Words(a), prose.Words(b)
	return containsWords(x, y) || containsWords(y, x) || isInitials(x, y) || isInitials(y, x) ||
		strings.Join(x, "") == strings.Join(y, "")
}

// containsWords reports whether all words of short stand in long in a row.
func containsWords(long, short []string) bool {
	return len(short) > 0 && strings.Contains(" "+strings.Join(long, " ")+" ", " "+strings.Join(short, " ")+" ")
}

// isInitials reports whether short is one word made of the first letters of
// long, of all words or of the longer ones.
func isInitials(short, long []string) bool {
	if len(short) != 1 || len(long) < 2 {
		return false
	}
	var all, longer strings.Builder
	for _, w := range long {
		r := []rune(w)[0]
		all.WriteRune(r)
		if len(w) > 3 {
			longer.WriteRune(r)
		}
	}
	return short[0] == all.String() || len(short[0]) > 2 && short[0] == longer.String()
}
