package read

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/internal/manuscript"
)

// files are the least files of each format.
func files(t *testing.T) map[manuscript.Format]string {
	t.Helper()
	return map[manuscript.Format]string{
		"text":     "It was so.¹\n\n¹ Roe, *Talk*.\n",
		"markdown": "# A\n\nIt was so.[^1]\n\n[^1]: Roe, *Talk*.\n",
		"html":     "<!DOCTYPE html><p>It was so.<a href=#n id=r>1</a><p id=n><a href=#r>1</a> Roe.",
		"latex":    "\\documentclass{article}\n\\begin{document}\nIt was so.\\footnote{Roe.}\n\\end{document}\n",
		"docx":     archive(t, "word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>`),
	}
}

// archive is a ZIP archive of one part.
func archive(t *testing.T, name, content string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create(name)
	require.NoError(t, err)
	_, err = f.Write([]byte(content))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.String()
}

// The content says which room reads a file, and another format is refused.
func TestManuscript(t *testing.T) {
	for format, file := range files(t) {
		for _, asked := range [...]manuscript.Format{"", format} {
			m, err := Manuscript([]byte(file), asked, nil)
			require.NoError(t, err, format)
			assert.Equal(t, format, m.Format)
		}
		_, err := Manuscript([]byte(file), "odt", nil)
		assert.ErrorIs(t, err, manuscript.ErrUnsupported)
		assert.ErrorContains(t, err, "this is "+string(format)+", not odt")
	}
}

// A page that shows LaTeX is a page; what the caller calls LaTeX is LaTeX.
func TestPageWithLaTeX(t *testing.T) {
	const page = "<html><pre>\n\\documentclass{article}\n\\begin{document}\n</pre>"
	m, err := Manuscript([]byte(page), "", nil)
	require.NoError(t, err)
	assert.Equal(t, manuscript.HTML, m.Format)
	m, err = Manuscript([]byte(page), "latex", nil)
	require.NoError(t, err)
	assert.Equal(t, manuscript.Format("latex"), m.Format)
}

// Files are read up to the limit, whatever says how long they are.
func TestAll(t *testing.T) {
	data, err := All(strings.NewReader("12345678"), 8)
	require.NoError(t, err)
	assert.Equal(t, "12345678", string(data))
	_, err = All(strings.NewReader("123456789"), 8)
	assert.ErrorIs(t, err, manuscript.ErrTooLarge)
	data, err = All(bytes.NewBufferString("12345678"), 0)
	require.NoError(t, err)
	assert.Len(t, data, 8)
}
