package warc

import (
	"bufio"
	"bytes"
	"strings"
	"testing"
)

// FuzzHeader reads the fields of anything: what comes out is no more than what went in, stands in one line each, and is read again from what is written.
func FuzzHeader(f *testing.F) {
	f.Add([]byte("WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nhello"))
	f.Add([]byte("WARC/1.0\nX: one\n two\n\tthree\n:\nno colon\nContent-Length: 1\nContent-Length: 2\n\n"))
	f.Add([]byte("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\n\r\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		const limit = 1 << 10
		_, fields, err := readHead(bufio.NewReader(bytes.NewReader(text)), limit)
		size := 0
		for _, field := range fields {
			size += len(field.Name) + len(field.Value)
			if strings.ContainsAny(field.Name, ":\n") || strings.Contains(field.Value, "\n") {
				t.Fatalf("%q is not one field", field)
			}
		}
		if size > min(len(text), limit) {
			t.Fatalf("%d bytes came out of %d", size, len(text))
		}
		if n, err := fields.contentLength(); err == nil && n < 0 {
			t.Fatalf("length %d", n)
		}
		if err != nil || bytes.ContainsAny(text, "\r\x00") {
			return // such bytes are not written
		}
		var b bytes.Buffer
		b.WriteString("WARC/1.1\r\n")
		fields.writeTo(&b)
		b.WriteString("\r\n")
		_, again, err := readHead(bufio.NewReader(&b), 8*limit)
		if err != nil || len(again) != len(fields) {
			t.Fatalf("%q became %q (%v)", fields, again, err)
		}
		for i := range fields {
			if fields[i] != again[i] {
				t.Fatalf("%q became %q", fields[i], again[i])
			}
		}
	})
}
