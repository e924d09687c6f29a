package train

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/internal/golden"
)

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, seed)) }

// check asserts what Example promises of its spans.
func check(t testing.TB, e Example) {
	t.Helper()
	type extent struct {
		Span
		lo, hi int
	}
	var all []extent
	for _, c := range e.Cites {
		require.True(t, 0 <= c.Start && c.Start <= c.End && c.End <= len(e.Text), "cite %d–%d of %q", c.Start, c.End, e.Text)
		for _, s := range c.Spans {
			all = append(all, extent{s, c.Start, c.End})
		}
		for label, names := range c.Names {
			for _, n := range names {
				checkName(t, e, c, label, n)
			}
		}
	}
	for _, s := range e.Asides {
		all = append(all, extent{s, 0, len(e.Text)})
		for _, c := range e.Cites {
			require.False(t, s.Start < c.End && c.Start < s.End, "%q: %s inside a cite", e.Text, e.Text[s.Start:s.End])
		}
	}
	slices.SortFunc(all, func(a, b extent) int { return a.Start - b.Start })
	last := 0
	for _, s := range all {
		require.True(t, s.Label != "" && last <= s.Start && s.Start < s.End && s.lo <= s.Start && s.End <= s.hi, "%+v in %q", s, e.Text)
		text := e.Text[s.Start:s.End]
		require.Equal(t, strings.Trim(text, edges+"\u00a0"), text, "edges of %s in %q", s.Label, e.Text)
		last = s.End
	}
}

// checkName asserts that a name lies in its list and prints what it says.
func checkName(t testing.TB, e Example, c Cite, label string, n Name) {
	t.Helper()
	inside := slices.ContainsFunc(c.Spans, func(s Span) bool {
		return s.Label == label && s.Start <= n.Start && n.End <= s.End
	})
	require.True(t, inside, "%+v is in no %s of %q", n, label, e.Text)
	printed := e.Text[n.Start:n.End]
	for _, part := range []string{n.Family, n.Literal, strings.TrimRight(n.Given, ".")} {
		require.Contains(t, printed, strings.TrimRight(part, edges), "%+v", n)
	}
}

func TestSpansAreWellFormed(t *testing.T) {
	rng := newRand(1)
	for _, style := range Styles() {
		for range 60 {
			check(t, Generate(rng, style))
		}
	}
}

func FuzzGenerate(f *testing.F) {
	f.Add(uint64(1), uint(0))
	f.Fuzz(func(t *testing.T, seed uint64, style uint) {
		names := Styles()
		check(t, Generate(newRand(seed), names[style%uint(len(names))]))
	})
}

func TestSameSeedSameNotes(t *testing.T) {
	var a, b, other bytes.Buffer
	require.NoError(t, Write(&a, 7, 300))
	require.NoError(t, Write(&b, 7, 300))
	require.NoError(t, Write(&other, 8, 300))
	assert.Equal(t, a.String(), b.String())
	assert.NotEqual(t, a.String(), other.String())
}

// Every style prints every kind of source with most of what it is known by.
func TestEveryStylePrintsEveryKind(t *testing.T) {
	assert.GreaterOrEqual(t, len(Styles()), 60)
	rng := newRand(2)
	for _, style := range Styles() {
		for _, kind := range kindNames() {
			n := &note{rng: rng, sheet: settle(rng, style), language: "en"}
			n.full(kind)
			n.example.Text = string(n.out.text)
			check(t, n.example)
			c := n.example.Cites[0]
			assert.NotEmpty(t, c.Spans, "%s prints nothing of a %s: %q", style, kind, n.example.Text)
			assert.Equal(t, kinds()[kind].csl, c.Kind)
		}
	}
}

