package prose

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWithoutUserinfo(t *testing.T) {
	for text, want := range map[string]string{
		"https://user:secret@site.example/x":                     "https://site.example/x",
		"https://user@site.example":                              "https://site.example",
		"HTTP://user:p@ss@site.example:8080/@name?m=a@b.example": "HTTP://site.example:8080/@name?m=a@b.example",
		"Doe, “A title,” ftp://u:s@h.example/, https://:s@h/":    "Doe, “A title,” ftp://h.example/, https://h/",
		"http://user:secret@[::1/bad":                            "http://[::1/bad",
		"https://site.example/@name":                             "https://site.example/@name",
		"https://site.example?m=a@b.example#c@d":                 "https://site.example?m=a@b.example#c@d",
		"mailto:a@b.example":                                     "mailto:a@b.example",
	} {
		assert.Equal(t, want, WithoutUserinfo(text))
	}
}
