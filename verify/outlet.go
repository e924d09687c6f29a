package verify

import (
	"net/url"
	"slices"
	"strings"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/outlet"
	"github.com/ibid-go/ibid/internal/prose"
)

// compareOutlet looks for the cited outlet in what the page says of its site,
// its publisher and the agency it credits, and in its address. One outlet has
// many names; the registry of outlets knows them.
func compareOutlet(x *examination) {
	cited, s := citedOutlet(x.citation), x.source
	if cited.Text == "" {
		return
	}
	agrees := Answer{PartOutlet, Agrees, "", cited.Text, s.Site(), s.siteEvidence()}
	switch {
	case s.isFrom(cited.Text):
		x.answer(agrees)
		x.republished(cited)
	case s.credits(cited.Text):
		agrees.Agreement, agrees.Why, agrees.Found = AgreesLoosely, "credited by a page of another outlet", cited.Text
		x.answer(agrees)
	case len(s.Sites) == 0 || !s.canDeny(cited.Text):
		agrees.Agreement = CannotSay
		x.answer(agrees)
	default:
		x.outletDiffers(cited)
	}
}

func (x *examination) outletDiffers(cited citation.Field) {
	s := x.source
	f := x.finding("publication-mismatch", citation.Warning, cited.Span)
	f.Message = "The page belongs to another outlet."
	f.Advice = "Cite the outlet of the page, or link to the page of the outlet that the note names."
	f.Cited, f.Found, f.Evidence = cited.Text, s.Site(), s.siteEvidence()
	x.report(PartOutlet, Differs, "", f)
}

func (s *Source) siteEvidence() []citation.Evidence {
	if len(s.Sites) == 0 {
		return nil
	}
	return s.evidence(s.Sites[0].Signal, s.Site())
}

// canDeny reports whether the page is evidence that it is not from the cited
// outlet. It is none where the cited outlet has no site of its own, as journals
// that a publisher hosts. On a platform that carries the work of others, and
// for an outlet that the registry does not know, it is some only where the page
// names the outlet nowhere.
func (s *Source) canDeny(cited string) bool {
	site := s.byHost()
	if site == nil {
		site = outlet.Lookup(s.Site())
	}
	known := outlet.Lookup(cited)
	switch {
	case known != nil && len(known.Domains) == 0:
		return false
	case site != nil && site.Role == "platform":
		return s.lacks(cited)
	case known != nil && (site != nil || s.declaresSite()):
		return true
	}
	return (known != nil || s.declaresSite()) && s.lacks(cited)
}

// declaresSite reports a name of the site; the host alone is none.
func (s *Source) declaresSite() bool {
	return slices.ContainsFunc(s.Sites, func(c Claim) bool { return c.Signal != "host" })
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

// isFrom reports whether the page belongs to the outlet: by its address, its
// site or its publisher.
func (s *Source) isFrom(name string) bool {
	known := outlet.Lookup(name)
	if known != nil && known == s.byHost() || sameBrand(name, s.host()) {
		return true
	}
	for _, list := range [...][]Claim{s.Sites, s.Publishers} {
		if slices.ContainsFunc(list, func(c Claim) bool { return sameOutlet(name, c.Text) }) {
			return true
		}
	}
	return false
}

// credits reports whether the page names the outlet where an author could stand.
func (s *Source) credits(name string) bool {
	return slices.ContainsFunc(slices.Concat(s.Agencies, s.Authors), func(agency string) bool { return sameOutlet(name, agency) })
}

// sameBrand reports a host one label of which is the name written together,
// alone or with its ending: "Die Welt" and amp.diewelt.de, "Eurasianet" and
// russian.eurasianet.org, "NTVTR" and ntv.com.tr.
func sameBrand(name, host string) bool {
	const shortest = 4 // letters; shorter labels are languages and sections
	brand := squeezed(name)
	bare := strings.TrimPrefix(strings.TrimPrefix(brand, "the"), "die")
	labels := strings.Split(host, ".")
	ending := labels[len(labels)-1]
	for _, label := range labels {
		label = squeezed(label)
		if len(label) >= shortest && (label == brand || label == bare) || len(brand) >= shortest && label+ending == brand {
			return true
		}
	}
	return false
}

// host gives the host that a page belongs to; of a page in the cache of a
// network, the host that it was taken from.
func (s *Source) host() string {
	u, err := url.Parse(s.URL)
	if err != nil {
		return ""
	}
	return cachedHost(u)
}

// byHost gives the outlet that the page's address belongs to.
func (s *Source) byHost() *outlet.Outlet { return outlet.ByHost(s.host()) }

// cachedHost reads the host out of the address of an AMP cache, where hyphens
// stand for full stops and two for one (amp.dev, "AMP Cache URL format"), or of
// Google's viewer: google.com/amp/s/HOST/….
func cachedHost(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	if label, found := strings.CutSuffix(host, ".cdn.ampproject.org"); found {
		return strings.NewReplacer("--", "-", "-", ".").Replace(label)
	}
	if path, found := strings.CutPrefix(u.Path, "/amp/"); found && strings.HasPrefix(strings.TrimPrefix(host, "www."), "google.") {
		host, _, _ = strings.Cut(strings.TrimPrefix(path, "s/"), "/")
	}
	return host
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
