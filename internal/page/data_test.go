package page

import (
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestData refuses rows that the code would pass over in silence.
func TestData(t *testing.T) {
	fields := []string{"title", "subtitle", "description", "author", "published", "modified", "site", "publisher", "canonical", "language", "type", "doi", "licence", "access"}
	for _, row := range rows(metaFile) {
		assert.Len(t, row, 4, "%q", row)
		assert.Contains(t, []string{"open-graph", "highwire", "dublin-core", "other"}, row[0], "%q", row)
		assert.Contains(t, fields, row[2], "%q", row)
	}
	for _, row := range rows(classWordsFile) {
		assert.Len(t, row, 2, "%q", row)
		assert.NotZero(t, classWords()[row[0]], "%q", row)
		assert.Equal(t, row[1] == "none", roleOfWord(row[0]) == 0, "%q", row)
	}
	for _, row := range rows(trustFile) {
		assert.Len(t, row, 4, "%q", row)
	}
	for _, row := range rows(shellsFile) {
		assert.Len(t, row, 4, "%q", row)
		assert.Contains(t, fields, row[1], "%q", row)
		assert.Equal(t, 1, regexp.MustCompile(row[3]).NumSubexp(), "%q", row)
	}
	for _, row := range rows(wordsFile) {
		assert.Len(t, row, 2, "%q", row)
	}
	statuses := []Status{Paywall, NotFound, Parked, Challenge, Blocked, Login, Consent, JSShell, Maintenance, Failed}
	for _, s := range signs() {
		assert.True(t, slices.Contains(statuses, s.status), "%v", s)
		assert.Contains(t, []string{"title", "title word", "body", "markup", "address"}, s.place, "%v", s)
		assert.NotEmpty(t, s.phrase)
		assert.Equal(t, plain(s.phrase), s.phrase, "phrases are compared in lower case with straight apostrophes")
	}
	for _, p := range pairs() {
		assert.Contains(t, statuses, p.status, "%v", p)
		for _, word := range slices.Concat(p.what, p.absent, pleas()) {
			assert.NotEmpty(t, word, "%v", p)
			assert.Equal(t, plain(word), word, "lines are compared in lower case with straight apostrophes")
		}
	}
}
