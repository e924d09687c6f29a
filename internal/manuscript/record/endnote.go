package record

import (
	"encoding/base64"
	"encoding/xml"
	"strings"
)

// endNoteText is the text of an element, its runs of styles joined.
type endNoteText struct {
	Text string
}

// UnmarshalXML joins all text within the element.
func (t *endNoteText) UnmarshalXML(d *xml.Decoder, _ xml.StartElement) error {
	var b strings.Builder
	for depth := 1; depth > 0; {
		token, err := d.Token()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			b.Write(token)
		}
	}
	t.Text = squeeze(b.String())
	return nil
}

// endNoteCite is a source in the XML that EndNote keeps with each citation.
type endNoteCite struct {
	Pages  string `xml:"Pages"` // the place cited
	Record struct {
		Type struct {
			Name string `xml:"name,attr"`
		} `xml:"ref-type"`
		Authors    []endNoteText `xml:"contributors>authors>author"`
		Editors    []endNoteText `xml:"contributors>secondary-authors>author"`
		Translated []endNoteText `xml:"contributors>subsidiary-authors>author"`
		Title      endNoteText   `xml:"titles>title"`
		Secondary  endNoteText   `xml:"titles>secondary-title"`
		Tertiary   endNoteText   `xml:"titles>tertiary-title"`
		Periodical endNoteText   `xml:"periodical>full-title"`
		Pages      endNoteText   `xml:"pages"`
		Volume     endNoteText   `xml:"volume"`
		Number     endNoteText   `xml:"number"`
		Edition    endNoteText   `xml:"edition"`
		Year       endNoteText   `xml:"dates>year"`
		Days       []endNoteText `xml:"dates>pub-dates>date"`
		Place      endNoteText   `xml:"pub-location"`
		Publisher  endNoteText   `xml:"publisher"`
		ISBN       endNoteText   `xml:"isbn"`
		DOI        endNoteText   `xml:"electronic-resource-num"`
		URLs       []endNoteText `xml:"urls>related-urls>url"`
		Kind       endNoteText   `xml:"work-type"`
	} `xml:"record"`
}

// endNoteRecord gives the record of a field of EndNote: XML in the instruction,
// or in Base64 beside it.
func endNoteRecord(instruction string, data []byte) string {
	text := instruction
	if i := strings.Index(text, "<EndNote"); i >= 0 {
		text = text[i:]
	} else {
		decoded, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(string(data)), ""))
		if err != nil {
			return ""
		}
		text = strings.TrimRight(string(decoded), "\x00")
	}
	var list struct {
		Cites []endNoteCite `xml:"Cite"`
	}
	d := xml.NewDecoder(strings.NewReader(text))
	if d.Decode(&list) != nil {
		return ""
	}
	var items []Item
	for i := range list.Cites {
		items = append(items, Item{Data: list.Cites[i].csl(), Locator: list.Cites[i].Pages})
	}
	return Of(items)
}

// endNoteTypes are the reference types of EndNote in CSL.
var endNoteTypes = map[string]string{
	"Journal Article": "article-journal", "Electronic Article": "article-journal", "Magazine Article": "article-magazine",
	"Newspaper Article": "article-newspaper", "Book": "book", "Edited Book": "book", "Electronic Book": "book", "Book Section": "chapter",
	"Conference Paper": "paper-conference", "Conference Proceedings": "paper-conference", "Report": "report", "Government Document": "report",
	"Thesis": "thesis", "Web Page": "webpage", "Online Multimedia": "webpage", "Blog": "post-weblog", "Dataset": "dataset", "Manuscript": "manuscript",
	"Case": "legal_case", "Statute": "legislation", "Bill": "bill", "Patent": "patent", "Personal Communication": "personal_communication",
	"Interview": "interview", "Encyclopedia": "entry-encyclopedia", "Film or Broadcast": "motion_picture",
}

// csl gives the source in CSL-JSON.
func (c *endNoteCite) csl() map[string]any {
	r := &c.Record
	kind := endNoteTypes[r.Type.Name]
	if kind == "" {
		kind = "document"
	}
	data := map[string]any{"type": kind}
	for key, list := range map[string][]endNoteText{"author": r.Authors, "editor": r.Editors, "translator": r.Translated} {
		if names := namesOf(endNoteTexts(list)); names != nil {
			data[key] = names
		}
	}
	fields := map[string]string{
		"title": r.Title.Text, "collection-title": r.Tertiary.Text, "page": r.Pages.Text, "volume": r.Volume.Text, "edition": r.Edition.Text,
		"publisher": r.Publisher.Text, "publisher-place": r.Place.Text, "DOI": r.DOI.Text, "genre": r.Kind.Text,
	}
	container := r.Secondary.Text
	if container == "" {
		container = r.Periodical.Text
	}
	number, standard := "number", "ISBN"
	switch {
	case kind == "book" || kind == "report" || kind == "thesis":
		fields["collection-title"] = container
	default:
		fields["container-title"] = container
	}
	if strings.HasPrefix(kind, "article") {
		number, standard = "issue", "ISSN"
	}
	fields[number], fields[standard] = r.Number.Text, r.ISBN.Text
	if len(r.URLs) > 0 {
		fields["URL"] = r.URLs[0].Text
	}
	setFields(data, fields)
	if date := strings.TrimSpace(strings.Join(append(endNoteTexts(r.Days[:min(1, len(r.Days))]), r.Year.Text), " ")); date != "" {
		data["issued"] = map[string]any{"raw": date}
	}
	return data
}

func endNoteTexts(list []endNoteText) []string {
	var texts []string
	for _, t := range list {
		texts = append(texts, t.Text)
	}
	return texts
}
