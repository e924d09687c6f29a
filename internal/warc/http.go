package warc

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"strconv"
	"strings"
)

// maxHTTPHead bounds status line and fields of an HTTP message in a block, in bytes. Go's own client stops at 10 MiB; servers
// at 8 to 64 KiB.
const maxHTTPHead = 1 << 20

// HTTP is the message in the block of a response, request or revisit record.
type HTTP struct {
	Line   string // the first line as recorded
	Status int    // of a response; 0 in a request or where it cannot be read
	Header http.Header
	// Body is the payload with the transfer coding undone and the content coding kept.
	Body io.Reader
	// Length is the size of Body in bytes; -1 where it is known only at the end.
	Length int64

	chunked bool
	raw     *bufio.Reader
}

// HTTP reads the head of the HTTP message in the block and leaves the payload to be read from Body. Nothing of the block
// may have been read before. It is lenient: what it cannot read of the head is left out; only a block without
// an end of the head is an error, except that a revisit record may have an empty block.
func (r *Record) HTTP() (*HTTP, error) { return readHTTP(r.Block, r.Length) }

func readHTTP(block io.Reader, length int64) (*HTTP, error) {
	size := &sizeReader{r: block}
	head := bufio.NewReader(size)
	if _, err := head.Peek(1); err == io.EOF {
		return &HTTP{Header: http.Header{}, Body: http.NoBody, raw: head}, nil
	}
	first, fields, err := readHead(head, maxHTTPHead)
	if err != nil {
		return nil, fmt.Errorf("warc: HTTP head: %w", err)
	}
	m := &HTTP{Line: first, Header: make(http.Header, len(fields)), raw: head}
	for _, f := range fields {
		m.Header.Add(f.Name, f.Value)
	}
	m.Status = statusOf(first)
	m.Length = length - (size.n - int64(head.Buffered()))
	m.chunked = isChunked(m.Header, head)
	m.Body = m.decode(head)
	if m.chunked {
		m.Length = -1
	}
	return m, nil
}

type sizeReader struct {
	r io.Reader
	n int64
}

func (s *sizeReader) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.n += int64(n)
	return n, err
}

func (m *HTTP) decode(raw io.Reader) io.Reader {
	if m.chunked {
		return httputil.NewChunkedReader(raw)
	}
	return raw
}

// statusOf takes the second word of a status line: protocols and reason phrases vary too much to ask more.
func statusOf(line string) int {
	if !strings.HasPrefix(line, "HTTP/") {
		return 0
	}
	words := strings.Fields(line)
	if len(words) < 2 || len(words[1]) != 3 {
		return 0
	}
	n, err := strconv.Atoi(words[1])
	if err != nil || n < 100 {
		return 0
	}
	return n
}

// isChunked looks at the body too, because many tools keep the field and store the body without chunks.
func isChunked(h http.Header, body *bufio.Reader) bool {
	if !strings.Contains(strings.ToLower(h.Get("Transfer-Encoding")), "chunked") {
		return false
	}
	start, _ := body.Peek(20) // a chunk size has at most 16 hexadecimal digits
	line, _, found := bytes.Cut(start, []byte("\n"))
	size, _, _ := bytes.Cut(bytes.TrimSpace(line), []byte(";"))
	_, err := strconv.ParseUint(string(bytes.TrimSpace(size)), 16, 64)
	return err == nil && (found || len(start) == 20)
}

// ResponseHead writes status line and fields of a response whose payload of the given length is stored without transfer
// coding: Transfer-Encoding is dropped and Content-Length set; Content-Encoding stays as it is. A negative length
// keeps the Content-Length of the header, for a payload that was cut. Fields come in the order of their names.
func ResponseHead(status int, header http.Header, length int64) []byte {
	kept := header.Clone()
	if kept == nil {
		kept = http.Header{}
	}
	kept.Del("Transfer-Encoding")
	if length >= 0 {
		kept.Set("Content-Length", strconv.FormatInt(length, 10))
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %03d %s\r\n", status, http.StatusText(status))
	writeFields(&b, kept)
	return b.Bytes()
}

// RequestHead writes request line and fields of a request for target (path and query) at host.
func RequestHead(method, target, host string, header http.Header) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\n", oneLine(method), oneLine(target), oneLine(host))
	writeFields(&b, header)
	return b.Bytes()
}

func writeFields(b *bytes.Buffer, h http.Header) {
	h.Write(b) // a bytes.Buffer does not fail; Write takes line ends out of values
	b.WriteString("\r\n")
}
