package citation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/citation"
)

// A part that marks and words set off is surer than one that may be another.
func TestConfidence(t *testing.T) {
	clear := citation.ParseNote("Petra Lindqvist, “Harbour Without Ships,” *The Baltic Review*, March 4, 2019.")
	require.Len(t, clear, 1)
	assert.Empty(t, clear[0].Close)
	for _, sure := range []float64{clear[0].Title.Confidence, clear[0].Container.Confidence, clear[0].Authors[0].Confidence, clear[0].Date.Confidence} {
		assert.Greater(t, sure, 0.9)
		assert.LessOrEqual(t, sure, 1.0)
	}
	bare := citation.ParseNote("Harbour Without Ships Baltic Quays, Lindqvist Haven, 2019.")
	require.Len(t, bare, 1)
	assert.Less(t, bare[0].Title.Confidence, clear[0].Title.Confidence)
	require.NotEmpty(t, bare[0].Close)
	for _, close := range bare[0].Close {
		assert.Positive(t, close.Confidence)
		assert.Less(t, close.Confidence, 0.9)
		assert.NotEmpty(t, close.Part)
		assert.NotEmpty(t, close.Other)
	}
}

// Certain leaves guesses out, and nothing else.
func TestCertain(t *testing.T) {
	guess := citation.Field{Text: "Guess", Confidence: 0.3}
	sure := citation.Field{Text: "Sure", Confidence: 0.95}
	byHand := citation.Field{Text: "By hand"}
	c := &citation.Citation{
		Title: guess, Container: sure, Publisher: byHand,
		Date: citation.Date{Year: 2001, Confidence: 0.2}, Accessed: citation.Date{Year: 2002},
		Authors: []citation.Name{{Family: "Doe", Confidence: 0.2}}, Editors: []citation.Name{{Family: "Roe"}},
	}
	certain := c.Certain()
	assert.True(t, certain.Title.IsZero())
	assert.Equal(t, sure, certain.Container)
	assert.Equal(t, byHand, certain.Publisher)
	assert.True(t, certain.Date.IsZero())
	assert.Equal(t, 2002, certain.Accessed.Year)
	assert.Empty(t, certain.Authors)
	assert.Len(t, certain.Editors, 1)
	assert.Equal(t, guess, c.Title, "the citation itself is left alone")
}
