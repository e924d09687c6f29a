package verify

import "github.com/ibid-go/ibid/citation"

// readNotices passes on what a page says of itself that concerns whoever cites
// it: that readers must pay, and that it was corrected. A page that is not the
// source says nothing of it.
func readNotices(x *examination) {
	if x.Of(PartTitle).Agreement == Differs && x.Of(PartTitle).Why == "" {
		return
	}
	s := x.source
	if s.Class == "paywall" {
		f := x.finding("paywalled", citation.Info, x.citation.Span)
		f.Message = "Readers must pay or subscribe to read the whole page."
		f.Advice = "Mark the source as behind a paywall if your house style does."
		f.Found = "behind a paywall"
		f.Evidence = s.evidence(s.Access.Signal, s.Access.Text)
		x.Findings = append(x.Findings, f)
	}
	for _, notice := range s.Corrections {
		f := x.finding("corrected-source", citation.Warning, x.citation.Span)
		f.Message = "The page says that it was corrected."
		f.Advice = "Check that what the manuscript takes from it still stands."
		f.Found = notice.Text
		f.Evidence = s.evidence(notice.Signal, notice.Text)
		x.Findings = append(x.Findings, f)
	}
}
