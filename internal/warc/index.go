package warc

import (
	"bufio"
	"bytes"
	"crypto/sha1"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"mime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Entry says where a capture is and what it holds: a line of an index.
type Entry struct {
	URL    string
	Time   time.Time // start of the capture, UTC; a CDXJ line keeps whole seconds, unless it is a whole one
	Type   Type      // response, resource or revisit
	ID     string    // WARC-Record-ID; kept in a whole CDXJ line only
	Status int       // HTTP status; 0 for a resource
	MIME   string    // media type in lower case without parameters; empty if none was given
	Digest string    // SHA-1 of the payload in Base32, or the digest of the record with its algorithm in front

	Filename string
	Offset   int64 // of the record, or of its gzip member, in bytes
	Length   int64 // stored size in bytes; 0 where the gzip member goes on after the record
	Skip     int64 // inflated bytes of the gzip member before the record; 0 but in files of one member for all
}

// Scan lists the captures of a file in their order: responses, resources and revisits. An error is yielded in place of
// each damaged record, and the listing goes on while the reader can. Filename is the name to be put into the entries.
func Scan(file io.Reader, filename string) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		r := NewReader(file)
		for {
			rec, err := r.Next()
			if err == io.EOF {
				return
			}
			var e Entry
			if err == nil {
				e, err = r.entry(rec)
				e.Filename = filename
			}
			if err == nil && !isCapture(e.Type) {
				continue
			}
			if !yield(e, err) || r.err != nil && r.err != io.EOF {
				return
			}
		}
	}
}

func isCapture(t Type) bool { return t == TypeResponse || t == TypeResource || t == TypeRevisit }

// entry reads the record to its end: only then is it known to be whole, and how long it is.
func (r *Reader) entry(rec *Record) (Entry, error) {
	e := Entry{Type: rec.Type(), Offset: rec.Offset, Skip: rec.Skip}
	if isCapture(e.Type) {
		e.URL, e.Time, e.ID = rec.TargetURI(), rec.Date(), rec.ID()
		if err := e.describe(rec); err != nil {
			return e, err
		}
	}
	if _, err := io.Copy(io.Discard, rec.Block); err != nil {
		return e, err
	}
	if !r.inMember() {
		e.Length = r.Offset() - rec.Offset
	}
	return e, nil
}

// describe takes status and media type from the block. A block that is not HTTP leaves them empty.
func (e *Entry) describe(rec *Record) error {
	contentType, payload := rec.Header.Get(FieldContentType), rec.Block
	if rec.holdsHTTP() {
		m, err := rec.HTTP()
		if err != nil {
			return nil // told by the rest of the block, if it is the file that is damaged
		}
		contentType, payload = m.Header.Get("Content-Type"), m.Body
		e.Status = m.Status
	}
	e.MIME = mediaType(contentType)
	e.Digest = strings.TrimPrefix(rec.Header.Get(FieldPayloadDigest), "sha1:")
	if e.Digest == "" && e.Type != TypeRevisit {
		hash := sha1.New()
		if _, err := io.Copy(hash, payload); err != nil {
			return err
		}
		e.Digest = strings.TrimPrefix(formatSHA1(hash.Sum(nil)), "sha1:")
	}
	return nil
}

func mediaType(contentType string) string {
	if t, _, err := mime.ParseMediaType(contentType); err == nil {
		return t
	}
	t, _, _ := strings.Cut(contentType, ";")
	return strings.ToLower(strings.TrimSpace(t))
}

// cdxjBlock is what follows key and time in a line: numbers are strings, as pywb and warcio write them.
type cdxjBlock struct {
	URL      string `json:"url"`
	MIME     string `json:"mime,omitempty"`
	Status   string `json:"status,omitempty"`
	Digest   string `json:"digest,omitempty"`
	Length   string `json:"length,omitempty"`
	Offset   string `json:"offset"`
	Skip     string `json:"skip,omitempty"` // ours: other tools cannot address such records at all
	Filename string `json:"filename"`

	// What only an index of our own keeps.
	Type  Type   `json:"type,omitempty"`
	Media string `json:"media,omitempty"` // media type of a revisit
	ID    string `json:"id,omitempty"`
	Date  string `json:"date,omitempty"` // with its fraction of a second
}

const (
	cdxjTime    = "20060102150405"
	mimeRevisit = "warc/revisit"
	mimeUnknown = "unk"
)

