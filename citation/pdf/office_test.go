package pdf_test

import (
	"os"
	"testing"

	"github.com/ibid-go/ibid/citation/pdf"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// One text reads the same from the files of pdfTeX and of LibreOffice, though
// notes are divided over pages in one, and numbered headings stand in it.
func TestTwoPrograms(t *testing.T) {
	read := func(name string) []string {
		data, err := os.ReadFile("testdata/" + name)
		require.NoError(t, err)
		doc := parse(t, data)
		assert.Equal(t, "Borders and their Guards", doc.Title)
		assert.Equal(t, "Ada Example", doc.Authors[0].String())
		assert.Equal(t, "2021-05-03", doc.Date.String())
		var all []string
		for _, p := range doc.Paragraphs {
			if p.Kind == 0 {
				all = append(all, marked(doc, p))
			}
		}
		for _, n := range doc.Notes {
			all = append(all, n.Label+" "+n.Plain)
			for _, l := range n.Links {
				all = append(all, l.Text+" "+l.URL)
			}
		}
		return all
	}
	report := read("report.pdf")
	assert.Len(t, report, 2+4+2)
	assert.Equal(t, report, read("office.pdf"))

	data, err := os.ReadFile("testdata/office.pdf")
	require.NoError(t, err)
	draft, err := pdf.Reader{Pages: 1}.Read(data)
	require.NoError(t, err)
	assert.Equal(t, "2026-11-25", draft.Date, "when the file was made")
}
