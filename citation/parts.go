package citation

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/outlet"
	"github.com/ibid-go/ibid/internal/prose"
	"github.com/ibid-go/ibid/internal/tag"
)

// readParts makes fields of the labelled atoms. The first of several pieces
// with one label is the part; what follows is a restatement.
func (s *source) readParts(c *Citation) {
	for i := 0; i < len(s.atoms); {
		j := s.groupEnd(i)
		s.readPart(c, s.labels[i], i, j)
		s.readClose(c, i, j)
		i = j
	}
	s.readAddresses(c)
	genreOfContainer(c)
	titleOfContainer(c)
	if c.Date.IsZero() {
		s.readLooseDate(c)
	}
	s.readOriginal(c)
	s.readStatus(c)
	if c.Genre.IsZero() {
		s.readLooseGenre(c)
	}
}

// genreOfContainer takes what stands behind the date and only says what the source
// is for no outlet: "(Stockholm: Nordfilm, 2004), DVD".
func genreOfContainer(c *Citation) {
	if c.Container.IsZero() || c.Title.IsZero() || !c.Genre.IsZero() || !c.Volume.IsZero() || c.Container.Span.Start < c.Date.Span.End {
		return
	}
	var buf [maxNameBytes]byte
	if genres().kinds[string(prose.AppendFold(buf[:0], c.Container.Text))] != "" {
		c.Genre, c.Container = c.Container, Field{}
	}
}

// titleOfContainer makes a lone container the title: every source has one, and only
// what counts volumes or pages is cited without. The name of an outlet ("Jane
// Roe, Reuters, March 4, 2019") is none: there the note leaves the title out.
// A post may be called after its platform.
func titleOfContainer(c *Citation) {
	if o := outlet.Lookup(c.Container.Text); o != nil && o.Role != "platform" {
		return
	}
	if c.Title.IsZero() && c.Volume.IsZero() && c.Issue.IsZero() && c.Pages.IsZero() && len(c.Authors)+len(c.Editors) > 0 {
		c.Title, c.Container = c.Container, Field{}
	}
	titleOfPublisher(c)
	titleOfName(c)
}

// titleOfPublisher makes a title of what is taken for a publisher and known as
// none, where the source has neither a title nor an outlet.
func titleOfPublisher(c *Citation) {
	if c.Title.IsZero() && c.Container.IsZero() && c.Genre.IsZero() && len(c.Authors)+len(c.Editors) > 0 && outlet.Lookup(c.Publisher.Text) == nil {
		c.Title, c.Publisher = c.Publisher, Field{}
		c.Title.Confidence = min(c.Title.Confidence, guessedTitle)
	}
}

// guessedTitle is how sure a title is at most that was read as another part: a
// guess.
const guessedTitle = 0.5

// titleOfName makes a title of a name that no registry knows and that has
// nothing behind it but an address ("Services Playbook, available at: …") or
// who published it.
func titleOfName(c *Citation) {
	if !c.Title.IsZero() || len(c.Authors) != 1 || !c.Container.IsZero() {
		return
	}
	if c.Publisher.IsZero() && (!c.Date.IsZero() || c.URL() == "") {
		return
	}
	if name := c.Authors[0]; name.Literal != "" && outlet.Lookup(name.Literal) == nil {
		c.Title, c.Authors = Field{Text: name.Literal, Span: name.Span, Confidence: name.Confidence}, nil
	}
}

// groupEnd gives the index behind the last atom of the part that begins at i.
// An "and" or "et al." inside a list of names belongs to it.
func (s *source) groupEnd(i int) int {
	label := s.labels[i]
	j := i + 1
	for j < len(s.atoms) {
		switch {
		case s.labels[j] == label:
			j++
		case isNames(label) && s.labels[j] == tag.Other && s.atoms[j].Kind == tag.Cue && !announcesNames(s.atoms[j].Cue) && j+1 < len(s.atoms) && s.labels[j+1] == label:
			j += 2
		default:
			return j
		}
	}
	return j
}

