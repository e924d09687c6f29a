package manuscript

import (
	"bytes"
	"errors"
	"fmt"
	"io"
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
func Read(r io.Reader, maxBytes int64) (*Manuscript, error) { return ReadWith(r, maxBytes, nil) }

// ReadWith is Read for a manuscript that may take in other files: include gives
// the content of one by its name, relative to the manuscript. It may be nil.
func ReadWith(r io.Reader, maxBytes int64, include func(name string) ([]byte, error)) (*Manuscript, error) {
	if maxBytes <= 0 {
		maxBytes = DefaultMaxBytes
	}
	data, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > maxBytes {
		return nil, fmt.Errorf("%w: more than %d MiB; split it, or raise the limit", ErrTooLarge, maxBytes>>20)
	}
	if isZip(data) {
		return readZip(data)
	}
	if isHTML(data) {
		return readHTML(data)
	}
	if err := checkText(data); err != nil {
		return nil, err
	}
	switch text := string(data); {
	case isLaTeX(text):
		return readLaTeX(text, include)
	case isMarkdown(text):
		return readMarkdown(text)
	default:
		return readText(text), nil
	}
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
