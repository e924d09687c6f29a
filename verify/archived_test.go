package verify_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/verify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// web answers by address; what it does not know is not there.
type web map[string]string

func (w web) RoundTrip(r *http.Request) (*http.Response, error) {
	resp := &http.Response{StatusCode: 404, Header: http.Header{"Content-Type": {"text/html"}}, Request: r, ProtoMajor: 1, ProtoMinor: 1}
	body, ok := w[r.URL.String()]
	if ok {
		resp.StatusCode = 200
	}
	if when, rest, archived := strings.Cut(body, "|"); archived {
		resp.Header.Set("Memento-Datetime", "Thu, 05 Mar 2020 00:00:00 GMT")
		fmt.Sscan(when, &resp.StatusCode)
		body = rest
	}
	resp.Body = io.NopCloser(strings.NewReader(body))
	return resp, nil
}

func article(title, date string) string {
	return `<html><head><title>` + title + `</title><meta property="article:published_time" content="` + date + `"></head><body><article><h1>` + title + `</h1>` +
		strings.Repeat("<p>The drills began in the morning and went on until the evening of the same day.</p>", 20) + `</article></body></html>`
}

const (
	live = "https://review.test/border"
	kept = "https://web.archive.org/web/20200503101112/https://review.test/border"
)

func TestCopies(t *testing.T) {
	good := &archive.Snapshot{Archive: "web.archive.org", URL: kept, Original: live, Time: time.Date(2020, 5, 3, 10, 11, 12, 0, time.UTC), Status: 200}
	found := finder(func(archive.Query) (*archive.Snapshot, error) { return good, nil })
	none := finder(func(archive.Query) (*archive.Snapshot, error) { return nil, archive.ErrNotFound })
	bad := finder(func(archive.Query) (*archive.Snapshot, error) { return &archive.Snapshot{Status: 404}, nil })
	busy := finder(func(archive.Query) (*archive.Snapshot, error) { return nil, &archive.Error{} })
	text := article("The Border Question", "2020-05-02")
	covered := map[string]bool{}
	for name, c := range map[string]struct {
		note    string // behind the citation's fixed part
		web     web
		finder  archive.Finder
		require bool
		want    string // rule, severity, what was found
		verdict archive.Verdict
	}{
		"gone, a copy":             {live, web{}, found, false, "archive-available info " + kept, archive.Found},
		"gone, no copy":            {live, web{}, none, false, "", archive.Absent},
		"gone, only an error":      {live, web{}, bad, false, "", archive.OnlyError},
		"gone, no copy, required":  {live, web{}, none, true, "archive-missing warning ", archive.Absent},
		"there, no copy, required": {live, web{live: text}, none, true, "archive-missing warning ", archive.Absent},
		"there, a copy, required":  {live, web{live: text}, found, true, "", archive.Found},
		"there, busy, required":    {live, web{live: text}, busy, true, "", archive.NotAsked},
		"there, not asked":         {live, web{live: text}, none, false, "", archive.NotAsked},
		"both agree":               {live + ", " + kept, web{live: text, kept: "200|" + text}, none, false, "", archive.NotAsked},
		"another title":            {live + ", " + kept, web{live: text, kept: "200|" + article("Fishing Quotas Agreed", "2020-05-02")}, none, false, "archive-differs-from-live warning The Border Question", archive.NotAsked},
		"another date":             {live + ", " + kept, web{live: text, kept: "200|" + article("The Border Question", "2020-05-09")}, none, false, "archive-differs-from-live warning 2020-05-02", archive.NotAsked},
		"copy is an error":         {live + ", " + kept, web{live: text, kept: "404|gone"}, none, false, "archive-snapshot-bad error ", archive.NotAsked},
		"gone, but a copy cited":   {live + ", " + kept, web{kept: "200|" + text}, found, true, "", archive.Found},
		"no other copy, required":  {live + ", " + kept, web{live: text, kept: "200|" + text}, none, true, "", archive.Absent},
		"gone, a bad copy cited":   {live + ", " + kept, web{kept: "404|gone"}, none, true, "archive-missing warning \narchive-snapshot-bad error ", archive.Absent},
		"only the copy, an error":  {kept, web{kept: "404|gone"}, found, false, "archive-snapshot-bad error ", archive.NotAsked},
		"copy is not there":        {live + ", " + kept, web{live: text}, none, false, "archive-snapshot-bad error ", archive.NotAsked},
	} {
		doc, err := citation.Parse(strings.NewReader("Text.¹\n\n¹ “The Border Question,” Example Review, May 2, 2020, " + c.note + ".\n"))
		require.NoError(t, err)
		checker := verify.Checker{Transport: c.web, Delay: -1, Archive: c.finder, RequireCopies: c.require}
		for r := range checker.CheckAll(t.Context(), doc.Citations()) {
			var got []string
			for _, f := range r.Findings {
				if strings.HasPrefix(f.Rule, "archive-") {
					got = append(got, fmt.Sprintf("%s %s %s", f.Rule, f.Severity, f.Found))
					covered[f.Rule] = true
					assert.NotEmpty(t, f.Advice)
					assert.Equal(t, "1", f.Note)
				}
				if f.Rule == "archive-available" {
					require.Len(t, f.Fixes, 2)
					assert.Equal(t, " ["+kept+"]", f.Fixes[1].Edits[0].New)
					assert.Equal(t, ", archived May 3, 2020, at "+kept, f.Fixes[0].Edits[0].New)
					assert.True(t, strings.HasSuffix(doc.Text[:f.Fixes[0].Edits[0].Span.Start], live))
				}
			}
			assert.Equal(t, c.want, strings.Join(got, "\n"), name)
			assert.Equal(t, c.verdict, r.Archived, name)
		}
	}
	for _, rule := range verify.Rules() {
		if strings.HasPrefix(rule.ID, "archive-") {
			assert.True(t, covered[rule.ID], "no case finds %s", rule.ID)
			assert.NotEmpty(t, rule.Doc)
		}
	}
}

func TestTheDateThatMatters(t *testing.T) {
	day := citation.Date{Year: 2020, Month: 5, Day: 2}
	month, year := citation.Date{Year: 2020, Month: 5}, citation.Date{Year: 2020}
	ibid := &citation.Citation{Form: citation.Ibid, Antecedents: []*citation.Citation{{Accessed: day}}}
	start := func(m time.Month, d int) time.Time { return time.Date(2020, m, d, 0, 0, 0, 0, time.UTC) }
	const oneDay = 24 * time.Hour
	for name, c := range map[string]struct {
		c      *citation.Citation
		report citation.Date
		want   archive.Query
	}{
		"access":    {&citation.Citation{Accessed: day, Date: year}, month, archive.Query{At: start(5, 2), Span: oneDay}},
		"published": {&citation.Citation{Date: month}, day, archive.Query{At: start(5, 1), Span: 31 * oneDay, Prefer: archive.After}},
		"report":    {&citation.Citation{}, year, archive.Query{At: start(1, 1), Span: 366 * oneDay}},
		"nothing":   {&citation.Citation{}, citation.Date{}, archive.Query{}},
		"ibid":      {ibid, citation.Date{}, archive.Query{At: start(5, 2), Span: oneDay}},
	} {
		c.want.URL = live
		assert.Equal(t, c.want, verify.CopyQuery(c.c, live, c.report), name)
	}
}
