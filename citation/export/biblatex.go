package export

import (
	"io"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/citation"
)

// BibLaTeX writes a .bib file for biblatex (its manual, sections 2.1 to 2.3)
// with an entry for each work that the citations stand for: a work cited again
// gets no second entry, and a short form that is ambiguous none. Keys are made
// of author, year and a word of the title. Dates are EDTF with the precision
// that was printed. The text is UTF-8; what TeX would take for a command is
// escaped, and the capitals of titles are kept from styles that write small
// letters. The error is that of w.
func BibLaTeX(w io.Writer, citations iter.Seq[*citation.Citation]) error {
	return writeEntries(w, citations, bibEntry)
}

func bibEntry(key string, c *citation.Citation) string {
	form := bibFormOf(c.Kind)
	b := new(bibWriter)
	b.WriteString("@" + form.entry + "{" + key + ",\n")
	b.field("author", bibNames(c.Authors))
	b.field("editor", bibNames(c.Editors))
	b.field("translator", bibNames(c.Translators))
	b.field("title", bibTitle(c.Title.Text))
	if form.container == form.publisher {
		b.field(form.publisher, bibList(c.Container.Text, c.Publisher.Text))
	} else {
		b.field(form.container, bibTitle(c.Container.Text))
		b.field(form.publisher, bibList(c.Publisher.Text))
	}
	b.field(courtField(form), bibList(c.Court.Text))
	b.field("location", bibList(c.Place.Text))
	b.field("series", bibTitle(c.Series.Text))
	b.field("volume", bibText(c.Volume.Text))
	b.numbers(form.entry, c)
	b.field("edition", bibText(bibEdition(c.Edition.Text)))
	b.field("type", bibText(c.Genre.Text))
	b.field("entrysubtype", form.subtype)
	b.field("date", c.Date.String())
	b.field("origdate", c.Original.String())
	b.field("pubstate", bibText(c.Status.Text))
	b.field("pages", strings.ReplaceAll(bibText(c.Pages.Text), "–", "--"))
	b.field("doi", bibVerbatim(numberIn(c, citation.DOI)))
	b.field("isbn", bibText(numberIn(c, citation.ISBN)))
	b.field("issn", bibText(numberIn(c, citation.ISSN)))
	b.eprint(c)
	b.field("url", bibVerbatim(itemURL(c)))
	b.field("urldate", c.Accessed.String())
	b.field("library", bibText(keptAt(c)))
	b.field("addendum", bibText(archivedAt(c)))
	b.WriteString("}\n\n")
	return b.String()
}

// courtField is the field of a court: that of institutions, unless the form of
// entry has publishers there.
func courtField(form bibForm) string {
	if form.publisher == "institution" {
		return "authority"
	}
	return "institution"
}

// bibWriter writes an entry, a field a line.
type bibWriter struct{ strings.Builder }

// field writes a field whose value is escaped already. An empty one is left
// out.
func (b *bibWriter) field(name, value string) {
	if value != "" {
		b.WriteString("  " + name + " = {" + value + "},\n")
	}
}

// numbers writes the issue of a periodical and the number of an article in it;
// elsewhere biblatex has one field, for the number of a report or of a volume
// in its series.
func (b *bibWriter) numbers(entry string, c *citation.Citation) {
	issue, number := bibText(c.Issue.Text), bibText(c.Number.Text)
	switch {
	case entry == "article":
		b.field("number", issue)
		b.field("eid", number)
	case number == "":
		b.field("number", issue)
	default:
		b.field("number", number)
		b.field("note", issue)
	}
}

// eprint writes the number of an electronic archive (manual, "Electronic
// Publishing Information").
func (b *bibWriter) eprint(c *citation.Citation) {
	for _, archive := range [...]struct {
		scheme citation.IDScheme
		name   string
	}{{citation.ArXiv, "arxiv"}, {citation.PMID, "pubmed"}, {citation.Handle, "hdl"}} {
		if number := bibVerbatim(numberIn(c, archive.scheme)); number != "" {
			b.field("eprint", number)
			b.field("eprinttype", archive.name)
			return
		}
	}
}

// bibForm is how a kind of source is written: its entry type, and the fields of
// what it is part of and of who publishes it.
type bibForm struct{ entry, subtype, container, publisher string }

// bibFormOf follows the entry types of the manual (2.1). The subtypes are those
// of the styles that tell newspapers from magazines.
func bibFormOf(kind citation.Kind) bibForm {
	switch kind {
	case citation.Article:
		return bibForm{"article", "", "journaltitle", "publisher"}
	case citation.Magazine:
		return bibForm{"article", "magazine", "journaltitle", "publisher"}
	case citation.Newspaper:
		return bibForm{"article", "newspaper", "journaltitle", "publisher"}
	case citation.Book:
		return bibForm{"book", "", "maintitle", "publisher"}
	case citation.Chapter:
		return bibForm{"incollection", "", "booktitle", "publisher"}
	case citation.Conference:
		return bibForm{"inproceedings", "", "booktitle", "publisher"}
	case citation.Encyclopedia:
		return bibForm{"inreference", "", "booktitle", "publisher"}
	case citation.Report:
		return bibForm{"report", "", "institution", "institution"}
	case citation.Thesis:
		return bibForm{"thesis", "", "institution", "institution"}
	case citation.LegalCase:
		return bibForm{"jurisdiction", "", "journaltitle", "publisher"}
	case citation.Legislation, citation.Bill:
		return bibForm{"legislation", "", "journaltitle", "publisher"}
	case citation.Treaty, citation.Hearing:
		return bibForm{"legal", "", "journaltitle", "publisher"}
	}
	return bibForm{bibLooseEntry(kind), "", "organization", "organization"}
}

