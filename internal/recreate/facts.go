package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Facts are what is known of the page at an address, and how it is to be served. An empty part is not known.
type facts struct {
	URL string `json:"url"`

	Title      string `json:"title"`
	Subtitle   string `json:"subtitle"`   // a second title
	Standfirst string `json:"standfirst"` // a sentence under the title
	Date       date   `json:"date"`
	Bounds     []date `json:"bounds"` // first and last day on which it can have been published, where the day is not known

	Authors      []string `json:"authors"`
	Agency       string   `json:"agency"` // the news agency whose text it is
	Place        string   `json:"place"`  // where the agency wrote it
	Organisation string   `json:"organisation"`

	Site      string `json:"site"`
	Publisher string `json:"publisher"` // who is behind the site, where it says so
	Section   string `json:"section"`   // the series, periodical or column within the site
	Volume    string `json:"volume"`
	Issue     string `json:"issue"`
	Number    string `json:"number"`

	Canonical string `json:"canonical"` // the address that the page prefers; empty: its own
	Redirect  string `json:"redirect"`  // where the address leads; empty: nowhere

	Template string `json:"template"`
	Charset  string `json:"charset"` // empty: utf-8
	Gzip     bool   `json:"gzip"`

	Remark string `json:"remark"` // what is particular about these facts
}

// Address is where the page itself is: behind the redirect, if there is one.
func (f facts) Address() string {
	if f.Redirect != "" {
		return f.Redirect
	}
	return f.URL
}

// Preferred is the canonical address.
func (f facts) Preferred() string {
	if f.Canonical != "" {
		return f.Canonical
	}
	return f.Address()
}

// Headline is the title with the subtitle behind a colon, as sites write it where there is room for one line.
func (f facts) Headline() string {
	if f.Subtitle == "" {
		return f.Title
	}
	return f.Title + ": " + f.Subtitle
}

// Owner is the publisher, or else the site.
func (f facts) Owner() string {
	if f.Publisher != "" {
		return f.Publisher
	}
	return f.Site
}

// readFacts reads a file of facts and refuses one that contradicts itself.
func readFacts(r io.Reader) ([]facts, error) {
	var file struct {
		About string  `json:"about"`
		Pages []facts `json:"pages"`
	}
	decoder := json.NewDecoder(r)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&file); err != nil {
		return nil, err
	}
	seen := make(map[string]bool)
	for _, f := range file.Pages {
		if err := f.check(); err != nil {
			return nil, fmt.Errorf("%s: %w", f.URL, err)
		}
		if seen[f.URL] {
			return nil, fmt.Errorf("%s: stands twice", f.URL)
		}
		seen[f.URL] = true
	}
	return file.Pages, nil
}

// check finds what would make a page state more than is known.
func (f facts) check() error {
	switch {
	case f.URL == "" || f.Site == "" || f.Template == "":
		return errors.New("url, site and template are needed")
	case f.Date != "" && !f.Date.valid():
		return fmt.Errorf("date %q: want a year, a month or a day, such as 2010-03", f.Date)
	case len(f.Bounds) != 0 && len(f.Bounds) != 2:
		return errors.New("bounds: want a first and a last day")
	}
	for _, bound := range f.Bounds {
		if f.Date == "" || !bound.within(f.Date) {
			return fmt.Errorf("bounds: %s is not within %q", bound, f.Date)
		}
	}
	return nil
}
