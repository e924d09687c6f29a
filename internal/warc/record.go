package warc

import (
	"crypto/rand"
	"crypto/sha1"
	"fmt"
	"io"
	"strings"
	"time"
)

// Type says what a record holds (ISO 28500:2017, clause 6). A reader meets other values than these and should ignore them.
type Type string

// The record types that this package writes or resolves.
const (
	TypeInfo     Type = "warcinfo"
	TypeResponse Type = "response"
	TypeRequest  Type = "request"
	TypeResource Type = "resource"
	TypeRevisit  Type = "revisit"
	TypeMetadata Type = "metadata"
)

// Names of fields (ISO 28500:2017, clause 5). They are compared without regard to case.
const (
	FieldType          = "WARC-Type"
	FieldRecordID      = "WARC-Record-ID"
	FieldDate          = "WARC-Date"
	FieldLength        = "Content-Length"
	FieldContentType   = "Content-Type"
	FieldConcurrentTo  = "WARC-Concurrent-To"
	FieldBlockDigest   = "WARC-Block-Digest"
	FieldPayloadDigest = "WARC-Payload-Digest"
	FieldIPAddress     = "WARC-IP-Address"
	FieldRefersTo      = "WARC-Refers-To"
	FieldRefersToURI   = "WARC-Refers-To-Target-URI"
	FieldRefersToDate  = "WARC-Refers-To-Date"
	FieldTargetURI     = "WARC-Target-URI"
	FieldTruncated     = "WARC-Truncated"
	FieldInfoID        = "WARC-Warcinfo-ID"
	FieldFilename      = "WARC-Filename"
	FieldProfile       = "WARC-Profile"
)

// Reasons why a block is shorter than what was served (ISO 28500:2017, clause 5.13).
const (
	TruncatedLength      = "length"
	TruncatedTime        = "time"
	TruncatedDisconnect  = "disconnect"
	TruncatedUnspecified = "unspecified"
)

// Profiles of a revisit record (ISO 28500:2017, clause 6.7).
const (
	ProfileIdentical   = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	ProfileNotModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
)

// Record is one record as read from a file.
type Record struct {
	Version string // "1.1", as the first line gives it
	Header  Header
	// Block is the content. It ends with io.EOF only where the record is whole, up to the checksum of its gzip member;
	// otherwise with a [*FormatError]. It is valid until the next call of [Reader.Next].
	Block io.Reader
	// Offset is where the record starts in the file, in bytes; for a compressed record, where its gzip member starts.
	Offset int64
	// Skip is how many inflated bytes of that member come before the record: 0 unless one member holds several records.
	Skip int64
	// Length is the size of Block in bytes as the record claims it, never negative.
	Length int64
}

// Type is the value of WARC-Type in lower case.
func (r *Record) Type() Type { return Type(strings.ToLower(r.Header.Get(FieldType))) }

// ID is the value of WARC-Record-ID, with its angle brackets.
func (r *Record) ID() string { return r.Header.Get(FieldRecordID) }

// TargetURI is the address that was visited, without the angle brackets that WARC 1.0 had by mistake.
func (r *Record) TargetURI() string { return bare(r.Header.Get(FieldTargetURI)) }

// Date is the moment when the capture began, in UTC; the zero time where the record has no date that can be read.
func (r *Record) Date() time.Time {
	t, _ := ParseDate(r.Header.Get(FieldDate))
	return t
}

// Truncated is why the block is shorter than what was served; empty for a whole one.
func (r *Record) Truncated() string { return strings.ToLower(r.Header.Get(FieldTruncated)) }

func bare(uri string) string {
	if strings.HasPrefix(uri, "<") && strings.HasSuffix(uri, ">") {
		return uri[1 : len(uri)-1]
	}
	return uri
}

// NewID returns a fresh record identifier: a random UUID (RFC 9562, version 4) as URN in angle brackets.
func NewID() string {
	var u [16]byte
	rand.Read(u[:]) // never fails (crypto/rand)
	return urn(u, 4)
}

// NameID returns the same identifier for the same parts: a UUID (RFC 9562, version 5, URL namespace) of them.
// It is for files that must come out the same in every run.
func NameID(parts ...string) string {
	// RFC 9562, section 6.6: the namespace of URLs.
	namespace := []byte{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}
	sum := sha1.Sum(append(namespace, strings.Join(parts, "\n")...))
	return urn([16]byte(sum[:16]), 5)
}

func urn(u [16]byte, version byte) string {
	u[6] = u[6]&0x0f | version<<4
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// FormatDate writes a moment as WARC-Date: UTC, with a fraction only where there is one (1.1 allows up to nine digits).
func FormatDate(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.999999999Z") }

// ParseDate reads a WARC-Date. It also takes the fourteen digits of old ARC tools.
func ParseDate(s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		var short error
		if t, short = time.Parse("20060102150405", s); short != nil {
			return time.Time{}, fmt.Errorf("warc: date %q: %w", s, err)
		}
	}
	return t.UTC(), nil
}
