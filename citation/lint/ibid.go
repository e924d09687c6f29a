package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/citation"
)

func ibidRules() []Rule {
	return []Rule{ibidWithoutAntecedent(), ibidAfterMultiSource(), ibidDiscouraged(), ibidChain(), fullCitationRepeated()}
}

// ibids gives the citations that point at the one before.
func (p *Pass) ibids(yield func(*citation.Citation) bool) {
	for c := range p.Doc.Citations() {
		if c.Form == citation.Ibid && !yield(c) {
			return
		}
	}
}

func ibidWithoutAntecedent() Rule {
	return Rule{citation.Rule{
		ID: "ibid-without-antecedent", Severity: citation.Error,
		Title: "Ibid. has nothing to stand for",
		Doc: `"Ibid." means the source cited just before. Where it opens the notes, or follows a note that cites nothing, it means no source at all;
most often the note it once followed was moved or deleted.

Before:

    The border was closed in May.¹

    ¹ Ibid.

After:

    The border was closed in May.¹

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019.

Source: Chicago Manual of Style, 17th ed., 14.34.
`,
	}, checkIbidWithoutAntecedent}
}

func checkIbidWithoutAntecedent(p *Pass) {
	for c := range p.ibids {
		if len(c.Antecedents) > 0 {
			continue
		}
		reason := "the note before it cites no source"
		if len(p.Doc.Notes) > 0 && c.Note == p.Doc.Notes[0] {
			reason = "it is the first note"
		}
		p.Report(citation.Finding{
			Note: label(c), Span: c.Span, Cited: p.text(c.Span),
			Message: fmt.Sprintf("%s has nothing to stand for: %s.", quoted(termOf(p, c)), reason),
			Advice:  "Cite the source in full, or by its short form where it was cited before.",
		})
	}
}

func ibidAfterMultiSource() Rule {
	return Rule{citation.Rule{
		ID: "ibid-after-multi-source", Severity: citation.Error,
		Title: "Ibid. follows a note that cites several sources",
		Doc: `"Ibid." must not be used where the note before cites more than one source: a reader cannot know which of them is meant.

Before:

    The border was closed in May.¹ It opened again in June.²

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019; Carl Holm, "No Way Through," *The Herald*, May 4, 2019.

    ² Ibid.

After:

    The border was closed in May.¹ It opened again in June.²

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019; Carl Holm, "No Way Through," *The Herald*, May 4, 2019.

    ² Holm, "No Way Through."

Source: Chicago Manual of Style, 17th ed., 14.34, and 18th ed., 13.37; The Bluebook, 4.1.
`,
	}, checkIbidAfterMultiSource}
}

func checkIbidAfterMultiSource(p *Pass) {
	for c := range p.ibids {
		if !isAmbiguous(c) {
			continue
		}
		candidates := slices.SortedFunc(slices.Values(c.Antecedents), func(a, b *citation.Citation) int {
			return cmp.Compare(a.Span.Start, b.Span.Start)
		})
		p.Report(citation.Finding{
			Note: label(c), Span: c.Span, Cited: p.text(c.Span), Found: p.words(candidates[0]),
			Message: fmt.Sprintf("%s may mean any of the %d sources of note %s.", quoted(termOf(p, c)), len(candidates), label(candidates[0])),
			Advice:  nameOneOf(p, candidates, c.Locator.Text),
			Related: p.related(candidates),
		})
	}
}

// isAmbiguous reports an Ibid. whose antecedents are different works.
func isAmbiguous(c *citation.Citation) bool {
	for i := 1; i < len(c.Antecedents); i++ {
		if work := c.Antecedents[i].Work(); work == nil || work != c.Antecedents[0].Work() {
			return true
		}
	}
	return false
}

// nameOneOf offers the short form of each candidate, unless one has none or
// they are more than help an editor to choose.
func nameOneOf(p *Pass, candidates []*citation.Citation, locator string) string {
	const most = 4
	var forms []string
	for _, c := range candidates {
		if work := c.Work(); work != nil {
			forms = append(forms, p.short.of(work, locator))
		}
	}
	if len(forms) != len(candidates) || len(forms) > most || slices.Contains(forms, "") {
		return "Name the source that is meant."
	}
	return "Name the one that is meant: " + strings.Join(forms, " / ")
}

