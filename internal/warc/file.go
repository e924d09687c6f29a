package warc

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
)

// ErrLocked says that another writer has the file open. A file has one writer at a time, since two would interleave records.
var ErrLocked = errors.New("warc: another writer has this file open: wait for its end, or write to another file")

// ErrDamaged says that a file is not a compressed WARC file, or damaged in a way that no interrupted writer leaves behind.
var ErrDamaged = errors.New("warc: nothing is appended to this file: start a new one")

// File is a compressed WARC file that grows at its end. It is safe for concurrent use.
type File struct {
	mu     sync.Mutex
	file   *os.File
	writer *Writer
	unlock func() error
	base   int64 // length of the file when it was opened
}

// OpenFile opens a file to append to, and creates it if there is none. Where an earlier writer was interrupted in the middle of
// a record, that torn end is moved into a file of its own (name.torn-OFFSET) and the file goes on after its last whole
// record. The errors are [ErrLocked], [ErrDamaged] or of the file system.
func OpenFile(name string) (*File, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	unlock, err := Lock(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	end, err := repair(f)
	if err == nil {
		_, err = f.Seek(end, io.SeekStart)
	}
	if err != nil {
		unlock()
		f.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &File{file: f, writer: NewWriter(f), unlock: unlock, base: end}, nil
}

// Empty reports whether nothing has been written to the file yet.
func (f *File) Empty() bool {
	return f.Size() == 0
}

// Size is the length of the file in bytes.
func (f *File) Size() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.base + f.writer.length
}

// Write writes records one after the other, with no record of another goroutine between them.
func (f *File) Write(drafts ...*Draft) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file == nil {
		return os.ErrClosed
	}
	for _, d := range drafts {
		if err := f.write(d); err != nil {
			return err
		}
	}
	return nil
}

// write takes back what a failed write, such as on a full disk, has left of a record.
func (f *File) write(d *Draft) error {
	if f.writer.err != nil {
		return f.writer.err
	}
	whole := f.base + f.writer.length
	if _, err := f.writer.Write(d); err != nil {
		if f.writer.err != nil {
			return errors.Join(err, f.file.Truncate(whole))
		}
		return err
	}
	return nil
}

// Close makes sure that everything is on disk and lets the next writer in. Closing again does nothing.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file == nil {
		return nil
	}
	err := errors.Join(f.file.Sync(), f.unlock(), f.file.Close())
	f.file = nil
	return err
}

// repair finds the end of the last whole record and moves what comes after it out of the file. It reads the whole file: only that
// tells a torn end from a damaged middle.
func repair(f *os.File) (int64, error) {
	end, torn, err := wholeEnd(f)
	switch {
	case err == nil:
		return end, nil
	case !torn:
		return 0, fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	if err := moveTail(f, end); err != nil {
		return 0, err
	}
	return end, f.Truncate(end)
}

// wholeEnd is the offset after the last whole record, and the error of reading on. It is torn if the file ends inside a gzip
// member: nothing else is what an interrupted writer leaves.
func wholeEnd(f io.Reader) (end int64, torn bool, err error) {
	r := NewReader(f)
	for {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			return end, false, nil
		}
		if err == nil && !r.inMember() {
			return end, false, &FormatError{Offset: rec.Offset, Reason: "record is not compressed"}
		}
		if err == nil {
			_, err = io.Copy(io.Discard, rec.Block)
		}
		if err != nil {
			return end, r.err != nil && errors.Is(err, io.ErrUnexpectedEOF), err
		}
		if !r.inMember() {
			end = r.Offset()
		}
	}
}

func moveTail(f *os.File, from int64) error {
	tail, err := os.OpenFile(fmt.Sprintf("%s.torn-%d", f.Name(), from), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if _, err := f.Seek(from, io.SeekStart); err != nil {
		tail.Close()
		return err
	}
	_, err = io.Copy(tail, f)
	return errors.Join(err, tail.Close())
}
