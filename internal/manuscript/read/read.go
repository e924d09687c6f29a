// Package read finds the room that reads a file.
//
//	All         the bytes of a file, as many as a manuscript may have
//	Manuscript  what they hold, whatever their format
package read

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"

	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/manuscript/latex"
	"github.com/ibid-go/ibid/internal/manuscript/packed"
)

// DefaultMaxBytes bounds a manuscript unless the caller says otherwise: 64 MiB
// is twenty times the longest book as text.
const DefaultMaxBytes = 64 << 20

// Manuscript finds text, notes, markers and links in a file. Without a format it
// is guessed from the content. Text, Markdown, LaTeX and HTML cannot be told
// apart for sure, so that of them the caller may decide; of others the content
// must agree. Without include nothing else is taken in. Errors wrap those of the
// package manuscript.
func Manuscript(data []byte, format manuscript.Format, include manuscript.Include) (*manuscript.Manuscript, error) {
	switch format {
	case manuscript.Text, manuscript.Markdown, manuscript.HTML:
		return manuscript.Read(data, format)
	case latex.Format:
		return latex.Read(data, include)
	}
	m, err := guess(data, include)
	if err == nil && format != "" && m.Format != format {
		return nil, fmt.Errorf("%w: this is %s, not %s", manuscript.ErrUnsupported, m.Format, format)
	}
	return m, err
}

// guess asks the rooms in turn, the surest signs first.
func guess(data []byte, include manuscript.Include) (*manuscript.Manuscript, error) {
	switch {
	case packed.Is(data):
		return packed.Read(data)
	case latex.Is(data) && !manuscript.IsHTML(data):
		return latex.Read(data, include)
	default:
		return manuscript.Read(data, "")
	}
}

// All reads all of r, at most maxBytes (DefaultMaxBytes where that is 0).
func All(r io.Reader, maxBytes int64) ([]byte, error) {
	if maxBytes <= 0 {
		maxBytes = DefaultMaxBytes
	}
	var b bytes.Buffer
	b.Grow(sizeHint(r, maxBytes) + bytes.MinRead) // which ReadFrom wants free at the end
	if _, err := b.ReadFrom(io.LimitReader(r, maxBytes+1)); err != nil {
		return nil, err
	}
	data := b.Bytes()
	if int64(len(data)) > maxBytes {
		return nil, fmt.Errorf("%w: more than %d MiB; split it, or raise the limit", manuscript.ErrTooLarge, maxBytes>>20)
	}
	return data, nil
}

// sizeHint gives how much r says that it holds, so that a file is read into
// memory of its size; 0 where it does not say.
func sizeHint(r io.Reader, maxBytes int64) int {
	size := int64(0)
	switch r := r.(type) {
	case interface{ Len() int }:
		size = int64(r.Len())
	case interface{ Stat() (fs.FileInfo, error) }:
		if info, err := r.Stat(); err == nil && info.Mode().IsRegular() {
			size = info.Size()
		}
	}
	return int(min(size, maxBytes))
}
