package citation

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestKinds(t *testing.T) {
	data, err := os.ReadFile("testdata/kinds.txt")
	require.NoError(t, err)
	for line := range strings.Lines(string(data)) {
		text, want, ok := strings.Cut(strings.TrimSpace(line), " => ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		citations := ParseNote(text)
		if assert.Len(t, citations, 1, text) {
			assert.Equal(t, want, string(citations[0].Kind), text)
		}
	}
}

// A note with author, title and date alone is a speech where the text around
// its marker lets the author speak, and only there.
func TestSpeechFromContext(t *testing.T) {
	const note = `[^1]: Juhan Saar, "The Ports Will Open," May 2016.` + "\n"
	for text, want := range map[string]bool{
		"In a speech at Narva, Juhan Saar promised new ports.[^1]":                                 true,
		"Juhan Saar was harbour master then. His speech to the sailors was short.[^1]":             true,
		"Saar's remarks were met with silence.[^1]":                                                true,
		"Juhan Saar built three ports.[^1]":                                                        false,
		"The minister said that the ports would open.[^1]":                                         false,
		"Juhan Saar spoke at Narva. The ice came early. The ports closed. Nobody was there.[^1]":   false,
		"The ports closed.[^1] Later, Juhan Saar spoke at Narva of what the winter had destroyed.": false,
	} {
		doc, err := Parse(strings.NewReader("The ports\n\n" + text + "\n\n" + note))
		require.NoError(t, err)
		require.Len(t, doc.Notes, 1, text)
		require.Len(t, doc.Notes[0].Citations, 1, text)
		assert.Equal(t, want, doc.Notes[0].Citations[0].Kind == Speech, text)
	}
}

// What says where it was published is no speech, whoever speaks.
func TestPublishedIsNoSpeech(t *testing.T) {
	doc, err := Parse(strings.NewReader("In a speech, Juhan Saar promised ports.[^1]\n\n" +
		`[^1]: Juhan Saar, "The Ports Will Open," Reuters, May 3, 2016.` + "\n"))
	require.NoError(t, err)
	require.Len(t, doc.Notes, 1)
	require.Len(t, doc.Notes[0].Citations, 1)
	assert.Equal(t, Newspaper, doc.Notes[0].Citations[0].Kind)
}
