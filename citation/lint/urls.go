package lint

import (
	"fmt"
	"strings"

	"github.com/ibid-go/ibid/citation"
)

func urlRules() []Rule { return []Rule{urlPlaceholder(), inlineLinkWithoutNote()} }

func urlPlaceholder() Rule {
	return Rule{citation.Rule{
		ID: "url-placeholder", Severity: citation.Error,
		Title: "Links lead nowhere",
		Doc: `A link whose target is empty, "#", "TODO", an example address or a file on somebody's computer cannot be followed. A converter that drops
the targets does so everywhere, so the rule says it once and lists the places.

Before:

    The border was closed in May.¹

    ¹ Anna Berg, "Closing the Border," [The Courier](#), May 3, 2019.

After:

    The border was closed in May.¹

    ¹ Anna Berg, "Closing the Border," [The Courier](https://courier.test/border), May 3, 2019.

Source: RFC 2606 for the example addresses; converters of PDF for "#".
`,
	}, checkURLPlaceholder}
}

func checkURLPlaceholder(p *Pass) {
	var related []citation.Related
	links, notes, inText := 0, 0, 0
	for _, n := range p.Doc.Notes {
		lost := placeholders(n.Label, n.Links)
		related = append(related, lost...)
		links += len(lost)
		notes += min(len(lost), 1)
	}
	for _, q := range p.Doc.Paragraphs {
		lost := placeholders("", q.Links)
		related = append(related, lost...)
		inText += len(lost)
	}
	if len(related) == 0 {
		return
	}
	var places []string
	if links > 0 {
		places = append(places, fmt.Sprintf("%s in %s", count(links, "link"), count(notes, "note")))
	}
	if inText > 0 {
		places = append(places, fmt.Sprintf("%s in the running text", count(inText, "link")))
	}
	verb := "lead"
	if links+inText == 1 {
		verb = "leads"
	}
	p.Report(citation.Finding{
		Message: fmt.Sprintf("%s %s nowhere.", enumerate(places), verb),
		Advice:  "Take the targets from the file that the author wrote; where they are lost, look each source up by its title.",
		Related: related,
	})
}

func placeholders(label string, links []citation.Link) []citation.Related {
	var related []citation.Related
	for _, link := range links {
		if link.Placeholder() {
			related = append(related, citation.Related{Note: label, Span: link.Span, Message: link.Text})
		}
	}
	return related
}

func inlineLinkWithoutNote() Rule {
	return Rule{citation.Rule{
		ID: "inline-link-without-note", Severity: citation.Warning,
		Title: "A link in the text carries a source that no note cites",
		Doc: `In a report with notes a link in the running text hides a source: it is lost in print, and nobody checks it with the others. Links with a
marker right behind them are left alone, as are addresses of e-mail and links within the document. Where the text holds more links
than there are notes, or ten and more than half as many, links are its way to cite, and the rule is silent.

Before:

    The border was closed [in May](https://courier.test/border). It opened in June.¹

    ¹ Anna Berg, "The Border Opens," *The Courier*, June 9, 2019.

After:

    The border was closed in May.¹ It opened in June.²

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019.

    ² Anna Berg, "The Border Opens," *The Courier*, June 9, 2019.

Source: style guides of research institutes, which keep links in the text to pages without notes.
`,
	}, checkInlineLink}
}

func checkInlineLink(p *Pass) {
	var links []citation.Link
	for _, q := range p.Doc.Paragraphs {
		for _, link := range q.Links {
			if q.Kind == citation.Body && carriesSource(link) {
				links = append(links, link)
			}
		}
	}
	if citesByLink(len(links), len(p.Doc.Notes)) {
		return
	}
	noted := linksBeforeMarkers(p, links)
	for _, link := range links {
		if noted[link.Span] {
			continue
		}
		p.Report(citation.Finding{
			Span: link.Span, Cited: link.Text, Found: link.URL,
			Message: fmt.Sprintf("The link on %s in the running text has no note.", quoted(link.Text)),
			Advice:  "Turn it into a note that cites the source in full.",
		})
	}
}

// citesByLink reports a text whose way to cite is the link: there are more
// links than notes, or so many that they are no slips.
func citesByLink(links, notes int) bool {
	const habit = 10
	return links > notes || links >= habit && 2*links > notes
}

func carriesSource(link citation.Link) bool {
	url := strings.ToLower(strings.TrimSpace(link.URL))
	return !link.Internal() && !strings.HasPrefix(url, "mailto:") && !strings.HasPrefix(url, "tel:")
}

// linksBeforeMarkers gives the links that a marker follows at once, at most a
// closing quotation mark and a full stop between them.
func linksBeforeMarkers(p *Pass, links []citation.Link) map[citation.Span]bool {
	const nearest = 6 // bytes: a curly mark, a full stop, what opens the marker
	noted := map[citation.Span]bool{}
	i := 0
	for _, link := range links {
		for i < len(p.Doc.Markers) && p.Doc.Markers[i].Span.Start < link.Span.End {
			i++
		}
		if i < len(p.Doc.Markers) && p.Doc.Markers[i].Span.Start-link.Span.End <= nearest {
			between := p.text(citation.Span{Start: link.Span.End, End: p.Doc.Markers[i].Span.Start})
			noted[link.Span] = strings.Trim(between, ".,;:!?\"'”’)^{[ ") == ""
		}
	}
	return noted
}
