package fetch

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

// Each case in testdata/walls.txtar is an answer as a server would send it,
// named after the system that should be seen in it, or "page" and a note.
func TestWalls(t *testing.T) {
	archive, err := txtar.ParseFile(filepath.Join("testdata", "walls.txtar"))
	require.NoError(t, err)
	require.NotEmpty(t, archive.Files)
	for _, f := range archive.Files {
		t.Run(f.Name, func(t *testing.T) {
			r := recorded(t, string(f.Data))
			want, _, _ := strings.Cut(f.Name, "/")
			if want == "page" {
				want = ""
			}
			assert.Equal(t, want, r.Wall)
		})
	}
}

func recorded(t *testing.T, text string) *Response {
	head, body, _ := strings.Cut(text, "\n\n")
	head = strings.ReplaceAll(strings.TrimSpace(head), "\n", "\r\n") + "\r\n\r\n"
	c := &Client{Transport: transportFunc(func(req *http.Request) (*http.Response, error) {
		resp, err := http.ReadResponse(bufio.NewReader(strings.NewReader(head)), req)
		if err == nil {
			resp.Body = io.NopCloser(strings.NewReader(strings.TrimSpace(body)))
		}
		return resp, err
	})}
	r, err := c.Get(t.Context(), "http://a.test/page")
	require.NoError(t, err)
	return r
}

func TestWallSignsAreWellFormed(t *testing.T) {
	file, err := os.ReadFile("data/walls.txt")
	require.NoError(t, err)
	n := 0
	for line := range dataLines(string(file)) {
		f := strings.Split(line, "\t")
		require.Len(t, f, 4, line)
		assert.Contains(t, []string{"any", "refusal"}, f[1], line)
		if f[1] == "any" && f[2] == "body" {
			assert.Contains(t, f[3], "<", "an article could quote it: %s", line)
		}
		n++
	}
	assert.Len(t, wallSigns(), n)
}
