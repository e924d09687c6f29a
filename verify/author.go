package verify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/prose"
)

// compareAuthors looks for each cited person in the byline, by surname, then
// in everything that may be a byline, then in the text of the page. An
// organisation as author is compared as the outlet.
func compareAuthors(x *examination) {
	s := x.source
	people := peopleOf(x.citation)
	if len(people) == 0 {
		x.authorOmitted()
		return
	}
	missing := slices.DeleteFunc(slices.Clone(people), func(n citation.Name) bool { return namedAmong(n, s.Authors) })
	agrees := Answer{PartAuthors, Agrees, "", namesOf(people), strings.Join(s.Authors, ", "), s.evidence(s.From["authors"], strings.Join(s.Authors, ", "))}
	switch {
	case len(missing) == 0 && len(s.Authors) > len(people):
		agrees.Agreement, agrees.Why = AgreesLoosely, "the page names more people"
		x.answer(agrees)
		return
	case len(missing) == 0:
		x.answer(agrees)
		return
	}
	elsewhere := slices.DeleteFunc(slices.Clone(missing), func(n citation.Name) bool { return namedAmong(n, s.Bylines) || s.mentionsPerson(n) })
	switch {
	case len(elsewhere) == 0:
		agrees.Agreement, agrees.Why = AgreesLoosely, "named on the page outside the byline"
		x.answer(agrees)
	case len(s.Bylines) == 0 && x.Of(PartTitle).Agreement == Differs:
		agrees.Agreement, agrees.Why = CannotSay, "the page names nobody, and seems to be another"
		x.answer(agrees)
	case s.cut:
		agrees.Agreement, agrees.Why = CannotSay, whyCut
		x.answer(agrees)
	case !s.canDenyPerson(people):
		agrees.Agreement, agrees.Why = CannotSay, "the page names nobody"
		x.answer(agrees)
	default:
		x.authorDiffers(people, elsewhere)
	}
}

// peopleOf gives the cited authors who are persons by the look of their names.
func peopleOf(c *citation.Citation) []citation.Name {
	return slices.DeleteFunc(slices.Clone(c.Authors), func(n citation.Name) bool { return n.Literal != "" || n.Family == "" })
}

func (x *examination) authorDiffers(people, missing []citation.Name) {
	s := x.source
	f := x.finding("author-mismatch", citation.Error, missing[0].Span)
	f.Message = "The page names another author."
	switch {
	case len(s.Authors) == 0:
		f.Severity = citation.Warning
		f.Message = fmt.Sprintf("The page has no plain byline, and %s does not occur on it.", namesOf(missing))
	case len(missing) < len(people):
		f.Severity = citation.Warning
		f.Message = fmt.Sprintf("The page does not name %s.", namesOf(missing))
	}
	f.Advice = "Check the name, and that the link leads to the source that the note means."
	f.Cited, f.Found = namesOf(people), strings.Join(s.Authors, ", ")
	f.Evidence = s.evidence(s.From["authors"], f.Found)
	if f.Found == "" {
		f.Found = strings.Join(s.Bylines, ", ")
		f.Evidence = s.evidence("byline", f.Found)
	}
	if f.Found == "" {
		f.Evidence = s.evidence("text", "")
	}
	x.report(PartAuthors, Differs, "", f)
}

// authorOmitted reports a byline that the note leaves out. Anonymous works and
// interviews, whose authors stand elsewhere in the note, are passed over.
func (x *examination) authorOmitted() {
	c, s := x.citation, x.source
	if len(s.Authors) == 0 || len(c.Editors) > 0 || c.Kind == citation.Interview || x.Of(PartTitle).Agreement == Differs || citesPart(c, s) {
		return
	}
	f := x.finding("author-omitted", citation.Info, c.Span)
	f.Message = "The page names its author, and the note does not."
	f.Advice = "Add the author, unless your house style cites such sources by their outlet."
	f.Cited, f.Found = namesOf(c.Authors), strings.Join(s.Authors, ", ")
	f.Evidence = s.evidence(s.From["authors"], f.Found)
	x.report(PartAuthors, AgreesLoosely, "left out", f)
}

// citesPart reports that the note names the author in another place: a sole
// organisation that the page has as its author, or a name within its title.
func citesPart(c *citation.Citation, s *Source) bool {
	for _, n := range c.Authors {
		if slices.ContainsFunc(s.Authors, func(a string) bool { return sameOutlet(n.Literal, a) }) {
			return true
		}
	}
	return slices.ContainsFunc(s.Authors, func(a string) bool {
		return strings.Contains(" "+prose.Fold(c.Title.Text+" "+c.Container.Text+" "+c.Publisher.Text)+" ", " "+lastWord(a)+" ")
	})
}

// namedAmong reports whether one of authors has the surname of name. A letter
// more or less is another transliteration; where the surname is only an
// initial the given name must agree.
func namedAmong(name citation.Name, authors []string) bool {
	words := familyWords(name)
	return len(words) == 0 || slices.ContainsFunc(authors, func(author string) bool {
		there := prose.Words(author)
		return !slices.ContainsFunc(words, func(w string) bool { return !hasWord(there, w) }) || squeezed(author) == squeezed(name.String())
	})
}

// familyWords are the words of a surname that count: without particles, which
// are written or left out, and the last alone where a page may abridge the rest.
func familyWords(name citation.Name) []string {
	family := lastWord(name.Family)
	if len([]rune(family)) == 1 && !isWide(family) {
		family = lastWord(name.Given)
	}
	if family == "" {
		return nil
	}
	return []string{family}
}

// hasWord reports whether a word stands among others, or a spelling of it that
// differs by one letter, by the transliteration of umlauts or by its script.
func hasWord(words []string, word string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		return w == word || prose.Close(w, word) || prose.SameRomanised(w, word) || spelledOut(w) == spelledOut(word)
	})
}

// spelledOut writes ae, oe and ue as the vowel alone, to which folding brings
// ä, ö and ü: Müller and Mueller are one name.
func spelledOut(word string) string {
	return strings.NewReplacer("ae", "a", "oe", "o", "ue", "u").Replace(word)
}

// canDenyPerson reports whether the page is evidence that nobody of that name
// wrote it: it names others where authors stand, or shows all its text, in the
// script of the name.
func (s *Source) canDenyPerson(people []citation.Name) bool {
	named := slices.Concat(s.Authors, s.Bylines)
	if len(named) > 0 {
		return sameScript(namesOf(people), strings.Join(named, " "))
	}
	return s.Class == "ok" && len(s.Text) >= leastReadable && sameScript(namesOf(people), s.Title())
}

func namesOf(list []citation.Name) string {
	names := make([]string, len(list))
	for i, n := range list {
		names[i] = n.String()
	}
	return strings.Join(names, ", ")
}

func lastWord(s string) string {
	words := prose.Words(s)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}
