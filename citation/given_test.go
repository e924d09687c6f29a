package citation

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReadRecord reads CSL-JSON as loosely as programs write it.
func TestReadRecord(t *testing.T) {
	records := readRecord(`{"citationItems":[
		{"locator":12,"itemData":{"type":"book","title":"A <i>B</i>","volume":3,"author":[{"family":"Berg","non-dropping-particle":"van der","given":"J."},{}],
		 "issued":{"date-parts":[["2006",6]]},"accessed":{"raw":"2 May 2019"},"DOI":"https://doi.org/10.1/X","ISBN":["odd"]}},
		{"itemData":{"title":"C","issued":{"date-parts":[[1999]],"season":2,"circa":true}}},
		{"itemData":{"title":"D","issued":"2001-05-06"}},
		{"itemData":{"type":"legal_case","title":"E","authority":"BGH","archive":"TNA","archive_location":"FO 371/1234","status":"forthcoming","PMCID":"PMC1",
		 "original-date":{"date-parts":[[1923]]},"issued":{"date-parts":[[1999,5],[1999,6]]}}},
		{"uris":["http://zotero.org/users/1/items/A"]}]}`)
	require.Len(t, records, 4)
	first := records[0]
	assert.Equal(t, "A B", first.Title.Text)
	assert.Equal(t, "12", first.Locator.Text)
	assert.Equal(t, "3", first.Volume.Text)
	assert.Equal(t, []Name{{Family: "van der Berg", Given: "J."}}, first.Authors)
	assert.Equal(t, "2006-06", first.Date.String())
	assert.Equal(t, "2019-05-02", first.Accessed.String())
	assert.Equal(t, []ID{{Scheme: DOI, Value: "10.1/x"}}, first.IDs)
	assert.Equal(t, "1999-22~", records[1].Date.String())
	assert.Equal(t, "2001-05-06", records[2].Date.String())
	last := records[3]
	assert.Equal(t, []string{"BGH", "TNA", "FO 371/1234", "forthcoming"}, []string{last.Court.Text, last.Archive.Text, last.Shelfmark.Text, last.Status.Text})
	assert.Equal(t, []ID{{Scheme: PMCID, Value: "PMC1"}}, last.IDs)
	assert.Equal(t, 1923, last.Original.Year)
	assert.Equal(t, "1999-05/1999-06", last.Date.String())
	assert.Empty(t, readRecord("{broken"))
}
