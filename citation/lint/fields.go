package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/outlet"
)

func fieldRules() []Rule {
	return []Rule{missingTitle(), titleNotMarked(), nestedQuotes(), interviewIncomplete()}
}

func missingTitle() Rule {
	return Rule{citation.Rule{
		ID: "missing-title", Severity: citation.Error,
		Title: "A source has no title",
		Doc: `Without a title a source cannot be found again: "United Nations Security Council, February 3, 2021" may be any of the papers of that
day. The number of a document (S/2021/68) does as well. Interviews, letters, laws and cases need no title, nor do short forms.

Before:

    The panel doubted the figures.¹

    ¹ United Nations Security Council, February 3, 2021.

After:

    The panel doubted the figures.¹

    ¹ United Nations Security Council, "Report on the Figures," February 3, 2021.

Source: Chicago Manual of Style, 17th ed., 14.20; "citation has no title" among the errors of Citation Style 1 on Wikipedia.
`,
	}, checkMissingTitle}
}

func checkMissingTitle(p *Pass) {
	for c := range p.fulls {
		if c.Title.IsZero() && !goesWithoutTitle(c) && !mayHaveTitle(c) {
			p.Report(citation.Finding{
				Note: label(c), Span: extent(p.Doc, c), Cited: p.words(c),
				Message: "The source has no title, so it cannot be found again.",
				Advice:  "Add its title, or the number of the document.",
			})
		}
	}
}

// goesWithoutTitle reports sources that are named otherwise: by their kind, by
// a number, as a whole collection, or as "Smith 2003", which points at a list
// of references.
func goesWithoutTitle(c *citation.Citation) bool {
	authorDate := len(c.Authors) > 0 && c.Date.Month == 0 && c.Container.IsZero() && c.Publisher.IsZero() && len(c.Links) == 0
	return isUntitledKind(c.Kind) || !c.Number.IsZero() || authorDate || isCollection(c)
}

// isCollection reports a series or a collection that is cited as a whole, and
// so named by what would hold the source; an outlet is none.
func isCollection(c *citation.Citation) bool {
	edited := len(c.Editors) > 0 || !c.Publisher.IsZero() || !c.Volume.IsZero()
	return !c.Series.IsZero() || edited && !c.Container.IsZero() && outlet.Lookup(c.Container.Text) == nil
}

// isUntitledKind reports the kinds that have no title, or one that no style
// sets off.
func isUntitledKind(kind citation.Kind) bool {
	switch kind {
	case citation.Interview, citation.Communication, citation.Manuscript, citation.LegalCase, citation.Legislation,
		citation.Treaty, citation.Patent:
		return true
	}
	return false
}

func titleNotMarked() Rule {
	return Rule{citation.Rule{
		ID: "title-not-marked", Severity: citation.Warning,
		Title: "A title is neither in quotation marks nor in italics",
		Doc: `The marks show where a title begins and ends: the title of a part (an article, a page, a speech) stands in quotation marks, that of a
whole (a book, a film) in italics. The rule is silent where most titles of parts, or of wholes, are unmarked in a manuscript, which is then its style. Plain
text loses italics: where a manuscript shows none at all, only articles in periodicals and blogs are looked at.

Before:

    The camps were moved.¹ Women protested.²

    ¹ Anna Berg, "Moving the Camps," *The Courier*, May 3, 2019.

    ² Carl Holm, The Protest of the Women, *The Herald*, May 4, 2019.

After:

    The camps were moved.¹ Women protested.²

    ¹ Anna Berg, "Moving the Camps," *The Courier*, May 3, 2019.

    ² Carl Holm, "The Protest of the Women," *The Herald*, May 4, 2019.

Source: Chicago Manual of Style, 17th ed., chapter 14, form of notes.
`,
	}, checkTitleNotMarked}
}

// mayHaveTitle reports whether what was read as another part may be the title.
func mayHaveTitle(c *citation.Citation) bool {
	return slices.ContainsFunc(c.Close, func(a citation.Alternative) bool { return a.Other == "title" })
}

