package manuscript

import (
	"strings"
	"testing"

	"github.com/ibid-go/ibid/internal/golden"
	"github.com/stretchr/testify/assert"
)

// Each line of testdata/inline.txt is read; below it, indented, stand the plain
// text and its styles.
func TestInline(t *testing.T) {
	golden.Lines(t, "testdata/inline.txt", func(text string) []string {
		in := NewInline(text)
		return []string{in.Plain + styles(&in)}
	})
}

// What stands behind a character reference comes from where it stands.
func TestInlineSource(t *testing.T) {
	const text = "Roe &amp; <i>Doe</i> &#8217;90"
	in := NewInline(text)
	for plain, want := range map[string]string{
		"Roe &": "Roe &amp;", "& Doe": "&amp; <i>Doe", "Doe": "Doe", "’9": "&#8217;9", "’": "&#8217;",
	} {
		at := strings.Index(in.Plain, plain)
		start, end := in.Source(at, at+len(plain))
		assert.Equal(t, want, text[start:end], plain)
	}
}
