package citation

// Field is one part of a citation, as printed. The zero Field is absent.
type Field struct {
	Text string // plain text: without quotation marks around it, markup or line breaks
	Span Span   // where it was read
	Mark Mark   // how the print sets it off
}

// IsZero reports whether the part is absent.
func (f Field) IsZero() bool { return f.Text == "" }

// String is the text of the field.
func (f Field) String() string { return f.Text }

// Mark says how a title is set off from the words around it.
type Mark int

// The marks. A title that is both counts as quoted.
const (
	Unmarked Mark = iota
	Quoted
	Italic
)

// String is "unmarked", "quoted" or "italic".
func (m Mark) String() string {
	return [...]string{"unmarked", "quoted", "italic"}[m]
}
