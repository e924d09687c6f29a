package citation_test

import (
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/ibid-go/ibid/citation"
)

// BenchmarkParseNote reads the report's notes, and gives the ratio to a plain
// scan of the same bytes for their runes.
func BenchmarkParseNote(b *testing.B) {
	report, err := os.ReadFile("../testdata/report/report.txt")
	if err != nil {
		b.Fatal(err)
	}
	doc, err := citation.Parse(strings.NewReader(string(report)))
	if err != nil {
		b.Fatal(err)
	}
	var notes []string
	for _, n := range doc.Notes {
		notes = append(notes, n.Text)
	}
	citation.ParseNote(notes[0]) // the weights are unpacked once
	b.ReportAllocs()
	cites := 0
	for b.Loop() {
		cites = 0
		for _, note := range notes {
			cites += len(citation.ParseNote(note))
		}
	}
	if cites != 50 {
		b.Fatalf("%d sources, want 50", cites)
	}
	perNote := float64(b.Elapsed().Nanoseconds()) / float64(b.N*len(notes))
	b.ReportMetric(1e9/perNote, "notes/s")
	b.ReportMetric(perNote/scanTime(notes), "x-utf8-scan")
}

// scanTime gives the nanoseconds that a plain scan of a note takes.
func scanTime(notes []string) float64 {
	const rounds = 2000
	start, runes := time.Now(), 0
	for range rounds {
		for _, note := range notes {
			for s := note; s != ""; {
				_, size := utf8.DecodeRuneInString(s)
				s = s[size:]
				runes++
			}
		}
	}
	if runes == 0 {
		return 1
	}
	return float64(time.Since(start).Nanoseconds()) / float64(rounds*len(notes))
}

// BenchmarkParse reads a manuscript and one ten times as long, and gives the
// ratio of their costs: 10 is linear.
func BenchmarkParse(b *testing.B) {
	report, err := os.ReadFile("../testdata/report/report.txt")
	if err != nil {
		b.Fatal(err)
	}
	parse := func(text string) time.Duration {
		start := time.Now()
		if _, err := citation.Parse(strings.NewReader(text)); err != nil {
			b.Fatal(err)
		}
		return time.Since(start)
	}
	long := strings.Repeat(string(report)+"\n\n", 10)
	parse(long)
	b.SetBytes(int64(len(report)))
	var once, tenfold time.Duration
	for b.Loop() {
		once += parse(string(report))
		tenfold += parse(long)
	}
	b.ReportMetric(float64(tenfold)/float64(once), "x-for-10x")
}
