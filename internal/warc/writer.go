package warc

import (
	"bufio"
	"bytes"
	"crypto/sha1"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"

	"github.com/klauspost/compress/gzip"
)

// writeBuffer is how much of a record is gathered before it is passed on, in bytes: smaller records, which are nearly all,
// reach the file in one write and so are there whole or not at all.
const writeBuffer = 1 << 20

// Writer writes records, one gzip member each. It is for one goroutine at a time; [File] is for several.
type Writer struct {
	buffer *bufio.Writer
	zip    *gzip.Writer
	plain  bool
	length int64
	err    error
}

// Place is where a record stands in what a Writer has written, in bytes.
type Place struct{ Offset, Length int64 }

// NewWriter returns a Writer to w. The same drafts give the same bytes, as long as the version of the compressor stays the same.
func NewWriter(w io.Writer) *Writer {
	out := new(Writer)
	out.buffer = bufio.NewWriterSize(&Tally{w, &out.length}, writeBuffer)
	out.zip = gzip.NewWriter(out.buffer)
	return out
}

// NewPlainWriter returns a Writer that does not compress.
func NewPlainWriter(w io.Writer) *Writer {
	out := NewWriter(w)
	out.plain = true
	return out
}

// Tally counts the bytes that reach a writer.
type Tally struct {
	W io.Writer
	N *int64
}

func (t *Tally) Write(p []byte) (int, error) {
	n, err := t.W.Write(p)
	*t.N += int64(n)
	return n, err
}

// Write writes one record, with its length and with the digests of its block and, where the whole payload is there, of the
// payload. After an error of the underlying writer nothing more is written; an unreadable payload leaves no trace.
func (w *Writer) Write(d *Draft) (Place, error) {
	if w.err != nil {
		return Place{}, w.err
	}
	head, err := d.seal()
	if err != nil {
		return Place{}, err
	}
	place := Place{Offset: w.length}
	if w.err = w.write(head, d); w.err != nil {
		return Place{}, w.err
	}
	place.Length = w.length - place.Offset
	return place, nil
}

func (w *Writer) write(head []byte, d *Draft) error {
	var out io.Writer = w.buffer
	if !w.plain {
		w.zip.Reset(w.buffer)
		out = w.zip
	}
	if err := d.writeTo(out, head); err != nil {
		return fmt.Errorf("warc: writing: %w", err)
	}
	if !w.plain {
		if err := w.zip.Close(); err != nil {
			return fmt.Errorf("warc: writing: %w", err)
		}
	}
	if err := w.buffer.Flush(); err != nil {
		return fmt.Errorf("warc: writing: %w", err)
	}
	return nil
}

// writeTo writes the record behind its sealed header.
func (d *Draft) writeTo(out io.Writer, sealed []byte) error {
	for _, part := range [...][]byte{sealed, d.Head} {
		if _, err := out.Write(part); err != nil {
			return err
		}
	}
	if d.Payload != nil {
		if _, err := d.Payload.Seek(0, io.SeekStart); err != nil {
			return err
		}
		if _, err := io.Copy(out, d.Payload); err != nil {
			return err
		}
	}
	_, err := io.WriteString(out, "\r\n\r\n")
	return err
}

// seal completes the header and returns it as it will be stored, up to the empty line.
func (d *Draft) seal() ([]byte, error) {
	if d.Header.Get(FieldType) == "" || d.Header.Get(FieldRecordID) == "" || d.Header.Get(FieldDate) == "" {
		return nil, errors.New("warc: a record needs a type, an identifier and a date (use the functions that make drafts)")
	}
	block, payload := sha1.New(), sha1.New()
	block.Write(d.Head)
	size, err := d.digestPayload(block, payload)
	if err != nil {
		return nil, fmt.Errorf("warc: payload: %w", err)
	}
	h := append(Header{}, d.Header...)
	h.Set(FieldBlockDigest, formatSHA1(block.Sum(nil)))
	if d.hasWholePayload() {
		h.Set(FieldPayloadDigest, formatSHA1(payload.Sum(nil)))
	}
	h.Set(FieldLength, strconv.FormatInt(int64(len(d.Head))+size, 10))
	var b bytes.Buffer
	b.WriteString("WARC/1.1\r\n")
	h.writeTo(&b)
	b.WriteString("\r\n")
	return b.Bytes(), nil
}

func (d *Draft) digestPayload(block, payload hash.Hash) (int64, error) {
	if d.Payload == nil {
		return 0, nil
	}
	if _, err := d.Payload.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	if !d.hasWholePayload() {
		return io.Copy(block, d.Payload)
	}
	return io.Copy(io.MultiWriter(block, payload), d.Payload)
}

func (d *Draft) hasWholePayload() bool {
	kind := Type(d.Header.Get(FieldType))
	return (kind == TypeResponse || kind == TypeResource) && d.Header.Get(FieldTruncated) == ""
}
