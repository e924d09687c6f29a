package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/ibid-go/ibid/internal/prose"
	"github.com/ibid-go/ibid/internal/report"
	"github.com/ibid-go/ibid/verify"
)

// extracted is what a saved page says of itself.
type extracted struct {
	Path        string            `json:"path"`
	Title       string            `json:"title,omitempty"`
	Authors     []string          `json:"authors"`
	Date        string            `json:"date,omitempty"` // EDTF; a day as YYYY-MM-DD
	Modified    string            `json:"modified,omitempty"`
	Site        string            `json:"site,omitempty"`
	Canonical   string            `json:"canonical,omitempty"`
	Language    string            `json:"language,omitempty"`
	Subtitle    string            `json:"subtitle,omitempty"`
	DOI         string            `json:"doi,omitempty"`
	Licence     string            `json:"licence,omitempty"`
	Access      string            `json:"access,omitempty"`   // "free" or "paid", where the page declares it
	Redirect    string            `json:"redirect,omitempty"` // where a meta element or a script sends the visitor
	StatusClass string            `json:"status_class"`
	Evidence    map[string]string `json:"evidence,omitempty"` // by field, the signal that it was read from
	Error       string            `json:"error,omitempty"`
}

// extract reads saved pages. With --lines the input names them, one path and
// the address it was saved from a line, divided by a tabulator.
func extract(ctx context.Context, s *streams, c *command, args []string) error {
	set := new(settings)
	flags := newFlags(c)
	set.addOutput(flags, "text", "json")
	lines := flags.Bool("lines", false, "read PATH<TAB>URL a line, write one JSON object a line")
	address := flags.String("url", "", "the `ADDRESS` that the page was saved from, for one FILE")
	files, err := parseArgs(s, c, flags, args)
	switch {
	case err != nil:
		return err
	case len(files) == 0 && *lines:
		files = []string{"-"}
	case len(files) == 0:
		return usagef("no page to read; --lines takes their names from the standard input")
	case *address != "" && (*lines || len(files) > 1):
		return usagef("--url is the address of one page; for several use --lines")
	}
	return write(s, set.output, func(out *output) error {
		return eachFile(s, files, func(file string) error {
			if *lines {
				return eachLine(ctx, s, file, out, func(line string) ([]byte, error) { return extractLine(s, line) })
			}
			return extractFile(s, out, set.format, file, *address)
		})
	})
}

// extractLine answers one line. A page that cannot be read has its answer too.
func extractLine(s *streams, line string) ([]byte, error) {
	path, address, _ := strings.Cut(line, "\t")
	x, err := extractPage(s, path, address)
	if err != nil {
		x.Error = err.Error()
	}
	var answer bytes.Buffer
	err = report.WriteJSON(&answer, x)
	return answer.Bytes(), err
}

func extractFile(s *streams, out *output, format, path, address string) error {
	x, err := extractPage(s, path, address)
	if err != nil {
		return err
	}
	if format == "json" {
		return report.WriteJSON(out, x)
	}
	x.write(out)
	return nil
}

func extractPage(s *streams, path, address string) (*extracted, error) {
	x := &extracted{Path: path, Authors: []string{}, StatusClass: "error"}
	in, err := open(s, path)
	if err != nil {
		return x, err
	}
	defer in.Close()
	base, err := url.Parse(address)
	if err != nil || address == "" {
		base = nil // a page can be read without its address
	}
	source, err := verify.Extract(in, "", base)
	switch {
	case errors.Is(err, verify.ErrNotHTML):
		return x, inputf("%s: %w", path, verify.ErrNotHTML)
	case err != nil:
		return x, inputf("%s: %w", path, err)
	}
	x.fill(source)
	return x, nil
}

func (x *extracted) fill(s *verify.Source) {
	x.Title, x.Date, x.Modified, x.Site = s.Title(), s.Date.String(), s.Modified.String(), s.Site()
	x.Authors = append(x.Authors, s.Authors...)
	x.DOI, x.Licence, x.Access = s.DOI, s.Licence, s.Access.Text
	if len(s.Subtitles) > 0 {
		x.Subtitle = s.Subtitles[0].Text
	}
	if len(s.Redirects) > 0 {
		x.Redirect = s.Redirects[0].Text
	}
	x.Canonical, x.Language, x.Evidence, x.StatusClass = s.Canonical, s.Language, s.From, s.Class
}

// write shows the parts, each with the signal that it was read from.
func (x *extracted) write(out *output) {
	fmt.Fprintln(out, prose.Printable(x.Path, longestField))
	for _, part := range [...][2]string{
		{"title", x.Title}, {"authors", strings.Join(x.Authors, "; ")}, {"date", x.Date}, {"modified", x.Modified}, {"site", x.Site},
		{"canonical", x.Canonical}, {"language", x.Language}, {"subtitle", x.Subtitle}, {"doi", x.DOI}, {"licence", x.Licence},
		{"access", x.Access}, {"redirect", x.Redirect}, {"page", x.StatusClass},
	} {
		if part[1] == "" {
			continue
		}
		from := x.Evidence[part[0]]
		if from != "" {
			from = "  (" + from + ")"
		}
		fmt.Fprintf(out, "    %-10s %s%s\n", part[0], prose.Printable(part[1], longestField), from)
	}
}
