package pdf

import (
	"bytes"
	"compress/zlib"
	"strings"
	"testing"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/pdf/internal/layout"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadXMP(t *testing.T) {
	packet := `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Borders</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Ada Example</rdf:li><rdf:li>Bo Sample</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>`
	for file, want := range map[string]layout.Properties{
		"%PDF-1.7 stream\n" + packet + "\nendstream": {Title: "Borders", Author: "Ada Example; Bo Sample"},
		"%PDF-1.7":                                       {},
		"%PDF-1.7 " + packet[:len(packet)-4]:             {},
		strings.Replace(packet, "</rdf:RDF>", "", 1):     {},
		"<x:xmpmeta" + strings.Repeat(" ", maxPacket+10): {},
	} {
		assert.Equal(t, want, readXMP([]byte(file)))
	}
}

// A metadata stream may be compressed, before or behind what names it.
func TestReadPackedXMP(t *testing.T) {
	const packet = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreateDate="2013-06-11T17:16:51-04:00"/></rdf:RDF></x:xmpmeta>`
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	_, err := w.Write([]byte(packet))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	stream := "stream\r\n" + packed.String() + "\nendstream endobj"
	const catalog = "1 0 obj <</Type /Catalog /Metadata 2 0 R>> endobj\n"
	for file, want := range map[string]string{
		catalog + "2 0 obj <</Type /Metadata /Filter /FlateDecode>>" + stream:               "2013-06-11",
		catalog + "2 0 obj <</Filter[/FlateDecode]/Type/Metadata>>" + stream:                "2013-06-11",
		catalog + "2 0 obj <</Type /Metadata>>" + stream:                                    "",
		catalog + "2 0 obj <</Type /Metadata /Filter /FlateDecode>>" + stream[:30]:          "",
		catalog + "2 0 obj <</Type /Metadata /Filter /FlateDecode>> stream nothing of zlib": "",
		catalog: "",
		strings.Repeat(catalog, maxMetadata) + "2 0 obj <</Type /Metadata /Filter /FlateDecode>>" + stream: "",
	} {
		assert.Equal(t, layout.Properties{Date: want}, readXMP([]byte("%PDF-1.7\n"+file)), "%q", file)
	}
}

// The day of publication counts before that on which the file was made.
func TestStatedDays(t *testing.T) {
	const head = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>`
	const made = `<xmp:CreateDate>2020-06-29T11:26:25+02:00</xmp:CreateDate>`
	for properties, want := range map[string]string{
		made: "2020-06-29",
		made + `<dc:date><rdf:Seq><rdf:li>2019-05</rdf:li></rdf:Seq></dc:date>`: "2019-05",
		`<prism:publicationDate>2018</prism:publicationDate>` + made:            "2018",
		`<xmp:CreateDate>yesterday</xmp:CreateDate>`:                            "",
	} {
		assert.Equal(t, want, readXMP([]byte(head+properties+"</rdf:Description></rdf:RDF></x:xmpmeta>")).Date, properties)
	}
	for date, want := range map[string]string{
		"D:20261125061219Z": "2026-11-25", "D:202611": "2026-11", "2026": "2026", "2026-11-25T00:00": "2026-11-25",
		"": "", "D:": "", "20261325": "", "Wed Nov 25": "", "2021-02-30": "",
	} {
		assert.Equal(t, want, dayOf(date), date)
	}
}

func TestIsNamed(t *testing.T) {
	draft := &citation.Draft{Paragraphs: []citation.Passage{{Text: "A Report"}, {Text: "by A. EXAMPLE"}}}
	for author, want := range map[string]bool{"Ada Example": true, "Microsoft Office User": false, "example": false, "": false} {
		assert.Equal(t, want, isNamed(author, draft), author)
	}
}
