package lint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/lint"
	"github.com/stretchr/testify/assert"
)

// manyNotes writes a manuscript of n notes that gives every family of rules
// something to do: repeats, chains of Ibid., lost links, old sources.
func manyNotes(n int) string {
	var text, notes strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&text, "In May %d ship number %d left [the port](#), and nobody saw it again.^{%d}\n\n", 1980+i%40, i, i)
		switch i % 4 {
		case 0:
			fmt.Fprintf(&notes, "^{%d} Ibid., %d.\n\n", i, i)
		case 1:
			fmt.Fprintf(&notes, "^{%d} Ibid.\n\n", i)
		default:
			fmt.Fprintf(&notes, "^{%d} Petra Lindqvist, \"Ship %d,\" [RFERL](#), March 4, %d.\n\n", i, i/8, 1980+i%40)
		}
	}
	return text.String() + notes.String()
}

// TestCostIsLinear asserts that ten times the notes cost little more than ten
// times the allocations.
func TestCostIsLinear(t *testing.T) {
	small, large := allocations(t, 60), allocations(t, 600)
	assert.Less(t, large/small, 12.0, "%v and %v allocations", small, large)
}

func allocations(t *testing.T, notes int) float64 {
	doc := parse(t, manyNotes(notes))
	assert.Len(t, doc.Notes, notes)
	return testing.AllocsPerRun(1, func() { _ = slices.Collect(lint.Lint(doc)) })
}

// BenchmarkLint reports the time for ten times the notes as a multiple of the
// time for one: 10 is linear.
func BenchmarkLint(b *testing.B) {
	small, large := parse(b, manyNotes(200)), parse(b, manyNotes(2000))
	var once, tenfold time.Duration
	for b.Loop() {
		once += timeOf(b, small)
		tenfold += timeOf(b, large)
	}
	b.ReportMetric(float64(tenfold)/float64(once), "ratio")
}

func timeOf(b *testing.B, doc *citation.Document) time.Duration {
	start := time.Now()
	if len(slices.Collect(lint.Lint(doc))) < len(doc.Notes)/4 {
		b.Fatal("too few findings: the rules did not run")
	}
	return time.Since(start)
}
