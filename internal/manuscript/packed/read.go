// Package packed reads manuscripts that are ZIP archives of XML or HTML: Word files,
// OpenDocument text and EPUB.
//
//	read.go    Read tells them apart
//	docx.go    Word files: docx_flow.go reads paragraphs, docx_note.go and docx_number.go notes, docx_link.go and docx_field.go links
//	odt.go     OpenDocument files
//	office.go  puts both together
//	epub.go    books
//	zip.go     the parts of archives and their limits; xml.go walks through one
package packed

import (
	"bytes"
	"fmt"

	"github.com/ibid-go/ibid/internal/manuscript"
)

// Is reports whether a file begins as a ZIP archive does.
func Is(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// Read reads a manuscript that is a ZIP archive. What it is, the parts in it tell.
// Errors wrap those of the package manuscript.
func Read(data []byte) (*manuscript.Manuscript, error) {
	p, err := openParts(data)
	if err != nil {
		return nil, err
	}
	switch {
	case isEPUB(p):
		return readEPUB(p)
	case p.has("_rels/.rels") || p.has("word/document.xml"):
		return readDOCX(p)
	case p.has("content.xml"):
		return readODT(p)
	}
	for name, application := range map[string]string{"Index/Document.iwa": "Pages", "index.zip": "Pages", "index.xml": "an old version of Pages"} {
		if p.has(name) {
			return nil, fmt.Errorf("%w: this is a file of %s; export it as Word (.docx), which keeps notes and links", manuscript.ErrUnsupported, application)
		}
	}
	for name, application := range map[string]string{"xl/workbook.xml": "a spreadsheet", "ppt/presentation.xml": "a presentation"} {
		if p.has(name) {
			return nil, fmt.Errorf("%w: this is %s and no text", manuscript.ErrUnsupported, application)
		}
	}
	return nil, fmt.Errorf("%w: this is a ZIP archive without a manuscript that is known; unpack it and give the files in it", manuscript.ErrUnsupported)
}
