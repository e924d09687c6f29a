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
// # Rooms
//
// parse.go shows the whole run. recognise.go takes one citation apart: atoms.go
// cuts it where a part may end, label.go weighs what each piece may be, and one
// file each reads a part: name.go date.go link.go id.go kind.go. resolve.go
// finds what short forms stand for, in a second pass. Nothing here uses a
// network.
package citation
