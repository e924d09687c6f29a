package page

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestFamilies reads pages in the markup of many systems: what stands before the blank line is to be read off what stands behind.
func TestFamilies(t *testing.T) {
	eachPage(t, "testdata/families.txt", "\n\n", func(t *testing.T, _, wants string, p *Page) {
		for line := range strings.SplitSeq(wants, "\n") {
			field, want, _ := strings.Cut(line, ": ")
			assert.Equal(t, want, answer(t, p, field), "%s of %s", field, dump(p))
		}
	})
}