func isNames(label tag.Label) bool {
	return label == tag.Author || label == tag.Editor || label == tag.Translator
}

// readPart puts the atoms from i to j where their label says.
func (s *source) readPart(c *Citation, label tag.Label, i, j int) {
	switch label {
	case tag.Author:
		s.addNames(&c.Authors, i, j)
	case tag.Editor:
		s.addNames(&c.Editors, i, j)
	case tag.Translator:
		s.addNames(&c.Translators, i, j)
	case tag.Date:
		s.setDate(&c.Date, i, j)
	case tag.Accessed:
		s.setDate(&c.Accessed, i, j)
	default:
		if i == 0 && c.opensWithOrganisation(label, s.labels[j:]) {
			s.addNames(&c.Authors, i, j)
			return
		}
		field := c.field(label)
		switch {
		case label == tag.Pages && !c.Pages.IsZero():
			field = &c.Locator // "pp. 1–22 (p. 16)"
		case label == tag.Pages && !c.Locator.IsZero():
			c.Pages, field = c.Locator, &c.Locator
			*field = Field{}
		case label == tag.Locator && !c.Locator.IsZero() && c.Pages.IsZero():
			c.Pages, c.Locator = c.Locator, Field{} // of two, the first is the extent
		}
		if field != nil && field.IsZero() {
			if *field = s.fieldOf(i, j); field.IsZero() {
				s.readGenre(c, s.pieceOf(i, j))
			}
		}
	}
}

// readGenre takes a piece that is no cited place for what the source is called:
// "(Stockholm: Nordfilm, 2004), DVD".
func (s *source) readGenre(c *Citation, p piece) {
	if c.Genre.IsZero() && kindNamedIn(p.text()) != "" {
		c.Genre = fieldOfPiece(p)
	}
}

// opensWithOrganisation reports whether what opens the source as its container
// or publisher is its author, since another of that label follows.
func (c *Citation) opensWithOrganisation(label tag.Label, rest []tag.Label) bool {
	return (label == tag.Container || label == tag.Publisher) && slices.Contains(rest, label) && !slices.Contains(rest, tag.Author)
}

// field gives the field of c that a label names, nil for one that names none.
func (c *Citation) field(label tag.Label) *Field {
	switch label {
	case tag.Title:
		return &c.Title
	case tag.Container:
		return &c.Container
	case tag.Publisher:
		return &c.Publisher
	case tag.Place:
		return &c.Place
	case tag.Series:
		return &c.Series
	case tag.Volume:
		return &c.Volume
	case tag.Issue:
		return &c.Issue
	case tag.Edition:
		return &c.Edition
	case tag.Number:
		return &c.Number
	case tag.Genre:
		return &c.Genre
	case tag.Pages:
		return &c.Pages
	case tag.Locator:
		return &c.Locator
	}
	return nil
}

// pieceOf gives the text from atom i to atom j, with the closing bracket or the
// full stop of an initial that belongs to it.
func (s *source) pieceOf(i, j int) piece {
	p := s.sub(s.atoms[i].Start, s.atoms[j-1].End)
	text := p.text()
	next, size := utf8.DecodeRuneInString(s.in.Plain[p.end:s.end])
	switch {
	case next == ')' && strings.Count(text, "(") > strings.Count(text, ")"),
		next == ']' && strings.Count(text, "[") > strings.Count(text, "]"),
		next == '.' && isInitial(lastWord(text)):
		p.end += size
	}
	return p
}

