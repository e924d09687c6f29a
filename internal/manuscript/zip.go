package manuscript

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Errors of files that hold other files, which Read wraps.
var (
	ErrDamaged   = errors.New("file is damaged")
	ErrEncrypted = errors.New("file is encrypted")
)

// Limits of an archive. The sizes are those of parts that are read; pictures
// and other parts are never unpacked, nor is an archive within an archive.
const (
	// maxParts bounds the number of parts. A book with a picture on each page
	// has some thousands.
	maxParts = 20_000

	// maxUnpacked bounds all parts together, in bytes: 128 MiB is the XML of
	// some 3,000 pages, and takes some seconds to read.
	maxUnpacked = 128 << 20

	// maxRatio bounds how many times its packed size a part may have. XML of
	// word processors reaches 40, a bomb of DEFLATE 1,032.
	maxRatio = 100

	// ratioFloor is the size, in bytes, up to which the ratio does not matter:
	// a short part of blanks harms nobody.
	ratioFloor = 4 << 20
)

// isZip reports whether data begins as a ZIP archive does.
func isZip(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// isEncryptedOffice reports whether data is an Office file behind a password,
// which lies in a stream of that name in an OLE file (MS-OFFCRYPTO 2.3.4).
func isEncryptedOffice(data []byte) bool {
	const ole, stream = "\xd0\xcf\x11\xe0", "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e"
	return bytes.HasPrefix(data, []byte(ole)) && bytes.Contains(data, []byte(stream))
}

// readZip reads a manuscript that is a ZIP archive. What it is, the parts in it
// tell.
func readZip(data []byte) (*Manuscript, error) {
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
			return nil, fmt.Errorf("%w: this is a file of %s; export it as Word (.docx), which keeps notes and links", ErrUnsupported, application)
		}
	}
	for name, application := range map[string]string{"xl/workbook.xml": "a spreadsheet", "ppt/presentation.xml": "a presentation"} {
		if p.has(name) {
			return nil, fmt.Errorf("%w: this is %s and no text", ErrUnsupported, application)
		}
	}
	return nil, fmt.Errorf("%w: this is a ZIP archive without a manuscript that is known; unpack it and give the files in it", ErrUnsupported)
}

// parts are the files in an archive, by their names in lower case, as OPC
// compares them (ECMA-376 part 2, 6.2.2).
type parts struct {
	files map[string]*zip.File
	left  int64 // bytes that may still be unpacked
}

func openParts(data []byte) (*parts, error) {
	if n := bytes.Count(data, []byte("PK\x01\x02")); n > maxParts {
		return nil, fmt.Errorf("%w: the archive lists %d parts, more than %d", ErrTooLarge, n, maxParts)
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: the list of parts at its end cannot be read, as if the file were cut off; copy or save it again (%w)", ErrDamaged, err)
	}
	p := &parts{files: make(map[string]*zip.File, len(archive.File)), left: maxUnpacked}
	for _, f := range archive.File {
		p.files[partName(f.Name)] = f
	}
	return p, nil
}

// partName brings the name of a part to one form. Some writers use the
// backslash.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

func (p *parts) has(name string) bool { return p.files[partName(name)] != nil }

// open gives the content of a part. The caller closes it.
func (p *parts) open(name string) (io.ReadCloser, error) {
	const encrypted = 1 // bit of the general purpose flag (APPNOTE 4.4.4)
	f := p.files[partName(name)]
	switch {
	case f == nil:
		return nil, fmt.Errorf("%w: %s is missing; save the file again", ErrDamaged, name)
	case f.Flags&encrypted != 0:
		return nil, fmt.Errorf("%w: %s needs a password; save the file without one", ErrEncrypted, name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrDamaged, name, err)
	}
	return &partReader{r, p, f, 0}, nil
}

// partReader stops a part that grows beyond the limits.
type partReader struct {
	io.ReadCloser
	parts *parts
	file  *zip.File
	read  int64
}

func (r *partReader) Read(b []byte) (int, error) {
	n, err := r.ReadCloser.Read(b)
	r.read += int64(n)
	r.parts.left -= int64(n)
	switch {
	case r.parts.left < 0:
		return n, fmt.Errorf("%w: %s and the parts before it unpack to more than %d MiB", ErrTooLarge, r.file.Name, maxUnpacked>>20)
	case r.read > ratioFloor && r.read/maxRatio > int64(r.file.CompressedSize64):
		return n, fmt.Errorf("%w: %s unpacks to more than %d times its size, as no manuscript does", ErrTooLarge, r.file.Name, maxRatio)
	case err != nil && err != io.EOF:
		return n, fmt.Errorf("%w: %s cannot be unpacked; copy or save the file again (%w)", ErrDamaged, r.file.Name, err)
	}
	return n, err
}
