package packed

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/ibid-go/ibid/internal/golden"
	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/manuscript/manuscripttest"
)

// Each case holds the parts of a Word or OpenDocument file without the tags
// that all such parts have, and at its end what is read from it.
func TestReadOffice(t *testing.T) {
	golden.Cases(t, func(t *testing.T, parts []txtar.File) string {
		m, err := Read(packCase(parts))
		if err != nil {
			return "error: " + err.Error() + "\n"
		}
		return manuscripttest.Dump(m)
	}, "testdata/office/*.txtar")
}

// packCase makes the file that a case describes.
func packCase(parts []txtar.File) []byte {
	files := make(map[string]string)
	related := "" // relationships of the main part
	for _, f := range parts {
		if f.Name == "word/_rels/document.xml.rels" {
			related += string(f.Data)
			continue
		}
		files[f.Name] = wrapPart(f.Name, string(f.Data))
		if kind := strings.TrimSuffix(filepath.Base(f.Name), ".xml"); filepath.Dir(f.Name) == "word" && kind != "document" {
			related += fmt.Sprintf("<Relationship Type=%q Target=%q/>", kind, kind+".xml")
		}
	}
	if files["word/document.xml"] != "" {
		files["word/_rels/document.xml.rels"] = wrapPart(".rels", related)
	}
	return pack(files)
}

// wrapPart puts the tags around the content of a part, unless it has its own.
func wrapPart(name, content string) string {
	const word = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
		xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
		xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
		xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`
	const odf = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
		xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
		xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
		xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
		xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"`
	root, space := "", ""
	switch base := filepath.Base(name); {
	case strings.HasPrefix(content, "<?xml"):
		return content
	case strings.HasSuffix(name, ".rels"):
		root, space = "Relationships", `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	case name == "word/document.xml":
		return "<w:document " + word + "><w:body>\n" + content + "</w:body></w:document>"
	case strings.HasPrefix(name, "word/"):
		root, space = "w:"+strings.TrimSuffix(base, ".xml"), word
	case name == "docProps/core.xml":
		root = "cp:coreProperties"
		space = `xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"`
	case name == "docProps/custom.xml":
		root = "Properties"
		space = `xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"`
	case base == "mimetype":
		return strings.TrimSpace(content)
	default:
		root, space = "office:document", odf
	}
	return fmt.Sprintf("<%s %s>\n%s</%[1]s>", root, space, content)
}

func pack(files map[string]string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range files {
		name = strings.TrimRight(name, "/") // which would make a directory
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte(content))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// docxOf is a Word file with this in its body.
func docxOf(body string) []byte {
	return pack(map[string]string{"word/document.xml": wrapPart("word/document.xml", body)})
}

// TestHostileArchives gives files that would exhaust a reader without limits,
// or that are broken, and what is said of them.
func TestHostileArchives(t *testing.T) {
	whole := docxOf("<w:p><w:r><w:t>" + strings.Repeat("Text of the report. ", 1000) + "</w:t></w:r></w:p>")
	flipped := bytes.Clone(whole)
	flipped[bytes.Index(flipped, []byte("document.xml"))+100] ^= 0xff
	secret := bytes.Clone(whole)
	for _, signature := range []string{"PK\x03\x04", "PK\x01\x02"} {
		flags := map[string]int{"PK\x03\x04": 6, "PK\x01\x02": 8}[signature]
		secret[bytes.Index(secret, []byte(signature))+flags] |= 1
	}
	many := make(map[string]string)
	for i := range maxParts + 1 {
		many[fmt.Sprint(i)] = ""
	}
	deep := strings.Repeat("<w:p>", 10_000) + strings.Repeat("</w:p>", 10_000)
	for name, test := range map[string]struct {
		file []byte
		want error
		says string
	}{
		"bomb":          {docxOf("<w:p><w:r><w:t>" + strings.Repeat(" ", 40<<20)), manuscript.ErrTooLarge, "word/document.xml, line 5: manuscript is too large: word/document.xml unpacks to more than 100 times"},
		"empty tags":    {docxOf(strings.Repeat("<w:p/>", 2<<20)), manuscript.ErrTooLarge, "100 times"},
		"long text":     {docxOf("<w:p><w:r><w:t>" + letters(maxText+1) + "</w:t></w:r></w:p>"), manuscript.ErrTooLarge, "more than 32 MiB of text"},
		"many parts":    {pack(many), manuscript.ErrTooLarge, "lists 20001 parts"},
		"deep":          {docxOf(deep), manuscript.ErrTooLarge, "nest more than 500 deep"},
		"zip in zip":    {pack(map[string]string{"report.docx": string(whole)}), manuscript.ErrUnsupported, "unpack it"},
		"Pages":         {pack(map[string]string{"Index/Document.iwa": "x", "preview.jpg": "x"}), manuscript.ErrUnsupported, "export it as Word (.docx)"},
		"spreadsheet":   {pack(map[string]string{"xl/workbook.xml": "x", "[Content_Types].xml": "x"}), manuscript.ErrUnsupported, "a spreadsheet"},
		"entities":      {pack(map[string]string{"word/document.xml": `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>`}), manuscript.ErrUnsupported, "defines XML entities"},
		"empty part":    {pack(map[string]string{"word/document.xml": ""}), manuscript.ErrUnsupported, "no text of a word processor"},
		"truncated":     {whole[:len(whole)/2], manuscript.ErrDamaged, "cut off"},
		"wrong bytes":   {flipped, manuscript.ErrDamaged, "word/document.xml"},
		"broken XML":    {docxOf("<w:p><w:r></w:p>"), manuscript.ErrDamaged, "word/document.xml, line 5: file is damaged: not well-formed XML"},
		"encrypted ZIP": {secret, manuscript.ErrEncrypted, "word/document.xml needs a password"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(test.file)
			require.ErrorIs(t, err, test.want)
			assert.Contains(t, err.Error(), test.says)
		})
	}
}

// letters gives text that packs badly, so that the ratio does not stop it.
func letters(n int) string {
	r := rand.New(rand.NewSource(1))
	b := make([]byte, n)
	for i := range b {
		b[i] = 'a' + byte(r.Intn(26))
	}
	return string(b)
}

// FuzzReadOffice takes the parts of a file and asserts that whatever is read
// points into the text.
func FuzzReadOffice(f *testing.F) {
	cases, err := filepath.Glob("testdata/office/*.txtar")
	require.NoError(f, err)
	for _, name := range cases {
		data, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		archive := txtar.Parse(data)
		if len(archive.Files) == 0 {
			return
		}
		if m, err := Read(packCase(archive.Files[:len(archive.Files)-1])); err == nil {
			require.NoError(t, manuscripttest.Check(m))
		}
	})
}
