package verify_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/verify"
)

// keeper is an archive that gives the content of its copies.
type keeper struct {
	finder
	body     string
	encoding string
}

func (k keeper) Open(context.Context, *archive.Snapshot) (*http.Response, error) {
	return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"text/html"}, "Content-Encoding": {k.encoding}}, Body: io.NopCloser(strings.NewReader(k.body))}, nil
}

// A headline that was reworked since is told by the copy that the note cites, or by one that an archive has at hand.
func TestEarlierHeadlines(t *testing.T) {
	snapshot := &archive.Snapshot{Archive: "local", Original: live, Time: time.Date(2020, 5, 3, 0, 0, 0, 0, time.UTC), Status: 200}
	found := finder(func(archive.Query) (*archive.Snapshot, error) { return snapshot, nil })
	now, then := article("Guards Withdraw as Talks Collapse", "2020-05-02"), article("The Border Question", "2020-05-02")
	for name, c := range map[string]struct {
		link string
		web  web
		from archive.Finder
		want string
		read string
	}{
		"the cited copy":         {live + ", " + kept, web{live: now, kept: "200|" + then}, nil, "title-changed", "archived copy " + kept},
		"an archive at hand":     {live, web{live: now}, keeper{found, then, ""}, "title-changed", "archived copy of May 3, 2020"},
		"one of several":         {live, web{live: now}, archive.Finders{found, keeper{found, packed(t, then), "gzip"}}, "title-changed", "archived copy of May 3, 2020"},
		"another page's copy":    {live, web{live: now}, keeper{found, article("Fishing Quotas Agreed", "2020-05-02"), ""}, "title-mismatch", ""},
		"a copy that is broken":  {live, web{live: now}, keeper{found, "no gzip", "gzip"}, "title-mismatch", ""},
		"an archive that points": {live, web{live: now}, found, "title-mismatch", ""},
		"none":                   {live, web{live: now}, nil, "title-mismatch", ""},
	} {
		doc, err := citation.Parse(strings.NewReader("Text.¹\n\n¹ “The Border Question,” Example Review, May 2, 2020, " + c.link + ".\n"))
		require.NoError(t, err)
		checker := verify.Checker{Transport: c.web, Delay: -1, Archive: c.from}
		for r := range checker.CheckAll(t.Context(), doc.Citations()) {
			require.NotEmpty(t, r.Findings, name)
			f := r.Findings[0]
			assert.Equal(t, c.want, f.Rule, name)
			if c.read != "" {
				assert.Equal(t, c.read, f.Evidence[len(f.Evidence)-1].Source, name)
				assert.Equal(t, "The Border Question", f.Evidence[len(f.Evidence)-1].Text, name)
			}
		}
	}
}

func packed(t *testing.T, text string) string {
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	_, err := z.Write([]byte(text))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return buf.String()
}
