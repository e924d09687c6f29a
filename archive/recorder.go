package archive

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/ibid-go/ibid/internal/warc"
)

// DefaultMaxBytes bounds a recorded body unless [Recorder.MaxBytes] says otherwise, in bytes: a long report as PDF with pictures fits.
const DefaultMaxBytes = 32 << 20

// Recorder is an [http.RoundTripper] that passes requests on and writes each GET with its answer into a WARC 1.1 file. Open one with
// [OpenRecorder], set its fields, and then use it from any number of goroutines.
//
// A body is recorded while the caller reads it, and written when the caller has come to its end or closes it; a
// caller that stops early leaves a record that says so. The file is readable up to the last whole record even after the process
// was killed. A payload that stands in the file already is not stored again: the record (a revisit) refers to it. Credentials are not recorded: Authorization, Proxy-Authorization, Cookie, and user names in addresses.
type Recorder struct {
	// Transport does the requests. Nil means a transport of Go's defaults that does not undo compression. Another one should have
	// DisableCompression set too: only then is the body recorded as the server sent it.
	Transport http.RoundTripper
	// MaxBytes bounds how much of a body is recorded; the caller still gets all of it. 0 means DefaultMaxBytes.
	MaxBytes int64
	// MaxFile is the size in bytes from which on the next record goes into a new file, named NAME-00001.warc.gz and so on. 0 means that the
	// file grows without bound.
	MaxFile int64

	name, software string

	mu     sync.Mutex // of what follows, and of the order of records
	file   *warc.File
	parts  int // files filled up so far
	infoID string
	known  map[string]warc.Original // payloads in this file, by digest
	failed error
	closed bool

	standard func() http.RoundTripper
}

// OpenRecorder opens a WARC file, by custom named *.warc.gz, to append to; it creates the file if there is none. The torn end that a
// killed recorder left is moved to a file beside it. Only one recorder can have a file open. Software says who records, such as
// "ibid/1.0 (+https://example.org/)"; it may be empty. The caller closes the Recorder.
func OpenRecorder(name, software string) (*Recorder, error) {
	r := &Recorder{name: name, software: software, standard: sync.OnceValue(uncompressed)}
	if err := r.open(name); err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	return r, nil
}

// open starts a file with the record that says what it is.
func (r *Recorder) open(name string) error {
	file, err := warc.OpenFile(name)
	if err != nil {
		return err
	}
	infoID := warc.NewID()
	var fields warc.Header
	fields.Add("software", r.software)
	if err := file.Write(warc.Info(infoID, now(), filepath.Base(name), fields)); err != nil {
		return errors.Join(err, file.Close())
	}
	r.file, r.infoID, r.known = file, infoID, map[string]warc.Original{}
	return nil
}

// rotate goes on in a new file where the one in use is full. Files that others have filled are passed over.
func (r *Recorder) rotate() error {
	if r.MaxFile <= 0 || r.file.Size() < r.MaxFile {
		return nil
	}
	if err := r.file.Close(); err != nil {
		return err
	}
	stem, ext := r.name, ""
	for _, known := range []string{".warc.gz", ".gz"} {
		if cut, ok := strings.CutSuffix(r.name, known); ok {
			stem, ext = cut, known
			break
		}
	}
	for {
		r.parts++
		next := fmt.Sprintf("%s-%05d%s", stem, r.parts, ext)
		if info, err := os.Stat(next); err == nil && info.Size() >= r.MaxFile {
			continue
		}
		return r.open(next)
	}
}

// now is the time of a record in microseconds: WARC 1.1 allows nanoseconds, but many readers stop at six digits.
func now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

func uncompressed() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DisableCompression = true
	return t
}

// RoundTrip does a request and arranges for its answer to be recorded. That recording fails is no reason to fail the request: the
// error comes from closing the body and from [Recorder.Close].
func (r *Recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	if r.name == "" {
		return nil, errors.New("archive: this Recorder has no file: make it with OpenRecorder")
	}
	if req.Method != "" && req.Method != http.MethodGet {
		return r.transport().RoundTrip(req)
	}
	x := &exchange{recorder: r, start: now(), request: req, left: r.maxBytes()}
	resp, err := r.transport().RoundTrip(req.WithContext(httptrace.WithClientTrace(req.Context(), x.trace())))
	if err != nil {
		return resp, err
	}
	resp.Request = req
	x.begin(resp)
	resp.Body = x
	return resp, nil
}

// Close writes everything to disk and closes the file. It returns the first error of writing a record. Exchanges whose bodies
// are still open are not recorded: their Close will say so.
func (r *Recorder) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.file == nil {
		return nil
	}
	r.closed = true
	return errors.Join(r.failed, r.file.Close())
}

func (r *Recorder) transport() http.RoundTripper {
	if r.Transport != nil {
		return r.Transport
	}
	return r.standard()
}

func (r *Recorder) maxBytes() int64 {
	if r.MaxBytes > 0 {
		return r.MaxBytes
	}
	return DefaultMaxBytes
}

// write records an exchange. A payload that the file holds already is referred to.
func (r *Recorder) write(x *exchange) error {
	digest, err := x.digest()
	if err != nil {
		return r.failure(err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.closed {
		if err := r.rotate(); err != nil {
			return r.fail(err)
		}
	}
	of, again := r.known[digest]
	if !again {
		of = warc.Original{}
	}
	drafts := x.drafts(of)
	for _, d := range drafts {
		d.Header.Add(warc.FieldInfoID, r.infoID)
	}
	if err := r.file.Write(drafts...); err != nil {
		return r.fail(err)
	}
	if digest != "" && !again && len(r.known) < maxKnown {
		r.known[digest] = drafts[0].Original(digest)
	}
	return nil
}

// maxKnown bounds the payloads that are remembered, so that a long run does not fill the memory: about 30 MiB.
const maxKnown = 100_000

// failure says what an error of recording is, and remembers the first.
func (r *Recorder) failure(err error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.fail(err)
}

// fail is failure for a caller that holds the lock.
func (r *Recorder) fail(err error) error {
	if err == nil {
		return nil
	}
	err = fmt.Errorf("archive: recording: %w", err)
	if r.failed == nil {
		r.failed = err
	}
	return err
}

// trace learns the address of the server.
func (x *exchange) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
		host, _, err := net.SplitHostPort(info.Conn.RemoteAddr().String())
		if err == nil && net.ParseIP(host) != nil {
			x.ip.Store(&host)
		}
	}}
}
