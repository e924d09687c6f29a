package warc_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/internal/warc"
)

func message(t *testing.T, block string) (*warc.HTTP, error) {
	t.Helper()
	rec, err := warc.NewReader(bytes.NewReader(odd{block: []byte(block)}.bytes())).Next()
	require.NoError(t, err)
	return rec.HTTP()
}

func TestHTTPMessages(t *testing.T) {
	for _, c := range []struct {
		name, block string
		status      int
		body        string
		length      int64
	}{
		{"usual", hello, 200, "hello", 5},
		{"newer protocol", "HTTP/2 404\r\nA: b\r\n\r\nx", 404, "x", 1},
		{"LF only", "HTTP/1.0 301 Moved\nLocation: /\n\nx", 301, "x", 1},
		{"no status", "HTTP/1.1 OK\r\n\r\nx", 0, "x", 1},
		{"odd status", "HTTP/1.1 2xx OK\r\n\r\nx", 0, "x", 1},
		{"request", "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n", 0, "", 0},
		{"line without colon", "HTTP/1.1 200 OK\r\nnonsense\r\nA: b\r\n\r\nx", 200, "x", 1},
		{"fold without a field", "HTTP/1.1 200 OK\r\n folded\r\nA: b\r\n\r\nx", 200, "x", 1},
		{"endless folds", "HTTP/1.1 200 OK\r\nA: b\r\n" + strings.Repeat(" "+strings.Repeat("f", 99)+"\r\n", 5000) + "\r\nx", 200, "x", 1},
		{"chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", 200, "abcde", -1},
		{"chunks taken out already", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<title>", 200, "<title>", 7},
		{"chunked and empty", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", 200, "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := message(t, c.block)
			require.NoError(t, err)
			assert.Equal(t, c.status, m.Status)
			assert.Equal(t, c.length, m.Length)
			body, err := io.ReadAll(m.Body)
			require.NoError(t, err)
			assert.Equal(t, c.body, string(body))
		})
	}
}

func TestHTTPHeadWithoutEnd(t *testing.T) {
	_, err := message(t, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
	assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
}

func TestHTTPEmptyBlock(t *testing.T) {
	rec, err := warc.NewReader(bytes.NewReader(odd{block: []byte{}}.bytes())).Next()
	require.NoError(t, err)
	m, err := rec.HTTP()
	require.NoError(t, err)
	assert.Zero(t, m.Status)
	assert.NotNil(t, m.Header)
}

func TestRequestHead(t *testing.T) {
	head := warc.RequestHead("GET", "/a\r\nb", "news.example", http.Header{"Accept": {"*/*"}})
	assert.Equal(t, "GET /a  b HTTP/1.1\r\nHost: news.example\r\nAccept: */*\r\n\r\n", string(head))
}

// TestPayloadDigestOfChunks is for the two readings of a payload: as stored, and with the chunks undone.
func TestPayloadDigestOfChunks(t *testing.T) {
	const chunks = "3\r\nabc\r\n0\r\n\r\n"
	block := []byte("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)
	for digest, matches := range map[string]bool{
		warc.Digest([]byte(chunks)): true, warc.Digest([]byte("abc")): true, warc.Digest([]byte("abd")): false,
	} {
		file := odd{block: block, extra: "WARC-Payload-Digest: " + digest}.bytes()
		rec, err := warc.NewReader(bytes.NewReader(file)).Next()
		require.NoError(t, err)
		err = rec.Verify()
		var bad *warc.DigestError
		if matches {
			assert.NoError(t, err)
		} else if assert.ErrorAs(t, err, &bad) {
			assert.Equal(t, warc.FieldPayloadDigest, bad.Field)
			assert.Contains(t, bad.Error(), digest)
		}
	}
}

func TestVerifyOfDamagedBlocks(t *testing.T) {
	for _, payload := range []bool{true, false} {
		file := odd{extra: fmt.Sprintf("WARC-Payload-Digest: %s", warc.Digest([]byte("hello")))}.bytes()
		if !payload {
			file = odd{}.bytes()
		}
		rec, err := warc.NewReader(bytes.NewReader(file[:len(file)-6])).Next()
		require.NoError(t, err)
		assert.ErrorIs(t, rec.Verify(), io.ErrUnexpectedEOF)
	}
}
