package citation_test

import (
	"testing"
	"time"

	"github.com/ibid-go/ibid/citation"
	"github.com/stretchr/testify/assert"
)

func TestLinkKnowsAnArchivedCopy(t *testing.T) {
	got, ok := citation.Link{URL: "https://web.archive.org/web/20200304050607if_/https://paper.test/a"}.Archived()
	assert.True(t, ok)
	assert.Equal(t, citation.Archived{Archive: "wayback", Original: "https://paper.test/a", Time: time.Date(2020, 3, 4, 5, 6, 7, 0, time.UTC), Fixed: true}, got)
	got, _ = citation.Link{URL: "https://web.archive.org/web/*/https://paper.test/a"}.Archived()
	assert.False(t, got.Fixed)
	got, _ = citation.Link{URL: "https://perma.cc/AB12-CD34", Text: "https://paper.test/a"}.Archived()
	assert.Equal(t, "https://paper.test/a", got.Original, "the words of the link say what the address does not")
	_, ok = citation.Link{URL: "https://paper.test/a"}.Archived()
	assert.False(t, ok)
}

func TestLinkShown(t *testing.T) {
	const page, kept = "https://paper.test/a", "https://perma.cc/AB12-CD34"
	for text, want := range map[string]string{page: page, kept: "", "the article": "", "https://paper.test/a and more": "", "https://paper.…": ""} {
		assert.Equal(t, want, citation.Link{URL: kept, Text: text}.Shown(), text)
	}
}
