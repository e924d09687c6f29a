package verify_test

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/golden"
	"github.com/ibid-go/ibid/verify"
)

// Each case is a note, a page and the findings wanted: "rule severity | what
// the note says | what the page says".
func TestCompare(t *testing.T) {
	for _, name := range golden.Files(t, "testdata/compare/*.txtar") {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			files := golden.Parts(golden.Load(t, name))
			cites := citation.ParseNote(files["note"])
			require.Len(t, cites, 1)
			base, err := url.Parse("https://site.test/2020/story")
			require.NoError(t, err)
			source, err := verify.Extract(strings.NewReader(files["page.html"]), "text/html; charset=utf-8", base)
			require.NoError(t, err)
			var got []string
			for _, f := range verify.Compare(cites[0], source) {
				got = append(got, fmt.Sprintf("%s %s | %s | %s", f.Rule, f.Severity, f.Cited, f.Found))
				assert.Equal(t, base.String(), f.Evidence[0].URL)
				assert.NotEmpty(t, f.Evidence[0].Source, "where it was read")
				assert.NotEmpty(t, f.Message)
				assert.NotEmpty(t, f.Advice)
				assert.Less(t, f.Span.Start, f.Span.End)
			}
			assert.Equal(t, files["want"], strings.Join(got, "\n"))
		})
	}
}

// An address that spells the cited title tells an earlier headline, unless day
// and outlet speak for another page as well.
func TestAddressGivenAway(t *testing.T) {
	base, err := url.Parse("https://site.test/2022/08/border-traders-wait-for-spring")
	require.NoError(t, err)
	cites := citation.ParseNote("Jane Roe, “Border Traders Wait for Spring,” The Capital Review, August 17, 2022.")
	require.Len(t, cites, 1)
	for site, want := range map[string]verify.Verdict{"The Harbour Chronicle": verify.AnotherPage, "The Capital Review": verify.IsCited} {
		page := `<html lang="en"><head><title>Then Fact Came Late</title><meta property="og:title" content="Then Fact Came Late"><meta property="og:site_name" content="` + site +
			`"><meta name="author" content="Jane Roe"><meta property="article:published_time" content="2020-06-03T08:30:00Z"></head><body><h1>Then Fact Came Late</h1><p>` + strings.Repeat("Words of an article. ", 100) + `</p></body></html>`
		source, err := verify.Extract(strings.NewReader(page), "text/html; charset=utf-8", base)
		require.NoError(t, err)
		assert.Equal(t, want, verify.Examine(cites[0], source).Verdict, site)
	}
}
