package export_test

import (
	"os"
	"slices"

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
