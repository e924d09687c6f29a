package pdf_test

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/tools/txtar"
)

// A sheet is a PDF file as a text: a file "page" for each page, with a line for
// each line of print,
//
//	72 700 12 Words, a mark,^1^ and ~italics~.
//
// that is, place in points from the lower left, size, and text; or for a link
//
//	link 72 100 300 112 https://example.org/
//
// with its rectangle.

// print makes a PDF file of the pages of a sheet, in Times and without any
// compression.
func print(pages ...txtar.File) []byte {
	p := &printer{}
	kids := ""
	for i, page := range pages {
		content, links := printPage(string(page.Data))
		kids += fmt.Sprintf("%d 0 R ", 5+2*i)
		p.add(5+2*i, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>/Contents %d 0 R/Annots[%s]>>", 6+2*i, links)
		p.add(6+2*i, "<</Length %d>>stream\n%s\nendstream", len(content), content)
	}
	p.add(1, "<</Type/Catalog/Pages 2 0 R>>")
	p.add(2, "<</Type/Pages/Count %d/Kids[%s]>>", len(pages), kids)
	p.add(3, "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>")
	p.add(4, "<</Type/Font/Subtype/Type1/BaseFont/Times-Italic/Encoding/WinAnsiEncoding>>")
	return p.file("/Root 1 0 R")
}

// printer numbers objects and writes the table of their places.
type printer struct {
	body   bytes.Buffer
	places map[int]int
}

func (p *printer) add(number int, format string, args ...any) {
	if p.places == nil {
		p.body.WriteString("%PDF-1.4\n")
		p.places = make(map[int]int)
	}
	p.places[number] = p.body.Len()
	fmt.Fprintf(&p.body, "%d 0 obj\n"+format+"\nendobj\n", append([]any{number}, args...)...)
}

func (p *printer) file(trailer string) []byte {
	start := p.body.Len()
	fmt.Fprintf(&p.body, "xref\n0 %d\n0000000000 65535 f \n", len(p.places)+1)
	for i := 1; i <= len(p.places); i++ {
		fmt.Fprintf(&p.body, "%010d 00000 n \n", p.places[i])
	}
	fmt.Fprintf(&p.body, "trailer<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n", len(p.places)+1, trailer, start)
	return p.body.Bytes()
}

// printPage gives the operators that print a page, and its links.
func printPage(text string) (content, links string) {
	for line := range strings.Lines(text) {
		fields := strings.SplitN(strings.TrimSpace(line), " ", 4)
		if len(fields) < 4 {
			continue
		}
		if fields[0] == "link" {
			rest := strings.SplitN(fields[3], " ", 3)
			links += fmt.Sprintf("<</Type/Annot/Subtype/Link/Rect[%s %s %s %s]/A<</S/URI/URI(%s)>>>>", fields[1], fields[2], rest[0], rest[1], rest[2])
			continue
		}
		content += fmt.Sprintf("BT %s %s Td %s ET\n", fields[0], fields[1], runs(fields[2], fields[3]))
	}
	return content, links
}

// runs prints text with marks between circumflexes and italics between tildes.
func runs(size, text string) string {
	out, font, raised := "", "F1", false
	flush := func(s string) {
		latin, _ := encoding.ReplaceUnsupported(charmap.Windows1252.NewEncoder()).String(s) // there is no error then
		escaped := strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(latin)
		switch {
		case s == "":
		case raised:
			out += fmt.Sprintf("/%s 6 Tf 4 Ts (%s) Tj 0 Ts ", font, escaped)
		default:
			out += fmt.Sprintf("/%s %s Tf (%s) Tj ", font, size, escaped)
		}
	}
	for {
		i := strings.IndexAny(text, "^~")
		if i < 0 {
			flush(text)
			return out
		}
		flush(text[:i])
		if text[i] == '^' {
			raised = !raised
		} else {
			font = map[string]string{"F1": "F2", "F2": "F1"}[font]
		}
		text = text[i+1:]
	}
}
