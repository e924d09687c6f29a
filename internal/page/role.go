package page

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/net/html/atom"
)

// A role is what an element may be for a reader, guessed from its name and from what its makers call it.
type role uint32

// Places: what surrounds an element. They are inherited.
const (
	inArticle role = 1 << iota
	inHeader
	inNav
	inFooter
	inAside
	inComment
	inTeaser
	inHidden
)

const regions = inArticle | inHeader | inNav | inFooter | inAside | inComment | inTeaser | inHidden

// Parts: what an element itself may hold.
const (
	isHeadline role = 1 << (iota + 8) // h1
	isHeading                         // h2
	isTitled                          // a class that speaks of the headline
	isSubtitle
	isKicker
	isTime // a time element
	isDated
	isPublished
	isUpdated
	isByline
	isAuthor
	isRelAuthor
	isAuthorLink // a link to a page about a person
	isOther      // a class that says it is about something else: a biography, a photograph, a share button
	isNone       // a class word that says nothing, though it begins like one that does
)

//go:embed data/class-words.tsv
var classWordsFile string

// classWords gives the roles of the parts of a class name.
var classWords = sync.OnceValue(func() map[string]role {
	names := map[string]role{
		"comment": inComment, "teaser": inTeaser, "nav": inNav, "footer": inFooter, "aside": inAside, "hidden": inHidden, "article": inArticle,
		"headline": isTitled, "subtitle": isSubtitle, "kicker": isKicker, "date": isDated, "published": isPublished, "updated": isUpdated,
		"byline": isByline, "author": isAuthor, "other": isOther, "none": isNone,
	}
	table := make(map[string]role)
	for _, row := range rows(classWordsFile) {
		table[row[0]] |= names[row[1]]
	}
	return table
})

// within adds a region to those around it. The foot of an article is no foot of the page: datelines and bylines stand there.
func within(around, own role) role {
	if around&inArticle != 0 {
		own &^= inFooter
	}
	return around | own
}

// roleOf gives an element's roles, its own and its region.
func (w *walker) roleOf(t tag, a attrs) role {
	r := tagRole(t.atom)
	if strings.Contains(a.rel, "author") {
		r |= isRelAuthor
	}
	if t.atom == atom.A && linksToAuthor(a.href) {
		r |= isAuthorLink
	}
	if a.words == "" || t.atom == atom.Body || t.atom == atom.Html {
		return r
	}
	named, known := w.roles[a.words]
	if !known {
		named = w.rolesOfWords(a.words)
		w.roles[a.words] = named
	}
	return r | named
}

// linksToAuthor reports an address that holds a word such as /author/ or /autoren/.
func linksToAuthor(href string) bool {
	for at, word := range authorPaths().in(href) {
		if strings.HasPrefix(href[at:], word) {
			return true
		}
	}
	return false
}

var authorPaths = sync.OnceValue(func() *phrases { return newPhrases(words()["author-path"]) })

func tagRole(a atom.Atom) role {
	switch a {
	case atom.H1:
		return isHeadline
	case atom.H2:
		return isHeading
	case atom.Time:
		return isTime
	case atom.Article, atom.Main:
		return inArticle
	case atom.Header:
		return inHeader
	case atom.Nav:
		return inNav
	case atom.Footer:
		return inFooter
	case atom.Aside:
		return inAside
	case atom.Address:
		return isByline
	}
	return 0
}

// rolesOfWords reads class names: "article__authorName is-large" gives the words article, author, name, is, large.
func (w *walker) rolesOfWords(words string) role {
	const maxWords = 400
	var r role
	article := false
	for word := range splitWords(cut(words, maxWords)) {
		own, known := w.words[word]
		if !known {
			own = roleOfWord(word)
			w.words[word] = own
		}
		r |= own
		article = article || slices.Contains([]string{"post", "entry", "article", "story"}, word)
	}
	if article {
		r &^= inFooter // the foot of the article
	}
	return r
}

// roleOfWord reads a word by what it begins with and, where that has shortestEnd bytes or more, by what it ends in.
func roleOfWord(word string) role {
	const shortestEnd = 6 // shorter ones end words of other sense: date, mandate
	table := classWords()
	if table[word]&isNone != 0 {
		return 0
	}
	var r role
	for i := range len(word) {
		r |= table[word[:i+1]]
		if len(word)-i >= shortestEnd {
			r |= table[word[i:]]
		}
	}
	return r
}

// splitWords yields the words of a class attribute in lower case, divided at signs and at a capital after a small letter.
func splitWords(s string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		start, lower := -1, false
		for i, r := range s {
			letter := unicode.IsLetter(r)
			upper := unicode.IsUpper(r)
			if start >= 0 && (!letter || upper && lower) {
				if !yield(strings.ToLower(s[start:i])) {
					return
				}
				start = -1
			}
			if letter && start < 0 {
				start = i
			}
			lower = letter && !upper
		}
		if start >= 0 {
			yield(strings.ToLower(s[start:]))
		}
	}
}

// rows gives the rows of a data file: tab-separated fields, # begins a comment line.
func rows(file string) [][]string {
	var list [][]string
	for line := range strings.Lines(file) {
		line = strings.TrimRight(line, "\r\n")
		if line != "" && line[0] != '#' {
			list = append(list, strings.Split(line, "\t"))
		}
	}
	return list
}
