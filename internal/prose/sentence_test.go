package prose_test

import (
	"strings"
	"testing"

	"github.com/ibid-go/ibid/internal/prose"
	"github.com/stretchr/testify/assert"
)

// The marker's place is "|"; the sentence it belongs to stands between { and }.
func TestSentenceAt(t *testing.T) {
	for _, text := range []string{
		`{One came in 2001.|} Two came later.`,
		`One came. {Two came in 2002,| it is said.} Three.`,
		`He said “stop.” {“Go on.”|} Then he left.`,
		`Talks began. {The U.S. Army and Mr. Smith of Thomas M. Gordon left in 1999.|} End.`,
		`{No stop here|}`,
		`{They paid $1.5 billion.|} More.`,
		`First? {Second!|}`,
	} {
		plain := strings.NewReplacer("{", "", "}", "", "|", "").Replace(text)
		at := len(strings.NewReplacer("{", "", "}", "").Replace(text[:strings.Index(text, "|")]))
		want := text[strings.Index(text, "{")+1 : strings.Index(text, "}")]
		assert.Equal(t, strings.ReplaceAll(want, "|", ""), prose.SentenceAt(plain, at), text)
	}
}

func FuzzSentenceAt(f *testing.F) {
	f.Add("One. Two. Three.", 6)
	f.Fuzz(func(t *testing.T, text string, at int) {
		if s := prose.SentenceAt(text, at); !strings.Contains(text, s) {
			t.Fatalf("%q is not in %q", s, text)
		}
	})
}
