package manuscript_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/manuscript/manuscripttest"
)

// A reader writes each paragraph and each note run by run, and hands them in as
// a draft.
func ExampleWriter() {
	var text, note manuscript.Writer
	text.Write("It was said\n so.")
	text.Mark("1", 0)
	note.Label = "1"
	note.Print("Roe, ", manuscript.Font{})
	note.Print("Talk", manuscript.Font{Italic: true})
	note.Print(", see ", manuscript.Font{})
	note.Open(manuscript.Link, "https://site.test/")
	note.Print("here", manuscript.Font{SmallCaps: true})
	note.Close()

	draft := manuscript.Draft{Paragraphs: []manuscript.Piece{text.Done()}, Notes: []manuscript.Piece{note.Done()}}
	fmt.Print(manuscripttest.Dump(draft.Manuscript()))
	// Output:
	// body: It was said so.
	// marker 1 superscript behind "s said so.": note 0
	// note 0, 1 of 0: Roe, Talk, see here {italic "Talk"} {link "here" https://site.test/} {small capitals "here"}
}

// A style that nothing closes ends with the piece, and what is cut away moves
// those behind it.
func TestWriter(t *testing.T) {
	var w manuscript.Writer
	assert.True(t, w.IsEmpty())
	w.Write(" \t")
	assert.True(t, w.IsEmpty(), "white space at the start is none")
	w.Write("*")
	w.Print(" Ibid.", manuscript.Font{})
	w.Open(manuscript.Link, "https://site.test/")
	assert.True(t, w.IsOpen(manuscript.Link))
	w.Write("x")
	w.CutPrefix("†")
	assert.Equal(t, "* Ibid.x", w.String())
	w.CutPrefix("*")
	w.TurnPage(1)
	w.TurnPage(2)
	piece := w.Done()
	assert.Equal(t, "Ibid.x", piece.Text)
	assert.Equal(t, []manuscript.Style{{Kind: manuscript.Link, Start: 5, End: 6, Target: "https://site.test/"}}, piece.Styles)
	assert.Equal(t, []manuscript.PageStart{{Offset: 6, Page: 2}}, piece.Pages)
	assert.False(t, w.IsOpen(manuscript.Link))
}

// Labels are those that Word prints.
func TestFormatLabel(t *testing.T) {
	for _, test := range []struct {
		number       int
		format, want string
	}{
		{28, "lowerLetter", "bb"}, {3, "upperLetter", "C"}, {1994, "upperRoman", "MCMXCIV"}, {4, "lowerRoman", "iv"}, {6, "chicago", "††"},
		{12, "decimal", "12"}, {12, "hebrew1", "12"}, {0, "upperRoman", "0"}, {5000, "lowerRoman", "5000"},
	} {
		assert.Equal(t, test.want, manuscript.FormatLabel(test.number, test.format), "%+v", test)
	}
}
