package pdf

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"strings"

	"github.com/ibid-go/ibid/citation/pdf/internal/layout"
)

// maxPacket bounds the XMP of a file, in bytes. It is mostly the 2 KiB of padding
// that the standard asks for; editing histories reach some hundred.
const maxPacket = 512 << 10

// description is one of those of an XMP packet. Simple properties stand in
// elements or in attributes (ISO 16684-1, 7.9.2.2).
type description struct {
	Title     []string `xml:"title>Alt>li"`
	Creator   []string `xml:"creator>Seq>li"`
	Dates     []string `xml:"date>Seq>li"`
	Published string   `xml:"publicationDate"` // of PRISM
	Created   string   `xml:"CreateDate"`
	Made      string   `xml:"CreateDate,attr"`
}

// readXMP reads title, authors and day from the first XMP packet of a file (ISO
// 16684-1; ISO 32000-1, 14.3.2). Of several days the first is that of publication.
func readXMP(file []byte) layout.Properties {
	var meta struct {
		Descriptions []description `xml:"RDF>Description"`
	}
	var found layout.Properties
	if xml.Unmarshal(packetOf(file), &meta) != nil {
		return found
	}
	var created string
	for _, d := range meta.Descriptions {
		found.Title = cmp.Or(found.Title, strings.TrimSpace(first(d.Title)))
		found.Author = cmp.Or(found.Author, strings.Join(d.Creator, "; "))
		found.Date = cmp.Or(found.Date, dayOf(d.Published), dayOf(first(d.Dates)))
		created = cmp.Or(created, dayOf(d.Created), dayOf(d.Made))
	}
	found.Date = cmp.Or(found.Date, created)
	return found
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// packetOf gives the first XMP packet of a file, nil where there is none. Mostly
// it is stored as it is, so that programs that know nothing of PDF find it.
func packetOf(file []byte) []byte {
	if packet := packetIn(file); packet != nil {
		return packet
	}
	for stream := range metadataStreams(file) {
		if packet := packetIn(stream); packet != nil {
			return packet
		}
	}
	return nil
}

func packetIn(data []byte) []byte {
	const open, end = "<x:xmpmeta", "</x:xmpmeta>"
	start := bytes.Index(data, []byte(open))
	if start < 0 {
		return nil
	}
	packet := data[start:min(len(data), start+maxPacket)]
	n := bytes.Index(packet, []byte(end))
	if n < 0 {
		return nil
	}
	return packet[:n+len(end)]
}
