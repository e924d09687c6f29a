// Package citation reads the notes of a manuscript into structured citations.
//
// A newcomer calls [Parse], walks [Document.Citations], and asks each
// [Citation] for its [Citation.Work]:
//
//	doc, err := citation.Parse(file)
//	for c := range doc.Citations() {
//		fmt.Println(c.Note.Label, c.Form, c.Work())
//	}
//
// # Words
//
// They are those of the Chicago Manual of Style and of CSL 1.0.2:
//
//   - note: a footnote or endnote. It has a label, and may cite several sources.
//   - marker: the reference mark in the running text that leads to a note.
//   - citation: one source as one note cites it.
//   - form: whether it cites in full, as Ibid., as a short form, …
//   - antecedent: the citation that a short form stands for.
//   - work: the source itself, as the full citation describes it.
//   - container: the journal, newspaper, site or book that holds the source.
//   - locator: the place cited within the source.
//   - finding: something that an editor should know.
//
// # The files
//
//	parse.go                                   the whole run
//	document.go citation.go field.go span.go   the model, with the parts in files of
//	link.go finding.go …                       their own
//	divide.go begins.go ends.go commentary.go  a note into its sources
//	recognise.go settle.go italics.go parts.go  one source into its parts; internal/tag weighs what each piece is
//	names.go date.go status.go id.go kind.go   one part each
//	archival.go law.go                         sources kept in archives; cases and laws
//	form.go mention.go term.go locator.go      short forms, by their words
//	resolve.go index.go fit.go wording.go      what short forms stand for, in a second pass
//	data/                                      the words that all this knows
//
// Nothing here uses a network.
package citation
