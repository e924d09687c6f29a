package archive_test

import (
	stdzip "archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/internal/warc"
)

func on(date string) time.Time {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	return t
}

// page is a response to be put into a test collection.
func page(url, date string, status int, body string, fields ...string) *warc.Draft {
	h := http.Header{"Content-Type": {"text/html"}}
	for i := 0; i+1 < len(fields); i += 2 {
		h.Set(fields[i], fields[i+1])
	}
	head := warc.ResponseHead(status, h, int64(len(body)))
	return warc.Response(warc.NameID(url, date, body), url, on(date), head, strings.NewReader(body))
}

// revisit is a later visit with the same payload as a page. What it tells of that page can be limited.
func revisit(of *warc.Draft, url, date string, status int, keep func(*warc.Draft)) *warc.Draft {
	of.Payload.Seek(0, io.SeekStart)
	body, _ := io.ReadAll(of.Payload)
	when, _ := warc.ParseDate(of.Header.Get(warc.FieldDate))
	original := warc.Original{ID: of.ID(), URI: of.Header.Get(warc.FieldTargetURI), Date: when, PayloadDigest: warc.Digest(body)}
	head := warc.ResponseHead(status, http.Header{"X-Visit": {"second"}}, -1)
	d := warc.Revisit(warc.NameID(url, date, "revisit"), url, on(date), head, original)
	if keep != nil {
		keep(d)
	}
	return d
}

func file(t testing.TB, drafts ...*warc.Draft) []byte {
	t.Helper()
	var b bytes.Buffer
	w := warc.NewWriter(&b)
	for _, d := range drafts {
		_, err := w.Write(d)
		require.NoError(t, err)
	}
	return b.Bytes()
}

func collect(t testing.TB, files map[string][]byte, names ...string) *archive.Collection {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, content := range files {
		fsys[name] = &fstest.MapFile{Data: content}
	}
	c, err := archive.OpenCollection(fsys, names...)
	require.NoError(t, err)
	return c
}

const story = "https://news.example/story"

// years is a story captured well, then gone, then captured at another spelling of the address.
func years(t testing.TB) *archive.Collection {
	return collect(t, map[string][]byte{"a/years.warc.gz": file(t,
		page(story, "2020-01-01", 200, "first"),
		page(story, "2021-01-01", 200, "second"),
		page(story, "2021-06-01", 301, "", "Location", "/moved"),
		page(story, "2022-01-01", 404, "gone"),
		page("http://news.example/story", "2022-02-01", 200, "by http"),
		page("https://www.news.example/story/", "2023-01-01", 200, "normalised"),
		page("https://news.example/other", "2021-01-01", 200, "other"),
		page("https://news.example/only-gone", "2021-01-01", 410, "gone"),
	)})
}

func TestCollectionFind(t *testing.T) {
	c := years(t)
	for _, q := range []struct {
		name string
		q    archive.Query
		want string
	}{
		{"newest", archive.Query{URL: story}, "2021-01-01 200 exact"},
		{"nearest", archive.Query{URL: story, At: on("2020-05-01")}, "2020-01-01 200 exact"},
		{"good rather than near", archive.Query{URL: story, At: on("2022-01-01")}, "2021-01-01 200 exact"},
		{"before", archive.Query{URL: story, At: on("2020-12-01"), Prefer: archive.Before}, "2020-01-01 200 exact"},
		{"after", archive.Query{URL: story, At: on("2020-01-02"), Prefer: archive.After}, "2021-01-01 200 exact"},
		{"a wish only", archive.Query{URL: story, At: on("2019-01-01"), Prefer: archive.Before}, "2020-01-01 200 exact"},
		{"in the window a redirect", archive.Query{URL: story, At: on("2021-06-02"), Window: 72 * time.Hour}, "2021-06-01 301 exact"},
		{"in the window an error", archive.Query{URL: story, At: on("2022-01-02"), Window: 72 * time.Hour}, "2022-01-01 404 exact"},
		{"in the window another scheme", archive.Query{URL: story, At: on("2022-02-02"), Window: 72 * time.Hour}, "2022-02-01 200 scheme"},
		{"in the window another spelling", archive.Query{URL: story, At: on("2023-01-02"), Window: 72 * time.Hour}, "2023-01-01 200 normalised"},
		{"fragment", archive.Query{URL: story + "#part", At: on("2020-01-01")}, "2020-01-01 200 exact"},
		{"only an error page", archive.Query{URL: "https://news.example/only-gone"}, "2021-01-01 410 exact"},
	} {
		t.Run(q.name, func(t *testing.T) {
			s, err := c.Find(t.Context(), q.q)
			require.NoError(t, err)
			assert.Equal(t, q.want, fmt.Sprintf("%s %d %s", s.Time.Format(time.DateOnly), s.Status, s.Match))
			assert.Equal(t, "years.warc.gz", s.Archive)
		})
	}
}

