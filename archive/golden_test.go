package archive_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/internal/golden"
	"github.com/ibid-go/ibid/internal/warc"
)

// TestExampleFile keeps the file of ExampleCollection and what it is made of together.
func TestExampleFile(t *testing.T) {
	const name = "testdata/example.warc.gz"
	want := file(t,
		warc.Info(warc.NameID("info"), on("2024-01-01"), "example.warc.gz", warc.Header{{Name: "description", Value: "invented pages for an example; no captures"}}),
		page(story, "2020-01-01", 200, "The story"),
		page(story, "2021-01-01", 200, "The story, corrected"),
		page(story, "2023-01-01", 404, "Not here any more"),
	)
	if golden.Updating() {
		require.NoError(t, os.WriteFile(name, want, 0o644))
	}
	have, err := os.ReadFile(name)
	require.NoError(t, err, "run with -update")
	require.Equal(t, inflated(t, want), inflated(t, have), "compressed bytes may differ between versions of Go, records may not")
}

func inflated(t *testing.T, content []byte) string {
	t.Helper()
	var b bytes.Buffer
	r := warc.NewReader(bytes.NewReader(content))
	for rec, err := r.Next(); err == nil; rec, err = r.Next() {
		b.WriteString(rec.ID() + "\n")
		_, err := b.ReadFrom(rec.Block)
		require.NoError(t, err)
	}
	return b.String()
}
