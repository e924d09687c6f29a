package pdf

import (
	"bytes"
	"compress/zlib"
	"io"
	"iter"
)

// Bounds of the search for compressed metadata.
const (
	// maxMetadata is how many places that mention metadata are looked at: each
	// page and each picture of a file may have some.
	maxMetadata = 32
	// maxDictionary bounds the dictionary of a stream, in bytes.
	maxDictionary = 1 << 10
)

// metadataStreams gives the metadata streams of a file that are compressed (ISO
// 32000-1, 7.3.8 and 14.3.2), unpacked. They are found by their looks, since
// PDFium does not give them.
func metadataStreams(file []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		name := []byte("/Metadata")
		at := 0
		for range maxMetadata {
			n := bytes.Index(file[at:], name)
			if n < 0 {
				return
			}
			at += n + len(name)
			if data := unpack(file, at); data != nil && !yield(data) {
				return
			}
		}
	}
}

// unpack gives the content of the stream in whose dictionary offset at lies,
// nil where it lies in none, or the stream is not compressed or is damaged.
func unpack(file []byte, at int) []byte {
	before := file[max(0, at-maxDictionary):at]
	before = before[bytes.LastIndex(before, []byte("obj"))+1:]
	behind, _, _ := bytes.Cut(file[at:min(len(file), at+maxDictionary)], []byte("endobj"))
	end := bytes.Index(behind, []byte("stream"))
	if end < 0 || !bytes.Contains(before, []byte("/FlateDecode")) && !bytes.Contains(behind[:end], []byte("/FlateDecode")) {
		return nil
	}
	body := bytes.TrimLeft(file[at+end+len("stream"):], "\r\n")
	r, err := zlib.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil
	}
	defer r.Close()
	data, _ := io.ReadAll(io.LimitReader(r, maxPacket)) // what was read before damage may be enough
	return data
}
