package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/verify"
)

// archiveCommands are the verbs behind "archive".
func archiveCommands() []command {
	return []command{
		{"archive find", "[flags] [FILE…]", "show the archived copy nearest to the day that each source was read", archiveFind},
		{"archive save", "[flags] [FILE…]", "have copies made of the sources; goes on where an earlier run was interrupted", archiveSave},
		{"archive pack", "[flags] PATH", "pack recordings into one WACZ file", archivePack},
		{"archive serve", "[flags] PATH", "serve recordings to browsers and to clients of the Memento protocol", archiveServe},
	}
}

// archiveCommand finds the verb.
func archiveCommand(ctx context.Context, s *streams, _ *command, args []string) error {
	if len(args) == 0 || strings.HasPrefix(args[0], "-") {
		writeArchiveHelp(s.out)
		if len(args) == 0 {
			return usagef("\"archive\" needs one of find, save, pack, serve")
		}
		return nil
	}
	for _, c := range archiveCommands() {
		if c.name == "archive "+args[0] {
			return c.do(ctx, s, args[1:])
		}
	}
	return usagef("\"archive %s\" is no command; give one of find, save, pack, serve", args[0])
}

func writeArchiveHelp(w io.Writer) {
	fmt.Fprint(w, "checker archive finds, makes, packs and serves archived copies.\n\n")
	for _, c := range archiveCommands() {
		fmt.Fprintf(w, "  %-32s %s\n", "checker "+strings.TrimSpace(c.name+" "+c.args), c.summary)
	}
	fmt.Fprint(w, "\n\"checker archive COMMAND -help\" shows the flags.\n")
}

// wanted is a page of which a copy is wanted.
type wanted struct {
	note  string // label of the first note that cites it; "" for one given by --url
	query archive.Query
}

// sourceFlags choose the pages.
type sourceFlags struct {
	settings
	urls []string
	at   citation.Date
}

func (f *sourceFlags) add(fs *flag.FlagSet) {
	f.addInput(fs)
	fs.StringVar(&f.config, "config", "", "read the configuration from `FILE`, not from ibid.toml beside the first manuscript")
	fs.Func("url", "a page by its `URL`, beside those of the files; may be repeated", func(address string) error {
		f.urls = append(f.urls, address)
		return nil
	})
	fs.Func("at", "the `DAY` (2006-01-02, 2006-01 or 2006) that matters for pages given by --url, and for sources without a date", func(text string) (err error) {
		f.at, err = parseDay(text)
		return err
	})
	fs.StringVar(&f.links, "links", "", "take the targets of lost links from `CSV`: columns note, source (from 1), url")
}

// parse sets the flags and gives the files. What the configuration says holds for all files, unless the command line says otherwise.
func (f *sourceFlags) parse(s *streams, c *command, args []string, add func(*flag.FlagSet)) ([]string, error) {
	flags := newFlags(c)
	add(flags)
	files, err := parseArgs(s, c, flags, args)
	if err != nil || len(files) == 0 && f.config == "" {
		return files, err
	}
	config := configOf(f.config, append(files, "-")[0])
	if config == "" {
		return files, nil
	}
	f.urls = nil // they are given again
	flags = newFlags(c)
	add(flags)
	if err := f.readConfig(flags, config); err != nil {
		return nil, err
	}
	return parseArgs(s, c, flags, args)
}

// parseDay reads a date as far as it goes.
func parseDay(text string) (citation.Date, error) {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			d := citation.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
			if layout != time.DateOnly {
				d.Day = 0
			}
			if layout == "2006" {
				d.Month = 0
			}
			return d, nil
		}
	}
	return citation.Date{}, fmt.Errorf("%q is no day such as 2021-08-02", text)
}

// pages gives the pages in the order of the notes, each once.
func (f *sourceFlags) pages(s *streams, files []string) ([]wanted, error) {
	if len(files) == 0 && len(f.urls) == 0 {
		return nil, usagef("no file and no --url; - is the standard input")
	}
	var list []wanted
	seen := map[string]bool{}
	add := func(note string, q archive.Query) {
		if q.URL != "" && !seen[q.URL] {
			seen[q.URL] = true
			list = append(list, wanted{note, q})
		}
	}
	for _, address := range f.urls {
		add("", verify.CopyQuery(new(citation.Citation), pageOf(address), f.at))
	}
	for _, file := range files {
		doc, err := readManuscript(s, file, f.maxBytes)
		if err != nil {
			return nil, err
		}
		if f.links != "" {
			if err := attachLinks(doc, f.links); err != nil {
				return nil, err
			}
		}
		date := doc.Date
		if date.IsZero() {
			date = f.at
		}
		for c := range doc.Citations() {
			if c.Form == citation.Full {
				add(c.Note.Label, verify.CopyQuery(c, pageOf(c.URL()), date))
			}
		}
	}
	if len(list) == 0 {
		complain(s, errors.New("no source has a link; --links gives the targets of links that were lost"))
	}
	return list, nil
}

// pageOf is the page that a link leads to, by way of an archive or not.
func pageOf(address string) string {
	if copied, ok := (citation.Link{URL: address}).Archived(); ok && copied.Original != "" {
		return copied.Original
	}
	return address
}
