package warc

import (
	"bufio"
	"fmt"
	"io"
)

// tape is a buffered reader that knows how far it has been read.
type tape struct {
	*bufio.Reader
	source counter
}

func newTape(size int) *tape {
	t := new(tape)
	t.Reader = bufio.NewReaderSize(&t.source, size)
	return t
}

// reset starts the tape anew; more than limit bytes are an error.
func (t *tape) reset(r io.Reader, limit int64) {
	t.source = counter{from: r, limit: limit}
	t.Reader.Reset(&t.source)
}

// offset is the number of bytes read off the tape.
func (t *tape) offset() int64 { return t.source.n - int64(t.Buffered()) }

// skipNewlines passes over the line ends between records: two by the standard, none or more in real files.
func (t *tape) skipNewlines() error {
	for {
		next, err := t.Peek(1)
		if err != nil {
			return err
		}
		if next[0] != '\r' && next[0] != '\n' {
			return nil
		}
		if _, err := t.Discard(1); err != nil {
			return err
		}
	}
}

// counter counts what passes through it.
type counter struct {
	from  io.Reader
	n     int64
	limit int64
}

func (c *counter) Read(p []byte) (int, error) {
	if c.n > c.limit {
		return 0, fmt.Errorf("more than %d bytes", c.limit)
	}
	n, err := c.from.Read(p)
	c.n += int64(n)
	return n, err
}