// withoutBracket leaves a bracket out that p holds only the begin of, and one
// behind a title that follows a date in brackets: there it holds a series or a
// report number (APA, 7th ed., 9.19).
func (s *source) withoutBracket(p piece) piece {
	text := p.text()
	open := strings.LastIndex(text, " (")
	if open <= 0 {
		return p
	}
	isDescription := strings.HasSuffix(text, ")") && strings.HasSuffix(s.in.Plain[s.start:p.start], "). ")
	if !strings.Contains(text[open:], ")") || isDescription {
		p.end = p.start + open
	}
	return p
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

func isInitial(word string) bool {
	return utf8.RuneCountInString(word) == 1 && strings.ToUpper(word) == word && strings.ToLower(word) != word
}

// fieldOf makes a field of the atoms from i to j. Where most of a title is in
// italics, or some of a container, the italics are the name: "of its *Dabiq*
// magazine".
func (s *source) fieldOf(i, j int) Field {
	label, sure := s.labels[i], s.confidence(i, j)
	if from, to := s.italicsOf(i, j); label == tag.Container || label == tag.Title && 2*s.length(from, to) >= s.length(i, j) {
		i, j = from, to
	}
	p := s.withoutBracket(s.pieceOf(i, j))
	switch label {
	case tag.Container:
		p = periodicalOf(withoutIdem(p))
	case tag.Pages, tag.Locator:
		if p = withoutRemark(p); p.start == p.end {
			return Field{}
		}
	}
	mark := Unmarked
	switch {
	case s.atoms[i].Kind == tag.Quoted:
		mark = Quoted
	case s.atoms[i].Italic:
		mark = Italic
	}
	return Field{Text: p.text(), Span: p.span(), Mark: mark, Confidence: sure}
}

func (s *source) length(i, j int) int { return s.atoms[j-1].End - s.atoms[i].Start }

// sameAuthor stands before the title of a book that the author of the part
// wrote as well: "in Id., Mercanti, navi, monete".
var sameAuthor = regexp.MustCompile(`^(?:Id|Idd|Ead|Idem|Eadem|[Dd]ers|[Dd]ies)\.?(?: \([^()]{1,20}\))?, `)

func withoutIdem(p piece) piece {
	if text := p.text(); text != "" && strings.IndexByte("IEDd", text[0]) >= 0 {
		p.start += len(sameAuthor.FindString(text))
	}
	return p
}

// withoutRemark leaves out what stands behind a cited place and counts nothing:
// "para. 3, Gale eBooks".
func withoutRemark(p piece) piece {
	for p.start < p.end {
		text := p.text()
		comma := strings.LastIndex(text, ", ")
		if holdsFigure(text[comma+1:]) {
			break
		}
		p.end = p.start + max(comma, 0)
	}
	return p
}

// holdsFigure reports a figure, a Roman number or a word of cited places, such
// as passim.
func holdsFigure(s string) bool {
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		if isPlaceWord(word) || strings.ContainsFunc(word, unicode.IsNumber) {
			return true
		}
	}
	return false
}

// periodicalOf gives the name in a phrase that names a periodical with its
// publisher: "of the Ministry's Kabul Review magazine series".
func periodicalOf(p piece) piece {
	if !strings.HasPrefix(p.text(), "of ") {
		return p
	}
	m := periodicalPhrase.FindStringSubmatchIndex(p.text())
	if m == nil {
		return p
	}
	return p.sub(p.start+m[2], p.start+m[3])
}

var periodicalPhrase = regexp.MustCompile(`^of (?:the |its |\p{Lu}[\p{L} ]{2,40}['’]s )(\p{Lu}.*?)(?: (?i:magazine|journal|newspaper|newsletter))?(?: (?i:series))?$`)

// italicsOf gives the first run of italic atoms between i and j, all of them
// where none is italic.
func (s *source) italicsOf(i, j int) (int, int) {
	for from := i; from < j; from++ {
		if s.atoms[from].Italic {
			to := from + 1
			for to < j && s.atoms[to].Italic {
				to++
			}
			return from, to
		}
	}
	return i, j
}

func (s *source) addNames(names *[]Name, i, j int) {
	if len(*names) > 0 {
		return
	}
	p := s.pieceOf(i, j)
	if text := p.text(); strings.HasPrefix(s.atoms[j-1].After, " ") && endsWithInitial(text) {
		p.end -= len(".") // the stop ends the list: "Seebach L. A Bold Scientist"
	}
	*names = readNames(p)
	for k := range *names {
		(*names)[k].Confidence = s.confidence(i, j)
	}
}

