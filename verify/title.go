package verify

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/prose"
)

// Titles of which at least this share of words agrees are the same title in
// other words; below it they are two titles. "They’re Only Sleeping: Why
// militant Islamists …" against "… Islamicists …" reaches 0.9, a headline that
// was reworked after publication 0.4 to 0.7, two articles of one site up to 0.3.
const sameTitle = 0.6

// The reasons of an answer about a title that others ask for.
const (
	whyWording  = "worded differently"
	whyLanguage = "in another language"
	whyChanged  = "headline changed since"
)

// compareTitle looks for the cited title among all that the page is called.
// Case, quotation marks, dashes and accents do not count. A page that goes on
// where the note stops has a subtitle that the note drops.
func compareTitle(x *examination) {
	cited, s := x.citation.Title.Text, x.source
	if cited == "" || len(s.Titles) == 0 {
		return
	}
	if longer := x.extended(cited); longer != nil && !x.noteHas(longer.Text) {
		x.subtitleDropped(*longer)
		return
	}
	best, similarity := closest(cited, s)
	earlier, recalled := s.inCopy(cited)
	witness, former := s.inAddress(cited)
	heading, whole := s.headed(cited), x.noteHasTitle()
	ending, kicker := s.endsTitle(cited)
	named := s.endsCited(cited)
	agrees := Answer{PartTitle, Agrees, "", cited, best.Text, s.evidence(best.Signal, best.Text)}
	switch {
	case similarity == 1 && (s.isDisplayed(best) || prose.Similarity(cited, s.Title()) >= sameTitle):
		x.answer(agrees)
	case similarity == 1:
		x.titleChanged(best)
	case startsWith(best.Text, cited) && isTitleLike(cited):
		agrees.Agreement, agrees.Why = AgreesLoosely, "without the name of the site"
		x.answer(agrees)
	case startsWith(cited, best.Text) && !s.hasSubtitle(best.Text) && isTitleLike(best.Text):
		agrees.Agreement, agrees.Why = AgreesLoosely, "with a subtitle that the page does not show"
		x.answer(agrees)
	case kicker:
		agrees.Agreement, agrees.Why, agrees.Found, agrees.Evidence = AgreesLoosely, "without the kicker", ending.Text, s.evidence(ending.Signal, ending.Text)
		x.answer(agrees)
	case named != nil:
		agrees.Agreement, agrees.Why, agrees.Found, agrees.Evidence = AgreesLoosely, "with words before it that the page does not show", named.Text, s.evidence(named.Signal, named.Text)
		x.answer(agrees)
	case heading != nil:
		agrees.Agreement, agrees.Why, agrees.Found, agrees.Evidence = AgreesLoosely, "as a heading", heading.Text, s.evidence(heading.Signal, heading.Text)
		x.answer(agrees)
	case whole != nil:
		agrees.Agreement, agrees.Why, agrees.Found, agrees.Evidence = AgreesLoosely, "in the words of the note", whole.Text, s.evidence(whole.Signal, whole.Text)
		x.answer(agrees)
	case recalled:
		x.titleChanged(earlier)
	case similarity >= sameTitle:
		x.titleDiffers(best, whyWording)
	case s.hasLine(cited):
		agrees.Agreement, agrees.Why, agrees.Found, agrees.Evidence = AgreesLoosely, "as a line of its own", cited, s.evidence("text", cited)
		x.answer(agrees)
	case former:
		x.titleChanged(witness)
	case x.isTranslated():
		agrees.Agreement, agrees.Why = CannotSay, whyLanguage
		x.answer(agrees)
	default:
		x.titleDiffers(best, "")
	}
}

// isTitleLike reports words enough to tell one work from another: the name of
// a site or a section, by which a long title may begin, is no title.
func isTitleLike(title string) bool {
	const leastWords = 2
	return len(prose.Words(title)) >= leastWords || isWide(title)
}

func (x *examination) titleDiffers(best Claim, why string) {
	f := x.finding("title-mismatch", citation.Error, x.citation.Title.Span)
	f.Message = "The page has another title."
	f.Advice = "Check that the link leads to the source that the note means; if it does, cite the title of the page."
	if why == whyWording {
		f.Severity = citation.Warning
		f.Message = "The title of the page is worded differently."
		f.Advice = "Take over the wording of the page, unless it was changed since."
	}
	f.Cited, f.Found = x.citation.Title.Text, best.Text
	f.Evidence = x.source.evidence(best.Signal, best.Text)
	x.report(PartTitle, Differs, why, f)
}

