package warc

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/klauspost/compress/gzip"
)

const (
	// DefaultMaxHeader bounds the named fields of one record, in bytes. Real ones have about 1 KiB; a long address adds a few.
	DefaultMaxHeader = 1 << 20
	// DefaultMaxMember bounds what one gzip member may inflate to, in bytes. Memory does not depend on it, time does: a
	// bomb of 4 MiB inflates to this.
	DefaultMaxMember = 4 << 30

	fileBuffer   = 64 << 10 // bytes
	memberBuffer = 32 << 10 // bytes
)

// Reader reads the records of a file one after the other. It takes a gzip member per record, one member for many
// records, no compression, and any mixture; lines that end in LF; records without the empty lines after them; fields
// that repeat. It holds about 100 KiB whatever the records claim.
type Reader struct {
	MaxHeader int64 // bytes of one record's fields; 0 means DefaultMaxHeader
	MaxMember int64 // inflated bytes of one gzip member; 0 means DefaultMaxMember

	file    *tape
	member  *tape
	zip     *gzip.Reader
	in      *tape // where records are read at the moment: file or member
	start   int64 // offset in the file of the record or member being read
	current *block
	abandon bool  // the rest of the member cannot be read as records
	err     error // why there is nothing more
}

// FormatError says where a file is not a whole WARC file. Where the damage lies inside a gzip member whose end is known,
// the [Reader] goes on with the next member; so the caller may call [Reader.Next] again and gets the same error only
// where it is final.
type FormatError struct {
	Offset int64 // of the damaged record, or of its gzip member, in bytes
	Reason string
	Err    error // the cause; io.ErrUnexpectedEOF where the file or the record ends too early
}

func (e *FormatError) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("warc: offset %d: %s", e.Offset, e.Reason)
	}
	return fmt.Sprintf("warc: offset %d: %s: %v", e.Offset, e.Reason, e.Err)
}

// Unwrap gives the cause.
func (e *FormatError) Unwrap() error { return e.Err }

// NewReader returns a Reader of r, which it reads in large pieces and does not close.
func NewReader(r io.Reader) *Reader {
	file := newTape(fileBuffer)
	file.reset(r, math.MaxInt64)
	return &Reader{file: file, in: file}
}

// Offset is the place in the file up to which it has been read: after a block has ended, the end of its record.
func (r *Reader) Offset() int64 { return r.file.offset() }

// Next goes to the next record, whether or not the block of the one before was read. It returns io.EOF at the end of a
// whole file, and a [*FormatError] where something is damaged that no block has reported yet.
func (r *Reader) Next() (*Record, error) {
	if err := r.leave(); err != nil {
		return nil, err
	}
	if r.err != nil {
		return nil, r.err
	}
	if err := r.enter(); err != nil {
		return nil, err
	}
	return r.record()
}

// leave passes over what is left of the record before. Damage that its block has told already is not told again.
func (r *Reader) leave() error {
	b := r.current
	if b == nil {
		return nil
	}
	r.current = nil
	told := b.err
	_, err := io.Copy(io.Discard, b)
	b.err = errPassed
	if told != nil {
		return nil
	}
	return err
}

// enter goes to the first byte of a record, and into a gzip member if it starts there.
func (r *Reader) enter() error {
	for {
		if r.inMember() {
			if more, err := r.moreInMember(); more || err != nil {
				return err
			}
		}
		switch err := r.file.skipNewlines(); {
		case errors.Is(err, io.EOF):
			r.err = io.EOF
			return io.EOF
		case err != nil:
			return r.damage("reading", err)
		}
		r.start = r.file.offset()
		magic, err := r.file.Peek(2)
		if err != nil || magic[0] != 0x1f || magic[1] != 0x8b { // RFC 1952, section 2.3.1
			return nil
		}
		if err := r.openMember(); err != nil {
			return r.damage("gzip header", err)
		}
	}
}

// inMember reports whether records are being read inside a gzip member.
func (r *Reader) inMember() bool { return r.in != r.file }

func (r *Reader) openMember() error {
	if r.zip == nil {
		r.zip, r.member = new(gzip.Reader), newTape(memberBuffer)
	}
	if err := r.zip.Reset(r.file.Reader); err != nil {
		return truncated(err)
	}
	r.zip.Multistream(false)
	r.member.reset(r.zip, orDefault(r.MaxMember, DefaultMaxMember))
	r.in, r.abandon = r.member, false
	return nil
}

// moreInMember reports whether the member holds another record. At its end, checksum included, reading goes on in the file.
func (r *Reader) moreInMember() (bool, error) {
	err := r.member.skipNewlines()
	if r.abandon && err == nil {
		_, err = io.Copy(io.Discard, r.member)
		if err == nil {
			err = io.EOF
		}
	}
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, io.EOF):
		r.in = r.file
		return false, nil
	default:
		return false, r.damage("gzip member", err)
	}
}

func (r *Reader) record() (*Record, error) {
	skip := int64(0)
	if r.inMember() {
		skip = r.member.offset()
	}
	if start, err := r.in.Peek(5); string(start) != "WARC/" {
		return nil, r.damage(fmt.Sprintf("no record starts here but %q", start), truncated(err))
	}
	first, header, err := readHead(r.in.Reader, orDefault(r.MaxHeader, DefaultMaxHeader))
	if err != nil {
		return nil, r.damage("record header", err)
	}
	length, err := header.contentLength()
	if err != nil {
		return nil, r.damage("record header", err)
	}
	r.current = &block{reader: r, left: length, length: length}
	return &Record{
		Version: strings.TrimPrefix(first, "WARC/"), Header: header, Block: r.current,
		Offset: r.start, Skip: skip, Length: length,
	}, nil
}

// damage makes the error and decides whether reading can go on: it can where the end of the gzip member is known.
func (r *Reader) damage(reason string, err error) error {
	e := &FormatError{Offset: r.start, Reason: reason, Err: err}
	switch {
	case r.inMember() && errors.Is(err, gzip.ErrChecksum): // the member has ended; only its content is wrong
		r.in = r.file
	case r.inMember() && r.memberIsReadable():
		r.abandon = true
	default:
		r.err = e
	}
	return e
}

// memberIsReadable reports whether the damage is in the record and not in the compression. What is buffered does not count: it was
// read before the compression failed.
func (r *Reader) memberIsReadable() bool {
	r.member.Discard(r.member.Buffered())
	_, err := r.member.Peek(1)
	return err == nil || errors.Is(err, io.EOF)
}

var errPassed = errors.New("warc: block read after Reader.Next moved on")

// block reads the content of one record.
type block struct {
	reader *Reader
	left   int64
	length int64
	err    error
}

func (b *block) Read(p []byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	if b.left == 0 {
		b.err = b.reader.endRecord()
		return 0, b.err
	}
	n, err := b.reader.in.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	if err != nil {
		b.err = b.reader.damage(fmt.Sprintf("block ends after %d of %d bytes", b.length-b.left, b.length), truncated(err))
		return n, b.err
	}
	return n, nil
}

// endRecord passes over the empty lines after a block, so that the end of a gzip member is seen and its checksum compared.
func (r *Reader) endRecord() error {
	if r.inMember() {
		if _, err := r.moreInMember(); err != nil {
			return err
		}
		return io.EOF
	}
	if err := r.file.skipNewlines(); err != nil && !errors.Is(err, io.EOF) {
		return r.damage("reading", err)
	}
	return io.EOF
}

func truncated(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func orDefault(n, standard int64) int64 {
	if n == 0 {
		return standard
	}
	return n
}
