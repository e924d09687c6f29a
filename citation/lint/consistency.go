package lint

import (
	"fmt"
	"strings"

	"github.com/ibid-go/ibid/citation"
)

func consistencyRules() []Rule { return []Rule{publicationNameVariant(), quoteStyleMixed()} }

func publicationNameVariant() Rule {
	return Rule{citation.Rule{
		ID: "publication-name-variant", Severity: citation.Warning,
		Title: "An outlet goes by several names, or is misspelled",
		Doc: `One newspaper under two names looks like two, in a list of sources and to every reader who searches for it. The rule knows outlets by
a registry and speaks where a manuscript mixes an abbreviation and the name it stands for, or writes a name otherwise than the outlet
does (RFERL for RFE/RL). A longer name beside a shorter one (TASS, TASS Russian News Agency) is an info. The article in front (The New Yorker)
does not count.

Before:

    Riots broke out.¹

    ¹ Anna Berg, "Riots in the Camp," RFERL, May 3, 2019.

After:

    Riots broke out.¹

    ¹ Anna Berg, "Riots in the Camp," RFE/RL, May 3, 2019.

Source: house lists of publications, as copy-editors keep them.
`,
	}, checkPublicationNames}
}

func checkPublicationNames(p *Pass) {
	for _, o := range namedOutlets(p) {
		o.report(p)
	}
}

func quoteStyleMixed() Rule {
	return Rule{citation.Rule{
		ID: "quote-style-mixed", Severity: citation.Info,
		Title: "Straight and curly quotation marks are mixed in the notes",
		Doc: `Straight marks (") and curly ones (“ ”) side by side show which notes were pasted from where. Choose one; printed matter takes the curly
ones. The rule says it once and lists the notes that differ from the rest.

Before:

    The border was closed in May.¹ Traders protested.² It opened in June.³

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019.

    ² Carl Holm, "No Way Through," *The Herald*, May 4, 2019.

    ³ Anna Berg, “The Border Opens,” *The Courier*, June 9, 2019.

After:

    The border was closed in May.¹ Traders protested.² It opened in June.³

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019.

    ² Carl Holm, "No Way Through," *The Herald*, May 4, 2019.

    ³ Anna Berg, "The Border Opens," *The Courier*, June 9, 2019.

Source: consistency, as any style manual asks for it.
`,
	}, checkQuoteStyle}
}

func checkQuoteStyle(p *Pass) {
	var straight, curly []*citation.Note
	for _, n := range p.Doc.Notes {
		if strings.Contains(n.Plain, `"`) {
			straight = append(straight, n)
		}
		if strings.ContainsAny(n.Plain, "“”") {
			curly = append(curly, n)
		}
	}
	if len(straight) == 0 || len(curly) == 0 {
		return
	}
	odd, rest := curly, "straight"
	if len(curly) > len(straight) {
		odd, rest = straight, "curly"
	}
	var labels []string
	for _, n := range odd {
		labels = append(labels, n.Label)
	}
	p.Report(citation.Finding{
		Message: fmt.Sprintf("%s straight quotation marks, %s curly ones.", upper(haveNotes(len(straight))), fmt.Sprint(len(curly))),
		Advice:  fmt.Sprintf("Use one kind; %s would have to change to the %s ones of the rest.", notes(labels), rest),
		Related: relatedNotes(odd),
		Fixes:   quoteFix(p, odd, rest),
	})
}

func haveNotes(n int) string {
	if n == 1 {
		return "1 note has"
	}
	return count(n, "note") + " have"
}

// quoteFix writes the double quotation marks of the odd notes as the rest have
// them. There is none where a mark may be part of the markup.
func quoteFix(p *Pass, odd []*citation.Note, rest string) []citation.Fix {
	fix := citation.Fix{Message: "make the quotation marks " + rest}
	for _, n := range odd {
		text := p.text(n.Span)
		if text != n.Text || strings.Count(text, `"`) != strings.Count(n.Plain, `"`) {
			return nil
		}
		previous := ' '
		for i, r := range text {
			if mark := quoteAs(rest, r, previous); mark != string(r) {
				at := n.Span.Start + i
				fix.Edits = append(fix.Edits, citation.Edit{Span: citation.Span{Start: at, End: at + len(string(r))}, New: mark})
			}
			previous = r
		}
	}
	if len(fix.Edits) == 0 {
		return nil
	}
	return []citation.Fix{fix}
}

// quoteAs gives the form of r, which follows previous, in the style wanted.
func quoteAs(style string, r, previous rune) string {
	switch {
	case style == "straight" && (r == '“' || r == '”'):
		return `"`
	case style == "curly" && r == '"' && opensQuote(previous):
		return "“"
	case style == "curly" && r == '"':
		return "”"
	}
	return string(r)
}

// opensQuote reports whether a quotation mark behind previous opens.
func opensQuote(previous rune) bool {
	return strings.ContainsRune(" \t\n\u00a0([{—–-/‘'*_", previous)
}
