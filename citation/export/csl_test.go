package export_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/export"
	"github.com/ibid-go/ibid/internal/golden"
)

// made has one citation with every part that an item can show, built by hand
// so that the test does not depend on what the parser makes of a text.
func made() *citation.Citation {
	field := func(s string) citation.Field { return citation.Field{Text: s} }
	return &citation.Citation{
		Kind:    citation.Chapter,
		Authors: []citation.Name{{Given: "Thomas M.", Family: "Sanderson", Suffix: "Jr."}, {Literal: "United Nations"}},
		Editors: []citation.Name{{Family: "al-Adnani"}}, Translators: []citation.Name{{Given: "A.", Family: "B"}},
		Title: field("A <title> & more"), Container: field("Container"), Series: field("Series"), Publisher: field("Press"),
		Place: field("Place"), Volume: field("3"), Issue: field("2"), Edition: field("2nd"), Number: field("No. 38"),
		Genre: field("report"), Pages: field("1–20"), Locator: field("12-13"),
		Date: citation.Date{Year: 2002, Season: citation.Winter, Circa: true}, Accessed: citation.Date{Year: 2021, Month: 9, Day: 14},
		Links: []citation.Link{{URL: "#"}, {URL: "https://web.archive.org/web/2021/https://news.test/a"}, {URL: "https://news.test/a?b&c"}},
		IDs: []citation.ID{{Scheme: citation.DOI, Value: "10.1000/x"}, {Scheme: citation.DOI, Value: "10.1/second"},
			{Scheme: citation.ISBN, Value: "9780000000000"}, {Scheme: citation.ISSN, Value: "1234-5678"},
			{Scheme: citation.PMID, Value: "77"}, {Scheme: citation.ArXiv, Value: "2101.00001"}},
	}
}

// kept is a source that is kept in an archive.
func kept() *citation.Citation {
	field := func(s string) citation.Field { return citation.Field{Text: s} }
	return &citation.Citation{
		Kind: citation.Manuscript, Authors: []citation.Name{{Given: "Anthony", Family: "Eden"}}, Title: field("Minute"),
		Archive: field("The National Archives"), ArchivePlace: field("Kew"), Collection: field("FO 371"), Shelfmark: field("FO 371/1234"),
		Date: citation.Date{Year: 1938, Month: 5, Day: 3}, Original: citation.Date{Year: 1937}, Status: field("in press"), Court: field("FO"),
	}
}

func TestCSL(t *testing.T) {
	for name, citations := range map[string][]*citation.Citation{
		"whole":   {made()},
		"kept":    {kept()},
		"kinds":   kinds(),
		"hard":    hard(),
		"sparse":  {{Title: citation.Field{Text: "Only a title"}, Date: citation.Date{Year: 2002, Month: 1}}, {Date: citation.Date{Year: 1999}}},
		"nothing": nil,
	} {
		t.Run(name, func(t *testing.T) {
			var got bytes.Buffer
			require.NoError(t, export.CSL(&got, slices.Values(citations)))
			golden.Equal(t, "testdata/"+name+".json", got.String())
			assert.Equal(t, 1, bytes.Count(got.Bytes(), []byte("\n")), "one array is one line")
		})
	}
}

// A short form is cited as the source that it stands for, at its own place.
func TestNewCite(t *testing.T) {
	full := &citation.Note{Label: "3"}
	work := made()
	work.Note, full.Citations = full, []*citation.Citation{{Note: full}, work}
	ibid := &citation.Citation{Form: citation.Ibid, Locator: citation.Field{Text: "99"}, Antecedents: []*citation.Citation{work}}

	cite := export.NewCite(ibid)
	assert.Equal(t, "3.2", cite.ID)
	assert.Equal(t, "99", cite.Locator)
	assert.EqualValues(t, "3", cite.FirstNote)
	assert.Equal(t, work.Title.Text, cite.Title)

	assert.Empty(t, export.NewCite(work).FirstNote, "the first citation needs no pointer to itself")
	ambiguous := &citation.Citation{Form: citation.Ibid, Antecedents: []*citation.Citation{work, work}}
	assert.Empty(t, export.NewCite(ambiguous).Title, "what is not clear is not claimed")
}

func TestLabel(t *testing.T) {
	for label, want := range map[export.Label]string{
		"7": "7", "*": `"*"`, "007": `"007"`, "99999999999999999999": `"99999999999999999999"`, "": `""`, "-1": "-1",
	} {
		got, err := label.MarshalJSON()
		require.NoError(t, err)
		assert.Equal(t, want, string(got))
	}
}

type full struct{}

var errFull = errors.New("disk is full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestCSLTellsOfAFailedWrite(t *testing.T) {
	assert.ErrorIs(t, export.CSL(full{}, slices.Values([]*citation.Citation{made()})), errFull)
}