func ibidDiscouraged() Rule {
	return Rule{citation.Rule{
		ID: "ibid-discouraged", Severity: citation.Info,
		Title: "The house style prefers a short form to Ibid.",
		Doc: `"Ibid." saves a few characters, makes readers of a web page look for the note before, and comes to mean another source as soon as
somebody inserts a note. A short form (author, short title) does not. House styles differ: this rule follows the profile.

Before:

    The border was closed in May.¹ It opened again in June.²

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019.

    ² Ibid.

After:

    The border was closed in May.¹ It opened again in June.²

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019.

    ² Berg, "Closing the Border."

Source: Chicago Manual of Style, 17th ed., 14.34, and 18th ed., 13.37; Chatham House, International Affairs.
`,
	}, checkIbidDiscouraged}
}

func checkIbidDiscouraged(p *Pass) {
	for c := range p.ibids {
		work := c.Work()
		if work == nil {
			continue // other rules say why
		}
		old := p.text(c.Span)
		term, locator := cutTerm(old)
		f := citation.Finding{
			Note: label(c), Span: c.Span, Cited: old, Found: p.words(work),
			Message: fmt.Sprintf("%s stands for the source of note %s.", quoted(term), label(work)),
			Advice:  "Cite it by its short form.",
			Related: p.related([]*citation.Citation{work}),
		}
		if form := p.short.replacing(old, work, locator); form != "" && isLocator(locator) {
			f.Advice = "Cite it by its short form: " + form
			f.Fixes = []citation.Fix{replaceWith(c.Span, form)}
		}
		p.Report(f)
	}
}

// cutTerm divides "Ibid., p. 12." into "Ibid." and "p. 12".
func cutTerm(s string) (term, locator string) {
	term, rest, _ := strings.Cut(strings.Join(strings.Fields(s), " "), " ")
	return strings.TrimRight(term, ",;:"), strings.TrimRight(rest, ".")
}

func termOf(p *Pass, c *citation.Citation) string {
	term, _ := cutTerm(p.text(c.Span))
	return term
}

// isLocator reports whether s, behind "Ibid.", can stand behind a short form as
// it stands: nothing, a figure or words in lower case, but no new sentence.
func isLocator(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s == "" || unicode.IsDigit(r) || unicode.IsLower(r) || r == '§' || r == '¶'
}

func replaceWith(span citation.Span, form string) citation.Fix {
	return citation.Fix{Message: "replace with the short form", Edits: []citation.Edit{{Span: span, New: form}}}
}

func ibidChain() Rule {
	return Rule{citation.Rule{
		ID: "ibid-chain", Severity: citation.Info,
		Title: "Ibid. follows Ibid.",
		Doc: `Two or more "Ibid." in a row send the reader back note by note, and a note inserted anywhere among them changes what all that follow
mean. The rule reports each run once, from its second "Ibid." on.

Before:

    The border was closed in May.¹ Queues grew.² It opened again in June.³

    ¹ Anna Berg, "A Summer of Queues," *The Courier*, August 1, 2019.

    ² Ibid.

    ³ Ibid.

After:

    The border was closed in May.¹ Queues grew.² It opened again in June.³

    ¹ Anna Berg, "A Summer of Queues," *The Courier*, August 1, 2019.

    ² Ibid.

    ³ Berg, "Summer of Queues."

Source: MHRA Style Guide, 11.3, which allows "ibid." sparingly.
`,
	}, checkIbidChain}
}

func checkIbidChain(p *Pass) {
	var run []*citation.Citation // one a note
	var last *citation.Citation
	for c := range p.Doc.Citations() {
		switch {
		case c.Form != citation.Ibid || len(run) == 0 || !pointsAt(c, last):
			reportChain(p, run)
			run = nil
			if c.Form == citation.Ibid {
				run = append(run, c)
			}
		case c.Note != last.Note:
			run = append(run, c)
		}
		last = c
	}
	reportChain(p, run)
}

func pointsAt(c, antecedent *citation.Citation) bool {
	return len(c.Antecedents) == 1 && c.Antecedents[0] == antecedent
}

