package manuscripttest

import (
	"fmt"

	"github.com/ibid-go/ibid/internal/manuscript"
)

// Check says which piece of a manuscript does not lie in its text, or which
// marker leads nowhere. It is for formats whose text is extracted, so that each
// piece stands in it as it is.
func Check(m *manuscript.Manuscript) error {
	for i := range m.Notes {
		if err := checkInline(m, &m.Notes[i].Inline); err != nil {
			return fmt.Errorf("note %d: %w", i, err)
		}
	}
	for i := range m.Paragraphs {
		if err := checkInline(m, &m.Paragraphs[i].Inline); err != nil {
			return fmt.Errorf("paragraph %d: %w", i, err)
		}
	}
	for _, mark := range m.Markers {
		if mark.Offset > len(m.Paragraphs[mark.Paragraph].Plain) || mark.Note >= len(m.Notes) || mark.Label == "" {
			return fmt.Errorf("marker %+v", mark)
		}
	}
	return nil
}

func checkInline(m *manuscript.Manuscript, in *manuscript.Inline) error {
	if start, end := in.Bounds(); in.Plain != m.Text[start:end] {
		return fmt.Errorf("%q stands at %d where the text is %q", in.Plain, start, m.Text[start:end])
	}
	for _, s := range in.Styles {
		if s.Start < 0 || s.End < s.Start || s.End > len(in.Plain) || in.Plain[s.Start:s.End] != m.Text[s.From:s.To] {
			return fmt.Errorf("style %+v of %q", s, in.Plain)
		}
	}
	return nil
}
