package packed

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/ibid-go/ibid/internal/manuscript"
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

// parts are the files in an archive, by their names in lower case, as OPC
// compares them (ECMA-376 part 2, 6.2.2).
type parts struct {
	files map[string]*zip.File
	left  int64 // bytes that may still be unpacked
}

func openParts(data []byte) (*parts, error) {
	if n := bytes.Count(data, []byte("PK\x01\x02")); n > maxParts {
		return nil, fmt.Errorf("%w: the archive lists %d parts, more than %d", manuscript.ErrTooLarge, n, maxParts)
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: the list of parts at its end cannot be read, as if the file were cut off; copy or save it again (%w)", manuscript.ErrDamaged, err)
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
		return nil, fmt.Errorf("%w: %s is missing; save the file again", manuscript.ErrDamaged, name)
	case f.Flags&encrypted != 0:
		return nil, fmt.Errorf("%w: %s needs a password; save the file without one", manuscript.ErrEncrypted, name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", manuscript.ErrDamaged, name, err)
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
		return n, fmt.Errorf("%w: %s and the parts before it unpack to more than %d MiB", manuscript.ErrTooLarge, r.file.Name, maxUnpacked>>20)
	case r.read > ratioFloor && r.read/maxRatio > int64(r.file.CompressedSize64):
		return n, fmt.Errorf("%w: %s unpacks to more than %d times its size, as no manuscript does", manuscript.ErrTooLarge, r.file.Name, maxRatio)
	case err != nil && err != io.EOF:
		return n, fmt.Errorf("%w: %s cannot be unpacked; copy or save the file again (%w)", manuscript.ErrDamaged, r.file.Name, err)
	}
	return n, err
}
