package verify

import "github.com/ibid-go/ibid/citation"

// Compare gives the findings of [Examine].
func Compare(c *citation.Citation, s *Source) []citation.Finding { return Examine(c, s).Findings }

// Examine compares a citation with what its source says of itself, part by
// part, and judges whether the page is the source that is cited. It compares
// only what both state, and it never fetches. Parts that were guessed raise no
// finding ([citation.Citation.Certain]), though the page may bear them out. A citation that is no full one says
// nothing of its own; for it the Comparison is zero.
func Examine(c *citation.Citation, s *Source) Comparison {
	if c == nil || s == nil || c.Form != citation.Full {
		return Comparison{}
	}
	x := &examination{citation: c, sure: c.Certain(), source: s}
	for _, compare := range [...]func(*examination){
		compareTitle, compareAuthors, compareDate, compareOutlet, compareLanguage, compareKind, compareQuotations, readNotices,
	} {
		compare(x)
	}
	x.Verdict = judgePage(x)
	return x.Comparison
}

// examination is a comparison in the making.
type examination struct {
	citation *citation.Citation
	sure     *citation.Citation // without the parts that were guessed
	source   *Source
	Comparison
}

// answer keeps the answer about a part.
func (x *examination) answer(a Answer) { x.Answers = append(x.Answers, a) }

// report keeps a finding and, as the answer about its part, what it says. Where
// the part was guessed the page may bear it out, but nothing is held against it.
func (x *examination) report(part Part, agreement Agreement, why string, f citation.Finding) {
	if x.guessed(part) {
		if agreement == Differs {
			agreement, why = CannotSay, "the note can be read in several ways"
		}
		x.answer(Answer{part, agreement, why, f.Cited, f.Found, f.Evidence})
		return
	}
	x.answer(Answer{part, agreement, why, f.Cited, f.Found, f.Evidence})
	x.Findings = append(x.Findings, f)
}

// guessed reports whether a part of the note may well be another. Where the page bears out the title, what stands before it up to the
// beginning of the note is the author, and what follows at once is the outlet, however unsure the reading was.
func (x *examination) guessed(part Part) bool {
	switch part {
	case PartTitle, PartKind:
		return x.sure.Title.Text != x.citation.Title.Text
	case PartAuthors:
		return len(x.sure.Authors) != len(x.citation.Authors) && !(x.titleStands() && x.authorsLead())
	case PartDate:
		return x.sure.Date.IsZero() != x.citation.Date.IsZero()
	case PartOutlet:
		return citedOutlet(x.sure).Text != citedOutlet(x.citation).Text && !(x.titleStands() && x.outletFollows())
	}
	return false
}

// titleStands reports that the page has the very title which the note gives.
func (x *examination) titleStands() bool { return x.Of(PartTitle).Agreement == Agrees }

// authorsLead reports that the note begins with its authors, and that its title comes behind them.
func (x *examination) authorsLead() bool {
	c := x.citation
	first, last := c.Authors[0].Span, c.Authors[len(c.Authors)-1].Span
	return first.Start-c.Span.Start <= mostMarks && last.End <= c.Title.Span.Start
}

// outletFollows reports that nothing but marks stands between the title and the outlet.
func (x *examination) outletFollows() bool {
	gap := citedOutlet(x.citation).Span.Start - x.citation.Title.Span.End
	return 0 <= gap && gap <= mostMarks
}

// mostMarks is how many bytes the marks and blanks between two parts may take, and a word such as "in".
const mostMarks = 8

// finding begins a finding about the words of a span.
func (x *examination) finding(rule string, severity citation.Severity, span citation.Span) citation.Finding {
	f := citation.Finding{Rule: rule, Severity: severity, Span: span}
	if x.citation.Note != nil {
		f.Note = x.citation.Note.Label
	}
	return f
}

// evidence says where on the page a text was read.
func (s *Source) evidence(signal, text string) []citation.Evidence {
	return []citation.Evidence{{Source: signal, Text: text, URL: s.URL}}
}

// judgePage weighs the answers: the title counts most, since authors, days and
// outlets have many works; a title that differs can be outweighed by author
// and day together, and one that agrees by both against it.
func judgePage(x *examination) Verdict {
	title, authors, date := x.Of(PartTitle), x.Of(PartAuthors).Agreement, x.Of(PartDate)
	deniesOrigin := x.Of(PartOutlet).Agreement == Differs || x.Of(PartAuthors).Why == whyCut && len(x.source.Authors) > 0
	favour, against := 0, 0
	for _, a := range [...]Agreement{authors, date.Agreement} {
		switch a {
		case Agrees, AgreesLoosely:
			favour++
		case Differs:
			against++
		}
	}
	switch {
	case title.Why == whyChanged && (authors == Differs || date.Agreement == Differs && deniesOrigin):
		return AnotherPage // the address was given to another page
	case title.Why == whyChanged && against > favour:
		return Undecided
	case title.Agreement == Agrees || title.Agreement == AgreesLoosely || title.Why == whyWording:
		if against == 2 {
			return Undecided
		}
		return IsCited
	case title.Agreement == Differs && favour == 2 && x.citation.Date.Day != 0:
		return IsCited
	case title.Agreement == Differs && favour > against:
		return Undecided
	case title.Agreement == Differs:
		return AnotherPage
	case favour == 2 && x.citation.Date.Day != 0:
		return IsCited
	case against == 2:
		return AnotherPage
	}
	return Undecided
}
