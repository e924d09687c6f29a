package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/ibid-go/ibid/internal/warc"
)

// notice opens the archive, so that nobody takes it for what it is not.
const notice = "RE-CREATED PAGES, NOT CAPTURES. Each page was built from known facts (title, date, authors, site) in the markup that such " +
	"sites use, with filler text in place of the article. Nothing here was ever served by the sites named, and it proves nothing about them. " +
	"The dates of the records are fixed and mean nothing."

// writeEvidence writes an archive: a warcinfo record with the notice, then a response and a request for each step to each page.
func writeEvidence(w io.Writer, pages []facts) error {
	templates, err := parseTemplates()
	if err != nil {
		return err
	}
	t := tape{w: warc.NewWriter(w), info: warc.NameID("warcinfo", notice)}
	if err := t.open(); err != nil {
		return err
	}
	for _, f := range pages {
		way, err := exchangesOf(templates, f)
		if err != nil {
			return err
		}
		for _, x := range way {
			if err := t.write(x); err != nil {
				return fmt.Errorf("%s: %w", x.url, err)
			}
		}
	}
	return nil
}

// A tape is a WARC file while it is written. Record identifiers are made of what the records hold.
type tape struct {
	w    *warc.Writer
	info string // identifier of the warcinfo record
}

func (t tape) open() error {
	_, err := t.w.Write(warc.Info(t.info, made(), "evidence.warc.gz", warc.Header{
		{Name: "software", Value: "ibid internal/recreate"},
		{Name: "description", Value: notice},
	}))
	return err
}

// write writes the response first, as crawlers do.
func (t tape) write(x exchange) error {
	u, err := url.Parse(x.url)
	if err != nil {
		return err
	}
	head := warc.ResponseHead(x.status, x.header, int64(len(x.body)))
	id := warc.NameID("response", x.url, warc.Digest(head), warc.Digest(x.body))
	asked := warc.RequestHead(http.MethodGet, u.RequestURI(), u.Host, http.Header{
		"Accept": {"text/html"}, "Accept-Encoding": {"gzip"}, "User-Agent": {"ibid internal/recreate"},
	})
	for _, d := range []*warc.Draft{
		warc.Response(id, x.url, made(), head, bytes.NewReader(x.body)),
		warc.Request(warc.NameID("request", id), x.url, made(), id, asked),
	} {
		d.Header.Add(warc.FieldInfoID, t.info)
		if _, err := t.w.Write(d); err != nil {
			return err
		}
	}
	return nil
}