func checkTitleNotMarked(p *Pass) {
	var unmarked []*citation.Citation
	balance := make(map[bool]int) // marked titles less unmarked ones, of parts and of wholes
	italics := false
	for c := range p.fulls {
		italics = italics || c.Title.Mark == citation.Italic || c.Container.Mark == citation.Italic
		switch {
		case c.Title.IsZero() || c.Title.Guessed() || isUntitledKind(c.Kind) || !looksLikeTitle(c.Title.Text):
		case c.Title.Mark == citation.Unmarked:
			unmarked = append(unmarked, c)
			balance[isPart(c)]--
		default:
			balance[isPart(c)]++
		}
	}
	for _, c := range unmarked {
		if balance[isPart(c)] >= 0 && (italics || isArticle(c)) {
			reportUnmarked(p, c)
		}
	}
}

// isArticle reports sources whose titles no style sets in italics alone.
func isArticle(c *citation.Citation) bool {
	switch c.Kind {
	case citation.Article, citation.Newspaper, citation.Magazine, citation.Blog:
		return !c.Container.IsZero()
	}
	return false
}

// looksLikeTitle is false for an address, and for what is so long that it is
// commentary; what the parser could not tell apart is no fault of the author.
func looksLikeTitle(s string) bool {
	const longest = 300 // bytes
	return len(s) <= longest && !strings.Contains(s, "://")
}

func reportUnmarked(p *Pass, c *citation.Citation) {
	advice := "Set it in quotation marks."
	if !isPart(c) {
		advice = "Set it in italics."
	}
	p.Report(citation.Finding{
		Note: label(c), Span: c.Title.Span, Cited: c.Title.Text,
		Message: fmt.Sprintf("The title %s is neither in quotation marks nor in italics.", quoted(c.Title.Text)),
		Advice:  advice,
	})
}

// isPart reports sources whose titles stand in quotation marks: those that
// came in a container or on a certain day.
func isPart(c *citation.Citation) bool {
	switch c.Kind {
	case citation.Book, citation.Thesis, citation.Film, citation.Dataset, citation.Broadcast, citation.Report:
		return !c.Container.IsZero() || c.Date.Day != 0
	}
	return true
}

func nestedQuotes() Rule {
	return Rule{citation.Rule{
		ID: "nested-quotes-same-level", Severity: citation.Warning,
		Title: "A quotation inside a quotation has the same marks",
		Doc: `A quotation within a title in double quotation marks takes single ones; otherwise the title seems to end where the inner quotation
begins.

Before:

    The campaign had a name.¹

    ¹ Anna Berg, “The Campaign of “Small Steps” and Its Critics,” *The Courier*, May 3, 2019.

After:

    The campaign had a name.¹

    ¹ Anna Berg, “The Campaign of ‘Small Steps’ and Its Critics,” *The Courier*, May 3, 2019.

Source: Chicago Manual of Style, on quotations within titles and within quotations.
`,
	}, checkNestedQuotes}
}

func checkNestedQuotes(p *Pass) {
	for c := range p.Doc.Citations() {
		if c.Title.Guessed() || c.Title.Mark != citation.Quoted || !hasDoubleQuotes(p, c.Title.Span) || !quotesInside(c.Title.Text) {
			continue
		}
		p.Report(citation.Finding{
			Note: label(c), Span: c.Title.Span, Cited: c.Title.Text,
			Message: "A quotation inside the title has the same quotation marks as the title.",
			Advice:  "Set the inner one in single quotation marks: " + quoted(singled.Replace(c.Title.Text)) + ".",
			Fixes:   singleInnerQuotes(p, c.Title),
		})
	}
}

// hasDoubleQuotes reports whether a double quotation mark opens the title.
func hasDoubleQuotes(p *Pass, title citation.Span) bool {
	before := p.text(citation.Span{End: title.Start})
	return strings.HasSuffix(before, `"`) || strings.HasSuffix(before, "“")
}

