package lint_test

import (
	"fmt"
	"strings"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/lint"
)

const manuscript = `The last ferry left in May 2019 with forty dockers on board.¹ One of them kept his letter.²

¹ Petra Lindqvist, "The Last Ferry," *The Baltic Review*, May 9, 2009.

² Ibid., 4.
`

func ExampleLint() {
	doc, err := citation.Parse(strings.NewReader(manuscript))
	if err != nil {
		fmt.Println(err)
		return
	}
	for f := range lint.Lint(doc) {
		fmt.Printf("note %s, %s: %s\n\t%s\n", f.Note, f.Severity, f.Message, f.Advice)
	}
	// Output:
	// note 1, error: The source is older than the event it is cited for: May 2019.
	// 	Check the date of the source against its page, and whether the source tells of this event.
	// note 2, info: “Ibid.” stands for the source of note 1.
	// 	Cite it by its short form: Lindqvist, "The Last Ferry," 4.
}

func ExampleLinter() {
	doc, err := citation.Parse(strings.NewReader(manuscript))
	if err != nil {
		fmt.Println(err)
		return
	}
	var linter lint.Linter
	linter.Profile, _ = lint.ProfileNamed("rusi") // which uses Ibid.
	for f := range linter.Lint(doc) {
		fmt.Println(f.Note, f.Rule)
	}
	// Output: 1 source-predates-event
}
