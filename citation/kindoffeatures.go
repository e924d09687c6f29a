package citation

import (
	"bytes"
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/outlet"
	"github.com/ibid-go/ibid/internal/prose"
)

//go:embed data/kindwords.txt
var kindWordsFile string

// kindWords gives the classes of a word, or of two words with a blank between.
var kindWords = sync.OnceValue(func() map[string][]string {
	table := make(map[string][]string)
	for _, line := range dataLines(kindWordsFile) {
		class, words, _ := strings.Cut(line, ":")
		for word := range strings.SplitSeq(words, ",") {
			word = prose.Fold(word)
			table[word] = append(table[word], class)
		}
	}
	return table
})

// kindFeatures tells sum the hash of each thing to be seen of a source that may
// tell its kind, as often as it comes, or named its name: one of both is nil.
// Where known is false the registry of outlets is not asked, as if it lacked
// their names.
func kindFeatures(c *Citation, known bool, sum *kindSum, named func(feature string)) {
	f := kindFeaturer{c: c, known: known, sum: sum, named: named}
	f.mark, f.date = c.Title.Mark.String(), precisionOf(c.Date)
	f.figures = ifHas("v", !c.Volume.IsZero()) + ifHas("i", !c.Issue.IsZero()) + ifHas("p", !c.Pages.IsZero())
	f.link = ifHas("u", len(c.Links) > 0)
	f.parts()
	f.together()
	f.title()
	f.container()
	f.publisher()
	f.number()
	f.words("genre", c.Genre.Text)
	f.words("series", c.Series.Text)
	f.authors()
	f.host()
}

type kindFeaturer struct {
	c                         *Citation
	known                     bool
	mark, date, figures, link string // how the title is set off, the precision of the date, which figures, whether there is a link
	sum                       *kindSum
	named                     func(string)
}

// put tells of the feature of these words.
func (f *kindFeaturer) put(words ...string) {
	if f.named != nil {
		f.named(strings.Clone(strings.Join(words, " "))) // so that no word need lie on the heap
		return
	}
	h := fnv(words[0])
	for _, word := range words[1:] {
		h = h.add(" ").add(word)
	}
	f.sum.add(uint32(h))
}

// kindFeature is the hash of a feature by its name.
func kindFeature(name string) uint32 { return uint32(fnv(name)) }

// fnvHash is FNV-1a in 32 bits (Fowler, Noll, Vo).
type fnvHash uint32

func fnv(s string) fnvHash { return fnvHash(2166136261).add(s) }

func (h fnvHash) add(s string) fnvHash {
	for i := range len(s) {
		h = (h ^ fnvHash(s[i])) * 16777619
	}
	return h
}

// ifHas gives the letter of a part that is there, else a dash.
func ifHas(letter string, has bool) string {
	if has {
		return letter
	}
	return "-"
}

func precisionOf(d Date) string {
	switch {
	case d.IsZero():
		return "none"
	case d.Day != 0:
		return "day"
	case d.Month != 0:
		return "month"
	case d.Season != 0:
		return "season"
	}
	return "year"
}

// parts emits which parts there are and which are not.
func (f *kindFeaturer) parts() {
	c := f.c
	for _, part := range [...]struct {
		name string
		has  bool
	}{
		{"title", !c.Title.IsZero()}, {"container", !c.Container.IsZero()}, {"publisher", !c.Publisher.IsZero()}, {"place", !c.Place.IsZero()},
		{"series", !c.Series.IsZero()}, {"volume", !c.Volume.IsZero()}, {"issue", !c.Issue.IsZero()}, {"edition", !c.Edition.IsZero()},
		{"pages", !c.Pages.IsZero()}, {"locator", !c.Locator.IsZero()}, {"authors", len(c.Authors) > 0}, {"editors", len(c.Editors) > 0},
		{"translators", len(c.Translators) > 0}, {"accessed", !c.Accessed.IsZero()}, {"link", len(c.Links) > 0},
	} {
		if part.has {
			f.put("has", part.name)
		} else {
			f.put("no", part.name)
		}
	}
	for _, id := range c.IDs {
		f.put("has", string(id.Scheme))
	}
}

