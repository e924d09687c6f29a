package manuscript

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLinkTarget(t *testing.T) {
	for href, want := range map[string]string{
		"https://www.google.com/url?q=https://site.test/a%3Fb%3Dc&sa=D&ust=1":            "https://site.test/a?b=c",
		"https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fsite.test%2F": "https://site.test/",
		"https://www.google.com/url?q=javascript:x":                                      "https://www.google.com/url?q=javascript:x",
		"https://www.google.com.site.test/url?q=https://other.test":                      "https://www.google.com.site.test/url?q=https://other.test",
		"//site.test/x":    "https://site.test/x",
		" mailto:a@b.test": "mailto:a@b.test",
		"#":                "#",
		"/assets/x.pdf":    "",
		"#part":            "",
		"page.html?a=b:c":  "",
	} {
		got, ok := linkTarget(href)
		assert.Equal(t, want, got, href)
		assert.Equal(t, want != "", ok, href)
	}
}

// Pages are read in the encoding that they declare or begin with.
func TestEncodings(t *testing.T) {
	const text = "<html><head><meta charset=windows-1252></head><body><p>caf\xe9 \x93x\x94"
	utf16 := "\xff\xfe" + strings.Join(strings.Split("<html><p>caf\xe9", ""), "\x00") + "\x00"
	for page, want := range map[string]string{
		text: "café “x”",
		"<html><meta http-equiv=content-type content='text/html; charset=koi8-r'><p>\xd2\xc5\xcb\xc1": "река",
		"<html><meta charset=windows-1252><p>café":                                                    "café",
		"<html><p>caf\xe9 undeclared":                                                                 "café undeclared",
		utf16:                                                                                         "café",
	} {
		m, err := Read([]byte(page), "")
		require.NoError(t, err)
		require.Len(t, m.Paragraphs, 1)
		assert.Equal(t, HTML, m.Format)
		assert.Equal(t, want, m.Paragraphs[0].Plain)
	}
}
