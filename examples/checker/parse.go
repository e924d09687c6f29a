package main

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/export"
	"github.com/ibid-go/ibid/internal/report"
)

// parse shows how notes were read. With --lines every line of the input is a
// note, and every line of the output the CSL-JSON of what it cites. The formats
// of bibliographies list the works of all files.
func parse(ctx context.Context, s *streams, c *command, args []string) error {
	set := new(settings)
	flags := newFlags(c)
	set.addOutput(flags, "text", "json", "csl", "biblatex", "ris")
	set.addInput(flags)
	lines := flags.Bool("lines", false, "read one note a line, write one array of CSL-JSON items a line")
	files, err := parseArgs(s, c, flags, args)
	switch {
	case err != nil:
		return err
	case set.maxBytes <= 0:
		return usagef("--limit-bytes is %d; give a number above 0", set.maxBytes)
	case len(files) == 0 && *lines:
		files = []string{"-"}
	case len(files) == 0:
		return usagef("no file to parse; - is the standard input")
	}
	return write(s, set.output, func(out *output) error {
		if format, ok := bibliographies()[set.format]; ok && !*lines {
			return writeBibliography(s, set, files, func(all []*citation.Citation) error { return format(out, slices.Values(all)) })
		}
		return eachFile(s, files, func(file string) error {
			if *lines {
				return eachLine(ctx, s, file, out, parseLine)
			}
			defer limitMemory(file)()
			doc, err := readManuscript(s, file, set.maxBytes)
			if err != nil {
				return err
			}
			return writeParsed(out, set.format, doc)
		})
	})
}

// eachFile does one file after another; one that cannot be read does not keep
// the others from being done.
func eachFile(s *streams, files []string, do func(string) error) error {
	status := statusClean
	for _, file := range files {
		if err := do(file); err != nil {
			if statusOf(err) != statusInput {
				return err
			}
			complain(s, err)
			status = statusInput
		}
	}
	if status != statusClean {
		return &reported{status}
	}
	return nil
}

// parseLine reads one note. What is no UTF-8 in it is replaced.
func parseLine(line string) ([]byte, error) {
	var answer bytes.Buffer
	err := export.CSL(&answer, slices.Values(citation.ParseNote(strings.ToValidUTF8(line, "\uFFFD"))))
	return answer.Bytes(), err
}

// bibliographies are the formats that have an entry for a work, not for a
// citation.
func bibliographies() map[string]func(io.Writer, iter.Seq[*citation.Citation]) error {
	return map[string]func(io.Writer, iter.Seq[*citation.Citation]) error{"biblatex": export.BibLaTeX, "ris": export.RIS}
}

// writeBibliography writes one bibliography of all files, so that no work is
// listed twice and no key is used for two.
func writeBibliography(s *streams, set *settings, files []string, write func([]*citation.Citation) error) error {
	var all []*citation.Citation
	unread := eachFile(s, files, func(file string) error {
		doc, err := readManuscript(s, file, set.maxBytes)
		if err == nil {
			all = slices.AppendSeq(slices.AppendSeq(all, doc.Citations()), doc.InText())
		}
		return err
	})
	return cmp.Or(write(all), unread)
}

func writeParsed(out *output, format string, doc *citation.Document) error {
	switch format {
	case "json":
		return report.NewManuscript(doc).WriteJSON(out)
	case "csl":
		return report.WriteJSON(out, cites(doc))
	}
	return writeNotes(out, doc)
}

// noteCites are the resolved sources of one note.
type noteCites struct {
	Note  export.Label  `json:"note"`
	Cites []export.Item `json:"cites"`
}

func cites(doc *citation.Document) []noteCites {
	all := []noteCites{}
	for _, note := range doc.Notes {
		n := noteCites{Note: export.Label(note.Label), Cites: []export.Item{}}
		for _, c := range note.Citations {
			n.Cites = append(n.Cites, export.NewCite(c))
		}
		all = append(all, n)
	}
	number := 0
	for c := range doc.InText() {
		number++
		item := export.NewCite(c)
		item.ID = string(inText) + "." + strconv.Itoa(number)
		all = append(all, noteCites{Note: inText, Cites: []export.Item{item}})
	}
	return all
}

// inText is the number that CSL gives to a citation outside of notes
// (noteIndex in csl-citation.json).
const inText export.Label = "0"
