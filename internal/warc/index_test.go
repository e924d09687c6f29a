package warc_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/internal/warc"
)

func scan(t *testing.T, file []byte, name string) (entries []warc.Entry, errs []error) {
	t.Helper()
	for e, err := range warc.Scan(bytes.NewReader(file), name) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		entries = append(entries, e)
	}
	return entries, errs
}

func TestScanListsCaptures(t *testing.T) {
	var file bytes.Buffer
	places := write(t, warc.NewWriter(&file), drafts())
	entries, errs := scan(t, file.Bytes(), "x.warc.gz")
	require.Empty(t, errs)
	require.Len(t, entries, 4)
	digest := strings.TrimPrefix(warc.Digest([]byte("<title>Story</title>")), "sha1:")
	assert.Equal(t, warc.Entry{
		URL: address, Time: day, Type: warc.TypeResponse, ID: warc.NameID("test", "response"), Status: 200, MIME: "text/html",
		Digest: digest, Filename: "x.warc.gz", Offset: places[1].Offset, Length: places[1].Length,
	}, entries[0])
	assert.Equal(t, warc.TypeRevisit, entries[1].Type)
	assert.Equal(t, digest, entries[1].Digest)
	assert.Equal(t, warc.TypeResource, entries[2].Type)
	assert.Equal(t, "text/plain", entries[2].MIME)
	assert.Equal(t, strings.TrimPrefix(warc.Digest([]byte("first part")), "sha1:"), entries[3].Digest, "a missing digest is computed")
}

func TestScanOfOddFiles(t *testing.T) {
	for _, c := range edgeCases() {
		entries, errs := scan(t, c.file, c.name)
		whole := c.whole
		if c.name == "unknown-type" {
			whole-- // is no capture
		}
		assert.Len(t, entries, whole, c.name)
		assert.Equal(t, c.damage != "", len(errs) == 1, "%s: %v", c.name, errs)
	}
}

// TestEveryEntryLeadsToItsRecord opens each record at the place that the index gives.
func TestEveryEntryLeadsToItsRecord(t *testing.T) {
	var many, plain bytes.Buffer
	write(t, warc.NewWriter(&many), drafts())
	write(t, warc.NewPlainWriter(&plain), drafts())
	for name, file := range map[string][]byte{"members": many.Bytes(), "plain": plain.Bytes(), "one member": zip(plain.Bytes())} {
		entries, errs := scan(t, file, name)
		require.Empty(t, errs, name)
		require.Len(t, entries, 4, name)
		for _, e := range entries {
			r := warc.NewReader(bytes.NewReader(file[e.Offset:]))
			rec, err := r.Next()
			for err == nil && rec.Skip < e.Skip {
				rec, err = r.Next()
			}
			require.NoError(t, err, name)
			assert.Equal(t, e.ID, rec.ID(), name)
			require.NoError(t, rec.Verify())
			if e.Length > 0 && name != "one member" {
				assert.Equal(t, e.Offset+e.Length, e.Offset+r.Offset(), name)
			}
		}
	}
}

func TestScanStopsWithTheLoop(t *testing.T) {
	one := zip(odd{}.bytes())
	n := 0
	for range warc.Scan(bytes.NewReader(join(one, one, one)), "") {
		n++
		break
	}
	assert.Equal(t, 1, n)
}

func TestCDXJ(t *testing.T) {
	var file, index bytes.Buffer
	write(t, warc.NewWriter(&file), drafts())
	entries, _ := scan(t, file.Bytes(), "x.warc.gz")
	require.NoError(t, warc.WriteCDXJ(&index, entries))
	assert.True(t, strings.HasPrefix(index.String(), "example,news)/notes.txt 20220301120000 {"), "sorted: %s", index.String())
	back := map[string]warc.Entry{}
	for e, err := range warc.ReadCDXJ(&index) {
		require.NoError(t, err)
		back[e.URL+string(e.Type)] = e
	}
	require.Len(t, back, len(entries))
	for _, e := range entries {
		e.ID, e.Time = "", e.Time.Truncate(time.Second)
		if e.Type == warc.TypeRevisit {
			e.Status, e.MIME = 0, "" // the line of a revisit has neither
		}
		assert.Equal(t, e, back[e.URL+string(e.Type)])
	}
}

func TestCDXJOfOthers(t *testing.T) {
	f, err := os.Open(filepath.Join("testdata", "sample.cdxj"))
	require.NoError(t, err)
	defer f.Close()
	var got []string
	for e, err := range warc.ReadCDXJ(f) {
		require.NoError(t, err)
		got = append(got, string(e.Type)+" "+e.URL)
		assert.NotZero(t, e.Offset)
	}
	assert.Equal(t, []string{
		"response https://news.example/a", "revisit https://news.example/a", "response https://news.example/b", "resource https://news.example/c",
	}, got)
}

func TestCDXJLinesThatCannotBeRead(t *testing.T) {
	text := "a 2021 {}\nb 20211209080000 {\nc 20211209080000 {\"offset\":\"-1\"}\nd 20211209080000 {\"offset\":\"1\"}\n" + strings.Repeat("x", 2<<20)
	var errs []string
	good := 0
	for _, err := range warc.ReadCDXJ(strings.NewReader(text)) {
		if err == nil {
			good++
			continue
		}
		errs = append(errs, err.Error())
	}
	assert.Equal(t, 1, good)
	require.Len(t, errs, 4)
	for i, line := range []string{"line 1:", "line 2:", "line 3:", "line 5:"} {
		assert.Contains(t, errs[i], line)
	}
}

func TestSURT(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "surt.txt"))
	require.NoError(t, err)
	for line := range strings.Lines(string(text)) {
		key, url, _ := strings.Cut(strings.TrimSpace(line), " ")
		assert.Equal(t, key, warc.SURT(url), url)
	}
}

// TestFixtureOfOthers reads a file and the index that another tool made of it, where they are beside the repository.
func TestFixtureOfOthers(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "eval", "archive", "fixtures")
	file, err := os.ReadFile(filepath.Join(dir, "ibid-fixture.warc.gz"))
	if err != nil {
		t.Skip("no ", dir)
	}
	entries, errs := scan(t, file, "ibid-fixture.warc.gz")
	require.Empty(t, errs)
	var index bytes.Buffer
	require.NoError(t, warc.WriteCDXJ(&index, entries))
	want, err := os.ReadFile(filepath.Join(dir, "expected-pywb.cdxj"))
	require.NoError(t, err)
	assert.Equal(t, string(want), index.String())
}
