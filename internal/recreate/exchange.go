package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"html/template"
	"net/http"
	"time"

	"golang.org/x/text/encoding/htmlindex"
)

// made is the moment that every record and every Date field gives: a fixed one, since the file must come out the same in every run.
func made() time.Time { return time.Date(2026, time.November, 25, 0, 0, 0, 0, time.UTC) }

// An exchange is an address and what a server answers there.
type exchange struct {
	url    string
	status int
	header http.Header
	body   []byte
}

// exchangesOf are the answers on the way to a page, the page itself last.
func exchangesOf(templates *template.Template, f facts) ([]exchange, error) {
	var way []exchange
	if f.Redirect != "" {
		way = append(way, exchange{f.URL, http.StatusMovedPermanently, newHeader("Location", f.Redirect), nil})
	}
	html, err := render(templates, f)
	if err != nil {
		return nil, err
	}
	answer, err := serve(f, html)
	return append(way, answer), err
}

// serve brings a page into its charset and content coding.
func serve(f facts, html []byte) (exchange, error) {
	charset := f.Charset
	if charset == "" {
		charset = "utf-8"
	}
	body, err := encode(html, charset)
	if err != nil {
		return exchange{}, fmt.Errorf("%s: %w", f.URL, err)
	}
	header := newHeader("Content-Type", "text/html; charset="+charset)
	header.Set("Cache-Control", "public, max-age=300")
	header.Set("Vary", "Accept-Encoding")
	if f.Gzip {
		header.Set("Content-Encoding", "gzip")
		body, err = zip(body)
	}
	return exchange{f.Address(), http.StatusOK, header, body}, err
}

func newHeader(name, value string) http.Header {
	return http.Header{name: {value}, "Date": {made().Format(http.TimeFormat)}}
}

// encode refuses a page with characters that its charset does not have.
func encode(html []byte, charset string) ([]byte, error) {
	enc, err := htmlindex.Get(charset)
	if err != nil {
		return nil, err
	}
	return enc.NewEncoder().Bytes(html)
}

// zip stores the body in gzip form without making it smaller: the record's digest must not depend on the version of Go's
// compressor. The file as a whole is compressed anyway.
func zip(body []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.NoCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}
