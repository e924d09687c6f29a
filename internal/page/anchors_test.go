package page

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAnchors(t *testing.T) {
	a := AnchorsOf([]byte(`<h1 id="top">Title</h1><a name="old">x</a><h2 id="user-content-readme">Readme</h2><p id="ü">The talks went on, and
<b>both sides</b> said that they would meet again.</p>`))
	for fragment, want := range map[string]string{
		"old": "found", "top": "unknown", "readme": "found", "ü": "found", "Old": "missing", "gone": "missing",
		"": "unknown", "/route/1": "unknown", "!page": "unknown",
		":~:text=both%20sides":                        "missing", // decoded already
		":~:text=both sides":                          "found",
		":~:text=The talks,meet again":                "found",
		":~:text=went on-,and both,-sides":            "found",
		":~:text=they would never meet":               "missing",
		"old:~:text=whatever":                         "found",
		":~:selector(type=x)&text=both sides":         "found",
		":~:text=both sides&text=they would sit down": "missing",
	} {
		found, known := a.Find(fragment)
		got := "unknown"
		if known {
			got = map[bool]string{true: "found", false: "missing"}[found]
		}
		assert.Equal(t, want, got, fragment)
	}
}

// A page without identifiers is made by scripts, and one that floods is not kept.
func TestPagesWithoutAnchors(t *testing.T) {
	for _, page := range []string{"", "<p>words</p>", strings.Repeat("<a name=x>"+strings.Repeat("words ", 20), 10_000)} {
		_, known := AnchorsOf([]byte(page)).Find("x")
		assert.False(t, known)
	}
}

func FuzzAnchors(f *testing.F) {
	f.Add("<a id=x>", "x")
	f.Add("<p id=\xff>&#0;", ":~:text=a,-")
	f.Fuzz(func(t *testing.T, page, fragment string) {
		found, known := AnchorsOf([]byte(page)).Find(fragment)
		if found && !known {
			t.Fatal("found but not known")
		}
	})
}
