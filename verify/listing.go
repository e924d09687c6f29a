package verify

import "github.com/ibid-go/ibid/citation"

// compareKind reports a page that lists others, such as a home page, a section
// or the results of a search, where the note cites one of them. A page that
// bears the cited title is what the note means, whatever it looks like.
func compareKind(x *examination) {
	s, title := x.source, x.Of(PartTitle)
	switch {
	case s.Listing == "" || x.citation.Title.IsZero():
		return
	case title.Agreement == Agrees || title.Agreement == AgreesLoosely || title.Why == whyWording:
		return
	case x.Of(PartDate).Agreement == Agrees && x.citation.Date.Day != 0:
		return
	}
	f := x.finding("page-is-listing", citation.Warning, x.citation.Span)
	f.Message = "The link leads to a page that lists others."
	f.Advice = "Link to the page of the source itself."
	f.Cited, f.Found = x.citation.Title.Text, s.Title()
	f.Evidence = s.evidence(s.Listing, s.Title())
	x.report(PartKind, Differs, "a list of pages", f)
}
