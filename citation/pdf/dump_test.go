package pdf_test

import (
	"fmt"
	"os"
	"testing"
)

func TestDump(t *testing.T) {
	if os.Getenv("DUMP") == "" {
		t.Skip()
	}
	doc := read(t, os.Getenv("DUMP"))
	fmt.Println("TITLE", doc.Title, "AUTHORS", doc.Authors, "DATE", doc.Date)
	for _, p := range doc.Paragraphs {
		fmt.Printf("[%d p%d] %s\n", p.Kind, doc.Page(p.Span.Start), p.Text)
	}
	for _, m := range doc.Markers {
		fmt.Print(m.Label, "@", doc.Page(m.Span.Start), " ")
	}
	fmt.Println()
	for _, n := range doc.Notes {
		fmt.Printf("NOTE %s (%d) %s\n", n.Label, doc.Page(n.Span.Start), n.Plain)
		for _, l := range n.Links {
			fmt.Println("   ", l.URL, "|", l.Text)
		}
	}
}
