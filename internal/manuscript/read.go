package manuscript

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"
)

// Format is the kind of file.
type Format string

// The formats that are read here. Others have rooms of their own.
const (
	Text     Format = "text" // with or without Markdown links and emphasis
	Markdown Format = "markdown"
	HTML     Format = "html"
	EPUB     Format = "epub" // pages of which make a Book
)

// Errors that readers wrap. Each comes with a sentence that says what was found
// and what to try.
var (
	ErrTooLarge    = errors.New("manuscript is too large")
	ErrUnsupported = errors.New("format is not supported")
	ErrNotText     = errors.New("not a text file")
	ErrDamaged     = errors.New("file is damaged")
	ErrEncrypted   = errors.New("file is encrypted")
)

// Include gives the content of a file that a manuscript takes in, by its name
// relative to the manuscript.
type Include func(name string) ([]byte, error)

// Read finds text, notes, markers and links in a file of text, Markdown or HTML.
// Where the format is "" it is guessed: of text and Markdown, which cannot be
// told apart for sure, that which finds notes.
func Read(data []byte, format Format) (*Manuscript, error) {
	if format == HTML || format == "" && IsHTML(data) {
		return readHTML(data)
	}
	if err := CheckText(data); err != nil {
		return nil, err
	}
	text := string(data)
	if format == Text || format == "" && !isMarkdown(text) {
		return readText(text), nil
	}
	m, err := readMarkdown(text)
	if err == nil && format == "" && len(m.Notes) == 0 {
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

// CheckText says why a file is not text that can be read: it is of a format that
// is known but not read, or holds a NUL, or is not UTF-8. The error wraps
// [ErrUnsupported], [ErrEncrypted] or [ErrNotText], and says what to try.
func CheckText(data []byte) error {
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

// isEncryptedOffice reports whether data is an Office file behind a password,
// which lies in a stream of that name in an OLE file (MS-OFFCRYPTO 2.3.4).
func isEncryptedOffice(data []byte) bool {
	const ole, stream = "\xd0\xcf\x11\xe0", "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e"
	return bytes.HasPrefix(data, []byte(ole)) && bytes.Contains(data, []byte(stream))
}