func reportChain(p *Pass, run []*citation.Citation) {
	if len(run) < 2 {
		return
	}
	var labels []string
	for _, c := range run {
		labels = append(labels, label(c))
	}
	f := citation.Finding{
		Note: label(run[1]), Span: run[1].Span, Cited: p.text(run[1].Span),
		Message: fmt.Sprintf("%s say “Ibid.” in a row.", upper(notes(labels))),
		Advice:  "Use a short form now and then.",
		Related: p.related(run),
	}
	if work := run[1].Work(); work != nil {
		f.Found = p.words(work)
		f.Related = append(f.Related, p.related([]*citation.Citation{work})...)
		if form := p.short.replacing(".", work, ""); form != "" {
			f.Advice = "Use the short form now and then: " + form
		}
	}
	p.Report(f)
}

func fullCitationRepeated() Rule {
	return Rule{citation.Rule{
		ID: "full-citation-repeated", Severity: citation.Warning,
		Title: "A work is cited in full again",
		Doc: `A work is cited in full once; later notes shorten it to author, short title and page. Full again, it reads as another source, and the
two copies drift apart when one is corrected. Works are compared by their parts: quotation marks, case and accents do not matter. Laws, cases
and treaties are left alone.

Before:

    The border was closed in May.¹ Traders protested.² It opened in June.³

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019.

    ² Carl Holm, "No Way Through," *The Herald*, May 4, 2019.

    ³ Anna Berg, “Closing the Border,” *The Courier*, May 3, 2019.

After:

    The border was closed in May.¹ Traders protested.² It opened in June.³

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019.

    ² Carl Holm, "No Way Through," *The Herald*, May 4, 2019.

    ³ Berg, "Closing the Border."

Source: Chicago Manual of Style, 17th ed., 14.29, and 18th ed., 13.32; RUSI Style Guide.
`,
	}, checkFullCitationRepeated}
}

func checkFullCitationRepeated(p *Pass) {
	first := map[string]*citation.Citation{}
	for c := range p.fulls {
		if c.Title.IsZero() || c.Title.Guessed() || isUntitledKind(c.Kind) || !saysWhereToFind(c) {
			continue
		}
		key := workKey(c)
		work := first[key]
		if work == nil {
			first[key] = c
			continue
		}
		if work.Note != c.Note {
			reportRepeated(p, c, work)
		}
	}
}

// saysWhereToFind reports whether c shows more than author, title and page,
// which is all that a short form shows.
func saysWhereToFind(c *citation.Citation) bool {
	return !c.Date.IsZero() || !c.Container.IsZero() || !c.Publisher.IsZero() || len(c.Links) > 0 || len(c.IDs) > 0
}

func reportRepeated(p *Pass, c, work *citation.Citation) {
	span := extent(p.Doc, c)
	f := citation.Finding{
		Note: label(c), Span: span, Cited: p.words(c), Found: p.words(work),
		Message: fmt.Sprintf("The work was cited in full in note %s already.", label(work)),
		Advice:  "Shorten it.",
		Related: p.related([]*citation.Citation{work}),
	}
	locator := c.Locator.Text
	if locator == "" && c.Pages.Text != work.Pages.Text {
		locator = c.Pages.Text
	}
	model := *c // for its quotation marks
	model.Note = work.Note
	if form := p.short.replacing(p.text(span), &model, locator); form != "" {
		f.Advice = "Shorten it: " + form
		f.Fixes = []citation.Fix{replaceWith(span, form)}
	}
	p.Report(f)
}

// extent is the span of c with the markup that its first and last words stand
// in, so that nothing of it is left when c is replaced.
func extent(doc *citation.Document, c *citation.Citation) citation.Span {
	span := c.Span
	for _, link := range c.Links {
		if !link.Span.IsZero() {
			span.Start, span.End = min(span.Start, link.Span.Start), max(span.End, link.Span.End)
		}
	}
	for span.Start > 0 && isEmphasis(textAt(doc, citation.Span{Start: span.Start - 1, End: span.Start})) {
		span.Start--
	}
	for isEmphasis(textAt(doc, citation.Span{Start: span.End, End: span.End + 1})) {
		span.End++
	}
	return span
}

func isEmphasis(s string) bool { return s == "*" || s == "_" }