// titleChanged reports a headline that was reworked since it was cited; witness
// is what still tells the cited one.
func (x *examination) titleChanged(witness Claim) {
	s := x.source
	f := x.finding("title-changed", citation.Info, x.citation.Title.Span)
	f.Message = "The page seems to have had the cited headline before."
	f.Advice = "Keep the cited headline if it was read on the cited day; an archived copy of that day shows it."
	f.Cited, f.Found = x.citation.Title.Text, s.Title()
	f.Evidence = append(s.evidence(s.Titles[0].Signal, s.Title()), s.evidence(witness.Signal, witness.Text)...)
	x.report(PartTitle, AgreesLoosely, whyChanged, f)
}

func (x *examination) subtitleDropped(longer Claim) {
	f := x.finding("title-subtitle-dropped", citation.Info, x.citation.Title.Span)
	f.Message = "The title of the page goes on where the note stops."
	f.Advice = "Add the rest of the title, or leave it out if your house style does."
	f.Cited, f.Found = x.citation.Title.Text, longer.Text
	f.Evidence = x.source.evidence(longer.Signal, longer.Text)
	x.report(PartTitle, AgreesLoosely, "without the subtitle", f)
}

// isDisplayed reports a title that readers of the page see, alone or with the
// line under it, or that its makers call the headline.
func (s *Source) isDisplayed(c Claim) bool {
	return startsWith(c.Text, s.Title()) || strings.HasSuffix(c.Signal, "headline") || strings.HasPrefix(c.Signal, "h1") || strings.HasPrefix(c.Signal, "heading")
}

// inCopy gives the headline of an older copy of the page that is the cited one.
func (s *Source) inCopy(cited string) (Claim, bool) {
	const alike = 0.9 // a mark or a small word more or less
	for _, earlier := range s.Earlier {
		if prose.Fold(earlier.Text) == prose.Fold(cited) || prose.Similarity(cited, earlier.Text) >= alike {
			return earlier, true
		}
	}
	return Claim{}, false
}

// inAddress gives the words of the page's address, which sites set once, where they spell the cited headline.
func (s *Source) inAddress(cited string) (Claim, bool) {
	for _, address := range [...]string{s.URL, s.Canonical} {
		if slug, ok := slugOf(address, cited); ok {
			return Claim{slug, "address"}, true
		}
	}
	return Claim{}, false
}

// extended gives the title of the page that goes on with a subtitle where
// cited ends, in one line or in the line below; nil where none does, or where
// the page has the cited title alone as well.
func (x *examination) extended(cited string) *Claim {
	s := x.source
	if prose.Fold(cited) == prose.Fold(s.Title()) {
		if len(s.Subtitles) > 0 && looksLikeTitle(s.Subtitles[0].Text) && s.spokenLanguage() != "de" { // where every noun is a capital
			whole := below(s.Titles[0], s.Subtitles[0])
			return &whole
		}
		return nil
	}
	for i, title := range s.Titles {
		if i > 0 && s.hasTitle(cited) {
			return nil
		}
		if rest, ok := after(cited, title.Text); ok && x.isPart(rest) && (isSubtitle(rest) || len(prose.Words(cited)) >= leastPart) {
			return &s.Titles[i]
		}
	}
	return nil
}

// leastPart is how many words a part of a title must have to stand for it.
const leastPart = 4

// isPart reports that what stands behind the cited words belongs to the title,
// and is not the name of the site or of the cited outlet.
func (x *examination) isPart(rest string) bool {
	s := x.source
	rest = strings.Trim(rest, " :-–—|_,.·")
	return rest != "" && !s.isFrom(rest) && !sameOutlet(rest, citedOutlet(x.citation).Text) && !slices.ContainsFunc(s.Sites, func(c Claim) bool { return strings.Contains(prose.Fold(rest), prose.Fold(c.Text)) })
}

// headed gives the heading of the page's own text that is the cited title, nil
// where none is.
func (s *Source) headed(cited string) *Claim {
	i := slices.IndexFunc(s.Headings, func(h Claim) bool { return squeezed(h.Text) == squeezed(cited) })
	if i < 0 || !isTitleLike(cited) {
		return nil
	}
	return &s.Headings[i]
}

// hasLine reports that the cited title is a line of the page's text, on a page that has no heading and whose title element alone gives
// a title: sites without a system of their own have one title for all their pages.
func (s *Source) hasLine(cited string) bool {
	if len(s.Titles) != 1 || s.Titles[0].Signal != "title" || len(s.Headings) > 0 || len(prose.Words(cited)) < leastPart {
		return false
	}
	folded := squeezed(cited)
	for line := range strings.Lines(s.Text) {
		if len(line) < 2*len(cited) && squeezed(line) == folded {
			return true
		}
	}
	return false
}

