package archive_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/internal/warc"
)

// site answers a few paths in the ways that matter for recording.
func site() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<title>The page</title>")
	})
	mux.HandleFunc("/chunked", func(w http.ResponseWriter, r *http.Request) {
		for i := range 3 {
			fmt.Fprintf(w, "part %d\n", i)
			w.(http.Flusher).Flush()
		}
	})
	mux.HandleFunc("/gzip", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		zip := gzip.NewWriter(w)
		fmt.Fprint(zip, "inflated text")
		zip.Close()
	})
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/page?from=moved", http.StatusMovedPermanently)
	})
	mux.HandleFunc("/long", func(w http.ResponseWriter, r *http.Request) {
		w.Write(bytes.Repeat([]byte("0123456789abcdef"), 1<<17))
	})
	return mux
}

// record gets paths through a recorder and returns what the client saw, and the file.
func record(t *testing.T, server *httptest.Server, setUp func(*archive.Recorder), paths ...string) (seen map[string]string, file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "evidence.warc.gz")
	recorder, err := archive.OpenRecorder(file, "test/1")
	require.NoError(t, err)
	if setUp != nil {
		setUp(recorder)
	}
	seen = map[string]string{}
	for _, path := range paths {
		seen[path] = get(t, &http.Client{Transport: recorder}, server.URL+path)
	}
	require.NoError(t, recorder.Close())
	return seen, file
}

func get(t *testing.T, client *http.Client, url string) string {
	t.Helper()
	resp, err := client.Get(url)
	require.NoError(t, err)
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	return fmt.Sprintf("%d %s %s", resp.StatusCode, resp.Header.Get("Content-Type"), body)
}

func replay(t *testing.T, file string) *http.Client {
	t.Helper()
	collection, err := archive.OpenPath(file)
	require.NoError(t, err)
	require.Empty(t, collection.Damage())
	t.Cleanup(func() { collection.Close() })
	return &http.Client{Transport: &archive.Replay{Collection: collection}}
}

func TestReplayGivesWhatWasRecorded(t *testing.T) {
	server := httptest.NewServer(site())
	paths := []string{"/page", "/chunked", "/moved", "/long", "/absent"}
	seen, file := record(t, server, nil, paths...)
	server.Close()
	client := replay(t, file)
	for _, path := range paths {
		assert.Equal(t, seen[path], get(t, client, server.URL+path), path)
	}
}

func TestRecordsAreWholeAndVerify(t *testing.T) {
	server := httptest.NewServer(site())
	defer server.Close()
	_, file := record(t, server, nil, "/page", "/chunked", "/gzip", "/moved")
	records := readRecords(t, file)
	types := map[warc.Type]int{}
	for _, r := range records {
		types[r.Type()]++
		assert.Equal(t, "1.1", r.Version)
		if r.Type() == warc.TypeRequest {
			response := records[r.Header.Get(warc.FieldConcurrentTo)]
			require.NotNil(t, response)
			assert.Contains(t, []warc.Type{warc.TypeResponse, warc.TypeRevisit}, response.Type())
			assert.Equal(t, response.Header.Get(warc.FieldDate), r.Header.Get(warc.FieldDate))
			assert.Equal(t, "127.0.0.1", response.Header.Get(warc.FieldIPAddress))
		}
	}
	assert.Equal(t, map[warc.Type]int{warc.TypeInfo: 1, warc.TypeResponse: 4, warc.TypeRevisit: 1, warc.TypeRequest: 5, warc.TypeMetadata: 5}, types)
}

// readRecords verifies every record of a file.
func readRecords(t *testing.T, file string) map[string]*warc.Record {
	t.Helper()
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	records := map[string]*warc.Record{}
	for r := warc.NewReader(f); ; {
		rec, err := r.Next()
		if err == io.EOF {
			return records
		}
		require.NoError(t, err)
		require.NoError(t, rec.Verify())
		records[rec.ID()] = rec
	}
}