func TestCollectionWithoutTheAddress(t *testing.T) {
	c := years(t)
	_, err := c.Find(t.Context(), archive.Query{URL: "https://news.example/never"})
	assert.ErrorIs(t, err, archive.ErrNotFound)
	_, err = c.Find(t.Context(), archive.Query{URL: story, At: on("2000-01-01"), Window: time.Hour})
	assert.ErrorIs(t, err, archive.ErrNotFound)
	assert.ErrorContains(t, err, "the nearest is of 2020-01-01")
}

func read(t testing.TB, c *archive.Collection, s *archive.Snapshot) (status int, body string, header http.Header) {
	t.Helper()
	resp, err := c.Open(t.Context(), s)
	require.NoError(t, err)
	b, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	if resp.ContentLength >= 0 {
		assert.EqualValues(t, len(b), resp.ContentLength)
	}
	return resp.StatusCode, string(b), resp.Header
}

func find(t testing.TB, f archive.Finder, url string) *archive.Snapshot {
	t.Helper()
	s, err := f.Find(t.Context(), archive.Query{URL: url})
	require.NoError(t, err)
	return s
}

func TestCollectionOpen(t *testing.T) {
	c := years(t)
	status, body, header := read(t, c, find(t, c, story))
	assert.Equal(t, 200, status)
	assert.Equal(t, "second", body)
	assert.Equal(t, "text/html", header.Get("Content-Type"))
	_, err := c.Open(t.Context(), &archive.Snapshot{Original: story, Time: on("1999-01-01")})
	assert.ErrorIs(t, err, archive.ErrNotFound)
}

func TestCollectionOfAFolder(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "sub"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a.warc.gz"), file(t, page(story, "2020-01-01", 200, "one")), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "sub", "b.warc"), plain(t, page(story+"/2", "2020-01-01", 200, "two")), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "README.txt"), []byte("no archive"), 0o600))
	c, err := archive.OpenPath(dir)
	require.NoError(t, err)
	assert.Equal(t, 2, c.Len())
	_, body, _ := read(t, c, find(t, c, story+"/2"))
	assert.Equal(t, "two", body)

	_, err = archive.OpenPath(filepath.Join(dir, "missing"))
	assert.ErrorIs(t, err, fs.ErrNotExist)
	_, err = archive.OpenCollection(os.DirFS(dir), "missing.warc.gz")
	assert.ErrorIs(t, err, fs.ErrNotExist)
	_, err = archive.OpenCollection(os.DirFS(filepath.Join(dir, "missing")))
	assert.ErrorIs(t, err, fs.ErrNotExist)
}

func plain(t testing.TB, drafts ...*warc.Draft) []byte {
	t.Helper()
	zip, err := gzip.NewReader(bytes.NewReader(file(t, drafts...)))
	require.NoError(t, err)
	all, err := io.ReadAll(zip)
	require.NoError(t, err)
	return all
}

