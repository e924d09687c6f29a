package lint

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/outlet"
	"github.com/ibid-go/ibid/internal/prose"
)

// workKey is the same for two citations of one work: it joins the folded parts
// that identify a work, so that quotation marks, case and accents do not matter.
func workKey(c *citation.Citation) string {
	parts := []string{prose.Fold(c.Title.Text), c.Date.String()}
	for _, author := range c.Authors {
		parts = append(parts, prose.Fold(author.String()))
	}
	parts = append(parts, outletKey(c.Container.Text), outletKey(c.Publisher.Text))
	for _, f := range [...]citation.Field{c.Volume, c.Issue, c.Edition, c.Number} {
		parts = append(parts, prose.Fold(f.Text))
	}
	return strings.Join(parts, "\x00")
}

// outletKey is the same for every name of one outlet.
func outletKey(name string) string {
	if o := outlet.Lookup(name); o != nil {
		name = o.Name
	}
	return prose.Fold(name)
}

// shortForms writes the short form of a work: author, and as much of the title
// as tells it from the other works of the manuscript (Chicago Manual of Style,
// 17th ed., 14.30; 18th ed., 13.33).
type shortForms struct {
	doc     *citation.Document
	pattern string
	meaning map[string]string // author and title, folded → key of the work; several where ambiguous
}

const severalWorks = "\x00several"

func newShortForms(doc *citation.Document, profile Profile) *shortForms {
	return &shortForms{doc: doc, pattern: profile.shortForm()}
}

// learn notes what each possible short form of the manuscript stands for.
func (s *shortForms) learn() {
	s.meaning = map[string]string{}
	for c := range s.doc.Citations() {
		if c.Form != citation.Full {
			continue
		}
		key := workKey(c)
		for _, title := range shortTitles(c.Title.Text) {
			name := shortName(c, title)
			if known, ok := s.meaning[name]; ok && known != key {
				s.meaning[name] = severalWorks
			} else {
				s.meaning[name] = key
			}
		}
	}
}

func shortName(c *citation.Citation, title string) string {
	return prose.Fold(surnames(c)) + "\x00" + prose.Fold(title)
}

// title gives the shortest title that stands for no other work.
func (s *shortForms) title(work *citation.Citation) string {
	if s.meaning == nil {
		s.learn()
	}
	titles := shortTitles(work.Title.Text)
	for _, title := range titles {
		if s.meaning[shortName(work, title)] == workKey(work) {
			return title
		}
	}
	return titles[len(titles)-1]
}

// of gives the short form of work with a locator, without a full stop behind
// it, and "" where the work shows nothing to name it by, or nothing sure.
func (s *shortForms) of(work *citation.Citation, locator string) string {
	if work.Title.Guessed() || slices.ContainsFunc(work.Authors, citation.Name.Guessed) {
		return ""
	}
	author, title := surnames(work), s.markedTitle(work)
	if title == "" && work.Kind == citation.Interview {
		title = "interview"
	}
	if title == "" {
		return ""
	}
	form := expand(s.pattern, map[string]string{"author": author, "title": title, "locator": locator, "note": label(work)})
	if closing := s.closing(work); closing != "" && s.commaInside(work) {
		form = strings.Replace(form, closing+",", ","+closing, 1)
	}
	return form
}

// replacing is of, closed as the words that it takes the place of.
func (s *shortForms) replacing(old string, work *citation.Citation, locator string) string {
	form := s.of(work, locator)
	if form == "" || !strings.HasSuffix(old, ".") || strings.HasSuffix(form, ".") {
		return form
	}
	closing := s.closing(work)
	if closing != "" && strings.HasSuffix(form, closing) && s.commaInside(work) {
		inner := strings.TrimSuffix(form, closing)
		if strings.HasSuffix(inner, "?") || strings.HasSuffix(inner, "!") {
			return form
		}
		return inner + "." + closing
	}
	return form + "."
}

// markedTitle is the short title, set off as the full one is.
func (s *shortForms) markedTitle(work *citation.Citation) string {
	if work.Title.IsZero() {
		return ""
	}
	return s.opening(work) + s.title(work) + s.closing(work)
}