// firstWebYear is when the first web site went up.
const firstWebYear = 1991

// beforeWeb reports a source that is older than all sites.
func beforeWeb(c *Citation) bool { return c.Date.Year > 0 && c.Date.Year < firstWebYear }

// together emits which of the telling parts stand together.
func (f *kindFeaturer) together() {
	c := f.c
	outlets := ifHas("c", !c.Container.IsZero()) + ifHas("p", !c.Publisher.IsZero()) + ifHas("l", !c.Place.IsZero())
	f.put("date", f.date)
	if beforeWeb(c) {
		f.put("date", "before the web")
	}
	f.put("mark", f.mark)
	f.put("figures", f.figures)
	f.put("figures", f.figures, "date", f.date)
	f.put("link", f.link, "date", f.date)
	f.put("outlets", outlets)
	f.put("outlets", outlets, "figures", f.figures)
	f.put("outlets", outlets, "date", f.date)
	f.put("outlets", outlets, "mark", f.mark)
	f.put("outlets", outlets, "mark", f.mark, "date", f.date, f.link)
	f.put("outlets", outlets, "editors", ifHas("e", len(c.Editors) > 0), "pages", ifHas("p", !c.Pages.IsZero()))
}

func (f *kindFeaturer) title() {
	f.words("title", f.c.Title.Text)
	if isCase(f.c.Title.Text) {
		f.put("word versus")
	}
	if hasSymbol(f.c.Title.Text) {
		f.put("title symbol")
	}
}

// isCase reports whether a title names two parties: "Roe v. Wade".
func isCase(title string) bool {
	for _, versus := range [...]string{" v. ", " v ", " vs. ", " c. "} {
		if _, other, ok := strings.Cut(title, versus); ok {
			first, _ := utf8.DecodeRuneInString(other)
			return unicode.IsUpper(first) && !strings.Contains(other, ": ") // no party has a subtitle
		}
	}
	return false
}

// hasSymbol reports whether text holds the symbol of a document: STAN-CS-89-1256.
func hasSymbol(text string) bool {
	for word := range strings.FieldsSeq(text) {
		if strings.ContainsFunc(word, unicode.IsUpper) && strings.ContainsFunc(word, unicode.IsDigit) && strings.ContainsAny(word, "-–/") {
			return true
		}
	}
	return false
}

// The classes that tell what a container or a publisher is, the most telling
// first.
var (
	containerNatures = []string{"proceedings", "reference", "blog", "social", "media", "archive", "law", "press", "magazine", "newspaper", "journal", "organisation", "site"}
	publisherNatures = []string{"press", "archive", "media", "university", "organisation", "report"}
)

func (f *kindFeaturer) container() {
	c := f.c
	if c.Container.IsZero() {
		return
	}
	nature := natureOf(c.Container.Text, containerNatures)
	f.put("container", "nature", nature)
	f.put("container", "nature", nature, "figures", f.figures)
	f.put("container", "nature", nature, "date", f.date, f.link)
	f.put("container", c.Container.Mark.String(), "title", f.mark)
	f.words("container", c.Container.Text)
	if c.Container.Span.Start < c.Title.Span.Start {
		f.put("container", "in front")
	}
}

func (f *kindFeaturer) publisher() {
	c := f.c
	if c.Publisher.IsZero() {
		return
	}
	nature := natureOf(c.Publisher.Text, publisherNatures)
	f.put("publisher", "nature", nature)
	f.put("publisher", "nature", nature, "mark", f.mark)
	f.put("publisher", "nature", nature, "date", f.date)
	f.put("publisher", "nature", nature, "container", ifHas("c", !c.Container.IsZero()))
	f.words("publisher", c.Publisher.Text)
	f.outlet("publisher", c.Publisher.Text)
	if c.Publisher.Span.Start < c.Title.Span.Start {
		f.put("publisher", "in front")
	}
	if hasSymbol(c.Publisher.Text) {
		f.put("publisher", "symbol")
	}
}

