package archive_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/internal/golden"
)

func gzipped(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write([]byte(text))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return b.String()
}

// TestHandlerAnswers runs testdata/handler.txtar: a request, and the answer to it.
func TestHandlerAnswers(t *testing.T) {
	first := page(story, "2019-05-01", 200, "first")
	handler := archive.Handler(collect(t, map[string][]byte{"a.warc": plain(t, // places in a compressed file depend on the compressor
		first, revisit(first, story, "2019-06-01", 200, nil), page(story, "2020-01-01", 200, "second", "Set-Cookie", "a=b"), page(story, "2022-01-01", 404, "gone"),
		page("https://news.example/old", "2021-01-01", 301, "", "Location", "/story"),
		page("https://news.example/a b?x=1&y=<2>", "2021-01-01", 200, "query"),
		page("https://news.example/packed", "2021-01-01", 200, gzipped(t, "unpacked"), "Content-Encoding", "gzip"),
		page("https://sub.news.example/", "2021-01-01", 200, "sub"),
	)}))
	const name = "testdata/handler.txtar"
	ar := golden.Load(t, name)
	for i, f := range ar.Files {
		request, want, _ := strings.Cut(string(f.Data), "\n=>\n")
		got := exchange(t, handler, request)
		if golden.Updating() {
			ar.Files[i].Data = []byte(request + "\n=>\n" + got)
			continue
		}
		assert.Equal(t, want, got, f.Name)
	}
	golden.Save(t, name, ar)
}

// exchange sends "METHOD PATH" with fields and writes the answer as text.
func exchange(t *testing.T, h http.Handler, request string) string {
	t.Helper()
	line, fields, _ := strings.Cut(request, "\n")
	method, path, _ := strings.Cut(line, " ")
	r := httptest.NewRequestWithContext(t.Context(), method, "http://archive.test"+strings.ReplaceAll(path, "STORY", story), nil)
	for field := range strings.Lines(fields) {
		name, value, _ := strings.Cut(strings.TrimSpace(field), ": ")
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	resp := w.Result()
	var b bytes.Buffer
	b.WriteString(resp.Status + "\n")
	require.NoError(t, resp.Header.Write(&b))
	b.WriteString("\n")
	_, err := io.Copy(&b, resp.Body)
	require.NoError(t, err)
	return strings.TrimRight(strings.ReplaceAll(b.String(), "\r\n", "\n"), "\n") + "\n"
}

func TestHandlerOfADamagedCollectionDoesNotSayAbsent(t *testing.T) {
	content := file(t, page(story, "2020-01-01", 200, "a"), page(story+"/2", "2020-01-01", 200, "b"))
	handler := archive.Handler(collect(t, map[string][]byte{"a.warc.gz": content[:len(content)-20]}))
	got := exchange(t, handler, "GET /timegate/https://news.example/never")
	assert.True(t, strings.HasPrefix(got, "503"), got)
}

func TestHandlerBreaksOffABodyThatIsNotWhole(t *testing.T) {
	d := page(story, "2020-01-01", 200, "part")
	d.Truncate("length")
	server := httptest.NewServer(archive.Handler(collect(t, map[string][]byte{"a.warc.gz": file(t, d)})))
	defer server.Close()
	resp, err := server.Client().Get(server.URL + "/web/20200101000000id_/" + story)
	if err == nil {
		_, err = io.ReadAll(resp.Body)
		resp.Body.Close()
	}
	assert.Error(t, err)
}
