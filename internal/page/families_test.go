package page

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

// TestFamilies reads pages in the markup of many systems: what stands before the blank line is to be read off what stands behind.
func TestFamilies(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/families.txt")
	require.NoError(t, err)
	for _, file := range archive.Files {
		t.Run(file.Name, func(t *testing.T) {
			head, body, found := strings.Cut(string(file.Data), "\n\n")
			require.True(t, found)
			address, wants, _ := strings.Cut(head, "\n")
			base, err := url.Parse(address)
			require.NoError(t, err)
			p, err := Read([]byte(body), "text/html; charset=utf-8", base)
			require.NoError(t, err)
			for line := range strings.SplitSeq(wants, "\n") {
				field, want, _ := strings.Cut(line, ": ")
				assert.Equal(t, want, answer(t, p, field), "%s of %s", field, dump(p))
			}
		})
	}
}
