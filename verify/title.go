package verify

import (
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

// compareTitle looks for the cited title among all that the page is called.
// Case, quotation marks, dashes and accents do not count. A page that goes on
// where the note stops has a subtitle that the note drops.
func compareTitle(c *citation.Citation, s *Source) *citation.Finding {
	cited := c.Title.Text
	if cited == "" || len(s.Titles) == 0 {
		return nil
	}
	if longer := extended(cited, s); longer != nil {
		return subtitleDropped(c, s, *longer)
	}
	best, similarity := closest(cited, s)
	if similarity == 1 || startsWith(cited, best.Text) && !s.hasSubtitle(best.Text) {
		return nil
	}
	f := differs(c, "title-mismatch", citation.Error, c.Title.Span)
	f.Message = "The page has another title."
	f.Advice = "Check that the link leads to the source that the note means; if it does, cite the title of the page."
	if similarity >= sameTitle {
		f.Severity = citation.Warning
		f.Message = "The title of the page is worded differently."
		f.Advice = "Take over the wording of the page, unless it was changed since."
	}
	f.Cited, f.Found = cited, best.Text
	f.Evidence = []citation.Evidence{s.evidence(best.Signal, best.Text)}
	return f
}

// extended gives the title of the page that goes on with a subtitle where
// cited ends, in one line or in the line below; nil where none does.
func extended(cited string, s *Source) *Claim {
	for i, title := range s.Titles {
		if rest, ok := after(cited, title.Text); ok && rest != "" && isSubtitle(rest) {
			return &s.Titles[i]
		}
	}
	if len(s.Subtitles) > 0 && prose.Fold(cited) == prose.Fold(s.Title()) && looksLikeTitle(s.Subtitles[0].Text) {
		whole := below(s.Titles[0], s.Subtitles[0])
		return &whole
	}
	return nil
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

func subtitleDropped(c *citation.Citation, s *Source, longer Claim) *citation.Finding {
	f := differs(c, "title-subtitle-dropped", citation.Info, c.Title.Span)
	f.Message = "The title of the page goes on where the note stops."
	f.Advice = "Add the rest of the title, or leave it out if your house style does."
	f.Cited, f.Found = c.Title.Text, longer.Text
	f.Evidence = []citation.Evidence{s.evidence(longer.Signal, longer.Text)}
	return f
}

// closest gives the reading of the page's title that is most like cited: any
// title of it, alone or with the line under it.
func closest(cited string, s *Source) (best Claim, similarity float64) {
	try := func(c Claim) {
		sim := prose.Similarity(cited, c.Text)
		if prose.Fold(cited) != prose.Fold(c.Text) {
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
	return best, similarity
}

// hasSubtitle reports whether title is a title with the line under it.
func (s *Source) hasSubtitle(title string) bool {
	for _, t := range s.Titles {
		if t.Text == title {
			return false
		}
	}
	return true
}
