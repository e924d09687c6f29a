package record

import (
	"strings"
	"unicode"
)

// Word is a source in the list that Word keeps with a document (ECMA-376 part 1,
// 22.6), to be decoded from its XML.
type Word struct {
	Tag       string `xml:"Tag"`
	Type      string `xml:"SourceType"`
	Title     string `xml:"Title"`
	Book      string `xml:"BookTitle"`
	Journal   string `xml:"JournalName"`
	Magazine  string `xml:"PeriodicalTitle"`
	Meeting   string `xml:"ConferenceName"`
	Site      string `xml:"InternetSiteTitle"`
	Published string `xml:"PublicationTitle"`
	Publisher string `xml:"Publisher"`
	Institute string `xml:"Institution"`
	City      string `xml:"City"`
	Edition   string `xml:"Edition"`
	Volume    string `xml:"Volume"`
	Issue     string `xml:"Issue"`
	Pages     string `xml:"Pages"`
	Court     string `xml:"Court"`
	Case      string `xml:"CaseNumber"`
	Number    string `xml:"StandardNumber"`
	DOI       string `xml:"DOI"`
	URL       string `xml:"URL"`
	Kind      string `xml:"ThesisType"`
	Medium    string `xml:"Medium"`

	Year          string `xml:"Year"`
	Month         string `xml:"Month"`
	Day           string `xml:"Day"`
	YearAccessed  string `xml:"YearAccessed"`
	MonthAccessed string `xml:"MonthAccessed"`
	DayAccessed   string `xml:"DayAccessed"`

	Authors     wordNames `xml:"Author>Author"`
	Editors     wordNames `xml:"Author>Editor"`
	Translators wordNames `xml:"Author>Translator"`
	BookAuthors wordNames `xml:"Author>BookAuthor"`
	Directors   wordNames `xml:"Author>Director"`
	Interviewee wordNames `xml:"Author>Interviewee"`
}

// wordNames are persons, or one body.
type wordNames struct {
	Body    string `xml:"Corporate"`
	Persons []struct {
		Last   string `xml:"Last"`
		First  string `xml:"First"`
		Middle string `xml:"Middle"`
	} `xml:"NameList>Person"`
}

// wordTypes are the types of Word's sources in CSL.
var wordTypes = map[string]string{
	"Book": "book", "BookSection": "chapter", "JournalArticle": "article-journal", "ArticleInAPeriodical": "article-magazine",
	"ConferenceProceedings": "paper-conference", "Report": "report", "SoundRecording": "song", "Performance": "performance", "Art": "graphic",
	"DocumentFromInternetSite": "webpage", "InternetSite": "webpage", "Film": "motion_picture", "Interview": "interview", "Patent": "patent", "Case": "legal_case",
}

// CSL gives the source in CSL-JSON, as the data of an [Item].
func (s *Word) CSL() map[string]any {
	kind := wordTypes[s.Type]
	if kind == "" {
		kind = "document"
	}
	data := map[string]any{"type": kind}
	for role, names := range map[string]*wordNames{
		"author": &s.Authors, "editor": &s.Editors, "translator": &s.Translators, "container-author": &s.BookAuthors, "director": &s.Directors,
	} {
		if list := names.csl(); list != nil {
			data[role] = list
		}
	}
	if list := s.Interviewee.csl(); list != nil && data["author"] == nil {
		data["author"] = list
	}
	number, standard := "number", "ISBN"
	if strings.HasPrefix(kind, "article") {
		number, standard = "issue", "ISSN"
	}
	setFields(data, map[string]string{
		"title": s.Title, "container-title": firstOf(s.Book, s.Journal, s.Magazine, s.Site, s.Published), "event-title": s.Meeting,
		"publisher": firstOf(s.Publisher, s.Institute), "publisher-place": s.City, "edition": s.Edition, "volume": s.Volume, "page": s.Pages,
		"authority": s.Court, number: firstOf(s.Issue, s.Case), standard: s.Number, "DOI": s.DOI, "URL": s.URL, "genre": s.Kind, "medium": s.Medium,
	})
	if date := wordDate(s.Day, s.Month, s.Year); date != nil {
		data["issued"] = date
	}
	if date := wordDate(s.DayAccessed, s.MonthAccessed, s.YearAccessed); date != nil {
		data["accessed"] = date
	}
	return data
}

// wordDate gives a date as CSL has it, nil without a year: in figures, or as it
// was written where the month is a word.
func wordDate(day, month, year string) map[string]any {
	if squeeze(year) == "" {
		return nil
	}
	var parts []any
	for _, part := range [...]string{year, month, day} {
		if part = squeeze(part); part == "" {
			break
		}
		n := figures(part)
		if n == 0 {
			return map[string]any{"raw": squeeze(day + " " + month + " " + year)}
		}
		parts = append(parts, n)
	}
	return map[string]any{"date-parts": []any{parts}}
}

// csl gives the names as CSL has them, nil where there are none.
func (n *wordNames) csl() []any {
	var names []any
	for _, p := range n.Persons {
		name := map[string]any{}
		setFields(name, map[string]string{"family": p.Last, "given": p.First + " " + p.Middle})
		if len(name) > 0 {
			names = append(names, name)
		}
	}
	if body := squeeze(n.Body); body != "" {
		names = append(names, map[string]any{"literal": body})
	}
	return names
}

// firstOf gives the first of some values that is not empty.
func firstOf(values ...string) string {
	for _, v := range values {
		if strings.TrimSpace(v) != "" {
			return v
		}
	}
	return ""
}

// figures reads a number in the digits of any script, 0 where s is none.
func figures(s string) int {
	const most = 5 // digits of a year
	number, count := 0, 0
	for _, r := range s {
		if count++; !unicode.IsDigit(r) || count > most {
			return 0
		}
		zero := r
		for zero > r-9 && unicode.IsDigit(zero-1) { // digits stand in tens (Unicode Standard, section 4.6)
			zero--
		}
		number = 10*number + int(r-zero)
	}
	return number
}
