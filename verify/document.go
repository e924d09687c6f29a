package verify

import (
	"bytes"
	"errors"
	"net/url"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/fetch"
	"github.com/ibid-go/ibid/internal/page"
	"github.com/ibid-go/ibid/internal/prose"
)

// Signals of a document that is no web page.
const (
	signalDocument   = "document"            // printed in it
	signalProperties = "document properties" // stated beside the text
)

// read reads what an answer says of itself: a document that one of the readers
// takes, or a web page.
func (k *Checker) read(resp *fetch.Response) (*Source, error) {
	if reader := k.readerOf(resp.Body); reader != nil {
		return readDocument(reader, resp.Body, resp.URL)
	}
	p, err := page.Read(resp.Body, resp.Header.Get("Content-Type"), resp.URL)
	if err != nil {
		return nil, errors.Join(ErrNotHTML, err)
	}
	return sourceOf(p, resp.URL), nil
}

// readerOf gives the first reader that takes a file, nil where none does.
func (k *Checker) readerOf(body []byte) citation.Reader {
	for _, reader := range k.Readers {
		if reader.Reads(body) {
			return reader
		}
	}
	return nil
}

// readDocument reads what a document that is no web page says of itself: title,
// authors and date of its first page, else those that it states beside its text.
func readDocument(reader citation.Reader, body []byte, base *url.URL) (*Source, error) {
	printed := &printedOnly{Reader: reader}
	parser := citation.Parser{MaxBytes: int64(len(body)), Readers: []citation.Reader{printed}}
	doc, err := parser.Parse(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	s := &Source{From: make(map[string]string), Class: string(page.OK)}
	if base != nil {
		s.URL = base.String()
	}
	if title := prose.Printable(doc.Title, maxShown); title != "" {
		s.Titles = []Claim{{title, signalDocument}}
		s.From["title"] = signalDocument
	}
	for _, name := range doc.Authors {
		s.Authors = append(s.Authors, prose.Printable(name.String(), maxShown))
		s.From["authors"] = signalDocument
	}
	if !s.dated(doc.Date, signalDocument) {
		s.dated(printed.stated(), signalProperties)
	}
	return s, nil
}

// dated takes a date over, unless there is none or it cannot be one.
func (s *Source) dated(date citation.Date, signal string) bool {
	const oldest = 1800 // an earlier year is the number of a file
	if date.Year < oldest {
		return false
	}
	date.Span = citation.Span{} // it counts in the document
	s.Date, s.From["date"] = date, signal
	return true
}

// printedOnly keeps apart the date that a file states beside its text, mostly
// that on which the file was made.
type printedOnly struct {
	citation.Reader
	date string
}

// Read reads the file without that date.
func (p *printedOnly) Read(file []byte) (*citation.Draft, error) {
	draft, err := p.Reader.Read(file)
	if err != nil {
		return nil, err
	}
	p.date = draft.Date
	without := *draft
	without.Date = ""
	return &without, nil
}

func (p *printedOnly) stated() citation.Date {
	dates := prose.FindDates(p.date)
	if len(dates) == 0 {
		return citation.Date{}
	}
	return citation.Date{Year: dates[0].Year, Month: dates[0].Month, Day: dates[0].Day}
}
