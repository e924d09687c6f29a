package prose_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/ibid-go/ibid/internal/prose"
	"github.com/stretchr/testify/assert"
	"golang.org/x/text/unicode/norm"
)

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"They’re Only Sleeping":         "theyre only sleeping",
		"Szálkai & Müller—ŁÓDŹ":         "szalkai and muller lodz",
		"Straße, Ærø, Đakovo, Œuvre, ı": "strasse aero dakovo oeuvre i",
		"soft\u00adhyphen \u200bspace":  "softhyphen space",
		"Мусульмане  2021":              "мусульмане 2021",
		"ʿAbd al-Raḥmān":                "abd al rahman",
		"ｆｕｌｌ ﬁ":                        "full fi",
		"folded":                        "folded",
		" — … ":                         "",
		"R&D":                           "r and d",
	} {
		assert.Equal(t, want, prose.Fold(text), text)
		assert.Equal(t, want, prose.Fold(prose.Fold(text)), "folding twice")
		assert.Equal(t, strings.Fields(want), append([]string{}, prose.Words(text)...), text)
	}
}

func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{
		"plain":                         "plain",
		"a\tb\r\n c":                    "a b c",
		"\x1b[31mred\x1b[0m":            "[31mred [0m",
		"bidi \u202etxt.exe\u2066":      "bidi txt.exe",
		"bad \xff byte":                 "bad byte",
		strings.Repeat("long ", 10):     "long long long long…",
		"\u200bzero\ufeff \u0000 width": "zero width",
	} {
		assert.Equal(t, want, prose.Printable(text, 20))
	}
}

func TestPlainQuotes(t *testing.T) {
	assert.Equal(t, `"it's" - 'so' - "da"`, prose.PlainQuotes("“it’s” — ‹so› – «da»"))
}

func TestSimilarity(t *testing.T) {
	assert.InDelta(t, 1, prose.Similarity("The Border Question", "the border — question!"), 1e-9)
	assert.InDelta(t, 0, prose.Similarity("The Border", "Ten recipes"), 1e-9)
	assert.InDelta(t, 0.5, prose.Similarity("one two", "two three"), 1e-9)
	assert.Zero(t, prose.Similarity("", "x"))
}

func TestClose(t *testing.T) {
	for pair, want := range map[string]bool{
		"Muhajir Muhajir": true, "Muhajir Mohajir": true, "Hassani Hasani": true, "Hassan Hassana": true,
		"Smith Smyth": false, "Miller Muller": true, "Schmidt Schmitz": false, "Petersen Peterson": true, "Webber Weber": false,
		"Anderson Andersen-Roe": false, "Baghdadi Adnani": false,
	} {
		a, b, _ := strings.Cut(pair, " ")
		assert.Equal(t, want, prose.Close(a, b), pair)
		assert.Equal(t, want, prose.Close(b, a), pair)
	}
}

func TestDateOrder(t *testing.T) {
	date := func(s string) prose.Date {
		d, ok := prose.ParseDate(s)
		assert.True(t, ok, s)
		return d
	}
	for pair, want := range map[string]bool{
		"2009-09-13 < May 2019": true, "2021 < August 2021": false, "August 2021 < 2021": false, "June 30, 2017 < August 30, 2016": false,
		"March 2010 < August 30, 2016": true, "Spring 2020 < 2021": true, "Winter 2020 < January 2021": false, "2020 < 2020": false,
	} {
		a, b, _ := strings.Cut(pair, " < ")
		assert.Equal(t, want, date(a).Before(date(b)), pair)
	}
	assert.False(t, prose.Date{Year: 2020, Month: 2, Day: 30}.Valid())
	assert.False(t, prose.Date{Year: 1200}.Valid())
	assert.False(t, prose.Date{Year: 2020, Day: 3}.Valid())
	assert.True(t, prose.Date{}.IsZero())
}

// Words are cut as strings.Fields cuts them, whatever the blanks.
func FuzzAppendFields(f *testing.F) {
	for _, s := range []string{"", " ", "one", " one  two\t", "a\u00a0b\u2003c\u3000d", "á\u0085b “c”", "\xc2 \xe2\x80", "\u1680x\u202f"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		assert.Equal(t, strings.Fields(s), append([]string{}, prose.AppendFields(nil, s)...))
	})
}

// A character is folded as what NFKD takes it apart into, in every script.
func TestFoldTakesApart(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if s := "a" + string(r) + "b"; prose.Fold(s) != prose.Fold(norm.NFKD.String(s)) {
			t.Errorf("%U: %q, not %q", r, prose.Fold(s), prose.Fold(norm.NFKD.String(s)))
		}
	}
}
