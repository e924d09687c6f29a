package citation

import (
	"os"
	"strings"
	"testing"

	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadNames(t *testing.T) {
	data, err := os.ReadFile("testdata/names.txt")
	require.NoError(t, err)
	for line := range strings.Lines(string(data)) {
		text, want, ok := strings.Cut(strings.TrimSpace(line), " => ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		in := manuscript.NewInline(text)
		var got []string
		for _, n := range readNames(piece{&in, 0, len(in.Plain)}) {
			s := n.Given + "|" + n.Family
			if n.Suffix != "" {
				s += " " + n.Suffix
			}
			if n.Literal != "" {
				s = "[" + n.Literal + "]"
			}
			got = append(got, s)
			assert.LessOrEqual(t, n.Span.End, len(text))
		}
		assert.Equal(t, want, strings.Join(got, "; "), text)
	}
}