func TestContentEncodingIsKeptAndChunksAreNot(t *testing.T) {
	server := httptest.NewServer(site())
	_, file := record(t, server, nil, "/gzip", "/chunked")
	server.Close()

	req, err := http.NewRequest(http.MethodGet, server.URL+"/gzip", nil)
	require.NoError(t, err)
	req.Header.Set("Accept-Encoding", "gzip")
	resp, err := replay(t, file).Do(req)
	require.NoError(t, err)
	assert.Equal(t, "gzip", resp.Header.Get("Content-Encoding"))
	zip, err := gzip.NewReader(resp.Body)
	require.NoError(t, err)
	text, err := io.ReadAll(zip)
	require.NoError(t, err)
	assert.Equal(t, "inflated text", string(text))
	require.NoError(t, resp.Body.Close())

	assert.Contains(t, get(t, replay(t, file), server.URL+"/gzip"), "inflated text", "a client that says nothing of encodings gets text")

	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	zip, err = gzip.NewReader(bytes.NewReader(raw))
	require.NoError(t, err)
	all, err := io.ReadAll(zip)
	require.NoError(t, err)
	assert.NotContains(t, string(all), "Transfer-Encoding")
	assert.Contains(t, string(all), "\r\nContent-Length: 21\r\n")
	assert.Contains(t, string(all), "\r\n\r\npart 0\npart 1\npart 2\n")
}

func TestLongBodyIsCutInTheRecordOnly(t *testing.T) {
	server := httptest.NewServer(site())
	seen, file := record(t, server, func(r *archive.Recorder) { r.MaxBytes = 1000 }, "/long")
	server.Close()
	assert.Greater(t, len(seen["/long"]), 1<<20, "the caller gets everything")
	resp, err := replay(t, file).Get(server.URL + "/long")
	require.NoError(t, err)
	body, err := io.ReadAll(resp.Body)
	assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
	assert.Len(t, body, 1000)
	assertTruncated(t, file, warc.TruncatedLength)
}

func assertTruncated(t *testing.T, file, reason string) {
	t.Helper()
	found := false
	for _, r := range readRecords(t, file) {
		if r.Type() == warc.TypeResponse {
			found = true
			assert.Equal(t, reason, r.Truncated())
			assert.Equal(t, reason == "", r.Header.Get(warc.FieldPayloadDigest) != "", "only a whole payload has a digest")
		}
	}
	assert.True(t, found)
}

func TestCallerThatStopsEarly(t *testing.T) {
	server := httptest.NewServer(site())
	defer server.Close()
	file := filepath.Join(t.TempDir(), "early.warc.gz")
	recorder, err := archive.OpenRecorder(file, "")
	require.NoError(t, err)
	resp, err := (&http.Client{Transport: recorder}).Get(server.URL + "/long")
	require.NoError(t, err)
	_, err = io.ReadFull(resp.Body, make([]byte, 100))
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.NoError(t, recorder.Close())
	assertTruncated(t, file, warc.TruncatedUnspecified)
}

func TestCallerThatReadsExactlyTheLength(t *testing.T) {
	server := httptest.NewServer(site())
	defer server.Close()
	file := filepath.Join(t.TempDir(), "exact.warc.gz")
	recorder, err := archive.OpenRecorder(file, "")
	require.NoError(t, err)
	resp, err := (&http.Client{Transport: recorder}).Get(server.URL + "/page")
	require.NoError(t, err)
	_, err = io.ReadFull(resp.Body, make([]byte, resp.ContentLength))
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.NoError(t, recorder.Close())
	assertTruncated(t, file, "")
}

// roundTrip is a transport made of a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

type timeout struct{}

func (timeout) Error() string { return "too slow" }
func (timeout) Timeout() bool { return true }

