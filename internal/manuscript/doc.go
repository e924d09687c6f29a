// Package manuscript knows what a manuscript is: text, notes, markers and links. It
// reads text, Markdown and HTML; rooms below it read other formats, and the package
// manuscript/read finds the one that a file needs.
//
//	manuscript.go  what is read
//	draft.go       how readers of other formats hand in what they found
//	writer.go      a paragraph or a note of a draft, written run by run
//	label.go       the numbers that are printed at notes
//	read.go        Read tells text, Markdown and HTML apart
//	text.go        plain text, as it comes out of a converter or an editor
//	markdown.go    Markdown, with the HTML in it
//	html.go        pages: html_tree.go reads, html_pairs.go and html_series.go find notes, html_walk.go cuts
//	book.go        such pages as one
//
// It knows where a note begins and ends, not what it says.
package manuscript
