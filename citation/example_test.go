package citation_test

import (
	"fmt"
	"strings"

	"github.com/ibid-go/ibid/citation"
)

func ExampleParse() {
	const manuscript = `Prices doubled within a year.¹ Wages did not.²

¹ Jane Roe, “The Price of Bread,” The Guardian, May 2, 2020.

² Ibid.
`
	doc, err := citation.Parse(strings.NewReader(manuscript))
	if err != nil {
		fmt.Println(err)
		return
	}
	for c := range doc.Citations() {
		fmt.Println(c.Note.Label, c.Form, c.Work().Title, c.Work().Date)
	}
	fmt.Println(doc.Markers[1].Sentence())
	// Output:
	// 1 full The Price of Bread 2020-05-02
	// 2 ibid The Price of Bread 2020-05-02
	// Wages did not.
}

func ExampleParseNote() {
	for _, c := range citation.ParseNote(`Jane Roe and John Doe, “The Price of Bread,” The Guardian, May 2, 2020.`) {
		fmt.Println(c.Authors[1], c.Title, c.Container, c.Date)
	}
	// Output: John Doe The Price of Bread The Guardian 2020-05-02
}

func ExampleCitation_Chain() {
	doc, err := citation.Parse(strings.NewReader("One.¹ Two.² Three.³\n\n¹ Jane Roe, “Bread,” The Guardian, 2020.\n\n² Ibid.\n\n³ Ibid.\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range doc.Notes[2].Citations[0].Chain() {
		fmt.Println(c.Note.Label, c.Form)
	}
	// Output:
	// 2 ibid
	// 1 full
}