// natureOf gives the first of the natures that a word of name belongs to.
func natureOf(name string, natures []string) string {
	best := len(natures)
	var buf [maxNameBytes]byte
	for folded := prose.AppendFold(buf[:0], name); len(folded) > 0; {
		var word []byte
		word, folded, _ = bytes.Cut(folded, []byte(" "))
		for _, class := range kindWords()[string(word)] {
			if i := slices.Index(natures, class); i >= 0 {
				best = min(best, i)
			}
		}
	}
	switch {
	case best < len(natures):
		return natures[best]
	case isAcronym(name):
		return "acronym"
	}
	return "other"
}

// number emits what is to be seen of the number of a report. A number without
// a figure is none.
func (f *kindFeaturer) number() {
	text := f.c.Number.Text
	if !strings.ContainsAny(text, "0123456789") {
		return
	}
	f.put("has", "number")
	f.words("number", text)
	if hasSymbol(text) {
		f.put("number", "symbol")
	}
}

// words emits the classes of the words of a part, each as often as it comes.
func (f *kindFeaturer) words(part, text string) {
	const most = 20 // words: a part is known by its first
	if text == "" {
		return
	}
	var buf [maxNameBytes]byte
	folded := prose.AppendFold(buf[:0], text)
	n, last, classed := 0, 0, false // last is where the word before begins
	for start := 0; start < len(folded) && n < most; n++ {
		end := start + wordsEnd(folded[start:], 1)
		for _, class := range kindWords()[string(folded[start:end])] {
			classed = f.class(part, class) || classed
			if n == 0 {
				f.put(part, "first", class)
			}
			if n == most-1 || end == len(folded) {
				f.put(part, "last", class)
			}
		}
		if n > 0 {
			for _, class := range kindWords()[string(folded[last:end])] {
				classed = f.class(part, class) || classed
			}
		}
		last, start = start, end+1
	}
	if part == "title" || n == 0 {
		return // how long titles are depends on the subject
	}
	f.put(part, "length", lengthOf(n))
	if !classed {
		f.put(part, "unclassed")
	}
}

// class emits that a word of the class stands in the part. Most words of a
// title tell its subject.
func (f *kindFeaturer) class(part, class string) bool {
	if part == "title" && slices.Contains([]string{"social", "newspaper", "magazine", "press", "organisation", "site"}, class) {
		return false
	}
	f.put(part, class)
	f.put("word", class)
	return true
}

// lengthOf counts exactly up to four words and roughly beyond.
func lengthOf(words int) string {
	switch {
	case words <= 4:
		return "01234"[words : words+1]
	case words <= 7:
		return "7"
	case words <= 12:
		return "12"
	}
	return "more"
}

// outlet emits what the registry knows of a name.
func (f *kindFeaturer) outlet(part, name string) {
	if !f.known {
		return
	}
	o := outlet.Lookup(name)
	if o == nil {
		f.put(part, "unknown")
		return
	}
	f.put(part, "role", o.Role)
	f.put(part, "is", o.Kind)
	f.put(part, "is", o.Kind, f.date)
}

// authors emits who wrote it.
func (f *kindFeaturer) authors() {
	c := f.c
	if len(c.Authors) == 0 {
		f.put("author", "none", f.mark, f.date)
		return
	}
	name := c.Authors[0].Literal
	switch {
	case name != "":
		f.put("author", "organisation")
		f.put("author", "organisation", f.mark, f.date)
		f.words("author", name)
		f.outlet("author", name)
	case len(c.Authors) > 3:
		f.put("author", "many")
	default:
		f.put("author", "person")
	}
	if name != "" && name == c.Publisher.Text {
		f.put("author", "publishes")
	}
	if c.Title.IsZero() {
		f.put("author", "without title")
	}
}

// host emits what the address says.
func (f *kindFeaturer) host() {
	host, path := hostOf(f.c.URL())
	if host == "" {
		return
	}
	f.put("host", host[strings.LastIndexByte(host, '.')+1:])
	f.words("host", host)
	if f.known {
		if o := outlet.ByHost(host); o != nil {
			f.put("host", "is", o.Kind)
		}
	}
	switch {
	case strings.HasSuffix(path, ".pdf"):
		f.put("host", "pdf")
	case strings.Trim(path, "/") == "":
		f.put("host", "alone")
	}
}
