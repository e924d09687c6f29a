package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Field is one named field.
type Field struct{ Name, Value string }

// Header is the named fields of a record in their order. The zero value is empty and ready.
type Header []Field

// Get is the first value of a field; empty where there is none. Names are compared without regard to case.
func (h Header) Get(name string) string {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// Values are all values of a field in their order. Only WARC-Concurrent-To may repeat, but files repeat others too.
func (h Header) Values(name string) []string {
	var values []string
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			values = append(values, f.Value)
		}
	}
	return values
}

// Add appends a field; an empty value adds nothing, since an empty field says nothing.
func (h *Header) Add(name, value string) {
	if value != "" {
		*h = append(*h, Field{name, value})
	}
}

// Set replaces every field of that name by one.
func (h *Header) Set(name, value string) {
	kept := (*h)[:0:0]
	for _, f := range *h {
		if !strings.EqualFold(f.Name, name) {
			kept = append(kept, f)
		}
	}
	*h = kept
	h.Add(name, value)
}

// writeTo writes the fields and not the empty line after them. Line ends inside a value would end the field: they become spaces.
func (h Header) writeTo(b *bytes.Buffer) {
	for _, f := range h {
		b.WriteString(f.Name)
		b.WriteString(": ")
		b.WriteString(oneLine(f.Value))
		b.WriteString("\r\n")
	}
}

// oneLine works on bytes: values of pages need not be UTF-8, and are kept as they are.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\r\n\x00") {
		return s
	}
	return strings.NewReplacer("\r", " ", "\n", " ", "\x00", " ").Replace(s)
}

// contentLength is the length that the header claims. Fields that contradict each other are an error: guessing would lose records.
func (h Header) contentLength() (int64, error) {
	values := h.Values(FieldLength)
	if len(values) == 0 {
		return 0, errors.New("no Content-Length")
	}
	for _, v := range values[1:] {
		if v != values[0] {
			return 0, fmt.Errorf("two lengths, %.40q and %.40q", values[0], v)
		}
	}
	n, err := strconv.ParseInt(values[0], 10, 64)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("length %.40q", values[0])
	}
	return n, nil
}

var errHeadTooLong = errors.New("header longer than the limit")

// readHead reads a first line and the fields up to an empty line: the shape that a record and an HTTP message share.
// Lines may end in LF alone, fields may be folded; a line without a colon is dropped, as readers of HTTP do.
func readHead(r *bufio.Reader, limit int64) (first string, fields Header, err error) {
	first, err = readLine(r, &limit)
	if err != nil {
		return "", nil, err
	}
	for {
		line, err := readLine(r, &limit)
		if err != nil {
			return first, fields, err
		}
		switch name, value, ok := strings.Cut(line, ":"); {
		case line == "":
			return first, fields, nil
		case line[0] == ' ' || line[0] == '\t':
			fields.fold(line)
		case ok:
			fields = append(fields, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
		}
	}
}

// foldLimit bounds how much of one field is put together from folded lines, in bytes: joining is quadratic in the number of lines.
const foldLimit = 8 << 10

func (h Header) fold(line string) {
	if len(h) == 0 {
		return
	}
	if last := &h[len(h)-1]; len(last.Value)+len(line) <= foldLimit {
		last.Value = strings.TrimSpace(last.Value + " " + strings.TrimSpace(line))
	}
}

// readLine reads one line without its end and takes its length off the limit. A last line without an end is not whole.
func readLine(r *bufio.Reader, limit *int64) (string, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		if *limit -= int64(len(part)); *limit < 0 {
			return "", errHeadTooLong
		}
		if err == nil && line == nil {
			return string(trimEOL(part)), nil // the usual case costs one copy
		}
		line = append(line, part...)
		switch {
		case err == nil:
			return string(trimEOL(line)), nil
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF):
			return "", io.ErrUnexpectedEOF
		default:
			return "", err
		}
	}
}

func trimEOL(line []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
}
