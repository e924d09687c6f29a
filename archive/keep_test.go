package archive_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/internal/warc"
)

func TestRecorderGoesOnInANewFile(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, r.URL.Path+" "+strings.Repeat("same ", 500))
	}))
	defer server.Close()
	dir := t.TempDir()
	for range 2 { // the second recorder goes on behind the files of the first
		r, err := archive.OpenRecorder(filepath.Join(dir, "evidence.warc.gz"), "test/1")
		require.NoError(t, err)
		r.MaxFile = 1500
		client := &http.Client{Transport: r}
		for _, path := range []string{"/a", "/b", "/c", "/a"} {
			get(t, client, server.URL+path)
		}
		require.NoError(t, r.Close())
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.warc.gz"))
	require.NoError(t, err)
	assert.Greater(t, len(names), 3)
	for _, name := range names {
		first := 0
		for _, rec := range readRecords(t, name) {
			if rec.Type() == warc.TypeInfo {
				first++
			}
		}
		assert.NotZero(t, first, "%s says what it is", name)
	}
	c, err := archive.OpenPath(dir)
	require.NoError(t, err)
	defer c.Close()
	assert.Empty(t, c.Damage())
	assert.Equal(t, 8, c.Len())
	for _, path := range []string{"/a", "/b", "/c"} {
		_, body, _ := read(t, c, find(t, c, server.URL+path))
		assert.True(t, strings.HasPrefix(body, path+" same"), path)
	}
}

func TestSamePayloadIsReferredTo(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "the same everywhere") }))
	defer server.Close()
	_, name := record(t, server, nil, "/a", "/b", "/a")
	types := map[warc.Type]int{}
	for _, rec := range readRecords(t, name) {
		types[rec.Type()]++
	}
	assert.Equal(t, 1, types[warc.TypeResponse])
	assert.Equal(t, 2, types[warc.TypeRevisit])
	client := replay(t, name)
	for _, path := range []string{"/a", "/b"} {
		assert.Contains(t, get(t, client, server.URL+path), "the same everywhere")
	}
}

func TestVisitTellsHowLongItTookAndWhatLedToIt(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "page") }))
	defer server.Close()
	name := filepath.Join(t.TempDir(), "a.warc.gz")
	r, err := archive.OpenRecorder(name, "")
	require.NoError(t, err)
	req := request(t, server.URL+"/a")
	req.Header.Set("Referer", "https://user:secret@paper.test/from")
	resp, err := r.RoundTrip(req)
	require.NoError(t, err)
	_, err = io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.NoError(t, r.Close())
	f, err := os.Open(name)
	require.NoError(t, err)
	defer f.Close()
	var said string
	records := warc.NewReader(f)
	for rec, err := records.Next(); err == nil; rec, err = records.Next() {
		if rec.Type() == warc.TypeMetadata {
			text, err := io.ReadAll(rec.Block)
			require.NoError(t, err)
			said = string(text)
		}
	}
	assert.Regexp(t, `^via: https://paper.test/from\r\nfetchTimeMs: \d+\r\n$`, said)
}

func packed(t *testing.T, c *archive.Collection) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "report.wacz")
	var b bytes.Buffer
	require.NoError(t, c.WriteWACZ(&b, archive.Package{Title: "Report", Software: "test/1", Created: on("2024-01-01"), MainPage: story}))
	require.NoError(t, os.WriteFile(name, b.Bytes(), 0o644))
	return name
}

