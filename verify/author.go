package verify

import (
	"fmt"
	"strings"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/prose"
)

// compareAuthors looks for each cited person on the page, by surname. An
// organisation as author is compared as the outlet; a page without a byline
// cannot say.
func compareAuthors(c *citation.Citation, s *Source) *citation.Finding {
	if len(s.Authors) == 0 {
		return nil
	}
	var cited, missing []string
	var span citation.Span
	for _, name := range c.Authors {
		if name.Literal != "" {
			continue
		}
		cited = append(cited, name.String())
		if !namedAmong(name, s.Authors) {
			if missing == nil {
				span = name.Span
			}
			missing = append(missing, name.String())
		}
	}
	if missing == nil {
		return nil
	}
	f := differs(c, "author-mismatch", citation.Error, span)
	f.Message = "The page names another author."
	if len(missing) < len(cited) {
		f.Severity = citation.Warning
		f.Message = fmt.Sprintf("The page does not name %s.", strings.Join(missing, ", "))
	}
	f.Advice = "Check the name, and that the link leads to the source that the note means."
	f.Cited, f.Found = strings.Join(cited, ", "), strings.Join(s.Authors, ", ")
	f.Evidence = []citation.Evidence{s.evidence(s.From["authors"], f.Found)}
	return f
}

// namedAmong reports whether one of authors has the surname of name. A letter
// more or less is another transliteration; where the surname is only an
// initial the given name must agree.
func namedAmong(name citation.Name, authors []string) bool {
	family := lastWord(name.Family)
	if len(family) == 1 {
		family = lastWord(name.Given)
	}
	for _, author := range authors {
		for _, word := range prose.Words(author) {
			if word == family || prose.Close(word, family) {
				return true
			}
		}
	}
	return family == ""
}

func lastWord(s string) string {
	words := prose.Words(s)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}