func TestBrokenBodies(t *testing.T) {
	for reason, failure := range map[string]error{
		warc.TruncatedDisconnect:  io.ErrUnexpectedEOF,
		warc.TruncatedTime:        timeout{},
		warc.TruncatedUnspecified: context.Canceled,
	} {
		t.Run(reason, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "broken.warc.gz")
			recorder, err := archive.OpenRecorder(file, "")
			require.NoError(t, err)
			recorder.Transport = roundTrip(func(r *http.Request) (*http.Response, error) {
				body := io.MultiReader(strings.NewReader("half"), errorReader{failure})
				return &http.Response{StatusCode: 200, Header: http.Header{"Content-Length": {"8"}}, ContentLength: 8, Body: io.NopCloser(body)}, nil
			})
			resp, err := (&http.Client{Transport: recorder}).Get("http://news.example/")
			require.NoError(t, err)
			_, err = io.ReadAll(resp.Body)
			require.ErrorIs(t, err, failure)
			require.NoError(t, resp.Body.Close())
			require.NoError(t, recorder.Close())
			assertTruncated(t, file, reason)
		})
	}
}

type errorReader struct{ err error }

func (e errorReader) Read([]byte) (int, error) { return 0, e.err }

func TestSecretsAreNotRecorded(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret.warc.gz")
	recorder, err := archive.OpenRecorder(file, "")
	require.NoError(t, err)
	recorder.Transport = roundTrip(func(r *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 204, Header: http.Header{}, Body: http.NoBody}, nil
	})
	req, err := http.NewRequest(http.MethodGet, "http://user:hidden@news.example/a?b=c#frag", nil)
	require.NoError(t, err)
	req.Header.Set("Cookie", "session=hidden")
	req.Header.Set("Authorization", "LOW key:hidden")
	req.Header.Set("X-Note", "kept")
	resp, err := recorder.RoundTrip(req)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.NoError(t, recorder.Close())
	var text strings.Builder
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	zip, err := gzip.NewReader(f)
	require.NoError(t, err)
	_, err = io.Copy(&text, zip)
	require.NoError(t, err)
	assert.NotContains(t, text.String(), "hidden")
	assert.Contains(t, text.String(), "GET /a?b=c HTTP/1.1\r\nHost: news.example\r\nX-Note: kept\r\n")
	assert.Contains(t, text.String(), "WARC-Target-URI: http://news.example/a?b=c\r\n")
}

func TestManyAtOnce(t *testing.T) {
	server := httptest.NewServer(site())
	file := filepath.Join(t.TempDir(), "many.warc.gz")
	recorder, err := archive.OpenRecorder(file, "")
	require.NoError(t, err)
	client := &http.Client{Transport: recorder}
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() { get(t, client, fmt.Sprintf("%s/page?n=%d", server.URL, i)) })
	}
	wg.Wait()
	require.NoError(t, recorder.Close())
	server.Close()
	offline := replay(t, file)
	for i := range 20 {
		assert.Contains(t, get(t, offline, fmt.Sprintf("%s/page?n=%d", server.URL, i)), "The page")
	}
}

func TestTransportOfTheCaller(t *testing.T) {
	server := httptest.NewServer(site())
	own := &http.Transport{DisableCompression: true}
	seen, file := record(t, server, func(r *archive.Recorder) { r.Transport = own }, "/page", "/moved")
	server.Close()
	own.CloseIdleConnections()
	assert.Equal(t, seen["/moved"], get(t, replay(t, file), server.URL+"/moved"))
}

// TestTemporaryFilesAreRemoved records a body that does not stay in memory.
func TestTemporaryFilesAreRemoved(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	server := httptest.NewServer(site())
	defer server.Close()
	file := filepath.Join(t.TempDir(), "long.warc.gz")
	recorder, err := archive.OpenRecorder(file, "")
	require.NoError(t, err)
	get(t, &http.Client{Transport: recorder}, server.URL+"/long")
	require.NoError(t, recorder.Close())
	left, err := filepath.Glob(filepath.Join(dir, "ibid-record-*"))
	require.NoError(t, err)
	assert.Empty(t, left)
}

