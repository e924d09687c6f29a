package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/golden"
)

// TestGiven reads a page with records and exports what it cites.
func TestGiven(t *testing.T) {
	golden.Cases(t, func(t *testing.T, parts []txtar.File) string {
		doc, err := citation.Parse(bytes.NewReader(parts[0].Data))
		require.NoError(t, err)
		var got strings.Builder
		for _, citations := range []iter.Seq[*citation.Citation]{doc.Citations(), doc.InText()} {
			for c := range citations {
				item, err := json.Marshal(NewCite(c))
				require.NoError(t, err)
				fmt.Fprintf(&got, "%s %s %s\n", c.Form, doc.Text[c.Span.Start:c.Span.End], item)
			}
		}
		return got.String()
	}, "../testdata/given/records.txtar")
}
