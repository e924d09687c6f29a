// Package export writes citations in the forms that reference managers and
// citation processors read.
//
// [CSL] writes CSL-JSON, [NewItem] makes one item of it. [BibLaTeX] and [RIS]
// write bibliographies: an entry for each work, however often it is cited.
// Nothing is added to what a note prints: an absent part is absent from the
// entry.
package export
