package fetch

import (
	"bytes"
	"compress/flate"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sent serves body as encoded by what coding says.
func sent(coding string, body []byte) *Client {
	return &Client{Delay: -1, Transport: transportFunc(func(req *http.Request) (*http.Response, error) {
		return answer(req, 200, string(body), "Content-Encoding", coding, "Content-Length", "77"), nil
	})}
}

func rawDeflate(b []byte) []byte {
	var buf bytes.Buffer
	w, _ := flate.NewWriter(&buf, flate.BestSpeed)
	w.Write(b)
	w.Close()
	return buf.Bytes()
}

func brotlied(b []byte) []byte {
	var buf bytes.Buffer
	w := brotli.NewWriter(&buf)
	w.Write(b)
	w.Close()
	return buf.Bytes()
}

func zstded(b []byte) []byte {
	w, _ := zstd.NewWriter(nil)
	defer w.Close()
	return w.EncodeAll(b, nil)
}

func TestBodiesAreDecoded(t *testing.T) {
	page := []byte("<title>A page</title>" + strings.Repeat(" words", 500))
	gz := gzipped(page)
	for name, tc := range map[string]struct {
		coding string
		body   []byte
	}{
		"plain":            {"", page},
		"identity":         {"identity", page},
		"gzip":             {"gzip", gz},
		"x-gzip":           {"X-GZIP", gz},
		"zlib":             {"deflate", zlibbed(page)},
		"raw deflate":      {"deflate", rawDeflate(page)},
		"twice":            {"gzip, deflate", zlibbed(gz)},
		"two members":      {"gzip", append(gzipped(page[:100]), gzipped(page[100:])...)},
		"padding":          {"gzip", append(bytes.Clone(gz), 0, 0, 0, 0)},
		"br":               {"br", brotlied(page)},
		"zstd":             {"zstd", zstded(page)},
		"zstd over br":     {"br, zstd", zstded(brotlied(page))},
		"trailing newline": {"gzip", append(bytes.Clone(gz), '\n')},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := sent(tc.coding, tc.body).Get(t.Context(), "http://a.test/")
			require.NoError(t, err)
			assert.Equal(t, string(page), string(r.Body))
			if tc.coding != "" && tc.coding != "identity" {
				assert.NotContains(t, r.Header, "Content-Encoding")
				assert.NotContains(t, r.Header, "Content-Length")
			}
		})
	}
}

func TestEmptyBodyNeedsNoDecoding(t *testing.T) {
	r, err := sent("gzip", nil).Get(t.Context(), "http://a.test/")
	require.NoError(t, err)
	assert.Empty(t, r.Body)
}

func TestBodiesThatCannotBeDecoded(t *testing.T) {
	page := gzipped([]byte(strings.Repeat("abc", 1000)))
	damaged := bytes.Clone(page)
	damaged[len(damaged)-6] ^= 0xff // checksum
	for name, tc := range map[string]struct {
		coding string
		body   []byte
		want   Kind
	}{
		"unknown coding": {"compress", page, KindEncoding},
		"one unknown":    {"gzip, compress", page, KindEncoding},
		"not br":         {"br", page, KindEncoding},
		"not zstd":       {"zstd", page, KindEncoding},
		"br cut short":   {"br", brotlied(page)[:20], KindReset},
		"zstd cut short": {"zstd", zstded(page)[:20], KindReset},
		"too many":       {"gzip, gzip, gzip", page, KindEncoding},
		"not gzip":       {"gzip", []byte("<title>in the clear</title>"), KindEncoding},
		"checksum":       {"gzip", damaged, KindEncoding},
		"not deflate":    {"deflate", []byte{0xff, 0xff, 0xff}, KindEncoding},
		"cut short":      {"gzip", page[:len(page)/2], KindReset},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := sent(tc.coding, tc.body).Get(t.Context(), "http://a.test/")
			assert.Equal(t, tc.want, kind(t, err), "%v", err)
		})
	}
}

func TestBombsAreNotUnpacked(t *testing.T) {
	zeros := make([]byte, 8<<20)
	for name, tc := range map[string]struct {
		coding string
		body   []byte
	}{
		"gzip":    {"gzip", gzipped(zeros)},
		"deflate": {"deflate", zlibbed(zeros)},
		"nested":  {"gzip, gzip", gzipped(gzipped(zeros))},
	} {
		t.Run(name, func(t *testing.T) {
			c := sent(tc.coding, tc.body)
			_, err := c.Get(t.Context(), "http://a.test/")
			assert.Equal(t, KindBomb, kind(t, err))
			var e *Error
			require.ErrorAs(t, err, &e)
			assert.Less(t, len(e.Response.Body), 2*ratioFloor)
		})
	}
}

// A stream of empty members gives nothing and never ends: it is held by the
// bound on what is received.
func TestEndlessEmptyMembersEnd(t *testing.T) {
	c := sent("gzip", bytes.Repeat(gzipped(nil), 10_000))
	c.MaxBytes = 100 << 10
	r, err := c.Get(t.Context(), "http://a.test/")
	require.NoError(t, err)
	assert.True(t, r.Truncated)
	assert.Empty(t, r.Body)
}

func TestTransportBeneathSeesWhatWasSent(t *testing.T) {
	page := gzipped([]byte("a page"))
	c, at := web(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(page)
	}))
	network := &Network{AllowPrivate: true, AnyPort: true}
	defer network.CloseIdleConnections()
	var seen bytes.Buffer
	c.Transport = transportFunc(func(req *http.Request) (*http.Response, error) {
		resp, err := network.RoundTrip(req)
		if err == nil {
			assert.Equal(t, "gzip", resp.Header.Get("Content-Encoding"))
			_, err = seen.ReadFrom(resp.Body)
			resp.Body = http.NoBody
		}
		return resp, err
	})
	_, err := c.Get(t.Context(), at)
	require.NoError(t, err)
	assert.Equal(t, page, seen.Bytes())
}

func FuzzDecode(f *testing.F) {
	f.Add("gzip", gzipped([]byte("page")))
	f.Add("deflate", zlibbed([]byte("page")))
	f.Add("gzip, deflate", zlibbed(gzipped([]byte("page"))))
	f.Add("deflate", []byte{0x78})
	f.Fuzz(func(t *testing.T, coding string, body []byte) {
		c := sent(coding, body)
		c.MaxBytes = 64 << 10
		r, err := c.Get(t.Context(), "http://a.test/")
		if (r == nil) == (err == nil) {
			t.Fatalf("response %v, error %v", r, err)
		}
		if r != nil && int64(len(r.Body)) > c.MaxBytes {
			t.Fatalf("%d bytes", len(r.Body))
		}
	})
}
