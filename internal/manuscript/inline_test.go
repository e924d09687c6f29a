package manuscript

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Each line of testdata/inline.txt is read; below it, indented, stand the plain
// text and its styles.
func TestInline(t *testing.T) {
	const file = "testdata/inline.txt"
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	var out strings.Builder
	for line := range strings.Lines(string(data)) {
		switch {
		case strings.HasPrefix(line, "  "):
			continue
		case line == "\n" || strings.HasPrefix(line, "#"):
			out.WriteString(line)
			continue
		}
		in := NewInline(strings.TrimRight(line, "\n"))
		out.WriteString(line + "  " + in.Plain + styles(&in) + "\n")
	}
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(out.String()), 0o644))
	}
	assert.Equal(t, string(data), out.String())
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