// TestEveryKindOfFile opens the last record of files in which records are found in different ways.
func TestEveryKindOfFile(t *testing.T) {
	drafts := []*warc.Draft{
		page(story, "2020-01-01", 200, "first"), page(story+"/2", "2020-01-01", 200, "second"), page(story+"/3", "2020-01-01", 200, "third"),
	}
	var oneMember bytes.Buffer
	w := gzip.NewWriter(&oneMember)
	w.Write(plain(t, drafts...))
	require.NoError(t, w.Close())
	for name, content := range map[string][]byte{
		"members.warc.gz": file(t, drafts...), "plain.warc": plain(t, drafts...), "one-member.warc.gz": oneMember.Bytes(),
	} {
		for kind, fsys := range map[string]fs.FS{
			"file":       fstest.MapFS{name: &fstest.MapFile{Data: content}},
			"compressed": zipped(t, name, content),
		} {
			t.Run(kind+" "+name, func(t *testing.T) {
				c, err := archive.OpenCollection(fsys)
				require.NoError(t, err)
				require.Empty(t, c.Damage())
				for url, want := range map[string]string{story: "first", story + "/2": "second", story + "/3": "third"} {
					_, body, _ := read(t, c, find(t, c, url))
					assert.Equal(t, want, body)
				}
			})
		}
	}
}

// zipped is a file system whose files can be read from the start only.
func zipped(t *testing.T, name string, content []byte) fs.FS {
	t.Helper()
	var b bytes.Buffer
	w := stdzip.NewWriter(&b)
	f, err := w.Create(name)
	require.NoError(t, err)
	_, err = f.Write(content)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	r, err := stdzip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	require.NoError(t, err)
	return r
}

func TestDamagedCollectionDoesNotSayAbsent(t *testing.T) {
	whole := file(t, page(story, "2020-01-01", 200, "whole"))
	torn := append(bytes.Clone(whole), file(t, page(story+"/2", "2020-01-01", 200, "torn"))[:50]...)
	c := collect(t, map[string][]byte{"torn.warc.gz": torn})
	require.Len(t, c.Damage(), 1)
	assert.ErrorContains(t, c.Damage()[0], fmt.Sprintf("torn.warc.gz: warc: offset %d", len(whole)))
	_, body, _ := read(t, c, find(t, c, story))
	assert.Equal(t, "whole", body)

	_, err := c.Find(t.Context(), archive.Query{URL: story + "/2"})
	var failed *archive.Error
	require.ErrorAs(t, err, &failed)
	assert.NotErrorIs(t, err, archive.ErrNotFound)
	_, err = (&http.Client{Transport: &archive.Replay{Collection: c}}).Get(story + "/2")
	assert.ErrorAs(t, err, &failed)
}

func TestListOfDamageIsBounded(t *testing.T) {
	bad := page(story, "2020-01-01", 200, "x")
	var content []byte
	broken := bytes.Replace(plain(t, bad), []byte("Content-Length"), []byte("Content-Nothing"), 1)
	for range 300 {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write(broken)
		require.NoError(t, w.Close())
		content = append(content, b.Bytes()...)
	}
	c := collect(t, map[string][]byte{"x.warc.gz": append(content, file(t, bad)...)})
	assert.Len(t, c.Damage(), 100)
	assert.Equal(t, 1, c.Len(), "what is whole is read")
}

func TestClosedCollection(t *testing.T) {
	c := years(t)
	s := find(t, c, story)
	require.NoError(t, c.Close())
	require.NoError(t, c.Close())
	_, err := c.Find(t.Context(), archive.Query{URL: story})
	assert.ErrorIs(t, err, fs.ErrClosed)
	_, err = c.Open(t.Context(), s)
	assert.ErrorIs(t, err, fs.ErrClosed)
	_, err = (&archive.Replay{Collection: c}).RoundTrip(request(t, story))
	assert.ErrorIs(t, err, fs.ErrClosed)
}

func TestCollectionHonoursTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := years(t).Find(ctx, archive.Query{URL: story})
	assert.ErrorIs(t, err, context.Canceled)
}