// endsWithInitial reports whether the last name of a list is a surname before
// an initial with a full stop.
func endsWithInitial(list string) bool {
	first, rest := prose.CutField(list[strings.LastIndexAny(list, ",;/&")+1:])
	last, stopped := strings.CutSuffix(prose.LastField(rest), ".")
	return stopped && isInitial(last) && !isInitialsOnly(first)
}

// setDate reads the date among atoms i to j. A second one is the same with the
// day, where the year stands behind the author: "(2011) …, 18 October".
func (s *source) setDate(date *Date, i, j int) {
	p := s.pieceOf(i, j)
	if !date.IsZero() {
		s.refineDate(date, p)
		return
	}
	if first, ok := s.firstDate(p); ok {
		*date = dateOf(first, s.sub(first.Start, first.End).span())
		date.Confidence = s.confidence(i, j)
		date.Circa = isCirca(s.in.Plain[s.start:first.Start])
	}
}

// firstDate gives the first date in p; its offsets count in the note.
func (s *source) firstDate(p piece) (prose.DateMatch, bool) {
	if d, ok := s.layout.DateAt(tag.Range{Start: p.start, End: p.end}); ok {
		return d, true
	}
	var buf [2]prose.DateMatch
	dates := prose.AppendDates(buf[:0], p.text())
	if len(dates) == 0 {
		return prose.DateMatch{}, false
	}
	d := dates[0]
	d.Start, d.End = p.start+d.Start, p.start+d.End
	return d, true
}

// refineDate gives a year its month and day if p has them.
func (s *source) refineDate(date *Date, p piece) {
	if date.Month != 0 || date.Season != 0 {
		return
	}
	dates := prose.FindDates(p.text())
	if len(dates) == 0 { // "23 April", with the year elsewhere
		dates = prose.FindDates(p.text() + " " + strconv.Itoa(date.Year))
	}
	if len(dates) > 0 && dates[0].Year == date.Year && dates[0].Month != 0 {
		date.Month, date.Day = dates[0].Month, dates[0].Day
	}
}

// isCirca reports whether s, the text before a date, ends in "c." or "ca.".
func isCirca(s string) bool {
	var buf [lowerSize]byte
	switch string(appendLower(buf[:0], lastWord(strings.TrimRight(s, " [")))) {
	case "c.", "ca.", "circa", "um":
		return true
	}
	return false
}

// readLooseDate takes a date that no label claimed, the first outside brackets
// behind an access cue.
func (s *source) readLooseDate(c *Citation) {
	for i, a := range s.atoms {
		if a.Kind == tag.DateAtom && s.labels[i] == tag.Other {
			s.setDate(&c.Date, i, i+1)
			return
		}
	}
}

// readLooseGenre takes a word that names the kind of source and that no label
// claimed, as "interview with" at the start of a note.
func (s *source) readLooseGenre(c *Citation) {
	for i, a := range s.atoms {
		if a.Cue == "genre" && s.labels[i] == tag.Other {
			c.Genre = s.fieldOf(i, i+1)
			return
		}
	}
}

// readAddresses takes the links and standard numbers of the source.
func (s *source) readAddresses(c *Citation) {
	for _, style := range s.in.Styles {
		if (style.Kind == manuscript.Link || style.Kind == manuscript.Address) && s.start <= style.Start && style.Start < s.end {
			c.Links = append(c.Links, Link{
				URL: style.Target, Text: s.in.Plain[style.Start:style.End], Span: Span{style.From, style.To},
			})
		}
	}
	for _, a := range s.atoms {
		if a.Kind == tag.ID || a.Kind == tag.URL {
			if id, ok := readID(s.sub(a.Start, a.End)); ok {
				c.IDs = append(c.IDs, id)
			}
		}
	}
	s.readSymbols(c)
}
