package export

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/ibid-go/ibid/citation"
)

var updateGiven = flag.Bool("update-given", false, "rewrite what the case of given records wants")

// TestGiven reads a page with records and exports what it cites.
func TestGiven(t *testing.T) {
	const name = "../testdata/given/records.txtar"
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	archive := txtar.Parse(data)
	doc, err := citation.Parse(strings.NewReader(string(archive.Files[0].Data)))
	require.NoError(t, err)
	var got strings.Builder
	write := func(c *citation.Citation) {
		item, err := json.Marshal(NewCite(c))
		require.NoError(t, err)
		fmt.Fprintf(&got, "%s %s %s\n", c.Form, doc.Text[c.Span.Start:c.Span.End], item)
	}
	for c := range doc.Citations() {
		write(c)
	}
	for c := range doc.InText() {
		write(c)
	}
	if *updateGiven {
		archive.Files[1].Data = []byte(got.String())
		require.NoError(t, os.WriteFile(name, txtar.Format(archive), 0o644))
		return
	}
	assert.Equal(t, string(archive.Files[1].Data), got.String())
}