// bibLooseEntry gives the entry type of what neither appears in a periodical or
// a book nor is one.
func bibLooseEntry(kind citation.Kind) string {
	switch kind {
	case citation.Webpage, citation.Post, citation.Blog:
		return "online"
	case citation.Dataset:
		return "dataset"
	case citation.Manuscript:
		return "unpublished"
	case citation.Communication:
		return "letter"
	case citation.Film:
		return "movie"
	case citation.Patent:
		return "patent"
	case citation.Software:
		return "software"
	case citation.Standard:
		return "standard"
	case citation.Song:
		return "music"
	case citation.Graphic:
		return "image"
	}
	return "misc"
}

// bibNames writes a list of names.
func bibNames(names []citation.Name) string {
	var list []string
	for _, n := range names {
		if name := bibName(n); name != "" {
			list = append(list, name)
		}
	}
	return strings.Join(list, " and ")
}

// bibName writes a person as "Family, Suffix, Given", and in braces what must
// not be taken apart: an organisation, or a person with less than that.
func bibName(n citation.Name) string {
	family, given, suffix := bibNamePart(n.Family), bibNamePart(n.Given), bibNamePart(n.Suffix)
	switch {
	case n.Literal != "" || family == "" || given == "" && (suffix != "" || strings.Contains(family, " ")):
		return bibBraced(bibText(n.String()))
	case given == "":
		return family
	case suffix != "":
		return family + ", " + suffix + ", " + given
	}
	return family + ", " + given
}

// bibNamePart writes a part of a name. Particles ("van der") are left for
// biblatex to find, but not where it would divide at a hyphen ("al-Adnani").
func bibNamePart(s string) string {
	text := bibText(s)
	if strings.ContainsAny(text, ",={") || divides(text) {
		return bibBraced(text)
	}
	for word := range strings.FieldsSeq(text) {
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsLower(first) && strings.Contains(word, "-") {
			return bibBraced(text)
		}
	}
	return text
}

// bibList writes a literal list, such as several places, without the empty
// ones.
func bibList(items ...string) string {
	var list []string
	for _, item := range items {
		text := bibText(item)
		if divides(text) {
			text = bibBraced(text)
		}
		if text != "" {
			list = append(list, text)
		}
	}
	return strings.Join(list, " and ")
}

// divides reports whether a list would be divided within text, or text be taken
// for "and others".
func divides(text string) bool {
	lower := " " + strings.ToLower(text) + " "
	return strings.Contains(lower, " and ") || lower == " others "
}

func bibBraced(text string) string {
	if text == "" {
		return ""
	}
	return "{" + text + "}"
}

// bibTitle writes a title. Many styles and readers write titles in small
// letters, but for words in braces. Which capitals belong to names no note
// tells, so all are kept but the first letter, which no style changes.
func bibTitle(s string) string {
	words := strings.Fields(clean(s))
	for i, word := range words {
		words[i] = bibText(word)
		if i == 0 {
			_, initial := utf8.DecodeRuneInString(word)
			word = word[initial:]
		}
		if strings.ContainsFunc(word, unicode.IsUpper) {
			words[i] = bibBraced(words[i])
		}
	}
	return strings.Join(words, " ")
}

// bibText escapes what TeX would take for a command or for a ligature. Braces
// are written by name, since readers of .bib files count them even behind a
// backslash.
func bibText(s string) string {
	var b strings.Builder
	var before rune
	for _, r := range clean(s) {
		if r == before && strings.ContainsRune("-`'", r) {
			b.WriteString("{}")
		}
		before = r
		if name := bibSymbol(r); name != "" {
			b.WriteString(`\` + name + `{}`)
			continue
		}
		if strings.ContainsRune("$&#_%", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// bibSymbol gives the command of a character that TeX reads or prints as
// another one, "" where a backslash is enough or nothing needed.
func bibSymbol(r rune) string {
	switch r {
	case '\\':
		return "textbackslash"
	case '{':
		return "textbraceleft"
	case '}':
		return "textbraceright"
	case '~':
		return "textasciitilde"
	case '^':
		return "textasciicircum"
	case '<':
		return "textless"
	case '>':
		return "textgreater"
	case '|':
		return "textbar"
	}
	return ""
}

// bibVerbatim writes an address or a number, in which biblatex takes every
// character but braces as it is (manual, section 2.2.1). They are percent-encoded, as
// are the characters that no URI has (RFC 3986, section 2).
func bibVerbatim(s string) string {
	return strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C", " ", "%20").Replace(clean(s))
}

// bibEdition gives the integer of an English ordinal, which biblatex wants
// ("2nd" is 2); any other text stands as it is printed.
func bibEdition(s string) string {
	digits := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz.")
	switch s[len(digits):] {
	case "st", "nd", "rd", "th", ".":
		if digits != "" && strings.Trim(digits, "0123456789") == "" {
			return digits
		}
	}
	return s
}
