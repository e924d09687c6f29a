package train

import (
	"encoding/json"
	"io"
	"math/rand/v2"
)

// Span is a labelled stretch of a note's text, in bytes. It holds the field's
// own text: no quotes, no keyword such as "vol.", no punctuation at its edges
// except what belongs to a title ("?", "!", brackets and quotes).
type Span struct {
	Label string `json:"label"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Name is one person or organisation of a list, as printed. Either Literal or
// Family is set; Family keeps particles ("van den Berg") and Suffix is apart.
type Name struct {
	Given   string `json:"given,omitempty"`
	Family  string `json:"family,omitempty"`
	Suffix  string `json:"suffix,omitempty"`
	Literal string `json:"literal,omitempty"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
}

// Link is a hyperlink laid over a stretch of the text.
type Link struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	URL   string `json:"url"`
}

// Cite is one cited source within a note. Start and End enclose its spans,
// quotes and keywords, without lead-in and commentary. Kind is a CSL type.
// Form is "full", "ibid", "op-cit", "short" or "cross-ref". Names lists the
// people of each label whose span is a list of names; "et al." is in the span
// but not in the list.
type Cite struct {
	Start int               `json:"start"`
	End   int               `json:"end"`
	Kind  string            `json:"kind"`
	Form  string            `json:"form"`
	Spans []Span            `json:"spans"`
	Names map[string][]Name `json:"names,omitempty"`
}

// Example is one note with its truth. Asides are lead-ins ("lead") and
// commentary ("comment"); they lie outside every cite. Italics, SmallCaps and
// Links are the markup that a manuscript may keep. All offsets are bytes of Text, spans
// are in reading order and disjoint.
type Example struct {
	Style     string   `json:"style"`
	Language  string   `json:"language"` // of the style, as ISO 639-1
	Class     string   `json:"class"`    // "note" or "reference"
	Text      string   `json:"text"`
	Italics   [][2]int `json:"italics,omitempty"`
	SmallCaps [][2]int `json:"smallCaps,omitempty"`
	Links     []Link   `json:"links,omitempty"`
	Cites     []Cite   `json:"cites"`
	Asides    []Span   `json:"asides,omitempty"`
}

// Write makes n examples from seed, spread evenly over the styles, and writes
// them to w as JSON Lines. No styles means all of them.
func Write(w io.Writer, seed uint64, n int, styles ...string) error {
	rng := rand.New(rand.NewPCG(seed, seed))
	if len(styles) == 0 {
		styles = Styles()
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for i := range n {
		if err := encoder.Encode(Generate(rng, styles[i%len(styles)])); err != nil {
			return err
		}
	}
	return nil
}
