package main

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/prose"
	"github.com/ibid-go/ibid/internal/report"
)

// readURLs reads a list of links as notes, one a line, each made when it is asked
// for, so that a list of any length takes little memory: the addresses of a sitemap, or those of a text, one a line. Words beside an
// address make the line a note, so that its source is compared too. Empty lines
// and those that begin with "#" are passed over, and so are users and passwords
// in addresses, which nobody is to be told.
func readURLs(s *streams, name string, maxBytes int64) (iter.Seq[*citation.Note], error) {
	in, err := open(s, name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, maxBytes+1))
	switch {
	case err != nil:
		return nil, inputf("%s: %w", name, err)
	case int64(len(data)) > maxBytes:
		return nil, inputf("%s: %w (--limit-bytes)", name, citation.ErrTooLarge)
	}
	text := string(data)
	if isSitemap(text) {
		if text, err = sitemapURLs(text); err != nil {
			return nil, inputf("%s: %w", name, err)
		}
	}
	return entries(prose.WithoutUserinfo(text)), nil
}

// isSitemap looks at the beginning of a file, as the protocol at sitemaps.org
// has it: an XML document whose root is urlset or sitemapindex.
func isSitemap(text string) bool {
	const head = 4 << 10
	text = strings.TrimSpace(strings.TrimPrefix(text[:min(len(text), head)], "\ufeff"))
	return strings.HasPrefix(text, "<") && (strings.Contains(text, "<urlset") || strings.Contains(text, "<sitemapindex"))
}

// sitemapURLs gives the addresses of a sitemap, one a line.
func sitemapURLs(text string) (string, error) {
	var list strings.Builder
	decoder := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return list.String(), nil
		}
		if err != nil {
			return "", err
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "loc" {
			var address string
			if err := decoder.DecodeElement(&address, &start); err != nil {
				return "", err
			}
			list.WriteString(strings.Join(strings.Fields(address), "") + "\n")
		}
	}
}

// entries gives the notes of a list. A label is the number of the line.
func entries(text string) iter.Seq[*citation.Note] {
	return func(yield func(*citation.Note) bool) {
		line, offset := 0, 0
		for raw := range strings.Lines(text) {
			line++
			entry := withoutNumber(strings.TrimSpace(raw))
			if entry != "" && !strings.HasPrefix(entry, "#") {
				note := newEntry(entry, offset+strings.Index(raw, entry))
				note.Label = strconv.Itoa(line)
				if !yield(note) {
					return
				}
			}
			offset += len(raw)
		}
	}
}

// citationsOf gives the citations of notes, in order.
func citationsOf(notes iter.Seq[*citation.Note]) iter.Seq[*citation.Citation] {
	return func(yield func(*citation.Citation) bool) {
		for note := range notes {
			for _, c := range note.Citations {
				if !yield(c) {
					return
				}
			}
		}
	}
}

// list visits the links of a list. For people the notes are kept, since their
// words stand in the report; for programs they are not.
func (r *reviewer) list(ctx context.Context, session *session, file string) (int, error) {
	notes, err := readURLs(r.streams, file, session.settings.maxBytes)
	if err != nil {
		return 0, err
	}
	doc := &citation.Document{Name: shownName(file), Format: citation.Text}
	if session.settings.format != "json" {
		doc.Notes = slices.Collect(notes)
		notes = slices.Values(doc.Notes)
	}
	record := report.Report{Document: doc, Listed: doc.Notes == nil, Results: session.watched(session.checker.CheckAll(ctx, citationsOf(notes)))}
	session.describe(&record)
	summary, err := record.Write(r.handler)
	if err != nil {
		return 0, err
	}
	return session.settings.gate.status(summary), nil
}

// listNumber is what an item of a list may have in front of its words.
var listNumber = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:\d+[.)]|[-*+])\s+`) })

// withoutNumber is an item without what stands in front of its words, in the memory of the list.
func withoutNumber(item string) string {
	if at := listNumber().FindStringIndex(item); at != nil {
		return item[at[1]:]
	}
	return item
}

// newEntry reads one entry of a list, which begins at offset.
func newEntry(entry string, offset int) *citation.Note {
	whole := citation.Span{Start: offset, End: offset + len(entry)}
	note := &citation.Note{Text: entry, Plain: entry, Span: whole}
	if !strings.ContainsAny(entry, " \t") {
		note.Citations = []*citation.Citation{{Note: note, Span: whole, Links: []citation.Link{{URL: entry, Text: entry, Span: whole}}}}
		return note
	}
	note.Citations = citation.ParseNote(entry)
	for _, c := range note.Citations {
		c.Note = note
		move(c, offset)
	}
	return note
}

// move counts the spans of c from a place that lies earlier by that many bytes.
func move(c *citation.Citation, by int) {
	spans := []*citation.Span{&c.Span, &c.Date.Span, &c.Accessed.Span}
	for _, field := range []*citation.Field{
		&c.Title, &c.Container, &c.Publisher, &c.Place, &c.Series, &c.Volume, &c.Issue, &c.Edition, &c.Number, &c.Genre, &c.Pages, &c.Locator,
	} {
		spans = append(spans, &field.Span)
	}
	for _, names := range [][]citation.Name{c.Authors, c.Editors, c.Translators} {
		for i := range names {
			spans = append(spans, &names[i].Span)
		}
	}
	for i := range c.Links {
		spans = append(spans, &c.Links[i].Span)
	}
	for i := range c.IDs {
		spans = append(spans, &c.IDs[i].Span)
	}
	for _, span := range spans {
		if !span.IsZero() {
			span.Start, span.End = span.Start+by, span.End+by
		}
	}
}
