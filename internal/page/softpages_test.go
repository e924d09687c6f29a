package page

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/internal/golden"
)

// TestSoftPages reads pages in many languages that are not what was asked for, and good pages that speak of such things.
func TestSoftPages(t *testing.T) {
	eachPage(t, "testdata/soft-pages.txt", "\n", func(t *testing.T, name, _ string, p *Page) {
		want, _, _ := strings.Cut(name, "/")
		assert.Equal(t, Status(want), p.Status, "%v %v", p.Doubt, p.Signs)
	})
}

// eachPage reads the pages of a file. Before each stand its address and, up to end, what is wanted of it.
func eachPage(t *testing.T, file, end string, check func(t *testing.T, name, wants string, p *Page)) {
	for _, part := range golden.Load(t, file).Files {
		t.Run(part.Name, func(t *testing.T) {
			head, body, found := strings.Cut(string(part.Data), end)
			require.True(t, found)
			address, wants, _ := strings.Cut(head, "\n")
			base, err := url.Parse(address)
			require.NoError(t, err)
			p, err := Read([]byte(body), "text/html; charset=utf-8", base)
			require.NoError(t, err)
			check(t, part.Name, wants, p)
		})
	}
}
