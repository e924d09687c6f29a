package pdf_test

import (
	"os"
	"testing"

	"github.com/ibid-go/ibid/citation/pdf"
	"github.com/stretchr/testify/require"
)

// BenchmarkRead reads a report that TeX made and one of a word processor, and
// gives the time a page once the engine runs.
func BenchmarkRead(b *testing.B) {
	for name, pages := range map[string]int{"report": 2, "office": 1} {
		b.Run(name, func(b *testing.B) {
			file, err := os.ReadFile("testdata/" + name + ".pdf")
			require.NoError(b, err)
			_, err = pdf.Reader{}.Read(file)
			require.NoError(b, err)
			for b.Loop() {
				draft, err := pdf.Reader{}.Read(file)
				require.NoError(b, err)
				require.NotEmpty(b, draft.Notes)
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*pages), "ms/page")
		})
	}
}
