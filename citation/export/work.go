package export

import (
	"io"
	"iter"
	"strings"
	"unicode"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/prose"
)

// writeEntries writes an entry for each work that the citations stand for.
func writeEntries(w io.Writer, citations iter.Seq[*citation.Citation], entry func(key string, work *citation.Citation) string) error {
	for key, work := range works(citations) {
		if _, err := io.WriteString(w, entry(key, work)); err != nil {
			return err
		}
	}
	return nil
}

// works gives each cited work once with its key, in the order in which the
// works are first cited.
func works(citations iter.Seq[*citation.Citation]) iter.Seq2[string, *citation.Citation] {
	return func(yield func(string, *citation.Citation) bool) {
		seen := make(map[string]bool)
		keys := make(keys)
		for c := range citations {
			work := workOf(c)
			if work == nil {
				continue
			}
			work = recorded(work)
			if id := identity(work); !seen[id] {
				seen[id] = true
				if !yield(keys.add(work), work) {
					return
				}
			}
		}
	}
}

// workOf gives the work that c stands for, nil where that is not clear. A short
// form that leads nowhere may still say enough to be found: it stands for
// itself if it has a title.
func workOf(c *citation.Citation) *citation.Citation {
	if work := c.Work(); work != nil {
		return work
	}
	if c.Given != nil {
		return c
	}
	if len(c.Antecedents) == 0 && !c.Title.IsZero() {
		return c
	}
	return nil
}

// identity is equal for two citations of one work, both in full. Parts that a
// second citation often leaves out or has its own of (place, publisher, pages,
// date of access) are no part of it.
func identity(c *citation.Citation) string {
	parts := []string{itemURL(c), c.Date.String()}
	for _, f := range []citation.Field{c.Title, c.Container, c.Volume, c.Issue, c.Number, c.Edition, c.Archive, c.Collection, c.Shelfmark} {
		parts = append(parts, prose.Fold(f.Text))
	}
	for _, names := range [][]citation.Name{c.Authors, c.Editors} {
		for _, n := range names {
			parts = append(parts, prose.Fold(n.String()))
		}
		parts = append(parts, "")
	}
	return strings.Join(parts, "\n")
}

// keptAt says where an unpublished source is kept, for formats with one field
// for it.
func keptAt(c *citation.Citation) string {
	var parts []string
	for _, part := range []citation.Field{c.Archive, c.ArchivePlace, c.Collection, c.Shelfmark} {
		if !part.IsZero() {
			parts = append(parts, part.Text)
		}
	}
	return strings.Join(parts, ", ")
}

// archivedAt says where a copy of the page is, for formats without a field for
// it.
func archivedAt(c *citation.Citation) string {
	if archived := c.ArchivedCopy(); archived.URL != "" && archived.URL != itemURL(c) {
		return "Archived at " + archived.URL
	}
	return ""
}

// clean gives s in one line of valid UTF-8 without control characters.
func clean(s string) string {
	return prose.Squeeze(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD")))
}

// numberIn gives the first number of a citation in a scheme, "" where it has none.
func numberIn(c *citation.Citation, scheme citation.IDScheme) string {
	for _, id := range c.IDs {
		if id.Scheme == scheme {
			return id.Value
		}
	}
	return ""
}