func TestRevisitsAreResolved(t *testing.T) {
	without := func(fields ...string) func(*warc.Draft) {
		return func(d *warc.Draft) {
			for _, f := range fields {
				d.Header.Set(f, "")
			}
		}
	}
	original := page(story, "2020-01-01", 200, "the payload", "X-Visit", "first")
	for name, r := range map[string]*warc.Draft{
		"by identifier":       revisit(original, story, "2021-01-01", 200, without(warc.FieldRefersToURI, warc.FieldRefersToDate, warc.FieldPayloadDigest)),
		"by address and date": revisit(original, story, "2021-01-01", 200, without(warc.FieldRefersTo, warc.FieldPayloadDigest)),
		"by digest":           revisit(original, story, "2021-01-01", 200, without(warc.FieldRefersTo, warc.FieldRefersToURI, warc.FieldRefersToDate)),
		"of another address":  revisit(original, story+"/copy", "2021-01-01", 200, nil),
	} {
		t.Run(name, func(t *testing.T) {
			c := collect(t, map[string][]byte{"1.warc.gz": file(t, original), "2.warc.gz": file(t, r)})
			s := find(t, c, r.Header.Get(warc.FieldTargetURI))
			assert.Equal(t, on("2021-01-01"), s.Time)
			_, body, header := read(t, c, s)
			assert.Equal(t, "the payload", body)
			assert.Equal(t, "second", header.Get("X-Visit"), "the head is that of the second visit")
		})
	}
	t.Run("not modified", func(t *testing.T) {
		r := revisit(original, story, "2021-01-01", 304, nil)
		c := collect(t, map[string][]byte{"x.warc.gz": file(t, original, r)})
		s, err := c.Find(t.Context(), archive.Query{URL: story, At: on("2021-01-01"), Window: time.Hour})
		require.NoError(t, err)
		status, body, header := read(t, c, s)
		assert.Equal(t, 200, status)
		assert.Equal(t, "the payload", body)
		assert.Equal(t, "first", header.Get("X-Visit"))
	})
	t.Run("original elsewhere", func(t *testing.T) {
		c := collect(t, map[string][]byte{"x.warc.gz": file(t, revisit(original, story, "2021-01-01", 200, nil))})
		_, err := c.Open(t.Context(), find(t, c, story))
		var failed *archive.Error
		require.ErrorAs(t, err, &failed)
		assert.ErrorContains(t, err, "revisit of a record that is not in the collection")
	})
}

func TestResourceIsAnsweredAsAFile(t *testing.T) {
	d := warc.Resource("", "https://docs.example/notes.txt", on("2022-02-02"), "text/plain", strings.NewReader("some notes"))
	c := collect(t, map[string][]byte{"x.warc.gz": file(t, d)})
	s := find(t, c, "https://docs.example/notes.txt")
	assert.Equal(t, 200, s.Status)
	status, body, header := read(t, c, s)
	assert.Equal(t, 200, status)
	assert.Equal(t, "some notes", body)
	assert.Equal(t, "text/plain", header.Get("Content-Type"))
}

func TestFileThatChangedUnderTheIndex(t *testing.T) {
	content := file(t, page(story, "2020-01-01", 200, "body"))
	fsys := fstest.MapFS{"x.warc.gz": &fstest.MapFile{Data: content}}
	c, err := archive.OpenCollection(fsys)
	require.NoError(t, err)
	s := find(t, c, story)
	fsys["x.warc.gz"].Data = []byte("something else")
	var failed *archive.Error
	_, err = c.Open(t.Context(), s)
	assert.ErrorAs(t, err, &failed)
	delete(fsys, "x.warc.gz")
	_, err = c.Open(t.Context(), s)
	assert.ErrorIs(t, err, fs.ErrNotExist)
}

// TestFixtureOfOthers replays a file that another tool wrote, where it is beside the repository.
func TestFixtureOfOthers(t *testing.T) {
	name := filepath.Join("..", "..", "shared", "eval", "archive", "fixtures", "ibid-fixture.warc.gz")
	if _, err := os.Stat(name); err != nil {
		t.Skip("no ", name)
	}
	client := replay(t, name)
	assert.Contains(t, get(t, client, "https://think-tank.example/report/"), "200 text/html; charset=utf-8 <!doctype html>", "gzip and chunks undone")
	assert.Contains(t, get(t, client, "http://think-tank.example/report"), "200 text/html", "the redirect is followed")
	assert.Contains(t, get(t, client, "https://docs.example/notes.txt"), "200 text/plain")
	_, err := client.Get("http://loop.example/")
	assert.ErrorContains(t, err, "10 redirects")
	collection := client.Transport.(*archive.Replay).Collection
	assert.Equal(t, 15, collection.Len())
	client.Transport = &archive.Replay{Collection: collection, At: on("2021-12-16")}
	const crosshairs = "https://news.example/2021/12/tashkent-crosshairs"
	assert.Contains(t, get(t, client, crosshairs), "Original text of the story", "the revisit is resolved")
}
