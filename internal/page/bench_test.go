package page

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"testing"

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

func BenchmarkRead(b *testing.B) {
	pages := benchPages(b)
	base, _ := url.Parse("https://news.example/2021/09/14/story")
	for i := 0; b.Loop(); i++ {
		p, err := Read(pages[i%len(pages)], "", base)
		require.NoError(b, err)
		require.NotEmpty(b, p.Sites)
	}
}
