package verify

import (
	"net/url"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/outlet"
)

// republished reports a page that is a copy of another outlet's work: it
// prefers an address there, or it stands on a portal and credits an agency. A
// newspaper that prints an agency's report answers for it and is cited itself.
func (x *examination) republished(cited citation.Field) {
	if x.guessed(PartOutlet) {
		return
	}
	s := x.source
	f := x.finding("republished-copy", citation.Info, cited.Span)
	f.Message = "The page is a copy of another outlet's work."
	f.Advice = "Cite the original, or say where the copy was read."
	f.Cited = cited.Text
	if original := s.canonicalElsewhere(); original != "" {
		f.Found, f.Evidence = original, s.evidence("link canonical", s.Canonical)
		x.Findings = append(x.Findings, f)
		return
	}
	site := s.byHost()
	if site == nil || site.Role != "platform" || len(s.Agencies) == 0 {
		return
	}
	agency := outlet.Lookup(s.Agencies[0])
	if agency != nil && agency != site && agency.Role == "agency" {
		f.Found, f.Evidence = agency.Name, s.evidence("credit", s.Agencies[0])
		x.Findings = append(x.Findings, f)
	}
}

// canonicalElsewhere names the outlet at the address that the page prefers,
// where it is another than the page's own.
func (s *Source) canonicalElsewhere() string {
	u, err := url.Parse(s.Canonical)
	if err != nil || u.Host == "" {
		return ""
	}
	here, there := s.byHost(), outlet.ByHost(u.Hostname())
	if here == nil {
		here = outlet.Lookup(s.Site())
	}
	if there == nil || here == there || here == nil {
		return ""
	}
	return there.Name
}
