package citation

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/ibid-go/ibid/internal/prose"
)

//go:embed data/speaking.txt
var speakingFile string

// speaking are the words by which a text says that somebody speaks in public.
var speaking = sync.OnceValue(func() map[string]bool {
	table := make(map[string]bool)
	for _, word := range dataLines(speakingFile) {
		table[word] = true
	}
	return table
})

// settleKinds corrects the kinds that a note leaves open and its place in the
// text tells: author, title and date, and nothing of where it was published,
// are a speech where the text around the marker lets the author speak.
func settleKinds(notes []*Note) {
	for _, note := range notes {
		for _, c := range note.Citations {
			if isBare(c) && note.letsSpeak(c.Authors[0]) {
				c.Kind = Speech
			}
		}
	}
}

// isBare reports whether c shows author, title and date alone.
func isBare(c *Citation) bool {
	for _, part := range [...]Field{c.Container, c.Publisher, c.Series, c.Volume, c.Issue, c.Edition, c.Number, c.Genre, c.Pages} {
		if !part.IsZero() {
			return false
		}
	}
	return c.Form == Full && len(c.Authors) == 1 && c.Authors[0].Family != "" && !c.Title.IsZero() &&
		c.Date.Month != 0 && len(c.Editors) == 0 && c.URL() == ""
}

// letsSpeak reports whether the sentence that a marker of the note closes, or
// that sentence with the one before, names the speaker and speaks of speaking.
func (n *Note) letsSpeak(speaker Name) bool {
	for _, m := range n.Markers {
		if m.Paragraph != nil && speaks(lastSentences(m.Paragraph.Text[:m.Offset], 2), speaker) {
			return true
		}
	}
	return false
}

// lastSentences gives the last n sentences of text.
func lastSentences(text string, n int) string {
	start := len(text)
	for range n {
		sentence := prose.SentenceAt(text[:start], start)
		at := strings.LastIndex(text[:start], sentence)
		if sentence == "" || at < 0 {
			break
		}
		start = at
		for start > 0 && text[start-1] == ' ' {
			start--
		}
	}
	return text[start:]
}

// speaks reports whether text names the speaker and has a word of speaking.
func speaks(text string, speaker Name) bool {
	folded := " " + prose.Fold(text) + " "
	family := " " + prose.Fold(speaker.Family)
	if !strings.Contains(folded, family+" ") && !strings.Contains(folded, family+"s ") { // or his speech
		return false
	}
	for word := range strings.FieldsSeq(folded) {
		if speaking()[word] {
			return true
		}
	}
	return false
}
