package fetch

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

const (
	// MaxRatio bounds how far a body may unpack. Pages reach 20 to 1, tables
	// of zeros a few hundred to 1 for a short while, bombs 1000 to 1.
	MaxRatio = 200

	// ratioFloor is how much may be unpacked before MaxRatio counts.
	ratioFloor = 1 << 20

	// maxCodings bounds how often one body may be compressed over.
	maxCodings = 2
)

// acceptEncoding names what decode can undo. Deflate is left out because
// servers disagree on what it is, but is understood if it comes.
const acceptEncoding = "gzip, br, zstd"

// zstdWindow bounds the memory that a zstd body may ask for: what RFC 8878,
// 3.1.1.1.2, has every decoder support, and what browsers grant (RFC 9659).
const zstdWindow = 8 << 20

// decode undoes the compression of bodies, here and not in the transport, so
// that a recorder beneath sees them as they were sent.
type decode struct {
	next     http.RoundTripper
	maxBytes int64
	readers  sync.Pool // of *gzip.Reader: each has a window of 32 KiB
}

func (d *decode) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("Accept-Encoding", acceptEncoding)
	resp, err := d.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	names := codings(resp.Header)
	if len(names) == 0 {
		return resp, nil
	}
	body, err := d.decoded(resp.Body, names)
	if err != nil {
		_ = resp.Body.Close()
		return nil, err
	}
	resp.Body = body
	resp.ContentLength = -1
	resp.Uncompressed = true
	resp.Header = resp.Header.Clone()
	resp.Header.Del("Content-Encoding")
	resp.Header.Del("Content-Length")
	return resp, nil
}

// codings lists the content codings in the order they were applied.
func codings(h http.Header) []string {
	var names []string
	for name := range strings.SplitSeq(strings.Join(h.Values("Content-Encoding"), ","), ",") {
		name = strings.ToLower(strings.TrimSpace(name))
		if name != "" && name != "identity" {
			names = append(names, name)
		}
	}
	return names
}

// decoded undoes the codings of body, the last applied first.
func (d *decode) decoded(body io.ReadCloser, names []string) (io.ReadCloser, error) {
	if len(names) > maxCodings {
		return nil, &Error{Kind: KindEncoding, Err: fmt.Errorf("compressed %d times over", len(names))}
	}
	wire := &counter{r: body}
	var r io.Reader = wire
	var layers []*lazy
	for i := len(names) - 1; i >= 0; i-- {
		open, err := d.decoder(names[i])
		if err != nil {
			return nil, err
		}
		layer := &lazy{src: bufio.NewReader(r), open: open}
		r, layers = layer, append(layers, layer)
	}
	return &decodedBody{bounded: bounded{r: r, left: d.maxBytes}, wire: wire, body: body, layers: layers}, nil
}

// decoder finds the function that starts to undo the coding name.
func (d *decode) decoder(name string) (func(*bufio.Reader) (io.Reader, error), error) {
	switch name {
	case "gzip", "x-gzip":
		return d.gunzip, nil
	case "deflate":
		return inflate, nil
	case "br":
		return unbrotli, nil
	case "zstd":
		return unzstd, nil
	}
	return nil, &Error{Kind: KindEncoding, Err: fmt.Errorf("content coding %q is not known", clean(name))}
}

// lazy starts to decode at the first byte. A body without any, as of 304 or an
// answer to HEAD, is empty whatever its header says.
type lazy struct {
	src  *bufio.Reader
	open func(*bufio.Reader) (io.Reader, error)
	r    io.Reader
}

func (l *lazy) Read(p []byte) (int, error) {
	if l.r == nil {
		if _, err := l.src.Peek(1); err != nil {
			return 0, err
		}
		r, err := l.open(l.src)
		if err != nil {
			return 0, err
		}
		l.r = r
	}
	return l.r.Read(p)
}

