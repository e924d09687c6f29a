package citation

// Span is a range of bytes: Start is the first, End the one after the last.
// It counts in [Document.Text], or for [ParseNote] in the text given to it.
// The zero Span stands for "nowhere".
type Span struct {
	Start, End int
}

// IsZero reports whether s points nowhere.
func (s Span) IsZero() bool { return s == Span{} }

// Position is a place that an editor can find.
type Position struct {
	Note   string // label of the note, "" in the running text
	Line   int    // from 1
	Column int    // in characters, from 1
	Page   int    // from 1, counted from the front of the file; 0 where the format has no pages
}
