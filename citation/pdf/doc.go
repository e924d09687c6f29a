// Package pdf reads PDF files for the package citation:
//
//	parser := citation.Parser{Readers: []citation.Reader{pdf.Reader{}}}
//	doc, err := parser.Parse(file)
//
// It is a package of its own because it links PDFium, some ten megabytes. PDFium
// runs as WebAssembly within the process, without access to files or network,
// with at most 128 MiB for a document. The first start on a machine takes some
// seconds; then the compiled engine lies in the user's cache folder
// ([os.UserCacheDir], "ibid/pdfium"), if that can be written.
//
// PDFium (BSD and Apache-2.0, by way of go-pdfium, MIT, and wazero, Apache-2.0)
// reads what readers written in Go do not: object streams at speed, fonts of
// every kind, and damaged files.
//
// A PDF file has no notes, only glyphs at places. Notes are found by size, place
// and number: the next number, raised or in smaller print at the foot of a
// page or in a list at the end, for which the text has a mark.
package pdf
