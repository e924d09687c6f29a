// Package verify visits the sources that citations name, reads what they say
// of themselves, and compares that with the note.
//
// A newcomer gives the zero [Checker] the citations of a document and reads one
// [Result] for each:
//
//	doc, err := citation.Parse(file)
//	var checker verify.Checker
//	for result := range checker.CheckAll(ctx, doc.Citations()) {
//		fmt.Println(result.Citation.Note.Label, result.Status, result.Reason.Advice())
//		for _, finding := range result.Findings {
//			fmt.Println(finding.Message, finding.Cited, finding.Found)
//		}
//	}
//
// # The way of a source
//
//	checker.go  fetches each address once and keeps the order of the citations
//	status.go   the only place where an answer becomes a Status
//	source.go   what a page says of itself (Extract)
//	compare.go  what the note says against it (Examine), one file a part: title
//	            author date outlet language listing quotation notices wording
//	agreement.go  the answers: agrees, agrees loosely, differs, cannot say
//	rules.go    the findings, with their reasons in data/rules
//
// Comparing never fetches. A fault of the web or of the note is a Status or a
// Finding, never an error.
package verify
