package lint

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ibid-go/ibid/citation"
)

func markerRules() []Rule {
	return []Rule{
		markerWithoutNote(), noteWithoutMarker(), noteNumberGap(), noteNumberDuplicate(),
		multipleMarkersSameSpot(), markerStyleMixed(),
	}
}

func markerWithoutNote() Rule {
	return Rule{citation.Rule{
		ID: "marker-without-note", Severity: citation.Error,
		Title: "A marker in the text leads to no note",
		Doc: `A reader who follows the marker finds nothing. Most often a note was deleted or merged into another and its marker was left behind, or
the note was lost on the way from one format to another.

Before:

    The border was closed in May.¹ It opened again in June.²

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019.

After:

    The border was closed in May.¹ It opened again in June.

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019.

Source: copy-editing practice; programs that convert notes refuse a manuscript in which notes and markers differ in number.
`,
	}, checkMarkerWithoutNote}
}

func checkMarkerWithoutNote(p *Pass) {
	if len(p.Doc.Notes) == 0 && len(p.Doc.Markers) > 0 {
		p.Report(citation.Finding{
			Message: fmt.Sprintf("The text holds %s, but no note was found.", count(len(p.Doc.Markers), "marker")),
			Advice:  "Check that the notes are part of the file.",
			Related: relatedMarkers(p.Doc.Markers),
		})
		return
	}
	for _, m := range p.Doc.Markers {
		if m.Note == nil {
			p.Report(citation.Finding{
				Note: m.Label, Span: m.Span, Cited: m.Label + ": " + m.Sentence(),
				Message: fmt.Sprintf("Marker %s stands in the text, but there is no note %s.", m.Label, m.Label),
				Advice:  "Supply the note, or delete the marker.",
			})
		}
	}
}

func noteWithoutMarker() Rule {
	return Rule{citation.Rule{
		ID: "note-without-marker", Severity: citation.Error,
		Title: "A note has no marker in the text",
		Doc: `Nothing in the text leads to the note, so a reader cannot know what it supports. Most often the sentence was cut, or the marker was
lost when the file was converted.

Before:

    The border was closed in May.¹ It opened again in June.

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019.

    ² Anna Berg, "The Border Opens," *The Courier*, June 9, 2019.

After:

    The border was closed in May.¹ It opened again in June.²

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019.

    ² Anna Berg, "The Border Opens," *The Courier*, June 9, 2019.

Source: copy-editing practice; programs that convert notes refuse a manuscript in which notes and markers differ in number.
`,
	}, checkNoteWithoutMarker}
}

func checkNoteWithoutMarker(p *Pass) {
	if len(p.Doc.Markers) == 0 {
		reportNoMarkers(p)
		return
	}
	for scope := range scopes(p.Doc) {
		seen := map[string]bool{}
		for _, n := range scope {
			if len(n.Markers) == 0 && !seen[n.Label] { // the second of two is a duplicate
				p.Report(citation.Finding{
					Note: n.Label, Span: n.Span, Cited: n.Plain,
					Message: fmt.Sprintf("No marker in the text leads to note %s.", n.Label),
					Advice:  "Set the marker where the note belongs, or delete the note.",
				})
			}
			seen[n.Label] = true
		}
	}
}

// reportNoMarkers says once what is true of every note. A file of notes alone
// is no fault.
func reportNoMarkers(p *Pass) {
	hasBody := slices.ContainsFunc(p.Doc.Paragraphs, func(q *citation.Paragraph) bool { return q.Kind == citation.Body })
	if hasBody && len(p.Doc.Notes) > 0 {
		p.Report(citation.Finding{
			Message: fmt.Sprintf("There are %s, but no marker was found in the text.", count(len(p.Doc.Notes), "note")),
			Advice:  "Check that the markers were not lost when the file was converted.",
			Related: relatedNotes(p.Doc.Notes),
		})
	}
}

