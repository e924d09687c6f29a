package lint

import (
	"fmt"

	"github.com/ibid-go/ibid/citation"
)

func contextRules() []Rule { return []Rule{sourcePredatesEvent(), futureDate()} }

func sourcePredatesEvent() Rule {
	return Rule{citation.Rule{
		ID: "source-predates-event", Severity: citation.Error,
		Title: "A source is older than what it is cited for",
		Doc: `A source cannot tell of what happened after it appeared: either the date in the note is wrong, or the note stands at the wrong
sentence. The rule takes the latest date that the sentence gives before the marker. It is an error where every source of the note
is older, an info where some are. Dates count with their precision: a source of 2019 is not older than May 2019. Passed over are dates in
quotations, limits (by, until, before a date), the second date of a range, sentences about plans, dates after the manuscript's own, and
laws, cases and treaties, which come before what they rule.

Before:

    Trouble at a prison near the capital left thirty dead in May 2019.¹

    ¹ Anna Berg, "Long Terms After the Prison Riot," *The Courier*, September 13, 2009.

After:

    Trouble at a prison near the capital left thirty dead in May 2019.¹

    ¹ Anna Berg, "Long Terms After the Prison Riot," *The Courier*, September 13, 2019.

Source: fact-checking practice; the logic of time.
`,
	}, checkSourcePredatesEvent}
}

func checkSourcePredatesEvent(p *Pass) {
	reported := map[*citation.Note]bool{}
	for _, claim := range claims(p.Doc) {
		event := latestEvent(claim.text, p.Limit)
		if event.IsZero() {
			continue
		}
		for _, m := range claim.markers {
			if m.Note != nil && !reported[m.Note] {
				reported[m.Note] = reportOlder(p, m, event, claim.text)
			}
		}
	}
}

// reportOlder reports the sources of the note of m that are older than event,
// and says whether there were any.
func reportOlder(p *Pass, m *citation.Marker, event event, sentence string) bool {
	older, newest := olderSources(m.Note, event)
	if newest == nil {
		return false
	}
	f := citation.Finding{
		Note: m.Note.Label, Span: dateSpan(newest), Cited: p.text(newest.Work().Date.Span), Found: event.text,
		Advice:   "Check the date of the source against its page, and whether the source tells of this event.",
		Evidence: []citation.Evidence{{Source: "sentence", Text: sentence}},
		Related:  []citation.Related{{Note: m.Label, Span: m.Span, Message: sentence}},
	}
	all := len(m.Note.Citations)
	switch {
	case older < all && older == 1:
		f.Message = fmt.Sprintf("One of the %d sources is older than the event of the sentence: %s.", all, event.text)
	case older < all:
		f.Message = fmt.Sprintf("%d of the %d sources are older than the event of the sentence: %s.", older, all, event.text)
	case all == 1:
		f.Message = fmt.Sprintf("The source is older than the event it is cited for: %s.", event.text)
	default:
		f.Message = fmt.Sprintf("Every source is older than the event they are cited for: %s.", event.text)
	}
	if older < all {
		p.Inform(f)
	} else {
		p.Report(f)
	}
	return true
}

// olderSources counts the sources of n that are older than event, and gives the
// newest of them, nil where there is none.
func olderSources(n *citation.Note, event event) (older int, newest *citation.Citation) {
	for _, c := range n.Citations {
		work := c.Work()
		if work == nil || precedesByNature(work.Kind) || !work.Date.Before(event.Date) || work.Date.Guessed() {
			continue
		}
		older++
		if newest == nil || newest.Work().Date.Before(work.Date) {
			newest = c
		}
	}
	return older, newest
}

// dateSpan is where an editor finds the date of c: in the note, or for a short
// form the short form itself.
func dateSpan(c *citation.Citation) citation.Span {
	if c.Form == citation.Full && !c.Date.Span.IsZero() {
		return c.Date.Span
	}
	return c.Span
}

// precedesByNature reports what is older than its effects.
func precedesByNature(kind citation.Kind) bool {
	switch kind {
	case citation.Legislation, citation.LegalCase, citation.Treaty, citation.Patent:
		return true
	}
	return false
}

func futureDate() Rule {
	return Rule{citation.Rule{
		ID: "future-date", Severity: citation.Error,
		Title: "A source is dated after the manuscript",
		Doc: `A report of March 2022 cannot cite an article of January 2023: one of the two dates is wrong. Where the manuscript states no date, the
source is compared with the day that the program was given.

Before:

    The Border and Its People

    By Carl Holm

    Report n. 4, March 2022

    Introduction

    The border was closed in May, and traders protested for weeks before the guards let them through.¹

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2023.

After:

    The Border and Its People

    By Carl Holm

    Report n. 4, March 2022

    Introduction

    The border was closed in May, and traders protested for weeks before the guards let them through.¹

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2021.

Source: the logic of time; the check "future date" of programs that look references up.
`,
	}, checkFutureDate}
}

func checkFutureDate(p *Pass) {
	against := "the manuscript's own date"
	if p.Doc.Date.IsZero() {
		against = "today"
	}
	for c := range p.fulls {
		if p.Limit.Before(c.Date) && !c.Date.Circa && !c.Date.Guessed() {
			p.Report(citation.Finding{
				Note: label(c), Span: c.Date.Span, Cited: p.text(c.Date.Span), Found: inWords(p.Limit),
				Message: fmt.Sprintf("The date of the source, %s, lies after %s, %s.", p.text(c.Date.Span), against, inWords(p.Limit)),
				Advice:  "Check the date of the source.",
			})
		}
	}
}