// quotesInside reports whether s holds double quotation marks in pairs, each
// opened at the start of a word and closed at the end of one: marks that stand
// otherwise belong to two titles side by side.
func quotesInside(s string) bool {
	open, pairs := false, 0
	previous := ' '
	for _, r := range s {
		if r == '"' || r == '“' || r == '”' {
			opens := strings.ContainsRune(" (['‘\u00a0—-", previous)
			if opens == open || r == '“' && open || r == '”' && !open {
				return false
			}
			if open {
				pairs++
			}
			open = !open
		}
		previous = r
	}
	return pairs > 0 && !open
}

var singled = strings.NewReplacer(`"`, "'", "“", "‘", "”", "’")

// singleInnerQuotes makes the edits, none where markup stands in the title, in
// which a quotation mark may mean something else.
func singleInnerQuotes(p *Pass, title citation.Field) []citation.Fix {
	text := p.text(title.Span)
	if text != title.Text {
		return nil
	}
	fix := citation.Fix{Message: "set the inner quotation in single quotation marks"}
	for i, r := range text {
		if old := string(r); singled.Replace(old) != old {
			at := title.Span.Start + i
			fix.Edits = append(fix.Edits, citation.Edit{Span: citation.Span{Start: at, End: at + len(old)}, New: singled.Replace(old)})
		}
	}
	return []citation.Fix{fix}
}

func interviewIncomplete() Rule {
	return Rule{citation.Rule{
		ID: "interview-incomplete", Severity: citation.Info,
		Title: "A note on an interview does not say where or when it was held",
		Doc: `Nobody can look an interview up, so the note is all the evidence there is: who spoke to whom, where or by what means, and on which
day. Published interviews are cited as articles and left alone.

Before:

    He calls the camps a buffer.¹

    ¹ Personal interview with Carl Holm, January 2022.

After:

    He calls the camps a buffer.¹

    ¹ Carl Holm, interview by the author, Oslo, January 12, 2022.

Source: Chicago Manual of Style, on unpublished interviews.
`,
	}, checkInterviewIncomplete}
}

func checkInterviewIncomplete(p *Pass) {
	for c := range p.fulls {
		if c.Kind != citation.Interview || !c.Container.IsZero() || c.URL() != "" {
			continue
		}
		var missing []string
		if c.Place.IsZero() && c.Publisher.IsZero() && !namesMedium(p.words(c)) {
			missing = append(missing, "where or by what means")
		}
		if c.Date.Day == 0 && !c.Date.Guessed() {
			missing = append(missing, "on which day")
		}
		if len(missing) > 0 {
			p.Report(citation.Finding{
				Note: label(c), Span: extent(p.Doc, c), Cited: p.words(c),
				Message: fmt.Sprintf("The note on the interview does not say %s.", enumerate(missing)),
				Advice:  "Ask the author, and write it in this form: " + quoted(modelInterview(p, c)) + ".",
			})
		}
	}
}

// namesMedium reports words that say how people spoke who did not meet.
func namesMedium(text string) bool {
	text = strings.ToLower(text)
	for _, medium := range [...]string{
		"phone", "video", "zoom", "skype", "teams", "email", "e-mail", "online", "signal", "whatsapp", "telegram", "correspondence", "messag", "call",
	} {
		if strings.Contains(text, medium) {
			return true
		}
	}
	return false
}

// modelInterview writes the note as it should be, with what is known.
func modelInterview(p *Pass, c *citation.Citation) string {
	who, by, where, when := "Name", "the author", "City", "day month year"
	if len(c.Authors) > 0 {
		who = c.Authors[0].String()
	}
	if len(p.Doc.Authors) == 1 {
		by = p.Doc.Authors[0].String()
	}
	if !c.Place.IsZero() {
		where = c.Place.Text
	}
	if date := p.text(c.Date.Span); c.Date.Day != 0 && date != "" {
		when = date
	}
	return fmt.Sprintf("%s, interview by %s, %s, %s", who, by, where, when)
}
