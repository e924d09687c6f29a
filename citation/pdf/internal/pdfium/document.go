package pdfium

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/ibid-go/ibid/citation/pdf/internal/layout"
	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// Document is what a file holds.
type Document struct {
	Pages []layout.Page
	layout.Properties
}

// Limits of a document.
const (
	// MaxPages bounds the pages of a file: the longest reports have some
	// thousand.
	MaxPages = 20_000

	// openTime and pageTime bound the time that a file may take where the
	// caller does not say: a page takes some hundredths of a second.
	openTime = 10 * time.Second
	pageTime = 100 * time.Millisecond

	// grace is how long a document that was stopped may take to notice.
	grace = time.Second
)

// Errors of Read, besides those of PDFium.
var (
	ErrTooManyPages = errors.New("too many pages")
	ErrTimeout      = errors.New("time limit reached")
)

// Read reads up to last pages of a file, all of them where that is 0. It ends
// within the time given, or where that is 0 within ten seconds and a tenth of a
// second a page; starting the engine does not count.
func Read(file []byte, last int, limit time.Duration) (*Document, error) {
	e, err := compiled()
	if err != nil {
		return nil, fmt.Errorf("PDFium does not start: %w", err)
	}
	e.slots <- struct{}{}
	defer func() { <-e.slots }()
	instance, memory, err := e.instance()
	if err != nil {
		return nil, fmt.Errorf("PDFium does not start: %w", err)
	}
	r := &reader{Pdfium: instance, last: last, clock: newClock(limit, memory.stop)}
	return r.run(file)
}

// clock calls stop when the time is over.
type clock struct {
	timer *time.Timer
	fixed bool
	over  chan struct{}
}

func newClock(limit time.Duration, stop func()) *clock {
	c := &clock{fixed: limit > 0, over: make(chan struct{})}
	if !c.fixed {
		limit = openTime
	}
	c.timer = time.AfterFunc(limit, func() {
		close(c.over) // before what fails for it
		stop()
	})
	return c
}

// allow gives time for n pages, unless the caller has set a limit. Where the
// time is over already it stays so.
func (c *clock) allow(n int) {
	if !c.fixed && c.timer.Stop() {
		c.timer.Reset(openTime + time.Duration(n)*pageTime)
	}
}

// reader reads one document.
type reader struct {
	pdfium.Pdfium
	*clock
	last     int
	document references.FPDF_DOCUMENT
}

// run reads the file, and leaves PDFium alone where it does not answer.
func (r *reader) run(file []byte) (*Document, error) {
	type answer struct {
		*Document
		error
	}
	done := make(chan answer, 1)
	go func() {
		doc, err := r.read(file)
		r.timer.Stop()
		r.Close()
		done <- answer{doc, err}
	}()
	select {
	case a := <-done:
		return a.Document, r.cause(a.error)
	case <-r.over:
	}
	select {
	case <-done:
	case <-time.After(grace):
	}
	return nil, ErrTimeout
}

// cause puts the time limit in place of what it has led to.
func (r *reader) cause(err error) error {
	select {
	case <-r.over:
		return ErrTimeout
	default:
		return err
	}
}

func (r *reader) read(file []byte) (*Document, error) {
	opened, err := r.OpenDocument(&requests.OpenDocument{FileReader: bytes.NewReader(file), FileReaderSize: int64(len(file))})
	if err != nil {
		return nil, err
	}
	r.document = opened.Document
	count, err := r.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: r.document})
	if err != nil {
		return nil, err
	}
	n := count.PageCount
	if r.last > 0 {
		n = min(n, r.last)
	}
	if n > MaxPages {
		return nil, fmt.Errorf("%w: %d", ErrTooManyPages, n)
	}
	r.allow(n)
	doc := &Document{Properties: r.properties()}
	for i := range n {
		page, err := r.page(i)
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		doc.Pages = append(doc.Pages, page)
	}
	return doc, nil
}

// properties reads the document information dictionary (ISO 32000-1, 14.3.3).
func (r *reader) properties() layout.Properties {
	get := func(tag string) string {
		value, err := r.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: r.document, Tag: tag})
		if err != nil {
			return ""
		}
		return value.Value
	}
	return layout.Properties{Title: get("Title"), Author: get("Author"), Date: get("CreationDate")}
}
