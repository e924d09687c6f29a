package verify

import (
	"bytes"
	"net/url"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/page"
	"github.com/ibid-go/ibid/internal/prose"
)

// readDocument reads what a document that is no web page says of itself: title,
// authors and date of its first page, else those that it states beside its text.
func readDocument(reader citation.Reader, body []byte, base *url.URL) (*Source, error) {
	const signal = "document"
	parser := citation.Parser{MaxBytes: int64(len(body)), Readers: []citation.Reader{reader}}
	doc, err := parser.Parse(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	const oldest = 1800 // an earlier year is the number of a file
	if doc.Date.Year < oldest {
		doc.Date = citation.Date{}
	}
	s := &Source{Date: doc.Date, From: make(map[string]string), Class: string(page.OK)}
	s.Date.Span = citation.Span{} // it counts in the document
	if base != nil {
		s.URL = base.String()
	}
	if title := prose.Printable(doc.Title, maxShown); title != "" {
		s.Titles = []Claim{{title, signal}}
		s.From["title"] = signal
	}
	for _, name := range doc.Authors {
		s.Authors = append(s.Authors, prose.Printable(name.String(), maxShown))
		s.From["authors"] = signal
	}
	if s.Date.Year != 0 {
		s.From["date"] = signal
	}
	return s, nil
}
