package citation_test

import (
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/citation"
)

// A note of 256 kB takes as much work a byte as one of 64 kB, counted in
// allocations and in the bytes allocated.
func TestLongNotesAreLinear(t *testing.T) {
	report, err := os.ReadFile("../testdata/report/report.txt")
	require.NoError(t, err)
	const short, times = 64 << 10, 4
	for name, piece := range map[string]string{
		"prose": string(report[2600:5200]), "sources": "Jane Roe, *A Title* (London: Press, 2001), 7; ", "initials": "A. B. ",
		"brackets": "([“‘", "ibid": "ibid., 7; ", "stars": "*a_", "addresses": "https://x.test/(a ",
	} {
		once, bytes := workOf(strings.Repeat(piece, short/len(piece)))
		long, longBytes := workOf(strings.Repeat(piece, times*(short/len(piece))))
		const fixed, slack = 1000, 1.3 // slices that grow come in steps
		assert.LessOrEqual(t, long, slack*times*once+fixed, name)
		assert.LessOrEqual(t, longBytes, slack*times*bytes+fixed<<10, name)
	}
}

// workOf counts the allocations of reading a note.
func workOf(note string) (count, bytes float64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	citation.ParseNote(note)
	runtime.ReadMemStats(&after)
	return float64(after.Mallocs - before.Mallocs), float64(after.TotalAlloc - before.TotalAlloc)
}
