package record

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/assert"
)

// What programs keep becomes a record; what is another's, or broken, none.
func TestRecords(t *testing.T) {
	const citation = `{"citationItems":[{"itemData":{"title":"Talk"}}]}`
	const endNote = `<EndNote><Cite><Pages>12</Pages><record><ref-type name="Book">6</ref-type><titles><title>Talk</title></titles></record></Cite></EndNote>`
	const inEndNote = `{"citationItems":[{"itemData":{"title":"Talk","type":"book"},"locator":"12"}]}`
	encode := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	for name, test := range map[string]struct{ got, want string }{
		"Zotero":                 {InField(" ADDIN ZOTERO_ITEM CSL_CITATION "+citation+" ", nil), citation},
		"no items":               {InField("ADDIN ZOTERO_ITEM CSL_CITATION {}", nil), ""},
		"another's field":        {InField("HYPERLINK x", nil), ""},
		"EndNote":                {InField("ADDIN EN.CITE "+endNote, nil), inEndNote},
		"EndNote beside":         {InField("ADDIN EN.CITE", []byte(encode(endNote))), inEndNote},
		"EndNote broken":         {InField("ADDIN EN.CITE", []byte("<")), ""},
		"Mendeley":               {Mendeley("MENDELEY_CITATION_v3_" + encode(citation)), citation},
		"Mendeley broken":        {Mendeley("MENDELEY_CITATION_v3_*"), ""},
		"another's tag":          {Mendeley("goog_rdk_0"), ""},
		"COinS":                  {COinS("rft_val_fmt=info:ofi/fmt:kev:mtx:book&rft.genre=book&rft.btitle=Talk&rft_id=https://site.test/x"), `{"citationItems":[{"itemData":{"URL":"https://site.test/x","title":"Talk","type":"book"}}]}`},
		"COinS of nothing":       {COinS("rft.place=Rome"), ""},
		"no source, no record":   {Of(nil), ""},
		"identifier, no address": {COinS("rft.title=Talk&rft_id=urn:x"), `{"citationItems":[{"itemData":{"title":"Talk","type":"document"}}]}`},
	} {
		assert.Equal(t, test.want, test.got, name)
	}
}

// Dates of Word's list are figures of any script, or words.
func TestWordDates(t *testing.T) {
	for _, test := range []struct {
		source Word
		want   map[string]any
	}{
		{Word{Year: "2020", Month: "5", Day: "7"}, map[string]any{"date-parts": []any{[]any{2020, 5, 7}}}},
		{Word{Year: "١٤٠٠"}, map[string]any{"date-parts": []any{[]any{1400}}}},
		{Word{Year: "2020", Month: "May"}, map[string]any{"raw": "May 2020"}},
	} {
		assert.Equal(t, test.want, test.source.CSL()["issued"])
	}
	assert.NotContains(t, (&Word{Month: "May"}).CSL(), "issued")
}
