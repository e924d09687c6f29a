package export_test

import (
	"bytes"
	"io"
	"iter"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/export"
	"github.com/ibid-go/ibid/internal/golden"
)

type writer = func(io.Writer, iter.Seq[*citation.Citation]) error

func written(t testing.TB, write writer, citations ...*citation.Citation) string {
	t.Helper()
	var got bytes.Buffer
	require.NoError(t, write(&got, slices.Values(citations)))
	return got.String()
}

// kinds has a citation of every kind, each with all parts.
func kinds() []*citation.Citation {
	var list []*citation.Citation
	for _, kind := range []citation.Kind{
		citation.Article, citation.Magazine, citation.Newspaper, citation.Book, citation.Chapter, citation.Conference,
		citation.Report, citation.Thesis, citation.Webpage, citation.Post, citation.Blog, citation.Interview,
		citation.Communication, citation.Speech, citation.Manuscript, citation.Dataset, citation.Broadcast, citation.Film,
		citation.LegalCase, citation.Legislation, citation.Treaty, citation.Patent, citation.Encyclopedia, citation.Bill,
		citation.Hearing, citation.Map, citation.Graphic, citation.Song, citation.Software, citation.Standard, "",
	} {
		c := made()
		c.Kind, c.Title.Text = kind, "A "+string(kind)
		list = append(list, c)
	}
	return list
}

// hard has what a format could be broken with.
func hard() []*citation.Citation {
	field := func(s string) citation.Field { return citation.Field{Text: s} }
	return []*citation.Citation{
		{
			Title:     field("50% of $9 & #1_a ~b ^c \\d {e} }f{ <g|h> -- ``g'' NATO’s “McCain” \u200c\x00\x1b[31m\r\nER  - \nTY  - BOOK"),
			Publisher: field("Johns Hopkins and Company"), Place: field("others"), Edition: field("Third, revised"),
			Pages: field("1–20, 25"), Links: []citation.Link{{URL: "#note1"}, {URL: "https://news.test/a_b%20c?d={e} f\\g#h"}},
		},
		{
			Authors: []citation.Name{
				{Given: "Jan", Family: "van der Berg"}, {Given: "Abu", Family: "al-Adnani"}, {Family: "Plato"}, {Family: "Ben Ali"},
				{Given: "Madonna"}, {Family: "King", Suffix: "Jr."}, {Family: "Smith, Jones", Given: "A=B"}, {Family: "Ma and Pa", Given: "X"},
				{Literal: "Ministry of Trade and Industry, Singapore"}, {Literal: "others"}, {},
			},
			Title: field("Names"), Date: citation.Date{Year: 2021, Month: 8, Until: &citation.Date{Year: 2021, Month: 9}},
		},
		{Title: field("Номера домов"), Date: citation.Date{Year: 1900, Circa: true}, Pages: field("S. 7"), IDs: []citation.ID{{Scheme: citation.PMID, Value: "77"}}},
	}
}

// The golden files are written again with -update; their changes are to be read.
func TestBibliographies(t *testing.T) {
	for name, citations := range map[string][]*citation.Citation{
		"whole": {made()}, "kept": {kept()}, "kinds": kinds(), "hard": hard(), "nothing": nil,
	} {
		for format, write := range map[string]writer{"bib": export.BibLaTeX, "ris": export.RIS} {
			t.Run(name+"."+format, func(t *testing.T) {
				golden.Equal(t, "testdata/"+name+"."+format, written(t, write, citations...))
			})
		}
	}
}

// A work has one entry, however often and in whatever form it is cited.
func TestOneEntryForAWork(t *testing.T) {
	work, again := made(), made()
	again.Pages, again.Place = citation.Field{Text: "99"}, citation.Field{}
	other := made()
	other.Edition = citation.Field{Text: "3rd"}
	ibid := &citation.Citation{Form: citation.Ibid, Antecedents: []*citation.Citation{work}}
	ambiguous := &citation.Citation{Form: citation.Ibid, Title: work.Title, Antecedents: []*citation.Citation{work, other}}
	lost := &citation.Citation{Form: citation.Short, Title: citation.Field{Text: "Caravan"}}
	nothing := &citation.Citation{Form: citation.Ibid}

	got := written(t, export.BibLaTeX, ibid, work, again, other, ambiguous, lost, nothing, ibid)
	assert.Equal(t, []string{"sanderson2002title", "sanderson2002titleb", "caravannd"}, keysOf(got))
}

// A key is that of no other work, though another's may look like it with its
// letter.
func TestKeysAreUnique(t *testing.T) {
	titles := []string{"Drill", "Drillb", "Drill?", "Drill 2", "Drill 3"}
	var citations []*citation.Citation
	for i, title := range titles {
		citations = append(citations, &citation.Citation{
			Authors: []citation.Name{{Family: "Roe"}}, Title: citation.Field{Text: title}, Volume: citation.Field{Text: strings.Repeat("I", i)},
		})
	}
	for range 60 {
		citations = append(citations, &citation.Citation{Title: citation.Field{Text: "The War"}, Volume: citation.Field{Text: strings.Repeat("I", len(citations))}})
	}
	keys := keysOf(written(t, export.BibLaTeX, citations...))
	assert.Len(t, keys, len(citations))
	assert.Equal(t, []string{"roenddrill", "roenddrillb", "roenddrillc", "roenddrilld", "roenddrille"}, keys[:len(titles)])
	assert.Equal(t, []string{"warnd", "warndb"}, keys[len(titles):len(titles)+2])
	slices.Sort(keys)
	assert.Len(t, slices.Compact(keys), len(citations))
}

func keysOf(bib string) []string {
	var keys []string
	for _, m := range regexp.MustCompile(`(?m)^@\w+\{([^,]*),$`).FindAllStringSubmatch(bib, -1) {
		keys = append(keys, m[1])
	}
	return keys
}

func TestBibliographiesTellOfAFailedWrite(t *testing.T) {
	for _, write := range []writer{export.BibLaTeX, export.RIS} {
		assert.ErrorIs(t, write(full{}, slices.Values([]*citation.Citation{made()})), errFull)
	}
}
