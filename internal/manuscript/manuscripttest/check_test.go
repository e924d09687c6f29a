package manuscripttest

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/internal/manuscript"
)

// Check names what does not lie in the text, and a marker that leads nowhere.
func TestCheck(t *testing.T) {
	draft := manuscript.Draft{
		Paragraphs: []manuscript.Piece{{Text: "So.", Marks: []manuscript.Marker{{Label: "1", Offset: 3}}}},
		Notes:      []manuscript.Piece{{Label: "1", Text: "Talk", Styles: []manuscript.Style{{Kind: manuscript.Italic, End: 4}}}},
	}
	require.NoError(t, Check(draft.Manuscript()))
	for says, harm := range map[string]func(*manuscript.Manuscript){
		"note 0: \"Walk\"":      func(m *manuscript.Manuscript) { m.Notes[0].Plain = "Walk" },
		"paragraph 0: \"No.\"":  func(m *manuscript.Manuscript) { m.Paragraphs[0].Plain = "No." },
		"note 0: style":         func(m *manuscript.Manuscript) { m.Notes[0].Styles[0].From = 0 },
		"marker {Label:1":       func(m *manuscript.Manuscript) { m.Markers[0].Note = 1 },
		"marker {Label: Scope:": func(m *manuscript.Manuscript) { m.Markers[0].Label = "" },
	} {
		m := draft.Manuscript()
		harm(m)
		assert.ErrorContains(t, Check(m), says)
	}
}