// opening and closing are the marks around the title of work.
func (s *shortForms) opening(work *citation.Citation) string {
	if work.Title.Mark == citation.Unmarked {
		return ""
	}
	before := textAt(s.doc, citation.Span{End: work.Title.Span.Start})
	r, size := utf8.DecodeLastRuneInString(before)
	switch {
	case size > 0 && strings.ContainsRune("\"'“‘«„*_", r):
		return string(r)
	case work.Title.Mark == citation.Quoted:
		return "“"
	}
	return ""
}

func (s *shortForms) closing(work *citation.Citation) string {
	opening := s.opening(work)
	switch opening {
	case "“":
		return "”"
	case "‘":
		return "’"
	case "«":
		return "»"
	case "„":
		return "“"
	}
	return opening
}

// commaInside reports whether the manuscript puts the comma behind a title
// before the closing quotation mark, as American printers do.
func (s *shortForms) commaInside(work *citation.Citation) bool {
	end := work.Title.Span.End
	return work.Title.Mark == citation.Quoted && (strings.HasPrefix(textAt(s.doc, citation.Span{Start: end, End: end + 1}), ",") ||
		strings.HasSuffix(textAt(s.doc, work.Title.Span), ","))
}

// expand fills a pattern: {name} is a value, and what stands in [ ] is left
// out where a value in it is empty.
func expand(pattern string, values map[string]string) string {
	var b strings.Builder
	for pattern != "" {
		open := strings.IndexByte(pattern, '[')
		if open < 0 {
			open = len(pattern)
		}
		b.WriteString(fill(pattern[:open], values))
		optional, rest, _ := strings.Cut(pattern[min(open+1, len(pattern)):], "]")
		if !lacksValue(optional, values) {
			b.WriteString(fill(optional, values))
		}
		pattern = rest
	}
	return b.String()
}

func fill(s string, values map[string]string) string {
	var pairs []string
	for name, value := range values {
		pairs = append(pairs, "{"+name+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

func lacksValue(s string, values map[string]string) bool {
	for name, value := range values {
		if value == "" && strings.Contains(s, "{"+name+"}") {
			return true
		}
	}
	return false
}

// surnames gives the family names of the authors, of more than three the
// first; for a source without author the outlet that opens the citation.
func surnames(c *citation.Citation) string {
	const most = 3 // Chicago Manual of Style, 17th ed., 14.32
	var names []string
	for _, author := range c.Authors {
		names = append(names, surname(author))
	}
	switch n := len(names); {
	case n == 0 && c.Container.Span.Start < c.Title.Span.Start:
		return c.Container.Text
	case n == 0:
		return ""
	case n > most:
		return names[0] + " et al."
	case n == 3:
		return names[0] + ", " + names[1] + ", and " + names[2]
	default:
		return strings.Join(names, " and ")
	}
}

// surname is the name to sort by; a surname cut to its initial says too little.
func surname(n citation.Name) string {
	if utf8.RuneCountInString(strings.TrimSuffix(n.Family, ".")) < 2 {
		return n.String()
	}
	return n.Family
}

// shortTitles gives the forms of a title from the shortest on: up to four
// words of the title proper, the title proper, the whole title.
func shortTitles(title string) []string {
	proper := title
	if i := strings.IndexAny(title, ":?!"); i > 0 {
		proper = title[:i]
		if title[i] != ':' {
			proper = title[:i+1]
		}
	}
	return slices.Compact([]string{keyWords(proper), proper, title})
}

// keyWords gives up to four words of a title: without the article in front,
// and ending before a small word where there is one.
func keyWords(title string) string {
	const most = 4 // Chicago Manual of Style, 17th ed., 14.30
	words := strings.Fields(title)
	if len(words) > most && isArticleWord(words[0]) {
		words = words[1:]
	}
	if len(words) <= most {
		return strings.Join(words, " ")
	}
	for end := most; end > 0; end-- {
		if isSmall(words[end]) && !isSmall(words[end-1]) {
			return strings.Join(words[:end], " ")
		}
	}
	return strings.Join(words[:most], " ")
}

func isArticleWord(word string) bool {
	return strings.EqualFold(word, "the") || strings.EqualFold(word, "a") || strings.EqualFold(word, "an")
}

func isSmall(word string) bool { return smallWords()[prose.Fold(word)] }

// quoted sets s in quotation marks for a message.
func quoted(s string) string { return "“" + s + "”" }
