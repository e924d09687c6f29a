package verify

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/prose"
)

// compareLanguage reports a page in another language than the title that the
// note gives, which the author then translated, unless the note says so.
func compareLanguage(x *examination) {
	cited, page := prose.Language(x.citation.Title.Text), x.source.spokenLanguage()
	if cited == "" || page == "" || cited != page && x.source.declaredLanguage() == cited {
		return
	}
	answer := Answer{PartLanguage, Agrees, "", prose.LanguageName(cited), prose.LanguageName(page), x.source.evidence("text", prose.LanguageName(page))}
	if cited == page || x.Of(PartTitle).Agreement == Agrees || x.Of(PartTitle).Agreement == AgreesLoosely {
		x.answer(answer)
		return
	}
	if x.noteNames(page) {
		answer.Agreement, answer.Why = Agrees, "the note names the language"
		x.answer(answer)
		return
	}
	f := x.finding("language-differs", citation.Info, x.citation.Title.Span)
	f.Message = fmt.Sprintf("The page is in %s, and the note gives its title in %s.", prose.LanguageName(page), prose.LanguageName(cited))
	f.Advice = fmt.Sprintf("Say that the source is in %s, and give the original title if your house style does.", prose.LanguageName(page))
	f.Cited, f.Found = x.citation.Title.Text, x.source.Title()
	f.Evidence = x.source.evidence("text", prose.LanguageName(page))
	x.report(PartLanguage, Differs, "", f)
}

// isTranslated reports a cited title in another language than the page's: then
// two titles without a word in common may be one.
func (x *examination) isTranslated() bool {
	cited, page := prose.Language(x.citation.Title.Text), x.source.spokenLanguage()
	return cited != "" && page != "" && cited != page && x.source.declaredLanguage() != cited && prose.Similarity(x.citation.Title.Text, x.source.Title()) < 0.2
}

// spokenLanguage is the language of the page by its words, which is more to be
// trusted than what a template declares. Of a page of little text it is known
// only where the two agree.
func (s *Source) spokenLanguage() string {
	const enough = 2000 // bytes
	if s.cut {
		return s.spoken
	}
	declared, spoken := s.declaredLanguage(), s.language()
	switch {
	case s.Text == "":
		return declared
	case len(s.Text) < enough && declared != "" && spoken != declared:
		return ""
	}
	return spoken
}

func (s *Source) declaredLanguage() string {
	declared, _, _ := strings.Cut(strings.ToLower(s.Language), "-")
	return declared
}

// noteNames reports a note that names a language, "(in Russian)", in other words than its addresses.
func (x *examination) noteNames(language string) bool {
	if x.citation.Note == nil {
		return false
	}
	text := x.citation.Note.Plain
	for _, link := range x.citation.Links {
		text = strings.ReplaceAll(text, link.URL, "")
	}
	return strings.Contains(prose.Fold(text), prose.Fold(prose.LanguageName(language)))
}

// sameScript reports whether two texts are written in the same script, or one
// has no letters.
func sameScript(a, b string) bool {
	x, y := scriptOf(a), scriptOf(b)
	return x == nil || y == nil || x == y
}

func scriptOf(s string) *unicode.RangeTable {
	tables := [...]*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Arabic, unicode.Han, unicode.Greek, unicode.Hebrew, unicode.Hangul, unicode.Hiragana, unicode.Katakana, unicode.Devanagari, unicode.Thai}
	for _, r := range s {
		for _, table := range tables {
			if unicode.Is(table, r) {
				if table == unicode.Hiragana || table == unicode.Katakana {
					return unicode.Han // Japanese mixes them
				}
				return table
			}
		}
	}
	return nil
}

// isWide reports text in a script that puts no blanks between words.
func isWide(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
	})
}
