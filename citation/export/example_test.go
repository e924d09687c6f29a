package export_test

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/export"
)

func ExampleCSL() {
	citations := citation.ParseNote("Jane Roe, “Drills on the Border,” The Guardian, August 2, 2021.")
	if err := export.CSL(os.Stdout, slices.Values(citations)); err != nil {
		panic(err)
	}
	// Output:
	// [{"id":"1","type":"article-newspaper","author":[{"family":"Roe","given":"Jane"}],"title":"Drills on the Border","container-title":"The Guardian","issued":{"date-parts":[[2021,8,2]]}}]
}

func ExampleBibLaTeX() {
	citations := citation.ParseNote("Jane Roe, “Drills on the Border,” The Guardian, August 2, 2021.")
	if err := export.BibLaTeX(os.Stdout, slices.Values(citations)); err != nil {
		panic(err)
	}
	// Output:
	// @article{roe2021drills,
	//   author = {Roe, Jane},
	//   title = {Drills on the {Border}},
	//   journaltitle = {The {Guardian}},
	//   entrysubtype = {newspaper},
	//   date = {2021-08-02},
	// }
}

func ExampleRIS() {
	citations := citation.ParseNote("Jane Roe, “Drills on the Border,” The Guardian, August 2, 2021.")
	var ris strings.Builder
	if err := export.RIS(&ris, slices.Values(citations)); err != nil {
		panic(err)
	}
	fmt.Print(strings.ReplaceAll(ris.String(), "\r\n", "\n"))
	// Output:
	// TY  - NEWS
	// ID  - roe2021drills
	// AU  - Roe, Jane
	// TI  - Drills on the Border
	// T2  - The Guardian
	// PY  - 2021
	// DA  - 2021/08/02/
	// ER  -
}