func TestPackageIsReadAsTheFilesInIt(t *testing.T) {
	good := page(story, "2020-01-01", 200, "<html><head><title>The Story</title></head><body><h1>The Story</h1></body></html>")
	c := collect(t, map[string][]byte{
		"one.warc.gz":      file(t, good, page("https://news.example/gone", "2020-01-01", 404, "gone")),
		"more/two.warc.gz": file(t, revisit(good, story, "2021-01-01", 200, nil)),
	})
	name := packed(t, c)
	again, err := archive.OpenPath(name)
	require.NoError(t, err)
	assert.Empty(t, again.Damage())
	assert.Equal(t, c.Len(), again.Len())
	for _, date := range []string{"2020-01-01", "2021-01-01"} {
		s, err := again.Find(t.Context(), archive.Query{URL: story, At: on(date)})
		require.NoError(t, err)
		_, body, _ := read(t, again, s)
		assert.Contains(t, body, "The Story")
	}
	require.NoError(t, again.Close())
	require.NoError(t, again.Close(), "closing twice is harmless")

	z, err := zip.OpenReader(name)
	require.NoError(t, err)
	defer z.Close()
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
		assert.Equal(t, zip.Store, f.Method, f.Name)
	}
	assert.Equal(t, []string{"archive/more_two.warc.gz", "archive/one.warc.gz", "indexes/index.cdx", "pages/pages.jsonl", "datapackage.json", "datapackage-digest.json"}, names)
	assert.Equal(t, 2, strings.Count(part(t, z, "pages/pages.jsonl"), "\n"), "a head and the one good page")
	assert.Contains(t, part(t, z, "pages/pages.jsonl"), `"title":"The Story"`)
	assert.Contains(t, part(t, z, "indexes/index.cdx"), `"filename":"more_two.warc.gz"`)
	var about struct {
		Profile, MainPageURL, MainPageDate string
		Version                            string `json:"wacz_version"`
		Resources                          []struct{ Path string }
	}
	require.NoError(t, json.Unmarshal([]byte(part(t, z, "datapackage.json")), &about))
	assert.Equal(t, []string{"data-package", "1.1.1", story, "2020-01-01T00:00:00Z"}, []string{about.Profile, about.Version, about.MainPageURL, about.MainPageDate})
	assert.Len(t, about.Resources, 4)
}

func part(t *testing.T, z *zip.ReadCloser, name string) string {
	t.Helper()
	f, err := z.Open(name)
	require.NoError(t, err)
	defer f.Close()
	text, err := io.ReadAll(f)
	require.NoError(t, err)
	return string(text)
}

// change packs the parts of a package anew, each as a function leaves it; nil takes it out.
func change(t *testing.T, name string, edit func(path string, text []byte) []byte) string {
	t.Helper()
	from, err := zip.OpenReader(name)
	require.NoError(t, err)
	defer from.Close()
	to := filepath.Join(t.TempDir(), "changed.wacz")
	f, err := os.Create(to)
	require.NoError(t, err)
	defer f.Close()
	z := zip.NewWriter(f)
	for _, p := range from.File {
		if text := edit(p.Name, []byte(part(t, from, p.Name))); text != nil {
			w, err := z.Create(p.Name) // compressed, as careless tools do
			require.NoError(t, err)
			_, err = w.Write(text)
			require.NoError(t, err)
		}
	}
	require.NoError(t, z.Close())
	return to
}

func TestPackageThatIsNotWhatItSays(t *testing.T) {
	name := packed(t, collect(t, map[string][]byte{"one.warc.gz": file(t, page(story, "2020-01-01", 200, "x"))}))
	keep := func(_ string, text []byte) []byte { return text }
	for what, c := range map[string]struct {
		edit func(string, []byte) []byte
		want string
	}{
		"unchanged": {keep, ""},
		"a part is longer": {func(p string, text []byte) []byte {
			if p == "pages/pages.jsonl" {
				text = append(text, '\n')
			}
			return text
		}, "pages/pages.jsonl: it has not the"},
		"a part is another": {func(p string, text []byte) []byte {
			if p == "indexes/index.cdx" {
				text[0]++
			}
			return text
		}, "indexes/index.cdx: it is not what the hash"},
		"the description is another": {func(p string, text []byte) []byte {
			if p == "datapackage.json" {
				text = append(text, '\n')
			}
			return text
		}, "datapackage.json is not what its digest says"},
		"no description": {func(p string, text []byte) []byte {
			if p == "datapackage.json" {
				return nil
			}
			return text
		}, "datapackage.json"},
		"a part is missing": {func(p string, text []byte) []byte {
			if p == "pages/pages.jsonl" {
				return nil
			}
			return text
		}, "pages/pages.jsonl"},
	} {
		c2, err := archive.OpenPath(change(t, name, c.edit))
		require.NoError(t, err, what)
		assert.Equal(t, 1, c2.Len(), "%s: what is whole is read", what)
		if c.want == "" {
			assert.Empty(t, c2.Damage(), what)
		} else if assert.NotEmpty(t, c2.Damage(), what) {
			assert.ErrorContains(t, c2.Damage()[0], c.want, what)
		}
		require.NoError(t, c2.Close())
	}
	_, err := archive.OpenPath(change(t, name, func(p string, text []byte) []byte {
		if strings.HasPrefix(p, "archive/") {
			return nil
		}
		return text
	}))
	assert.ErrorContains(t, err, "no WARC file")
	no := filepath.Join(t.TempDir(), "no.wacz")
	require.NoError(t, os.WriteFile(no, []byte("no zip"), 0o644))
	_, err = archive.OpenPath(no)
	assert.Error(t, err)
}
