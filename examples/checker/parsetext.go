package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/export"
	"github.com/ibid-go/ibid/internal/prose"
)

// longestField bounds a part of a citation as shown, in characters.
const longestField = 500

// writeNotes shows each note and below it the parts of what it cites.
func writeNotes(out *output, doc *citation.Document) error {
	show := func(s string) string { return prose.Printable(s, longestField) }
	if len(doc.Notes) == 0 {
		fmt.Fprintf(out, "%s: no notes found\n", show(doc.Name))
	}
	for _, note := range doc.Notes {
		fmt.Fprintf(out, "%s. %s\n", show(note.Label), show(note.Plain))
		for _, c := range note.Citations {
			writeCitation(out.Writer, c, show)
		}
		fmt.Fprintln(out)
	}
	return nil // a bufio.Writer keeps its error for Flush
}

func writeCitation(w *bufio.Writer, c *citation.Citation, show func(string) string) {
	line := func(label, text string) {
		if text != "" {
			fmt.Fprintf(w, "    %-11s %s\n", label, show(text))
		}
	}
	if c.Form != citation.Full {
		line(c.Form.String(), standsFor(c))
		line("locator", c.Locator.Text)
		return
	}
	line("type", string(c.Kind))
	line("author", names(c.Authors))
	line("editor", names(c.Editors))
	line("translator", names(c.Translators))
	for _, part := range [...]struct {
		label string
		citation.Field
	}{
		{"title", c.Title}, {"container", c.Container}, {"series", c.Series}, {"publisher", c.Publisher}, {"court", c.Court}, {"place", c.Place},
		{"volume", c.Volume}, {"issue", c.Issue}, {"edition", c.Edition}, {"number", c.Number}, {"genre", c.Genre},
		{"pages", c.Pages}, {"locator", c.Locator}, {"archive", c.Archive}, {"town", c.ArchivePlace},
		{"collection", c.Collection}, {"shelfmark", c.Shelfmark}, {"status", c.Status},
	} {
		line(part.label, part.Text)
	}
	line("date", c.Date.String())
	line("first", c.Original.String())
	line("accessed", c.Accessed.String())
	for _, link := range c.Links {
		line("link", link.URL)
	}
	for _, id := range c.IDs {
		line(string(id.Scheme), id.Value)
	}
}

// standsFor names what a short form leads to, step by step.
func standsFor(c *citation.Citation) string {
	switch len(c.Antecedents) {
	case 0:
		return "stands for nothing that was found"
	case 1:
	default:
		return fmt.Sprintf("may stand for any of %d sources", len(c.Antecedents))
	}
	var chain []string
	for _, step := range c.Chain() {
		chain = append(chain, "note "+export.ID(step))
	}
	if work := c.Work(); work != nil {
		chain[len(chain)-1] += ", " + work.Title.Text
	}
	return strings.Join(chain, " → ")
}

func names(list []citation.Name) string {
	var all []string
	for _, n := range list {
		all = append(all, n.String())
	}
	return strings.Join(all, "; ")
}
