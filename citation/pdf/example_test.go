package pdf_test

import (
	"fmt"
	"os"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/pdf"
)

func ExampleReader() {
	parser := citation.Parser{Readers: []citation.Reader{pdf.Reader{}}}
	doc, err := parser.ParseFS(os.DirFS("testdata"), "report.pdf")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(doc.Title)
	for c := range doc.Citations() {
		fmt.Printf("note %s, page %d: %s\n", c.Note.Label, doc.Page(c.Span.Start), c.Work().Title)
	}
	// Output:
	// Borders and their Guards
	// note 1, page 1: Notes on the Engine
	// note 2, page 1: The Connexion
	// note 3, page 1: The Connexion
	// note 4, page 2: Passages
}
