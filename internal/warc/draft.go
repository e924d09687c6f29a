package warc

import (
	"bytes"
	"io"
	"time"
)

// Draft is a record to be written: the [Writer] adds its length and its digests. The zero value of a part means that the record
// has none.
type Draft struct {
	Header  Header
	Head    []byte        // the HTTP head in front of the payload
	Payload io.ReadSeeker // read twice from its start: once for the digests, once to be stored
}

// newDraft gives a draft the fields that every record must have. An empty id stands for a fresh one.
func newDraft(kind Type, id string, date time.Time, contentType string) *Draft {
	if id == "" {
		id = NewID()
	}
	d := new(Draft)
	d.Header.Add(FieldType, string(kind))
	d.Header.Add(FieldRecordID, id)
	d.Header.Add(FieldDate, FormatDate(date))
	d.Header.Add(FieldContentType, contentType)
	return d
}

// Info is the record that opens a file and says what it is. The format and the standard it follows are added to fields; a
// name that the reader of the file should know goes into filename, or "".
func Info(id string, date time.Time, filename string, fields Header) *Draft {
	d := newDraft(TypeInfo, id, date, "application/warc-fields")
	d.Header.Add(FieldFilename, filename)
	all := append(Header{}, fields...)
	all.Set("format", "WARC File Format 1.1")
	all.Set("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/")
	d.Payload = fieldBlock(all)
	return d
}

// Response is what a server answered: head as [ResponseHead] makes it, and the payload without transfer coding.
func Response(id, uri string, date time.Time, head []byte, payload io.ReadSeeker) *Draft {
	d := newDraft(TypeResponse, id, date, "application/http;msgtype=response")
	d.Header.Add(FieldTargetURI, uri)
	d.Head, d.Payload = head, payload
	return d
}

// Request is what was asked for the response of the given identifier, which must have the same date and address.
func Request(id, uri string, date time.Time, concurrentTo string, head []byte) *Draft {
	d := newDraft(TypeRequest, id, date, "application/http;msgtype=request")
	d.Header.Add(FieldTargetURI, uri)
	d.Header.Add(FieldConcurrentTo, concurrentTo)
	d.Head = head
	return d
}

// Resource is a thing without an exchange around it, such as a file on disk.
func Resource(id, uri string, date time.Time, contentType string, payload io.ReadSeeker) *Draft {
	d := newDraft(TypeResource, id, date, contentType)
	d.Header.Add(FieldTargetURI, uri)
	d.Payload = payload
	return d
}

// Original names the record whose payload a revisit found again.
type Original struct {
	ID, URI       string
	Date          time.Time
	PayloadDigest string
}

// Revisit is a response whose payload was the one of an earlier record, and so is not stored again.
func Revisit(id, uri string, date time.Time, head []byte, of Original) *Draft {
	d := newDraft(TypeRevisit, id, date, "application/http;msgtype=response")
	d.Header.Add(FieldTargetURI, uri)
	d.Header.Add(FieldProfile, ProfileIdentical)
	d.Header.Add(FieldRefersTo, of.ID)
	d.Header.Add(FieldRefersToURI, of.URI)
	d.Header.Add(FieldRefersToDate, FormatDate(of.Date))
	d.Header.Add(FieldPayloadDigest, of.PayloadDigest)
	d.Header.Add(FieldTruncated, TruncatedLength) // SHALL be set where the payload is left out (clause 6.7.2)
	d.Head = head
	return d
}

// Metadata says something about the record of the given identifier.
func Metadata(id, uri string, date time.Time, refersTo string, fields Header) *Draft {
	d := newDraft(TypeMetadata, id, date, "application/warc-fields")
	d.Header.Add(FieldTargetURI, uri)
	d.Header.Add(FieldRefersTo, refersTo)
	d.Payload = fieldBlock(fields)
	return d
}

// Original names a response as the one whose payload a later one may repeat. The digest is that of its payload.
func (d *Draft) Original(digest string) Original {
	date, _ := ParseDate(d.Header.Get(FieldDate))
	return Original{ID: d.ID(), URI: d.Header.Get(FieldTargetURI), Date: date, PayloadDigest: digest}
}

func fieldBlock(fields Header) io.ReadSeeker {
	var b bytes.Buffer
	fields.writeTo(&b)
	return bytes.NewReader(b.Bytes())
}

// ID is the identifier of the record to be.
func (d *Draft) ID() string { return d.Header.Get(FieldRecordID) }

// Truncate notes why the payload is shorter than what was served; an empty reason notes nothing. A cut payload gets no payload
// digest, since a digest of a part would pass for that of the whole.
func (d *Draft) Truncate(reason string) { d.Header.Add(FieldTruncated, reason) }
