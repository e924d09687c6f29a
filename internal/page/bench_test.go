package page

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"runtime/metrics"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

// benchPages gives the pages of the folder that PAGE_BENCH names; without it, one invented page of 150 kB, the size of a
// newspaper's.
func benchPages(b *testing.B) [][]byte {
	files, _ := filepath.Glob(filepath.Join(os.Getenv("PAGE_BENCH"), "*.html"))
	if os.Getenv("PAGE_BENCH") == "" || len(files) == 0 {
		return [][]byte{bigPage(500)}
	}
	var bodies [][]byte
	for _, f := range files {
		body, err := os.ReadFile(f)
		require.NoError(b, err)
		bodies = append(bodies, body)
	}
	return bodies
}

// BenchmarkParseAlone is what BenchmarkRead is to be compared with.
func BenchmarkParseAlone(b *testing.B) {
	pages := benchPages(b)
	for i := 0; b.Loop(); i++ {
		_, err := html.Parse(bytes.NewReader(pages[i%len(pages)]))
		require.NoError(b, err)
	}
}

// BenchmarkRead says what reading a page costs, also as a multiple of what its
// parse alone costs in the same run, and how many bytes are allocated for each
// byte of a page.
func BenchmarkRead(b *testing.B) {
	pages := benchPages(b)
	base, _ := url.Parse("https://news.example/2021/09/14/story")
	var parsing time.Duration
	var size, before, after int64
	for i := 0; b.Loop(); i++ {
		body := pages[i%len(pages)]
		before = allocated()
		p, err := Read(body, "", base)
		after += allocated() - before
		require.NoError(b, err)
		require.NotEmpty(b, p.Sites)
		b.StopTimer()
		start := time.Now()
		_, err = html.Parse(bytes.NewReader(body))
		parsing += time.Since(start)
		require.NoError(b, err)
		size += int64(len(body))
		b.StartTimer()
	}
	b.ReportMetric(float64(b.Elapsed())/float64(parsing), "parses")
	b.ReportMetric(float64(after)/float64(size), "B/byte")
}

// allocated is how many bytes were allocated so far, freed or not.
func allocated() int64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}

// TestMemory holds what is allocated for a page, freed or not, to 12 times its
// size and 4 MiB.
func TestMemory(t *testing.T) {
	for _, n := range []int{10, 1000, 8000} {
		body := bigPage(n)
		_, err := Read(body, "", nil) // once before, since the data files are read then
		require.NoError(t, err)
		before := allocated()
		p, err := Read(body, "", nil)
		cost := allocated() - before
		require.NoError(t, err)
		require.NotEmpty(t, p.Titles)
		require.LessOrEqual(t, cost, int64(12*len(body)+4<<20), "a page of %d bytes", len(body))
	}
}
