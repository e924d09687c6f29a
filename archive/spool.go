package archive

import (
	"bytes"
	"io"
	"os"
)

// spoolMemory is how much of a body is kept in memory, in bytes: nearly all pages fit. The rest goes to a temporary file, so that
// many long bodies at once do not fill the memory.
const spoolMemory = 1 << 20

// spool keeps bytes, in memory while there are few. The zero value is empty and ready.
type spool struct {
	memory bytes.Buffer
	file   *os.File
	size   int64
}

func (s *spool) Write(p []byte) (int, error) {
	if s.file == nil && s.memory.Len()+len(p) > spoolMemory {
		if err := s.moveToFile(); err != nil {
			return 0, err
		}
	}
	var n int
	var err error
	if s.file != nil {
		n, err = s.file.Write(p)
	} else {
		n, err = s.memory.Write(p)
	}
	s.size += int64(n)
	return n, err
}

func (s *spool) moveToFile() error {
	f, err := os.CreateTemp("", "ibid-record-*")
	if err != nil {
		return err
	}
	os.Remove(f.Name()) // where the system allows it, so that nothing stays behind if the process is killed
	s.file = f
	_, err = s.memory.WriteTo(f)
	return err
}

// Len is the number of bytes kept.
func (s *spool) Len() int64 { return s.size }

// Reader reads what has been written so far. It is valid until Close.
func (s *spool) Reader() io.ReadSeeker {
	if s.file != nil {
		return io.NewSectionReader(s.file, 0, s.size)
	}
	return bytes.NewReader(s.memory.Bytes())
}

// Close frees what is kept.
func (s *spool) Close() error {
	s.memory = bytes.Buffer{}
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	os.Remove(s.file.Name())
	s.file = nil
	return err
}