// gunzip reads the members of a gzip file. What follows the last and is none
// is dropped, as browsers do: some servers pad their answers.
func (d *decode) gunzip(src *bufio.Reader) (io.Reader, error) {
	z, ok := d.readers.Get().(*gzip.Reader)
	if !ok {
		z = new(gzip.Reader)
	}
	m := &members{src: src, z: z, pool: &d.readers}
	return m, m.start()
}

type members struct {
	src  *bufio.Reader
	z    *gzip.Reader // nil after the last member
	pool *sync.Pool
}

func (m *members) start() error {
	if err := m.z.Reset(m.src); err != nil {
		return err
	}
	m.z.Multistream(false)
	return nil
}

func (m *members) Read(p []byte) (int, error) {
	if m.z == nil {
		return 0, io.EOF
	}
	n, err := m.z.Read(p)
	if err != io.EOF {
		return n, err
	}
	if magic, _ := m.src.Peek(2); string(magic) == "\x1f\x8b" {
		return n, m.start()
	}
	m.pool.Put(m.z)
	m.z = nil
	return n, io.EOF
}

// inflate reads "deflate", which is zlib by RFC 9110, 8.4.1.2, and raw DEFLATE
// by the habit of some servers. A zlib header is a multiple of 31 (RFC 1950, 2.2).
func inflate(src *bufio.Reader) (io.Reader, error) {
	if h, err := src.Peek(2); err == nil && h[0]&0x0f == 8 && (int(h[0])<<8|int(h[1]))%31 == 0 {
		return zlib.NewReader(src)
	}
	return flate.NewReader(src), nil
}

// unbrotli reads Brotli (RFC 7932), whose window is at most 16 MiB.
func unbrotli(src *bufio.Reader) (io.Reader, error) {
	return faulty{brotli.NewReader(src)}, nil
}

// unzstd reads Zstandard (RFC 8878) in the goroutine of its reader.
func unzstd(src *bufio.Reader) (io.Reader, error) {
	z, err := zstd.NewReader(src, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(zstdWindow))
	if err != nil {
		return nil, &corruptError{err}
	}
	return &zstdReader{faulty{z}, z}, nil
}

// zstdReader gives up its memory at the end.
type zstdReader struct {
	faulty
	z *zstd.Decoder
}

func (r *zstdReader) Close() error { r.z.Close(); return nil }

// faulty marks errors of decoders that have no type of their own. Those of the
// connection pass through them unchanged.
type faulty struct{ r io.Reader }

func (f faulty) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	var known *Error
	var network net.Error
	if err == nil || err == io.EOF || err == io.ErrUnexpectedEOF || err == errTruncated || errors.As(err, &known) || errors.As(err, &network) {
		return n, err
	}
	return n, &corruptError{err}
}

type corruptError struct{ error }

// decodedBody is a decoded body under a bound and a ratio.
type decodedBody struct {
	bounded
	wire *counter
	body io.Closer
	got  int64

	layers []*lazy
}

func (b *decodedBody) Read(p []byte) (int, error) {
	n, err := b.bounded.Read(p)
	b.got += int64(n)
	if b.got > ratioFloor && b.got > MaxRatio*b.wire.n {
		return n, &Error{Kind: KindBomb, Err: fmt.Errorf("%d bytes unpacked to more than %d", b.wire.n, b.got)}
	}
	if broken(err) {
		err = &Error{Kind: KindEncoding, Err: err}
	}
	return n, err
}

// broken tells a fault of the compressed data from one of the connection.
func broken(err error) bool {
	switch err {
	case gzip.ErrHeader, gzip.ErrChecksum, zlib.ErrHeader, zlib.ErrChecksum, zlib.ErrDictionary:
		return true
	}
	switch err.(type) {
	case flate.CorruptInputError, *corruptError:
		return true
	}
	return false
}

func (b *decodedBody) Close() error {
	for _, layer := range b.layers {
		if c, ok := layer.r.(io.Closer); ok {
			_ = c.Close() // frees memory, cannot fail
		}
	}
	return b.body.Close()
}

// counter counts what is read through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