func TestNoRoomForALongBody(t *testing.T) {
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "missing"))
	server := httptest.NewServer(site())
	defer server.Close()
	file := filepath.Join(t.TempDir(), "long.warc.gz")
	recorder, err := archive.OpenRecorder(file, "")
	require.NoError(t, err)
	resp, err := (&http.Client{Transport: recorder}).Get(server.URL + "/long")
	require.NoError(t, err)
	n, err := io.Copy(io.Discard, resp.Body)
	require.NoError(t, err)
	assert.EqualValues(t, 2<<20, n, "the caller gets everything")
	assert.ErrorIs(t, resp.Body.Close(), os.ErrNotExist)
	assert.Error(t, recorder.Close())
	assertTruncated(t, file, warc.TruncatedUnspecified)
}

func TestOneRecorderAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "one.warc.gz")
	first, err := archive.OpenRecorder(file, "")
	require.NoError(t, err)
	_, err = archive.OpenRecorder(file, "")
	assert.ErrorIs(t, err, warc.ErrLocked)
	require.NoError(t, first.Close())
	second, err := archive.OpenRecorder(file, "")
	require.NoError(t, err)
	require.NoError(t, second.Close())
}

func TestRecorderIsReopenedAndAppends(t *testing.T) {
	server := httptest.NewServer(site())
	_, file := record(t, server, nil, "/page")
	recorder, err := archive.OpenRecorder(file, "")
	require.NoError(t, err)
	get(t, &http.Client{Transport: recorder}, server.URL+"/chunked")
	require.NoError(t, recorder.Close())
	server.Close()
	client := replay(t, file)
	assert.Contains(t, get(t, client, server.URL+"/page"), "The page")
	assert.Contains(t, get(t, client, server.URL+"/chunked"), "part 2")
}

func TestOtherMethodsPassUnrecorded(t *testing.T) {
	server := httptest.NewServer(site())
	defer server.Close()
	file := filepath.Join(t.TempDir(), "head.warc.gz")
	recorder, err := archive.OpenRecorder(file, "")
	require.NoError(t, err)
	resp, err := (&http.Client{Transport: recorder}).Head(server.URL + "/page")
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.NoError(t, recorder.Close())
	collection, err := archive.OpenPath(file)
	require.NoError(t, err)
	assert.Zero(t, collection.Len())
}

func TestFailuresOfRecording(t *testing.T) {
	_, err := new(archive.Recorder).RoundTrip(httptest.NewRequest(http.MethodGet, "/", nil))
	assert.ErrorContains(t, err, "OpenRecorder")
	assert.NoError(t, new(archive.Recorder).Close())

	_, err = archive.OpenRecorder(t.TempDir(), "")
	assert.Error(t, err, "a folder is no file")

	recorder, err := archive.OpenRecorder(filepath.Join(t.TempDir(), "late.warc.gz"), "")
	require.NoError(t, err)
	dead := errors.New("no route")
	recorder.Transport = roundTrip(func(*http.Request) (*http.Response, error) { return nil, dead })
	_, err = recorder.RoundTrip(httptest.NewRequest(http.MethodGet, "http://a.example/", nil))
	assert.ErrorIs(t, err, dead)
	recorder.Transport = roundTrip(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("late"))}, nil
	})
	resp, err := recorder.RoundTrip(httptest.NewRequest(http.MethodGet, "http://a.example/", nil))
	require.NoError(t, err)
	require.NoError(t, recorder.Close())
	assert.ErrorIs(t, resp.Body.Close(), os.ErrClosed, "what cannot be recorded any more says so")
}

func TestTimeOfRecordIsTheStart(t *testing.T) {
	server := httptest.NewServer(site())
	before := time.Now().UTC().Truncate(time.Microsecond)
	_, file := record(t, server, nil, "/page")
	server.Close()
	collection, err := archive.OpenPath(file)
	require.NoError(t, err)
	s, err := collection.Find(t.Context(), archive.Query{URL: server.URL + "/page"})
	require.NoError(t, err)
	assert.WithinRange(t, s.Time, before, time.Now().UTC())
	assert.Equal(t, "text/html", s.MediaType)
	assert.Equal(t, filepath.Base(file), s.Archive)
	assert.True(t, s.Good())
}
