package manuscript_test

import (
	"strings"
	"testing"

	"github.com/ibid-go/ibid/internal/golden"
	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/manuscript/manuscripttest"
	"github.com/stretchr/testify/assert"
)

// Each line of testdata/inline.txt is read; below it, indented, stand the plain
// text and its styles.
func TestInline(t *testing.T) {
	golden.Lines(t, "testdata/inline.txt", func(text string) []string {
		in := manuscript.NewInline(text)
		return []string{in.Plain + manuscripttest.Styles(&in)}
	})
}

// What stands behind a character reference comes from where it stands.
func TestInlineSource(t *testing.T) {
	const text = "Roe &amp; <i>Doe</i> &#8217;90"
	in := manuscript.NewInline(text)
	for plain, want := range map[string]string{
		"Roe &": "Roe &amp;", "& Doe": "&amp; <i>Doe", "Doe": "Doe", "’9": "&#8217;9", "’": "&#8217;",
	} {
		at := strings.Index(in.Plain, plain)
		start, end := in.Source(at, at+len(plain))
		assert.Equal(t, want, text[start:end], plain)
	}
}
