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
//	checker.go   what a caller sets, and CheckAll
//	run.go       one CheckAll: each address visited once, the order of the citations kept
//	patience.go  what may pass is tried again at the end of the run
//	visit.go     one address: asked, read, and the result of it
//	status.go    the only place where an answer becomes a Status
//	address.go   what the address says where a visit ended
//	sibling.go   a made-up address of the same site, which decides doubts
//	settle.go    the page compared with all that cite it, while it is at hand
//	packed.go    what was seen, in little memory
//	source.go    what a page says of itself (Extract)
//	compare.go   what the note says against it (Examine), one file a part: title
//	             author date outlet language listing quotation notices wording
//	agreement.go the answers: agrees, agrees loosely, differs, cannot say
//	vindicate.go a page that fits the note is the source, whatever its words are like
//	archived.go  the copies that archives keep of it
//	rules.go     the findings, with their reasons in data/rules
//
// Comparing never fetches. A fault of the web or of the note is a Status or a
// Finding, never an error.
package verify
