package archive_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/archive"
)

func TestIndexSparesReadingTheFiles(t *testing.T) {
	first := page(story, "2019-05-01", 200, "first")
	files := map[string][]byte{
		"b.warc.gz":   file(t, first, page("https://news.example/b", "2020-01-01", 404, "gone")),
		"a/x.warc.gz": file(t, revisit(first, story, "2019-06-01", 200, nil), page(story, "2020-01-01", 200, "second")),
	}
	whole := collect(t, files)
	var index bytes.Buffer
	require.NoError(t, whole.WriteIndex(&index))

	open := func(text string, change func(fstest.MapFS)) *archive.Collection {
		fsys := fstest.MapFS{"index.cdxj": {Data: []byte(text)}}
		for name, content := range files {
			fsys[name] = &fstest.MapFile{Data: content}
		}
		change(fsys)
		c, err := archive.OpenCollection(fsys)
		require.NoError(t, err)
		return c
	}
	spoil := func(fsys fstest.MapFS) { // the same size, and nothing to be read: only an index can tell of the captures
		for name := range files {
			fsys[name] = &fstest.MapFile{Data: make([]byte, len(files[name]))}
		}
	}
	c := open(index.String(), spoil)
	assert.Equal(t, whole.Len(), c.Len())
	assert.Empty(t, c.Damage())

	c = open(index.String(), func(fstest.MapFS) {})
	for _, date := range []string{"2019-05-01", "2019-06-01", "2020-01-01"} {
		want, err := whole.Find(t.Context(), archive.Query{URL: story, At: on(date)})
		require.NoError(t, err)
		got, err := c.Find(t.Context(), archive.Query{URL: story, At: on(date)})
		require.NoError(t, err)
		assert.Equal(t, want, got)
		_, body, _ := read(t, c, got)
		_, wanted, _ := read(t, whole, want)
		assert.Equal(t, wanted, body, "revisits are resolved by the index")
	}
	for name, stale := range map[string]*archive.Collection{
		"a file has grown": open(index.String(), func(fsys fstest.MapFS) {
			fsys["b.warc.gz"] = &fstest.MapFile{Data: append(bytes.Clone(files["b.warc.gz"]), file(t, page(story, "2024-01-01", 200, "new"))...)}
		}),
		"a new file": open(index.String(), func(fsys fstest.MapFS) {
			fsys["c.warc.gz"] = &fstest.MapFile{Data: file(t, page(story, "2024-01-01", 200, "new"))}
		}),
	} {
		assert.Equal(t, 5, stale.Len(), name)
	}
	for name, text := range map[string]string{
		"not an index": "example,news)/ 2020", "damaged line": index.String() + "x 1 {\n", "another version": strings.Replace(index.String(), `"version":1`, `"version":9`, 1),
		"another file": strings.ReplaceAll(index.String(), `"filename":"b.warc.gz"`, `"filename":"z.warc.gz"`), "empty": "", "endless head": "!ibid " + strings.Repeat("x", 2<<20),
	} {
		assert.Equal(t, whole.Len(), open(text, func(fstest.MapFS) {}).Len(), name)
		assert.NotEmpty(t, open(text, spoil).Damage(), "%s: the files are read", name)
	}
	assert.Error(t, open("", spoil).WriteIndex(&index), "no index hides damage")
}

func TestFolderKeepsAnIndexThatIsWorthIt(t *testing.T) {
	noise := make([]byte, 9<<20)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	for _, c := range []struct {
		body string
		kept bool
	}{{"small", false}, {string(noise), true}} {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "a.warc.gz"), file(t, page(story, "2020-01-01", 200, c.body)), 0o644))
		for range 2 {
			collection, err := archive.OpenPath(dir)
			require.NoError(t, err)
			assert.Equal(t, 1, collection.Len())
			require.NoError(t, collection.Close())
			_, err = os.Stat(filepath.Join(dir, "index.cdxj"))
			assert.Equal(t, c.kept, err == nil)
		}
		left, err := filepath.Glob(filepath.Join(dir, ".index-*"))
		require.NoError(t, err)
		assert.Empty(t, left)
	}
}