func noteNumberGap() Rule {
	return Rule{citation.Rule{
		ID: "note-number-gap", Severity: citation.Error,
		Title: "The numbers of the notes skip one",
		Doc: `Notes are numbered without a break, within the work or within each chapter. Where a number is missing, a note was lost, or notes were
renumbered by hand and every later cross-reference may be wrong. Labels of Markdown notes are not printed; a gap among them is mentioned
as an info.

Before:

    The border was closed in May.¹ It opened again in June.³

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019.

    ³ Anna Berg, "The Border Opens," *The Courier*, June 9, 2019.

After:

    The border was closed in May.¹ It opened again in June.²

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019.

    ² Anna Berg, "The Border Opens," *The Courier*, June 9, 2019.

Source: Chicago Manual of Style, 17th ed., 14.25; GPO Style Manual, ch. 15.
`,
	}, checkNoteNumberGap}
}

func checkNoteNumberGap(p *Pass) {
	for scope := range scopes(p.Doc) {
		byNumber := map[int]*citation.Note{}
		for _, n := range scope {
			if number, ok := numberOf(n.Label); ok && byNumber[number] == nil {
				byNumber[number] = n
			}
		}
		numbers := slices.Sorted(maps.Keys(byNumber))
		for i := 1; i < len(numbers); i++ {
			if numbers[i] > numbers[i-1]+1 {
				reportGap(p, byNumber[numbers[i-1]], byNumber[numbers[i]], numbers[i-1]+1, numbers[i]-1)
			}
		}
	}
}

func reportGap(p *Pass, before, after *citation.Note, first, last int) {
	missing := fmt.Sprint(first, " is missing")
	if first < last {
		missing = fmt.Sprintf("%d to %d are missing", first, last)
	}
	f := citation.Finding{
		Note: after.Label, Span: after.Span, Cited: before.Label + ", " + after.Label,
		Message: fmt.Sprintf("Note %s is followed by note %s: %s.", before.Label, after.Label, missing),
		Advice:  "Restore what is missing, or renumber the notes that follow and the cross-references to them.",
		Related: relatedNotes([]*citation.Note{before}),
	}
	if isMarkdown(after) {
		p.Inform(f)
		return
	}
	p.Report(f)
}

// isMarkdown reports a note whose label a program replaces when it prints.
func isMarkdown(n *citation.Note) bool {
	return len(n.Markers) > 0 && n.Markers[0].Style == citation.Footnote
}

func noteNumberDuplicate() Rule {
	return Rule{citation.Rule{
		ID: "note-number-duplicate", Severity: citation.Error,
		Title: "Two notes have the same number",
		Doc: `A marker can lead to one note only, so that readers of one of the two are misled. Numbers that start again at 1, as chapters do, are no
duplicates.

Before:

    The border was closed in May.¹ It opened again in June.²

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019.

    ² Anna Berg, "The Border Opens," *The Courier*, June 9, 2019.

    ² Anna Berg, "A Summer of Queues," *The Courier*, August 1, 2019.

After:

    The border was closed in May.¹ It opened again in June,² and queues grew.³

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019.

    ² Anna Berg, "The Border Opens," *The Courier*, June 9, 2019.

    ³ Anna Berg, "A Summer of Queues," *The Courier*, August 1, 2019.

Source: Chicago Manual of Style, 17th ed., 14.25 (one sequence of numbers).
`,
	}, checkNoteNumberDuplicate}
}

func checkNoteNumberDuplicate(p *Pass) {
	for scope := range scopes(p.Doc) {
		first := map[string]*citation.Note{}
		for _, n := range scope {
			if first[n.Label] == nil {
				first[n.Label] = n
				continue
			}
			p.Report(citation.Finding{
				Note: n.Label, Span: n.Span, Cited: n.Plain, Found: first[n.Label].Plain,
				Message: fmt.Sprintf("Two notes are numbered %s.", n.Label),
				Advice:  "Renumber the second and the notes that follow, and check the markers and cross-references.",
				Related: relatedNotes([]*citation.Note{first[n.Label]}),
			})
		}
	}
}

