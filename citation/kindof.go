package citation

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/ibid-go/ibid/internal/outlet"
	"github.com/ibid-go/ibid/internal/prose"
)

// kindOf tells the type of a source: by the words that name it, by its outlet,
// else by what its parts speak for together.
func kindOf(c *Citation) Kind {
	for _, tell := range [...]func(*Citation) Kind{kindOfWords, kindOfKeeper, kindOfLaw, kindOfOutlet, kindOfSite, kindOfDepartment, kindOfChapter, kindOfDay} {
		if kind := tell(c); kind != "" {
			return kind
		}
	}
	return learnedKinds().likeliest(c)
}

//go:embed data/genres.txt
var genresFile string

// genreTable gives the kind that a word or some words name.
type genreTable struct {
	kinds  map[string]Kind
	begins map[string]bool // the words that a name begins with
}

var genres = sync.OnceValue(func() genreTable {
	table := genreTable{map[string]Kind{}, map[string]bool{}}
	for _, line := range dataLines(genresFile) {
		kind, words, _ := strings.Cut(line, ":")
		for word := range strings.SplitSeq(words, ",") {
			word = prose.Fold(word)
			table.kinds[word] = Kind(kind)
			table.begins[firstWord(word)] = true
		}
	}
	return table
})

// kindOfWords knows the kinds that a note names: "PhD thesis", "DVD", a title
// that is just "Letter".
func kindOfWords(c *Citation) Kind {
	if kind := kindNamedIn(c.Genre.Text); kind != "" {
		return kind
	}
	if !strings.ContainsAny(c.Number.Text, "0123456789") {
		if kind := kindNamedIn(c.Number.Text); kind != "" {
			return kind
		}
	}
	if c.Container.IsZero() && c.Publisher.IsZero() && isInterview(c) {
		return Interview
	}
	if kind := kindBesidePublisher(c); kind != "" {
		return kind
	}
	var buf [maxNameBytes]byte
	return genres().kinds[string(prose.AppendFold(buf[:0], c.Title.Text))]
}

// kindOfKeeper knows that what an archive keeps was not published.
func kindOfKeeper(c *Citation) Kind {
	if c.Collection.IsZero() && c.Shelfmark.IsZero() {
		return ""
	}
	if kind := kindNamedIn(c.Title.Text); kind == Communication {
		return kind
	}
	return Manuscript
}

// lawTitle is the name of a law: "Council Directive 93/13/EEC", "Law No. 128",
// "Property Law Act 1974".
var lawTitle = regexp.MustCompile(`^(?:(?:Commission|Council|Implementing|Delegated) )*(?:Regulation|Directive|Decision) (?:\((?:EC|EU|EEC|Euratom)\)|\d+/\d+/(?:EC|EU|EEC))|^(?:Law|Act|Decree|Royal Decree|Legge|Loi|Ley|Decreto) (?:[Nn]o\.?|[Nn]\.|[Nn]°|[Nn]º) ?\d|^\p{Lu}[^:,]* Act(?: (?:of )?\d{4})?$`)

// kindOfLaw knows laws by their names. They have no author.
func kindOfLaw(c *Citation) Kind {
	if len(c.Authors) > 0 || !c.Volume.IsZero() || !c.Issue.IsZero() || c.Title.Mark == Quoted || !mayBeLaw(c.Title.Text) {
		return ""
	}
	if lawTitle.MatchString(c.Title.Text) {
		return Legislation
	}
	return ""
}

// mayBeLaw spares most titles the pattern.
func mayBeLaw(title string) bool {
	return strings.Contains(title, " Act") || hasAnyPrefix(title, "Commission ", "Council ", "Implementing ", "Delegated ", "Regulation ", "Directive ",
		"Decision ", "Law ", "Act ", "Decree ", "Royal Decree ", "Legge ", "Loi ", "Ley ", "Decreto ")
}

// kindBesidePublisher knows the kinds that some styles name right before the
// publisher: "Thèse de doctorat Reims", "CERN internal note".
func kindBesidePublisher(c *Citation) Kind {
	for _, part := range [...]Field{c.Publisher, c.Place} {
		switch kind := kindNamedIn(part.Text); kind {
		case Thesis, Report, Post, Conference:
			return kind
		}
	}
	return ""
}

// isInterview reports whether what stands in the place of author or title names
// an interview: "Telephone interview with Mari Saar".
func isInterview(c *Citation) bool {
	if len(c.Authors) == 1 && kindNamedIn(c.Authors[0].String()) == Interview {
		return true
	}
	return c.Title.Mark == Unmarked && kindNamedIn(c.Title.Text) == Interview
}

