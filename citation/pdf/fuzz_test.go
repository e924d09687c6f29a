package pdf_test

import (
	"os"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/ibid-go/ibid/citation/pdf"
	"github.com/stretchr/testify/require"
)

// Whatever a file holds, the reader gives an error or a draft whose offsets lie
// in their texts, and goes on to the next file.
func FuzzReader(f *testing.F) {
	for _, name := range []string{"testdata/report.pdf", "testdata/password.pdf"} {
		data, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add(print(sheet("It was so.^1^")))
	f.Add(countless())
	f.Fuzz(func(t *testing.T, file []byte) {
		draft, err := pdf.Reader{Timeout: 200 * time.Millisecond}.Read(file)
		if err != nil {
			return
		}
		for _, p := range append(draft.Paragraphs, draft.Notes...) {
			require.True(t, utf8.ValidString(p.Text))
			for _, l := range p.Links {
				require.LessOrEqual(t, l.Span.Start, l.Span.End)
				require.LessOrEqual(t, l.Span.End, len(p.Text))
			}
			for _, m := range p.Marks {
				require.LessOrEqual(t, m.Offset, len(p.Text))
			}
		}
	})
}
