package lint_test

import (
	"slices"
	"testing"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/lint"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const repeats = `The port lost its last line in the spring.¹ The dockers were told by letter.² A ferry took them home.³ One stayed.⁴

¹ Petra Lindqvist, "Harbour Without Ships," *The Baltic Review*, March 4, 2019.

² Ibid., 3.

³ Tomas Ferro, "What the Dockers Saw," *Evening Ledger*, April 11, 2019.

⁴ Petra Lindqvist, "Harbour Without Ships," *The Baltic Review*, March 4, 2019.
`

// TestProfiles compares what each house style makes of the same text: which of
// the two rules speak, and the short form for the last note.
func TestProfiles(t *testing.T) {
	want := map[string][2]string{
		"":              {"ibid-discouraged full-citation-repeated", `Lindqvist, "Harbour Without Ships."`},
		"cmos17":        {"ibid-discouraged full-citation-repeated", `Lindqvist, "Harbour Without Ships."`},
		"cmos18":        {"ibid-discouraged full-citation-repeated", `Lindqvist, "Harbour Without Ships."`},
		"chatham-house": {"ibid-discouraged full-citation-repeated", `Lindqvist, "Harbour Without Ships."`},
		"turabian":      {"full-citation-repeated", `Lindqvist, "Harbour Without Ships."`},
		"mhra":          {"full-citation-repeated", `Lindqvist, "Harbour Without Ships."`},
		"rusi":          {"full-citation-repeated", `Lindqvist, "Harbour Without Ships."`},
		"oscola":        {"full-citation-repeated", `Lindqvist (n 1).`},
		"bluebook":      {"full-citation-repeated", `Lindqvist, supra note 1.`},
	}
	profiles := append(lint.Profiles(), lint.Profile{})
	assert.Len(t, profiles, len(want))
	for _, profile := range profiles {
		linter := lint.Linter{Profile: profile}
		found := slices.Collect(linter.Lint(parse(t, repeats)))
		var spoke, form string
		for _, f := range found {
			if len(f.Fixes) > 0 {
				spoke += " " + f.Rule
				form = f.Fixes[0].Edits[0].New
			}
		}
		require.Contains(t, want, profile.Name)
		assert.Equal(t, want[profile.Name], [2]string{spoke[1:], form}, profile.Name)
	}
}

// TestProfilesNameRules finds a house style that switches off what no rule is
// called.
func TestProfilesNameRules(t *testing.T) {
	for _, profile := range lint.Profiles() {
		assert.NotEmpty(t, profile.Manual)
		for _, id := range profile.Off {
			assert.True(t, slices.ContainsFunc(lint.Rules(), func(r lint.Rule) bool { return r.ID == id }), "%s: %s", profile.Name, id)
		}
	}
}

// TestUnknownProfile says that a name is unknown instead of guessing.
func TestUnknownProfile(t *testing.T) {
	_, ok := lint.ProfileNamed("no-such-house")
	assert.False(t, ok)
}

// TestOwnRules runs rules of a caller in place of the catalogue.
func TestOwnRules(t *testing.T) {
	own := lint.Rule{
		Rule: citation.Rule{ID: "short-text", Severity: citation.Warning},
		Check: func(p *lint.Pass) {
			p.Report(citation.Finding{Message: "one\nline"})
			p.Inform(citation.Finding{Message: "two"})
		},
	}
	linter := lint.Linter{Rules: []lint.Rule{own}}
	found := slices.Collect(linter.Lint(parse(t, repeats)))
	require.Len(t, found, 2)
	assert.Equal(t, citation.Finding{Rule: "short-text", Severity: citation.Warning, Message: "one line"}, found[0])
	assert.Equal(t, citation.Info, found[1].Severity)

	linter.Profile.Off = []string{"short-text"}
	assert.Empty(t, slices.Collect(linter.Lint(parse(t, repeats))))
}
