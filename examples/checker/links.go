package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"slices"
	"strconv"

	"github.com/ibid-go/ibid/citation"
)

// maxLinkErrors bounds how many rows of a side-car are complained of.
const maxLinkErrors = 10

// attachLinks gives citations the link targets of a side-car: a CSV file with
// the columns note (its label), source (its place in the note, from 1) and url.
// A target goes before those in the manuscript. Every bad row is an error that
// names its line.
func attachLinks(doc *citation.Document, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return usagef("%w", err)
	}
	defer f.Close()
	table := csv.NewReader(f)
	header, err := table.Read()
	if err != nil || !slices.Equal(header, []string{"note", "source", "url"}) {
		return usagef("%s:1: the first line must be note,source,url", path)
	}
	var bad []error
	seen := make(map[*citation.Citation]int) // line of the row
	for len(bad) < maxLinkErrors {
		row, err := table.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			bad = append(bad, fmt.Errorf("%s: %w", path, err)) // names the line
			break
		}
		line, _ := table.FieldPos(0)
		if err := attachLink(doc, row, seen, line); err != nil {
			bad = append(bad, fmt.Errorf("%s:%d: %w", path, line, err))
		}
	}
	if len(bad) > 0 {
		return usagef("%w", errors.Join(bad...))
	}
	return nil
}

func attachLink(doc *citation.Document, row []string, seen map[*citation.Citation]int, line int) error {
	label, source, address := row[0], row[1], row[2]
	i := slices.IndexFunc(doc.Notes, func(n *citation.Note) bool { return n.Label == label })
	if i < 0 {
		return fmt.Errorf("the manuscript has no note %q", label)
	}
	n, err := strconv.Atoi(source)
	cited := doc.Notes[i].Citations
	if err != nil || n < 1 || n > len(cited) {
		return fmt.Errorf("note %s has no source %q; it has %d", label, source, len(cited))
	}
	if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("%q is no web address", address)
	}
	c := cited[n-1]
	if before, again := seen[c]; again {
		return fmt.Errorf("note %s, source %d stands in line %d already", label, n, before)
	}
	seen[c] = line
	c.Links = slices.Insert(c.Links, 0, citation.Link{URL: address})
	return nil
}
