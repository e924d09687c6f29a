package citation

import (
	"slices"

	"github.com/ibid-go/ibid/internal/tag"
)

// Alternative is a close reading: words that were read as one part and may as
// well be another, or may reach farther than was read.
type Alternative struct {
	Text       string
	Span       Span
	Part       string  // what they were read as: "author", "title", "container", "publisher" …
	Other      string  // the runner-up: another part, or "other" for none
	Confidence float64 // in Part; see [Field]
}

// closeBelow is the confidence under which the runner-up is told.
const closeBelow = 0.9

// Certain gives a copy of c without the parts that are guesses, for comparing it
// with what is known of the source. Nothing may be concluded from what it lacks.
func (c *Citation) Certain() *Citation {
	sure := *c
	for _, field := range [...]*Field{
		&sure.Title, &sure.Container, &sure.Publisher, &sure.Place, &sure.Series, &sure.Volume, &sure.Issue,
		&sure.Edition, &sure.Number, &sure.Genre, &sure.Pages, &sure.Locator,
	} {
		if field.Guessed() {
			*field = Field{}
		}
	}
	for _, date := range [...]*Date{&sure.Date, &sure.Accessed} {
		if date.Guessed() {
			*date = Date{}
		}
	}
	for _, names := range [...]*[]Name{&sure.Authors, &sure.Editors, &sure.Translators} {
		if slices.ContainsFunc(*names, Name.Guessed) {
			*names = nil
		}
	}
	return &sure
}

// confidence says how sure the reading of the atoms from i to j is.
func (s *source) confidence(i, j int) float64 {
	if s.labels[i] == tag.Other {
		return 0 // what no label claimed is not the model's reading
	}
	return tag.Confidence(tag.MarginOf(s.readings, i, j))
}

// readClose notes the runner-up of the part from i to j where it is close: that
// of the atom which is least sure.
func (s *source) readClose(c *Citation, i, j int) {
	if s.labels[i] == tag.Other || s.labels[i] != s.readings[i].Label {
		return
	}
	confidence := s.confidence(i, j)
	if confidence >= closeBelow {
		return
	}
	least := &s.readings[i]
	for k := i; k < j; k++ {
		if s.readings[k].Margin < least.Margin {
			least = &s.readings[k]
		}
	}
	p := s.pieceOf(i, j)
	c.Close = append(c.Close, Alternative{p.text(), p.span(), least.Label.String(), least.Other.String(), confidence})
}
