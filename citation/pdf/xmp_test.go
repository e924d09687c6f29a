package pdf

import (
	"strings"
	"testing"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/pdf/internal/layout"
	"github.com/stretchr/testify/assert"
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

func TestIsNamed(t *testing.T) {
	draft := &citation.Draft{Paragraphs: []citation.Passage{{Text: "A Report"}, {Text: "by A. EXAMPLE"}}}
	for author, want := range map[string]bool{"Ada Example": true, "Microsoft Office User": false, "example": false, "": false} {
		assert.Equal(t, want, isNamed(author, draft), author)
	}
}