// hasTitle reports that the page is called so anywhere.
func (s *Source) hasTitle(title string) bool {
	return slices.ContainsFunc(s.Titles, func(t Claim) bool { return prose.Fold(t.Text) == prose.Fold(title) })
}

// endsTitle reports a title of the page that ends with all words of cited: what
// stands before is a kicker.
func (s *Source) endsTitle(cited string) (Claim, bool) {
	folded := prose.Fold(cited)
	i := slices.IndexFunc(s.Titles, func(t Claim) bool { return strings.HasSuffix(prose.Fold(t.Text), " "+folded) })
	if i < 0 || len(strings.Fields(folded)) < leastPart {
		return Claim{}, false
	}
	return s.Titles[i], true
}

// endsCited gives a title of the page with which cited ends, nil where none is: what stands before is the author, an outlet or a kicker,
// which the note has in one with the title.
func (s *Source) endsCited(cited string) *Claim {
	folded := prose.Fold(cited)
	i := slices.IndexFunc(s.Titles, func(t Claim) bool {
		title := prose.Fold(t.Text)
		front, found := strings.CutSuffix(folded, " "+title)
		return found && (len(strings.Fields(title)) >= leastPart || s.isWordOfOrigin(front))
	})
	if i < 0 || s.isFrom(s.Titles[i].Text) {
		return nil
	}
	return &s.Titles[i]
}

// isWordOfOrigin reports words that name who wrote or published the page.
func (s *Source) isWordOfOrigin(words string) bool {
	return s.isFrom(words) || s.credits(words) || slices.ContainsFunc(s.Bylines, func(name string) bool { return squeezed(name) == squeezed(words) })
}

// below joins a title and the line below it.
func below(title, line Claim) Claim {
	return Claim{title.Text + ": " + line.Text, title.Signal + " and " + line.Signal}
}

// looksLikeTitle tells a subtitle from a standfirst, which newspapers set in
// the same place: it is short, no statement, and a question or capitalised.
func looksLikeTitle(line string) bool {
	const mostWords = 12
	words := strings.Fields(line)
	if len(words) > mostWords || strings.HasSuffix(line, ".") {
		return false
	}
	long, capital := 0, 0
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); utf8.RuneCountInString(w) > 3 {
			long++
			if unicode.IsUpper(r) {
				capital++
			}
		}
	}
	return strings.HasSuffix(line, "?") || long > 0 && 3*capital >= 2*long
}

// after gives what stands in title behind the words of cited.
func after(cited, title string) (rest string, ok bool) {
	words := prose.Words(cited)
	if len(words) < 2 || !startsWith(title, cited) {
		return "", false
	}
	at := 0
	for n := 1; n <= len(title); n++ { // the shortest head that has all words of cited
		if n == len(title) || title[n] == ' ' || title[n] == ':' {
			if len(prose.Words(title[:n])) >= len(words) {
				at = n
				break
			}
		}
	}
	return strings.TrimSpace(title[at:]), at > 0
}

// isSubtitle reports whether rest, what a title has behind the cited words,
// begins as a further part does: behind a colon, a dash or the end of a question.
func isSubtitle(rest string) bool {
	return strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "—")
}

// startsWith reports whether the folded words of long begin with those of short.
func startsWith(long, short string) bool {
	a, b := prose.Fold(long), prose.Fold(short)
	return b != "" && (a == b || strings.HasPrefix(a, b+" "))
}

// closest gives the reading of the page's title that is most like cited: any
// title of it, alone or with the line under or above it.
func closest(cited string, s *Source) (best Claim, similarity float64) {
	try := func(c Claim) {
		sim := prose.Similarity(cited, c.Text)
		if prose.Fold(cited) == prose.Fold(c.Text) || squeezed(cited) == squeezed(c.Text) {
			sim = 1
		} else {
			sim = min(sim, 0.99) // the same words in another order
		}
		if sim > similarity || best.Text == "" {
			best, similarity = c, sim
		}
	}
	for _, title := range s.Titles {
		try(title)
	}
	title := s.Titles[0]
	for _, under := range [...][]Claim{s.Subtitles, s.Descriptions} {
		for _, line := range under {
			try(below(title, line))
		}
	}
	for _, kicker := range s.Kickers {
		try(below(kicker, title))
	}
	return best, similarity
}

// squeezed is a folded title without its blanks: printers break and join words
// at line ends.
func squeezed(s string) string { return strings.ReplaceAll(prose.Fold(s), " ", "") }

// hasSubtitle reports whether title is a title with the line under it.
func (s *Source) hasSubtitle(title string) bool {
	return !slices.ContainsFunc(s.Titles, func(t Claim) bool { return t.Text == title })
}
