package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/pdf"
)

// open opens an input; the caller closes it. Its errors say what to try.
func open(s *streams, name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(s.in), nil
	}
	f, err := os.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !strings.ContainsAny(name, `./\`):
		return nil, inputf("%s: no such file, and no command of that name; \"checker help\" lists the commands", name)
	case errors.Is(err, fs.ErrNotExist):
		return nil, inputf("%s: no such file; check the spelling and the folder", name)
	case errors.Is(err, fs.ErrPermission):
		return nil, inputf("%s: no permission to read it", name)
	case err != nil:
		return nil, inputf("%w", err)
	case isDir(name):
		f.Close()
		return nil, inputf("%s: this is a folder; name the files in it", name)
	}
	return f, nil
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// readManuscript parses one input.
func readManuscript(s *streams, name string, maxBytes int64) (*citation.Document, error) {
	in, err := open(s, name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	parser := citation.Parser{MaxBytes: maxBytes, Readers: []citation.Reader{pdf.Reader{}}}
	var doc *citation.Document
	if name == "-" {
		doc, err = parser.Parse(in)
	} else { // with the files beside it, which LaTeX takes in
		doc, err = parser.ParseFS(os.DirFS(filepath.Dir(name)), filepath.Base(name))
		err = errors.Unwrap(err) // the name is said below, as it was given
	}
	switch {
	case errors.Is(err, citation.ErrTooLarge):
		return nil, inputf("%s: %w (--limit-bytes)", name, err)
	case err != nil:
		return nil, inputf("%s: %w", name, err)
	}
	doc.Name = shownName(name)
	return doc, nil
}

// shownName is the name of an input in reports: with "/", and relative where
// it lies below the working directory, so that reports of two machines agree.
func shownName(name string) string {
	if wd, err := os.Getwd(); err == nil && filepath.IsAbs(name) {
		if rel, err := filepath.Rel(wd, name); err == nil && filepath.IsLocal(rel) {
			name = rel
		}
	}
	return filepath.ToSlash(name)
}