// kindNamedIn gives the kind that the most words of text name.
func kindNamedIn(text string) Kind {
	const longest = 4 // words of a genre
	if text == "" {
		return ""
	}
	var buf [maxNameBytes]byte
	folded := prose.AppendFold(buf[:0], text)
	table := genres()
	var starts [8]int // of words that a genre begins with
	begun := starts[:0]
	for start := 0; start < len(folded); {
		end := start + wordsEnd(folded[start:], 1)
		if table.begins[string(folded[start:end])] {
			begun = append(begun, start)
		}
		start = end + 1
	}
	for n := longest; n > 0; n-- {
		for _, start := range begun {
			end := wordsEnd(folded[start:], n)
			if end < 0 {
				break
			}
			if kind, ok := table.kinds[string(folded[start:start+end])]; ok {
				return kind
			}
		}
	}
	return ""
}

// wordsEnd gives the length of the first n words of folded text, -1 where there
// are fewer.
func wordsEnd(folded []byte, n int) int {
	for i, c := range folded {
		if c == ' ' {
			if n--; n == 0 {
				return i
			}
		}
	}
	if n == 1 {
		return len(folded)
	}
	return -1
}

// kindOfOutlet knows the kinds of what the outlets of the registry publish. What
// a think tank puts out with the day is a page of its site, not a report, and
// what a broadcaster puts out without one is a programme, not news.
func kindOfOutlet(c *Citation) Kind {
	o := outlet.Lookup(c.Container.Text)
	if o == nil {
		return kindOfHost(c)
	}
	switch {
	case !c.Volume.IsZero():
		return ""
	case o.Kind == string(Report) && c.Date.Day != 0 && c.Number.IsZero():
		return Webpage
	case o.Role == "broadcaster" && c.Date.Month == 0 && len(c.Links) == 0 && len(c.Authors) == 0:
		return Broadcast
	}
	return Kind(o.Kind)
}

// kindOfHost knows the pages of newspapers and magazines by their address.
func kindOfHost(c *Citation) Kind {
	if !c.Publisher.IsZero() {
		return ""
	}
	host, _ := hostOf(c.URL())
	if o := outlet.ByHost(host); o != nil && (o.Kind == string(Newspaper) || o.Kind == string(Magazine)) {
		return Kind(o.Kind)
	}
	return ""
}

// kindOfSite knows that newspapers and magazines have no subtitle: what names
// itself "Kite Notes: Letters from the Coast" and gives the day is a site.
func kindOfSite(c *Citation) Kind {
	if strings.Contains(c.Container.Text, ": ") && c.Date.Day != 0 && c.Volume.IsZero() && c.Pages.IsZero() {
		return Webpage
	}
	return ""
}

// kindOfDepartment knows that the department of a university puts out reports:
// its books come from a press, its theses are called so.
func kindOfDepartment(c *Citation) Kind {
	if c.Container.IsZero() && natureOf(c.Publisher.Text, []string{"press", "department"}) == "department" {
		return Report
	}
	return ""
}

// kindOfDay knows that what gives the day and nobody who put it out is a page of
// the web: no style leaves out the name of a newspaper, and its articles are
// quoted.
func kindOfDay(c *Citation) Kind {
	for _, part := range [...]Field{c.Container, c.Publisher, c.Place, c.Series, c.Volume, c.Issue, c.Number, c.Genre, c.Pages} {
		if !part.IsZero() {
			return ""
		}
	}
	if c.Date.Day == 0 || beforeWeb(c) || c.Title.IsZero() || c.Title.Mark != Unmarked || len(c.Editors) > 0 || tellsKind(c) {
		return ""
	}
	return Webpage
}

// tellsKind reports whether the title names the kind of its source: "Letter to
// Jones", "Remarks at Narva".
func tellsKind(c *Citation) bool {
	for _, word := range prose.Words(c.Title.Text) {
		for _, class := range kindWords()[word] {
			switch class {
			case "letter", "interview", "speech", "archive", "law", "treaty", "report", "thesis", "unpublished", "media", "data", "patent":
				return true
			}
		}
	}
	return isCase(c.Title.Text)
}

// kindOfChapter knows the chapters that bring their number with them: "Chapter
// 14: In Vivo Approaches", "6. Extensions".
func kindOfChapter(c *Citation) Kind {
	first, rest, _ := strings.Cut(c.Title.Text, " ")
	number, numbered := strings.CutSuffix(first, ".")
	if !numbered {
		number = rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))]
		numbered = slices.Contains([]string{"chapter", "kapitel", "chapitre", "capitolo", "capitulo"}, prose.Fold(first))
	}
	if numbered && isNumber(strings.Trim(number, ".:")) && !c.Container.IsZero() && c.Volume.IsZero() && c.Issue.IsZero() {
		return Chapter
	}
	return ""
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
