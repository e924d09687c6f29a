package main

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/ibid-go/ibid/citation"
)

// readURLs reads a list of links as a manuscript of one note a line: the
// addresses of a sitemap, or those of a text, one a line. Words beside an
// address make the line a note, so that its source is compared too. Empty lines
// and those that begin with "#" are passed over.
func readURLs(s *streams, name string, maxBytes int64) (*citation.Document, error) {
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
	return listOf(shownName(name), text), nil
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

// listOf makes the manuscript of a list. A label is the number of the line.
func listOf(name, text string) *citation.Document {
	doc := &citation.Document{Name: name, Format: citation.Text, Text: text}
	line, offset := 0, 0
	for raw := range strings.Lines(text) {
		line++
		entry := strings.TrimSpace(listNumber().ReplaceAllString(strings.TrimSpace(raw), ""))
		if entry != "" && !strings.HasPrefix(entry, "#") {
			note := newEntry(entry, offset+strings.Index(raw, entry))
			note.Label = strconv.Itoa(line)
			doc.Notes = append(doc.Notes, note)
		}
		offset += len(raw)
	}
	return doc
}

// listNumber is what an item of a list may have in front of its words.
var listNumber = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:\d+[.)]|[-*+])\s+`) })

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