// Every label occurs, and every kind, when enough notes are made.
func TestEveryLabelAndFormOccurs(t *testing.T) {
	labels, forms, languages := map[string]bool{}, map[string]bool{}, map[string]bool{}
	rng := newRand(3)
	for range 6000 {
		e := Generate(rng, "")
		languages[e.Language] = true
		for _, s := range e.Asides {
			labels[s.Label] = true
		}
		for _, c := range e.Cites {
			forms[c.Form] = true
			for _, s := range c.Spans {
				labels[s.Label] = true
			}
		}
	}
	for _, label := range []string{"author", "editor", "translator", "title", "container", "publisher", "place", "series", "seriesnumber",
		"volume", "issue", "edition", "number", "genre", "pages", "locator", "date", "accessed", "url", "doi", "isbn", "issn", "arxiv",
		"pmid", "archive", "authority", "lead", "comment"} {
		assert.True(t, labels[label], "no %s", label)
	}
	for _, form := range []string{"full", "ibid", "op-cit", "short", "cross-ref"} {
		assert.True(t, forms[form], "no %s", form)
	}
	for _, language := range []string{"en", "de", "fr", "it", "es", "pt", "nl", "sv", "pl", "cs"} {
		assert.True(t, languages[language], "no %s", language)
	}
}

// The data must not name a macro, a list or a parent that is not there.
func TestDataRefersToWhatExists(t *testing.T) {
	for key, alternatives := range words() {
		for _, alternative := range alternatives {
			assert.NotEmpty(t, alternative, key)
			if slices.Contains([]string{"ibid", "op-cit", "short", "cross-ref", "author-says", "aside"}, key[:max(0, strings.LastIndexByte(key, '-'))]) {
				continue
			}
			for _, token := range symbol.FindAllString(alternative, -1) {
				if token[0] == '$' {
					assert.NotEmpty(t, words()[strings.ToLower(token[1:])], "%s: %s", key, token)
				}
			}
		}
	}
	for name, style := range book().styles {
		if parent := style["like"]; parent != "" {
			assert.Contains(t, book().styles, parent, name)
		}
		s := &sheet{style: style}
		for kind := range kinds() {
			assert.NotContains(t, s.template(kind), "@", "%s of %s", kind, name)
		}
	}
}

func TestWriteGivesJSONLines(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, Write(&b, 1, 50, "oscola", "apa-7"))
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	require.Len(t, lines, 50)
	for i, line := range lines {
		var e Example
		require.NoError(t, json.Unmarshal([]byte(line), &e))
		assert.Equal(t, []string{"oscola", "apa-7"}[i%2], e.Style)
		check(t, e)
	}
}

func TestUnknownStyleGivesAuthorTitleDate(t *testing.T) {
	e := Generate(newRand(4), "no such style")
	check(t, e)
	assert.NotEmpty(t, e.Text)
}

// A golden sample shows what a change of data or code does to the notes.
func TestGolden(t *testing.T) {
	var b strings.Builder
	rng := newRand(5)
	for _, style := range []string{"chicago-notes", "oscola", "bluebook-law-review", "apa-7", "vancouver-like", "german-history-notes",
		"french-history-notes", "italian-history-notes", "think-tank-us", "free-notes"} {
		for range 3 {
			e := Generate(rng, style)
			fmt.Fprintf(&b, "%s: %s\n", style, e.Text)
			for _, c := range e.Cites {
				fmt.Fprintf(&b, "\t%s %s\n", c.Form, c.Kind)
				for _, s := range c.Spans {
					fmt.Fprintf(&b, "\t\t%s: %s\n", s.Label, e.Text[s.Start:s.End])
				}
			}
			for _, s := range e.Asides {
				fmt.Fprintf(&b, "\t%s: %s\n", s.Label, e.Text[s.Start:s.End])
			}
		}
	}
	golden.Equal(t, "testdata/sample.golden", b.String())
}

func BenchmarkGenerate(b *testing.B) {
	rng := newRand(6)
	for b.Loop() {
		if e := Generate(rng, ""); e.Text == "" {
			b.Fatal("an empty note")
		}
	}
}