// WriteCDXJ writes entries as lines "key time {json}", sorted bytewise. Where a line is the same as another it stands twice.
func WriteCDXJ(w io.Writer, entries []Entry) error { return writeCDXJ(w, entries, false) }

// WriteWholeCDXJ is WriteCDXJ with all that an Entry holds, so that [ReadCDXJ] gives back the same entries.
func WriteWholeCDXJ(w io.Writer, entries []Entry) error { return writeCDXJ(w, entries, true) }

func writeCDXJ(w io.Writer, entries []Entry, whole bool) error {
	lines := make([]string, 0, len(entries))
	for _, e := range entries {
		line, err := e.cdxj(whole)
		if err != nil {
			return err
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	out := bufio.NewWriter(w)
	for _, line := range lines {
		out.WriteString(line)
	}
	return out.Flush()
}

func (e Entry) cdxj(whole bool) (string, error) {
	b := cdxjBlock{URL: e.URL, MIME: e.MIME, Digest: e.Digest, Filename: e.Filename,
		Length: strconv.FormatInt(e.Length, 10), Offset: strconv.FormatInt(e.Offset, 10)}
	if whole {
		b.Type, b.ID, b.Date = e.Type, e.ID, FormatDate(e.Time)
		if e.Type == TypeRevisit {
			b.Media = e.MIME
		}
	}
	if e.Skip > 0 {
		b.Skip = strconv.FormatInt(e.Skip, 10)
	}
	switch {
	case e.Type == TypeRevisit:
		b.MIME = mimeRevisit
	case e.MIME == "":
		b.MIME = mimeUnknown
	}
	if e.Status > 0 && (whole || e.Type != TypeRevisit) {
		b.Status = strconv.Itoa(e.Status)
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false) // & stays & in addresses, as other tools write it
	if err := enc.Encode(b); err != nil {
		return "", err
	}
	key := strings.ReplaceAll(SURT(e.URL), " ", "%20") // a blank ends the key
	return key + " " + e.Time.UTC().Format(cdxjTime) + " " + text.String(), nil
}

// maxCDXJLine bounds a line of an index, in bytes: an address is the only part that can be long.
const maxCDXJLine = 1 << 20

// ReadCDXJ reads what [WriteCDXJ], pywb or warcio wrote. An unreadable line yields an error with its number, and reading goes on.
func ReadCDXJ(r io.Reader) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, maxCDXJLine)
		n := 0
		for lines.Scan() {
			n++
			if text := strings.TrimSpace(lines.Text()); text == "" || text[0] == '!' { // "!meta" lines open some indexes
				continue
			}
			e, err := parseCDXJ(lines.Text())
			if err != nil {
				err = fmt.Errorf("warc: index line %d: %w", n, err)
			}
			if !yield(e, err) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(Entry{}, fmt.Errorf("warc: index line %d: %w", n+1, err))
		}
	}
}

func parseCDXJ(line string) (Entry, error) {
	_, rest, _ := strings.Cut(line, " ") // the key is computed again when needed
	stamp, text, _ := strings.Cut(rest, " ")
	when, err := time.Parse(cdxjTime, stamp)
	if err != nil {
		return Entry{}, err
	}
	var b cdxjBlock
	if err := json.Unmarshal([]byte(text), &b); err != nil {
		return Entry{}, err
	}
	e := Entry{URL: b.URL, Time: when, Type: TypeResponse, MIME: b.MIME, Digest: b.Digest, Filename: b.Filename}
	switch {
	case b.MIME == mimeRevisit:
		e.Type, e.MIME = TypeRevisit, b.Media
	case b.Status == "":
		e.Type = TypeResource
	}
	if e.MIME == mimeUnknown {
		e.MIME = ""
	}
	e.ID = b.ID
	if isCapture(b.Type) {
		e.Type = b.Type
	}
	if precise, err := ParseDate(b.Date); err == nil {
		e.Time = precise
	}
	return e, e.setNumbers(b)
}

func (e *Entry) setNumbers(b cdxjBlock) error {
	e.Status, _ = strconv.Atoi(b.Status)
	for _, n := range []struct {
		text string
		to   *int64
	}{{b.Offset, &e.Offset}, {b.Length, &e.Length}, {b.Skip, &e.Skip}} {
		if n.text == "" {
			continue
		}
		v, err := strconv.ParseInt(n.text, 10, 64)
		if err != nil || v < 0 {
			return fmt.Errorf("number %.40q", n.text)
		}
		*n.to = v
	}
	return nil
}
