package citation

import (
	"slices"
	"strings"
	"unicode"

	"github.com/ibid-go/ibid/internal/outlet"
	"github.com/ibid-go/ibid/internal/tag"
)

// isOrganisation reports whether text names an organisation: a known outlet, a
// word such as Ministry or Council, or an article.
func isOrganisation(text string) bool {
	if outlet.Lookup(text) != nil || strings.HasPrefix(text, "The ") {
		return true
	}
	if listsPeople(text) || strings.Contains(text, " and ") && !strings.Contains(text, " of ") && !strings.Contains(text, " for ") {
		return false
	}
	return tag.Known(text, "org") || tag.Known(text, "press") && !looksPersonal(text) || isAcronym(text)
}

// listsPeople reports a comma or an "and" before what begins like a person:
// "Meghan D. Morris, Brandon Brown et Scott A. Allen".
func listsPeople(text string) bool {
	comma := strings.IndexByte(text, ',')
	return comma > 0 && strings.Contains(text[:comma], " ") && isPersonal(text[:comma]) && isPersonal(strings.TrimSpace(text[comma+1:]))
}

// isPersonal reports a name with a given name in front, or with an initial.
func isPersonal(name string) bool {
	return looksPersonal(name) || slices.ContainsFunc(strings.Fields(name), func(word string) bool { return strings.HasSuffix(word, ".") && isInitialsOnly(word) })
}

// looksPersonal reports a name with a given name or initials, which no
// publishing house has behind its own: "Springer, O.", "A. L. Allen".
func looksPersonal(text string) bool {
	words := strings.Fields(text)
	return len(words) > 1 && (tag.Known(words[0], "given") || isInitialsOnly(words[0]) || endsInInitialsOnly(text) && !tag.Known(words[len(words)-1], "press"))
}

// isAcronym reports NATO, UNHCR: one word of three capitals or more.
func isAcronym(text string) bool {
	if len(text) < 3 || len(text) > 10 {
		return false
	}
	for _, r := range text {
		if !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// settleOrganisation decides what an organisation is that stands in the
// author's place: an outlet that publishes (Reuters) is the container, one that
// acts (the Security Council) is the author. Where a container stands besides
// it, it is the author.
func settleOrganisation(c *Citation) {
	if len(c.Authors) == 0 {
		c.leadByOrganisation()
	}
	if len(c.Authors) != 1 || c.Authors[0].Literal == "" || !c.Container.IsZero() || !c.Publisher.IsZero() {
		return
	}
	org := c.Authors[0]
	if o := outlet.Lookup(org.Literal); o != nil && !actsItself(o) {
		c.Container = Field{Text: org.Literal, Span: org.Span, Confidence: org.Confidence}
		c.Authors = nil
	}
}

// leadByOrganisation makes the outlet that opens the note its author.
func (c *Citation) leadByOrganisation() {
	for _, field := range [...]*Field{&c.Container, &c.Publisher} {
		if !field.IsZero() && isBefore(*field, c.Title) && field.Span.Start-c.Span.Start <= len("[") {
			c.Authors = []Name{{Literal: field.Text, Span: field.Span, Confidence: field.Confidence}}
			*field = Field{}
			return
		}
	}
}

// actsItself reports an outlet that is known for its acts, not for its articles.
func actsItself(o *outlet.Outlet) bool {
	return o.Role == "intergovernmental" || o.Role == "government" || o.Role == "society"
}

// isBefore reports whether a stands before b, or b is absent.
func isBefore(a, b Field) bool { return b.IsZero() || a.Span.Start < b.Span.Start }
