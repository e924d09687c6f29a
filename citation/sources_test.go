package citation

import (
	"testing"

	"github.com/ibid-go/ibid/internal/golden"
	"github.com/ibid-go/ibid/internal/manuscript"
)

// TestDivide reads the notes of testdata/sources.txt and compares how they
// divide. A paragraph is a case: the note, and indented below it its sources
// without markup. Lines with # are comments.
func TestDivide(t *testing.T) {
	golden.Lines(t, "testdata/sources.txt", func(note string) (sources []string) {
		in := manuscript.NewInline(note)
		for _, source := range divide(layoutOf(&in), nil) {
			sources = append(sources, in.Plain[source.Start:source.End])
		}
		return sources
	})
}
