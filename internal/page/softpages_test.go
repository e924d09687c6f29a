package page

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

// TestSoftPages reads pages in many languages that are not what was asked for, and good pages that speak of such things.
func TestSoftPages(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/soft-pages.txt")
	require.NoError(t, err)
	for _, file := range archive.Files {
		t.Run(file.Name, func(t *testing.T) {
			address, body, _ := strings.Cut(string(file.Data), "\n")
			base, err := url.Parse(address)
			require.NoError(t, err)
			p, err := Read([]byte(body), "text/html; charset=utf-8", base)
			require.NoError(t, err)
			want, _, _ := strings.Cut(file.Name, "/")
			assert.Equal(t, Status(want), p.Status, "%v %v", p.Doubt, p.Signs)
		})
	}
}
