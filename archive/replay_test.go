package archive_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/archive"
)

func request(t testing.TB, url string) *http.Request {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, url, nil)
	require.NoError(t, err)
	return req
}

func TestReplayIsFaithfulToTheTime(t *testing.T) {
	c := years(t)
	for at, want := range map[string]string{
		"2019-01-01": "200 first", "2020-12-01": "200 second", "2021-12-31": "404 gone", "2030-01-01": "404 gone",
	} {
		r := &archive.Replay{Collection: c, At: on(at)}
		resp, err := r.RoundTrip(request(t, story+"#part"))
		require.NoError(t, err)
		body, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		assert.Equal(t, want, resp.Status[:3]+" "+string(body), at)
	}
	resp, err := (&archive.Replay{Collection: c, At: on("2021-06-01")}).RoundTrip(request(t, story))
	require.NoError(t, err)
	assert.Equal(t, 301, resp.StatusCode)
	assert.Equal(t, "/moved", resp.Header.Get("Location"), "redirects are as recorded")
}

func TestReplayOfTheLastOfEqualTimes(t *testing.T) {
	c := collect(t, map[string][]byte{"x.warc.gz": file(t,
		page(story, "2020-01-01", 503, "busy"), page(story, "2020-01-01", 200, "second try"))})
	assert.Contains(t, get(t, &http.Client{Transport: &archive.Replay{Collection: c}}, story), "200 text/html second try")
}

// What the collection cannot answer is asked elsewhere, if there is anybody, and only that.
func TestReplayCompletes(t *testing.T) {
	net := &service{handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "live") })}
	client := &http.Client{Transport: &archive.Replay{Collection: years(t), Missing: net}}
	assert.Contains(t, get(t, client, "https://news.example/other"), "other")
	assert.Contains(t, get(t, client, "https://news.example/never"), "live")
	resp, err := client.Post(story, "text/plain", strings.NewReader("x"))
	require.NoError(t, err)
	resp.Body.Close()
	assert.Equal(t, []string{"https://news.example/never", story}, net.asked)

	whole := file(t, page(story, "2020-01-01", 200, "first"))
	damaged := collect(t, map[string][]byte{"torn.warc.gz": whole[:len(whole)-9]})
	client.Transport = &archive.Replay{Collection: damaged, Missing: net}
	assert.Contains(t, get(t, client, story), "live", "a record that is damaged")
	require.NoError(t, damaged.Close())
	_, err = client.Get(story)
	assert.ErrorIs(t, err, fs.ErrClosed)
	_, err = (&archive.Replay{Missing: net}).RoundTrip(request(t, story))
	assert.ErrorContains(t, err, "no Collection")
}

func TestReplayWithoutARecord(t *testing.T) {
	client := &http.Client{Transport: &archive.Replay{Collection: years(t)}}
	_, err := client.Get("https://news.example/never")
	assert.ErrorIs(t, err, archive.ErrNotFound)
	var unrecorded *archive.UnrecordedError
	require.ErrorAs(t, err, &unrecorded)
	assert.Equal(t, "https://news.example/never", unrecorded.URL)
	assert.ErrorContains(t, err, "not in the recorded evidence")

	_, err = client.Post(story, "text/plain", strings.NewReader("x"))
	assert.ErrorContains(t, err, "POST cannot be replayed")
	_, err = new(archive.Replay).RoundTrip(request(t, story))
	assert.ErrorContains(t, err, "no Collection")
}

func TestReplayOfAHeadWithoutStatus(t *testing.T) {
	d := page(story, "2020-01-01", 200, "old server")
	d.Head = []byte("Content-Type: text/html\r\nServer: old\r\n\r\n")
	c := collect(t, map[string][]byte{"x.warc.gz": file(t, d)})
	assert.Contains(t, get(t, &http.Client{Transport: &archive.Replay{Collection: c}}, story), "old server")
}

func TestReplayOfABlockThatIsNoHTTP(t *testing.T) {
	d := page(story, "2020-01-01", 200, "")
	d.Head = []byte("no head ends here")
	c := collect(t, map[string][]byte{"x.warc.gz": file(t, d)})
	_, err := (&archive.Replay{Collection: c}).RoundTrip(request(t, story))
	var failed *archive.Error
	assert.ErrorAs(t, err, &failed)
}

func TestReplayOfHead(t *testing.T) {
	resp, err := (&http.Client{Transport: &archive.Replay{Collection: years(t)}}).Head("https://news.example/other")
	require.NoError(t, err)
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	assert.Empty(t, body)
	assert.EqualValues(t, len("other"), resp.ContentLength)
}

func TestReplayDoesNotAnswerWithARedirectToTheQuestion(t *testing.T) {
	c := collect(t, map[string][]byte{"x.warc.gz": file(t,
		page("http://www.news.example/", "2020-01-01", 301, "", "Location", "https://news.example/"),
		page("http://bad.example/", "2020-01-01", 301, "", "Location", "http://%zz"),
	)})
	client := &http.Client{Transport: &archive.Replay{Collection: c}}
	_, err := client.Get("https://news.example/")
	assert.ErrorIs(t, err, archive.ErrNotFound)
	resp, err := client.Transport.RoundTrip(request(t, "https://www.news.example/"))
	require.NoError(t, err, "for another question the redirect is the answer")
	assert.Equal(t, 301, resp.StatusCode)
	resp, err = client.Transport.RoundTrip(request(t, "https://bad.example/"))
	require.NoError(t, err)
	assert.Equal(t, 301, resp.StatusCode)
}

func TestReplayUndoesGzipAsATransportWould(t *testing.T) {
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	w.Write([]byte("text"))
	require.NoError(t, w.Close())
	c := collect(t, map[string][]byte{"x.warc.gz": file(t,
		page(story, "2020-01-01", 200, zipped.String(), "Content-Encoding", "gzip"),
		page(story+"/no-gzip", "2020-01-01", 200, "not compressed at all", "Content-Encoding", "gzip"),
		page(story+"/br", "2020-01-01", 200, "other coding", "Content-Encoding", "br"),
	)})
	r := &archive.Replay{Collection: c}
	resp, err := r.RoundTrip(request(t, story))
	require.NoError(t, err)
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	assert.Equal(t, "text", string(body))
	assert.True(t, resp.Uncompressed)
	assert.Empty(t, resp.Header.Get("Content-Encoding"))

	req := request(t, story)
	req.Header.Set("Accept-Encoding", "gzip")
	resp, err = r.RoundTrip(req)
	require.NoError(t, err)
	body, err = io.ReadAll(resp.Body)
	require.NoError(t, err)
	assert.Equal(t, zipped.Bytes(), body, "a client that asks for gzip gets the bytes")
	assert.Same(t, req, resp.Request)

	resp, err = r.RoundTrip(request(t, story+"/no-gzip"))
	require.NoError(t, err)
	_, err = io.ReadAll(resp.Body)
	assert.ErrorIs(t, err, gzip.ErrHeader)
	resp, err = r.RoundTrip(request(t, story+"/br"))
	require.NoError(t, err)
	assert.Equal(t, "br", resp.Header.Get("Content-Encoding"))
}