func multipleMarkersSameSpot() Rule {
	return Rule{citation.Rule{
		ID: "multiple-markers-same-spot", Severity: citation.Warning,
		Title: "Several markers stand at one place",
		Doc: `One place takes one number: the sources go into one note, divided by semicolons, so that a reader looks down once. Numbers in square
brackets are left alone, since numbered lists of references set several of them side by side.

Before:

    The border was closed in May.^{1 2}

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019.

    ² Carl Holm, "No Way Through," *The Herald*, May 4, 2019.

After:

    The border was closed in May.¹

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019; Carl Holm, "No Way Through," *The Herald*, May 4, 2019.

Source: Chicago Manual of Style, 17th ed., 14.28; Turabian, 9th ed., 16.3.2.
`,
	}, checkMultipleMarkersSameSpot}
}

func checkMultipleMarkersSameSpot(p *Pass) {
	for _, spot := range spots(p.Doc.Markers) {
		if len(spot) < 2 || spot[0].Style == citation.Bracketed {
			continue
		}
		labels := labelsOf(spot)
		p.Report(citation.Finding{
			Note: spot[0].Label, Span: citation.Span{Start: spot[0].Span.Start, End: spot[len(spot)-1].Span.End}, Cited: textBefore(spot[0]),
			Message: fmt.Sprintf("The markers of notes %s stand at one place.", enumerate(labels)),
			Advice:  fmt.Sprintf("Merge notes %s into one, with semicolons between the sources, and renumber.", enumerate(labels)),
			Related: relatedMarkers(spot[1:]),
		})
	}
}

func markerStyleMixed() Rule {
	return Rule{citation.Rule{
		ID: "marker-style-mixed", Severity: citation.Warning,
		Title: "Markers are written in several notations",
		Doc: `Superscript figures here and ^{12} there are two notations of one thing. The odd ones are mostly what a converter could not handle, and
they reach the printed page as they are.

Before:

    The border was closed in May.¹ It opened again in June.² Queues grew.^{3}

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019.

    ² Anna Berg, "The Border Opens," *The Courier*, June 9, 2019.

    ³ Anna Berg, "A Summer of Queues," *The Courier*, August 1, 2019.

After:

    The border was closed in May.¹ It opened again in June.² Queues grew.³

    ¹ Anna Berg, "Closing the Border," *The Courier*, May 3, 2019.

    ² Anna Berg, "The Border Opens," *The Courier*, June 9, 2019.

    ³ Anna Berg, "A Summer of Queues," *The Courier*, August 1, 2019.

Source: consistency, as any style manual asks for it.
`,
	}, checkMarkerStyleMixed}
}

// notation is the name of a way to write markers.
func notation(style citation.MarkerStyle) string {
	switch style {
	case citation.Superscript:
		return "superscript figures (¹²)"
	case citation.Caret:
		return "^{12}"
	case citation.Bracketed:
		return "[12]"
	case citation.Footnote:
		return "[^12]"
	}
	return string(style)
}

func checkMarkerStyleMixed(p *Pass) {
	byStyle := map[citation.MarkerStyle][]*citation.Marker{}
	var styles []citation.MarkerStyle // in order of appearance
	for _, m := range p.Doc.Markers {
		if byStyle[m.Style] == nil {
			styles = append(styles, m.Style)
		}
		byStyle[m.Style] = append(byStyle[m.Style], m)
	}
	if len(styles) < 2 {
		return
	}
	slices.SortStableFunc(styles, func(a, b citation.MarkerStyle) int { return len(byStyle[b]) - len(byStyle[a]) })
	var odd []*citation.Marker
	var said []string
	for _, style := range styles[1:] {
		odd = append(odd, byStyle[style]...)
		said = append(said, fmt.Sprintf("%s as %s", count(len(byStyle[style]), "marker"), notation(style)))
	}
	p.Report(citation.Finding{
		Cited: strings.Join(said, ", "), Found: notation(styles[0]),
		Message: fmt.Sprintf("%s written as %s, but %s (%s).", upper(areMarkers(len(byStyle[styles[0]]))), notation(styles[0]),
			enumerate(said), notes(labelsOf(odd))),
		Advice:  fmt.Sprintf("Write every marker as %s.", notation(styles[0])),
		Related: relatedMarkers(odd),
	})
}

func areMarkers(n int) string {
	if n == 1 {
		return "1 marker is"
	}
	return count(n, "marker") + " are"
}
