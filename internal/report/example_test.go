package report_test

import (
	"os"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/report"
)

func ExampleReport_Write() {
	r := report.Report{
		Document: &citation.Document{Name: "report.txt", Notes: []*citation.Note{{Label: "7", Plain: "UPI, February 3, 2021."}}},
		Findings: func(yield func(citation.Finding) bool) {
			yield(citation.Finding{
				Rule: "missing-title", Severity: citation.Error, Note: "7", Message: "The source has no title.", Advice: "Add its title.",
			})
		},
	}
	if _, err := r.Write(&report.Text{W: os.Stdout}); err != nil {
		panic(err)
	}
	// Output:
	// 1 note, 0 sources; 1 error
	//
	// Note 7
	//   UPI, February 3, 2021.
	//
	//   error      The source has no title. [missing-title]
	//              to do      Add its title.
}
