package manuscript

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"unicode/utf8"
)

// Format is the kind of file.
type Format string

// Text is plain text, with or without Markdown links and emphasis.
const Text Format = "text"

// Markdown, HTML and EPUB are guessed from what a file begins with and holds.
const (
	Markdown Format = "markdown"
	HTML     Format = "html"
	EPUB     Format = "epub"
)

// DefaultMaxBytes bounds a manuscript unless the caller says otherwise: 64 MiB
// is twenty times the longest book as text.
const DefaultMaxBytes = 64 << 20

// Errors that Read wraps.
var (
	ErrTooLarge    = errors.New("manuscript is too large")
	ErrUnsupported = errors.New("format is not supported")
	ErrNotText     = errors.New("not a text file")
)

// Read reads all of r, at most maxBytes (DefaultMaxBytes where that is 0), guesses
// the format from the content, and finds text, notes, markers and links in it.
func Read(r io.Reader, maxBytes int64) (*Manuscript, error) {
	data, err := ReadAll(r, maxBytes)
	if err != nil {
		return nil, err
	}
	return decode(data, nil)
}

// Include gives the content of a file that a manuscript takes in, by its name
// relative to the manuscript.
type Include func(name string) ([]byte, error)

// ReadAs finds text, notes, markers and links in a file of a format. Text,
// Markdown, LaTeX and HTML cannot be told apart for sure, so the caller decides;
// of others the content must agree. Without include nothing else is taken in.
func ReadAs(data []byte, format Format, include Include) (*Manuscript, error) {
	switch format {
	case HTML:
		return readHTML(data)
	case Text, Markdown, LaTeX:
		if err := checkText(data); err != nil {
			return nil, err
		}
		return readTextAs(string(data), format, include)
	}
	m, err := decode(data, include)
	if err == nil && format != "" && m.Format != format {
		return nil, fmt.Errorf("%w: this is %s, not %s", ErrUnsupported, m.Format, format)
	}
	return m, err
}

func readTextAs(text string, format Format, include Include) (*Manuscript, error) {
	switch format {
	case LaTeX:
		return readLaTeX(text, include)
	case Markdown:
		return readMarkdown(text)
	default:
		return readText(text), nil
	}
}

// guessText tells the formats apart that are written as text.
func guessText(text string) Format {
	switch {
	case isLaTeX(text):
		return LaTeX
	case isMarkdown(text):
		return Markdown
	default:
		return Text
	}
}

// ReadAll reads all of r, at most maxBytes (DefaultMaxBytes where that is 0).
func ReadAll(r io.Reader, maxBytes int64) ([]byte, error) {
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
		return nil, fmt.Errorf("%w: more than %d MiB; split it, or raise the limit", ErrTooLarge, maxBytes>>20)
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

// decode guesses the format from the content.
func decode(data []byte, include Include) (*Manuscript, error) {
	if isZip(data) {
		return readZip(data)
	}
	if isHTML(data) {
		return readHTML(data)
	}
	if err := checkText(data); err != nil {
		return nil, err
	}
	text := string(data)
	m, err := readTextAs(text, guessText(text), include)
	if err == nil && m.Format == Markdown && len(m.Notes) == 0 {
		if plain := readText(text); len(plain.Notes) > 0 { // a "#" heads lines of other texts too
			return plain, nil
		}
	}
	return m, err
}

// signatures are the first bytes of formats that are known but not read, with
// the advice what to do.
var signatures = [...]struct{ magic, name, advice string }{
	{"%PDF-", "a PDF file", "save it as plain text in UTF-8"},
	{"\xd0\xcf\x11\xe0", "an old Office file (.doc)", "open it and save it as .docx or .odt, which keep notes and links"},
	{"{\\rtf", "an RTF file", "open it in a word processor and save it as .docx or .odt, which keep notes and links"},
	{"\xffWPC", "a WordPerfect file", "open it in a word processor and save it as .docx or .odt, which keep notes and links"},
	{"\xff\xfe", "UTF-16 text", "save it as plain text in UTF-8"},
	{"\xfe\xff", "UTF-16 text", "save it as plain text in UTF-8"},
	{"\x1f\x8b", "a gzip file", "unpack it and give the file in it"},
}

// checkText says why data is not text that can be read.
func checkText(data []byte) error {
	if isEncryptedOffice(data) {
		return fmt.Errorf("%w: this is an Office file with a password; save it without one", ErrEncrypted)
	}
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.magic)) {
			return fmt.Errorf("%w: this is %s; %s", ErrUnsupported, s.name, s.advice)
		}
	}
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return fmt.Errorf("%w: byte %d is NUL", ErrNotText, i)
	}
	if !utf8.Valid(data) {
		return fmt.Errorf("%w: byte %d is not UTF-8; save it as plain text in UTF-8", ErrNotText, invalidAt(data))
	}
	return nil
}

// invalidAt gives the offset of the first byte that is not UTF-8.
func invalidAt(data []byte) int {
	at := 0
	for at < len(data) {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return at
}
