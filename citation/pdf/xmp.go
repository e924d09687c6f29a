package pdf

import (
	"bytes"
	"encoding/xml"
	"strings"

	"github.com/ibid-go/ibid/citation/pdf/internal/layout"
)

// maxPacket bounds the XMP of a file, in bytes. It is mostly the 2 KiB of padding
// that the standard asks for; editing histories reach some hundred.
const maxPacket = 512 << 10

// readXMP reads title and authors from the first XMP packet of a file (ISO 16684-1;
// ISO 32000-1, 14.3.2). It is stored as it is, so that programs that know nothing
// of PDF find it; packed ones are not read.
func readXMP(file []byte) layout.Properties {
	const open, end = "<x:xmpmeta", "</x:xmpmeta>"
	start := bytes.Index(file, []byte(open))
	if start < 0 {
		return layout.Properties{}
	}
	packet := file[start:min(len(file), start+maxPacket)]
	n := bytes.Index(packet, []byte(end))
	if n < 0 {
		return layout.Properties{}
	}
	var meta struct {
		Descriptions []struct {
			Title   []string `xml:"title>Alt>li"`
			Creator []string `xml:"creator>Seq>li"`
		} `xml:"RDF>Description"`
	}
	var found layout.Properties
	if xml.Unmarshal(packet[:n+len(end)], &meta) != nil {
		return found
	}
	for _, d := range meta.Descriptions {
		if len(d.Title) > 0 && found.Title == "" {
			found.Title = strings.TrimSpace(d.Title[0])
		}
		if len(d.Creator) > 0 && found.Author == "" {
			found.Author = strings.Join(d.Creator, "; ")
		}
	}
	return found
}
