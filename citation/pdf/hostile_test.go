package pdf_test

import (
	"bytes"
	"compress/zlib"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/pdf"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

func TestBadFiles(t *testing.T) {
	whole := print(sheet("Some words."))
	password, err := os.ReadFile("testdata/password.pdf")
	require.NoError(t, err)
	for name, test := range map[string]struct {
		file []byte
		want error
		says string
	}{
		"empty":            {[]byte("%PDF-1.7\n"), citation.ErrDamaged, "cut off or changed"},
		"cut off":          {whole[:len(whole)/3], citation.ErrDamaged, "cut off or changed"},
		"noise":            {append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("\x00\xff<<>>obj"), 10_000)...), citation.ErrDamaged, "cut off"},
		"password":         {password, citation.ErrEncrypted, "password"},
		"pictures":         {pageOf("0 0 100 100 re f"), pdf.ErrNoText, "OCR"},
		"pictures, format": {pageOf("0 0 100 100 re f"), citation.ErrUnsupported, "OCR"},
		"countless pages":  {countless(), citation.ErrTooLarge, "too many pages"},
	} {
		t.Run(name, func(t *testing.T) {
			parser := citation.Parser{Readers: []citation.Reader{pdf.Reader{}}}
			_, err := parser.ParseFS(fstest.MapFS{"report.pdf": {Data: test.file}}, "report.pdf")
			require.ErrorIs(t, err, test.want)
			assert.Contains(t, err.Error(), "report.pdf: ")
			assert.Contains(t, err.Error(), test.says)
		})
	}
}

// A form that prints itself ten times, in forms that do the same, would take
// years.
func TestEndless(t *testing.T) {
	_, err := pdf.Reader{Timeout: 100 * time.Millisecond}.Read(endless())
	require.ErrorIs(t, err, citation.ErrTooLarge)
	assert.Contains(t, err.Error(), "raise the limit")
	doc := parse(t, print(sheet("The next file is read.")))
	assert.Equal(t, "body: The next file is read.\n", listing(doc))
}

// A page of 256 MiB of blanks, packed to a quarter of one, is not read in full, and
// harms nobody.
func TestBomb(t *testing.T) {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	for range 1 << 8 {
		_, err := w.Write(bytes.Repeat([]byte(" "), 1<<20))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	_, err := pdf.Reader{}.Read(pageWith(packed.String(), "/Filter/FlateDecode"))
	if err != nil {
		assert.True(t, strings.Contains(err.Error(), "PDF file"), err)
	}
}

// Without the reader a PDF file is refused, with advice to a person and to a
// program.
func TestWithoutReader(t *testing.T) {
	_, err := citation.Parse(bytes.NewReader(pageOf("")))
	require.ErrorIs(t, err, citation.ErrUnsupported)
	assert.Contains(t, err.Error(), "save it as plain text")
	assert.Contains(t, err.Error(), "citation/pdf")
}

func TestFormat(t *testing.T) {
	parser := citation.Parser{Format: citation.DOCX, Readers: []citation.Reader{pdf.Reader{}}}
	_, err := parser.Parse(bytes.NewReader(print(sheet("Some words."))))
	require.ErrorIs(t, err, citation.ErrUnsupported)
	assert.Contains(t, err.Error(), "this is pdf, not docx")
}

func TestJunkBefore(t *testing.T) {
	file := append([]byte("Date: yesterday\r\n\r\n"), print(sheet("Some words."))...)
	assert.Equal(t, "body: Some words.\n", listing(parse(t, file)))
}

// Superior figures of a font say that they are plain figures on the baseline.
func TestSuperiorFigures(t *testing.T) {
	p := &printer{}
	content := "BT 72 700 Td /F1 12 Tf (It was so.) Tj /F2 12 Tf (\\271) Tj /F1 12 Tf ( It is not.) Tj ET " +
		"BT 72 100 Td /F2 9 Tf (\\271) Tj /F1 9 Tf (Ada Lovelace, Notes, 12.) Tj ET"
	cmap := "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <B9> <0031> endbfchar endcmap end"
	p.add(1, "<</Type/Catalog/Pages 2 0 R>>")
	p.add(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>")
	p.add(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>/Contents 4 0 R>>")
	p.add(4, "<</Length %d>>stream\n%s\nendstream", len(content), content)
	p.add(5, "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>")
	p.add(6, "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding/ToUnicode 7 0 R>>")
	p.add(7, "<</Length %d>>stream\n%s\nendstream", len(cmap), cmap)
	assert.Equal(t, "body: It was so.[1] It is not.\nnote 1, page 1: Ada Lovelace, Notes, 12.\n", listing(parse(t, p.file("/Root 1 0 R"))))
}

// pageOf makes a file of one page.
func pageOf(content string) []byte { return pageWith(content, "") }

func pageWith(content, filter string) []byte {
	p := &printer{}
	p.add(1, "<</Type/Catalog/Pages 2 0 R>>")
	p.add(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>")
	p.add(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>")
	p.add(4, "<</Length %d%s>>stream\n%s\nendstream", len(content), filter, content)
	return p.file("/Root 1 0 R")
}

// countless makes a file that says that it has millions of pages.
func countless() []byte {
	p := &printer{}
	p.add(1, "<</Type/Catalog/Pages 2 0 R>>")
	p.add(2, "<</Type/Pages/Count 900000/Kids[3 0 R]>>")
	p.add(3, "<</Type/Pages/Parent 2 0 R/Count 900000/Kids[4 0 R]>>")
	p.add(4, "<</Type/Page/Parent 3 0 R/MediaBox[0 0 595 842]>>")
	return p.file("/Root 1 0 R")
}

// endless makes forms in forms, ten times ten times …
func endless() []byte {
	const depth = 15
	p := &printer{}
	p.add(1, "<</Type/Catalog/Pages 2 0 R>>")
	p.add(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>")
	p.add(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>")
	content := strings.Repeat("/X Do ", 10)
	p.add(4, "<</Length %d>>stream\n%s\nendstream", len(content), content)
	for i := range depth {
		p.add(5+i, "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>/Length %d>>stream\n%s\nendstream", 6+i, len(content), content)
	}
	p.add(5+depth, "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 0>>stream\n\nendstream")
	return p.file("/Root 1 0 R")
}

// sheet is a page of one line.
func sheet(text string) txtar.File { return txtar.File{Data: []byte("72 700 12 " + text + "\n")} }
