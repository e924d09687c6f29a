// Package manuscript turns a file into text, notes, markers and links.
//
//	Read         guesses the format and reads it
//	text.go      plain text, as it comes out of a converter or an editor
//	markdown.go  Markdown, with the HTML in it
//	html.go      pages: html_tree.go reads, html_pairs.go and html_series.go find notes, html_walk.go cuts
//	docx.go      Word files: docx_flow.go reads paragraphs, docx_note.go and docx_number.go notes, docx_link.go and docx_field.go links
//	odt.go       OpenDocument files; office.go puts both together
//	zip.go       the parts of packed files, and their limits
//	epub.go      books of such pages
//	draft.go     what readers of other packages found
//
// It knows where a note begins and ends, not what it says.
package manuscript
