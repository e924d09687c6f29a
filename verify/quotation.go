package verify

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/prose"
)

const (
	// leastQuoted is how many words a quotation must have before it is looked up:
	// shorter ones are names, terms and scare quotes.
	leastQuoted = 8
	// leastPiece is how many words a piece of a quotation between two omissions
	// must have; of fewer the place on the page would be chance.
	leastPiece = 3
	// leastReadable is how many bytes of text a page must show before it is
	// evidence that words are not on it: less is a summary or a shell.
	leastReadable = 1500
)

// compareQuotations looks for the words that the manuscript quotes beside the
// marker of a note in the text of the page. Case, accents, quotation marks and
// dashes do not count; omissions (…, [...]) and insertions in brackets divide a
// quotation. A note of several sources does not tell which is quoted.
func compareQuotations(x *examination) {
	note, s := x.citation.Note, x.source
	if note == nil || len(note.Citations) != 1 || s.Text == "" && !s.cut {
		return
	}
	for _, m := range note.Markers {
		for _, quoted := range quotationsBeside(m) {
			x.lookUp(quoted)
		}
	}
}

// whyCut is why nobody can say what stands in the text of a page that was
// compared long before.
const whyCut = "the text of the page was not kept"

func (x *examination) lookUp(quoted string) {
	s := x.source
	answer := Answer{Part: PartQuote, Cited: quoted}
	switch {
	case s.cut:
		answer.Why = whyCut
		x.answer(answer)
	case s.says(quoted):
		answer.Agreement, answer.Evidence = Agrees, s.evidence("text", quoted)
		x.answer(answer)
	case s.Class != "ok" || len(s.Text) < leastReadable || len(s.Text) >= MaxTextBytes-utf8.UTFMax:
		answer.Why = "not all of the text was there to be read"
		x.answer(answer)
	case prose.Language(quoted) != s.spokenLanguage() || prose.Language(quoted) == "":
		answer.Why = "the page is in another language"
		x.answer(answer)
	default:
		f := x.finding("quote-not-found", citation.Warning, x.citation.Span)
		f.Message = "The words quoted in the text are not on the page."
		f.Advice = "Check the wording of the quotation, and that this source has it."
		f.Cited = quoted
		f.Evidence = s.evidence("text", "")
		x.report(PartQuote, Differs, "", f)
	}
}

// quoteMarks matches a quotation in double marks of any country; a quotation
// within it stands in single ones.
var quoteMarks = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`“[^“”]+”|„[^„“”]+[“”]|«[^«»]+»|»[^«»]+«|"[^"]+"`)
})

// omission matches what a writer leaves out of a quotation or puts into it.
var omission = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\[[^\]]*\]|\([.…\s]*\)|…|\.(?:\s?\.){2,}`)
})

// quotationsBeside gives the quotations of eight words and more that end in the
// sentence which the marker stands in or closes.
func quotationsBeside(m *citation.Marker) []string {
	if m.Paragraph == nil {
		return nil
	}
	text := m.Paragraph.Text
	sentence := m.Sentence()
	offset := min(max(m.Offset, 0), len(text))
	start := strings.LastIndex(text[:offset], sentence[:min(len(sentence), 40)])
	var found []string
	for _, at := range quoteMarks().FindAllStringIndex(text, -1) {
		if at[1] <= start || at[0] >= offset {
			continue
		}
		if quoted := strings.Trim(text[at[0]:at[1]], "“”„«»\" "); len(prose.Words(quoted)) >= leastQuoted {
			found = append(found, quoted)
		}
	}
	return found
}

// says reports whether the text of the page holds a quotation, piece by piece,
// in any order.
func (s *Source) says(quoted string) bool {
	text := s.folded()
	for _, piece := range omission().Split(quoted, -1) {
		words := prose.Words(piece)
		if len(words) >= leastPiece && !strings.Contains(text, strings.Join(words, " ")) && !strings.Contains(s.squeezed(), strings.Join(words, "")) {
			return false
		}
	}
	return true
}
