package warc_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ibid-go/ibid/internal/warc"
)

// FuzzReader reads anything: it must end, move forward, and give no more than the limits allow.
func FuzzReader(f *testing.F) {
	for _, c := range edgeCases() {
		if len(c.file) < 1<<16 {
			f.Add(c.file)
		}
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		const limit = 1 << 20
		r := warc.NewReader(bytes.NewReader(file))
		r.MaxMember = limit
		var last error
		offset, skip := int64(0), int64(-1)
		for {
			rec, err := r.Next()
			if err == io.EOF || err != nil && err == last {
				return
			}
			if err != nil {
				last = err
				continue
			}
			if rec.Offset < offset || rec.Offset == offset && rec.Skip <= skip {
				t.Fatalf("record at %d+%d after one at %d+%d", rec.Offset, rec.Skip, offset, skip)
			}
			offset, skip = rec.Offset, rec.Skip
			n := rec.Length
			if err := rec.Verify(); err == nil && n > limit+int64(len(file)) {
				t.Fatalf("%d bytes out of %d", n, len(file))
			}
		}
	})
}

// FuzzRoundTrip writes a response and reads it back.
func FuzzRoundTrip(f *testing.F) {
	f.Add("http://a.example/", 200, "Content-Type", "text/html", []byte("<p>"), true)
	f.Add("\r\n\r\n", -1, "Transfer-Encoding", "chunked", []byte("5\r\nhello\r\n0\r\n\r\n"), false)
	f.Fuzz(func(t *testing.T, uri string, status int, name, value string, payload []byte, compress bool) {
		var file bytes.Buffer
		w := warc.NewPlainWriter(&file)
		if compress {
			w = warc.NewWriter(&file)
		}
		h := http.Header{}
		if strings.EqualFold(name, "Content-Length") {
			name = "X-" + name
		}
		h.Set(name, value)
		head := warc.ResponseHead(status, h, int64(len(payload)))
		d := warc.Response("", uri, time.Unix(0, 0), head, bytes.NewReader(payload))
		if _, err := w.Write(d); err != nil {
			t.Fatal(err)
		}
		written := bytes.Clone(file.Bytes())
		rec, err := warc.NewReader(&file).Next()
		if err != nil {
			t.Fatal(err)
		}
		m, err := rec.HTTP()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(m.Body); err != nil || !bytes.Equal(got, payload) {
			t.Fatalf("%q became %q (%v)", payload, got, err)
		}
		again, _ := warc.NewReader(bytes.NewReader(written)).Next()
		if err := again.Verify(); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzCDXJ reads any index; what is read is written and read again the same.
func FuzzCDXJ(f *testing.F) {
	f.Add("example,news)/a 20211209080000 {\"url\":\"https://news.example/a\",\"status\":\"200\",\"offset\":\"1\"}\n")
	f.Add("- 20211209080000 {\"url\":\" \",\"mime\":\"warc/revisit\",\"offset\":\"0\",\"skip\":\"7\"}")
	f.Fuzz(func(t *testing.T, text string) {
		for e, err := range warc.ReadCDXJ(strings.NewReader(text)) {
			if err != nil {
				continue
			}
			var b bytes.Buffer
			if err := warc.WriteCDXJ(&b, []warc.Entry{e}); err != nil {
				t.Fatal(err)
			}
			if b.Len() == 0 || strings.Count(b.String(), "\n") != 1 {
				t.Fatalf("%q is not one line", b.String())
			}
			b.Reset()
			if err := warc.WriteWholeCDXJ(&b, []warc.Entry{e}); err != nil {
				t.Fatal(err)
			}
			for again, err := range warc.ReadCDXJ(strings.NewReader(b.String())) {
				if err != nil || again != e {
					t.Fatalf("%+v became %+v (%v)", e, again, err)
				}
			}
		}
	})
}

// FuzzSURT makes keys of any address: one key for what differs only in what the key forgets.
func FuzzSURT(f *testing.F) {
	f.Add("http://www.example.com/a?b=1")
	f.Add("http://bücher.example/%")
	f.Fuzz(func(t *testing.T, address string) {
		key := warc.SURT(address)
		if strings.HasPrefix(address, "http://") && strings.TrimSpace(address) == address && warc.SURT(address+"#part") != key {
			t.Fatalf("%q and its fragment differ", address)
		}
	})
}
