package verify_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/golden"
	"github.com/ibid-go/ibid/verify"
)

// TestRules runs testdata/rules/<rule>.txtar for every rule: each note (or
// manuscript) and page x.html, with what the rule finds in x.want; good* has
// none. x.url is where the page was read.
func TestRules(t *testing.T) {
	rules := verify.Rules()
	require.NotEmpty(t, rules)
	for _, rule := range rules {
		if strings.HasPrefix(rule.ID, "archive-") {
			continue // these need a visit: see TestCopies
		}
		t.Run(rule.ID, func(t *testing.T) {
			assert.NotEmpty(t, rule.Title)
			assert.Contains(t, rule.Doc, "\n> ", "an example")
			assert.Contains(t, rule.Doc, "After:", "an example")
			name := "../testdata/rules/" + rule.ID + ".txtar"
			archive := golden.Load(t, name)
			for _, f := range archive.Files {
				if x, ok := strings.CutSuffix(f.Name, ".html"); ok {
					runRule(t, archive, rule, x)
				}
			}
			golden.Save(t, name, archive)
		})
	}
}

func runRule(t *testing.T, archive *txtar.Archive, rule citation.Rule, name string) {
	files := map[string]*txtar.File{}
	for i := range archive.Files {
		files[archive.Files[i].Name] = &archive.Files[i]
	}
	found := verify.Compare(citationOf(t, files, name), sourceOf(t, files, name))
	var lines []string
	for _, f := range found {
		if f.Rule == rule.ID {
			assertWhole(t, rule, f)
			lines = append(lines, fmt.Sprintf("%s: %s | %s | %s\n", f.Severity, f.Message, f.Cited, f.Found))
		}
	}
	got, want := strings.Join(lines, ""), files[name+".want"]
	require.NotNil(t, want, "%s has no want", name)
	if golden.Updating() {
		want.Data = []byte(got)
	}
	assert.Equal(t, string(want.Data), got, name)
	assert.Equal(t, strings.HasPrefix(name, "good"), got == "", "%s: good notes give no finding, bad ones do", name)
}

// assertWhole holds every finding to what an editor is promised.
func assertWhole(t *testing.T, rule citation.Rule, f citation.Finding) {
	assert.LessOrEqual(t, f.Severity, rule.Severity)
	assert.NotEmpty(t, f.Message)
	assert.NotEmpty(t, f.Advice)
	require.NotEmpty(t, f.Evidence)
	assert.NotEmpty(t, f.Evidence[0].Source, "where it was read")
	assert.NotEmpty(t, f.Evidence[0].URL)
	assert.Less(t, f.Span.Start, f.Span.End)
}

func citationOf(t *testing.T, files map[string]*txtar.File, name string) *citation.Citation {
	if f := files[name+".manuscript"]; f != nil {
		doc, err := citation.Parse(strings.NewReader(string(f.Data)))
		require.NoError(t, err)
		for c := range doc.Citations() {
			return c
		}
	}
	cites := citation.ParseNote(strings.TrimSpace(string(files[name+".note"].Data)))
	require.Len(t, cites, 1, name)
	return cites[0]
}

func sourceOf(t *testing.T, files map[string]*txtar.File, name string) *verify.Source {
	address := "https://site.test/2020/story"
	if f := files[name+".url"]; f != nil {
		address = strings.TrimSpace(string(f.Data))
	}
	base, err := url.Parse(address)
	require.NoError(t, err)
	source, err := verify.Extract(strings.NewReader(string(files[name+".html"].Data)), "text/html; charset=utf-8", base)
	require.NoError(t, err)
	return source
}
