package export

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/ibid-go/ibid/citation"
)

// RIS writes the tagged format of reference managers (Research Information
// Systems, 2001, with the types of 2011) with an entry for each work that the
// citations stand for, as BibLaTeX does. It is UTF-8, and each line ends with
// CR and LF, as the format demands. RIS cannot escape anything: a comma within
// a name is left out, since it would divide the name. The error is that of w.
func RIS(w io.Writer, citations iter.Seq[*citation.Citation]) error {
	return writeEntries(w, citations, risEntry)
}

func risEntry(key string, c *citation.Citation) string {
	form := risFormOf(c)
	r := new(risWriter)
	r.tag("TY", form.entry)
	r.tag("ID", key)
	r.names("AU", c.Authors)
	r.names(form.editor, c.Editors)
	r.names("A4", c.Translators)
	r.tag("TI", c.Title.Text)
	r.tag(form.container, c.Container.Text)
	r.tag(form.series, c.Series.Text)
	r.tag("PB", cmp.Or(c.Publisher.Text, c.Court.Text))
	r.tag(form.place, c.Place.Text)
	r.dates(c.Date)
	r.tag("OP", c.Original.String())
	r.tag("C6", c.Status.Text)
	r.tag("VL", c.Volume.Text)
	r.tag("IS", c.Issue.Text)
	r.tag("ET", c.Edition.Text)
	r.tag(form.number, c.Number.Text)
	r.tag("M3", c.Genre.Text)
	r.pages(c.Pages.Text)
	r.tag("SN", standardNumber(c))
	r.tag("DO", numberIn(c, citation.DOI))
	r.tag("AN", numberIn(c, citation.PMID))
	r.tag("UR", itemURL(c))
	r.tag("Y2", risDate(c.Accessed))
	r.tag("AV", keptAt(c))
	r.tag("N1", archivedAt(c))
	r.WriteString("ER  - \r\n\r\n")
	return r.String()
}

// risWriter writes an entry, a tag a line.
type risWriter struct{ strings.Builder }

// tag writes a value in one line. An empty one is left out.
func (r *risWriter) tag(tag, value string) {
	if value = clean(value); value != "" {
		r.WriteString(tag + "  - " + value + "\r\n")
	}
}

// names writes persons as "Family, Given, Suffix", organisations as they are.
func (r *risWriter) names(tag string, names []citation.Name) {
	part := func(s string) string { return strings.ReplaceAll(s, ",", "") }
	for _, n := range names {
		switch {
		case n.Literal != "" || n.Family == "" || n.Given == "":
			r.tag(tag, part(n.String()))
		case n.Suffix != "":
			r.tag(tag, part(n.Family)+", "+part(n.Given)+", "+part(n.Suffix))
		default:
			r.tag(tag, part(n.Family)+", "+part(n.Given))
		}
	}
}

// dates writes the year, and where more was printed the whole date.
func (r *risWriter) dates(d citation.Date) {
	if d.IsZero() {
		return
	}
	r.tag("PY", fmt.Sprintf("%04d", d.Year))
	if d.Month != 0 || d.Season != 0 || d.Circa || d.Until != nil {
		r.tag("DA", risDate(d))
	}
}

// risDate gives year, month, day and other information between slashes; parts
// that were not printed are empty.
func risDate(d citation.Date) string {
	if d.IsZero() {
		return ""
	}
	part := func(n int) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprintf("%02d", n)
	}
	return fmt.Sprintf("%04d/%s/%s/%s", d.Year, part(d.Month), part(d.Day), risOther(d))
}

func risOther(d citation.Date) string {
	switch {
	case d.Circa:
		return "circa"
	case d.Until != nil:
		return "to " + d.Until.String()
	case d.Season >= citation.Spring && d.Season <= citation.Winter:
		return [...]string{"Spring", "Summer", "Autumn", "Winter"}[d.Season-citation.Spring]
	}
	return ""
}

// pages writes the first and the last page of a range; anything else stands
// whole as the first.
func (r *risWriter) pages(pages string) {
	ends := strings.FieldsFunc(pages, func(r rune) bool { return r == '-' || r == '–' })
	if len(ends) != 2 || strings.ContainsAny(pages, ",;") {
		r.tag("SP", pages)
		return
	}
	r.tag("SP", ends[0])
	r.tag("EP", ends[1])
}

func standardNumber(c *citation.Citation) string {
	return cmp.Or(numberIn(c, citation.ISBN), numberIn(c, citation.ISSN))
}

// risForm is the type of an entry, and the tags whose meaning the types of 2011
// differ in.
type risForm struct{ entry, container, series, place, editor, number string }

func risFormOf(c *citation.Citation) risForm {
	form := risForm{risType(c.Kind), "T2", "T3", "CY", "A2", "M1"}
	switch form.entry {
	case "CONF":
		form.container, form.place = "C3", "C1"
	case "BOOK":
		form.editor = "A3"
	case "RPRT":
		if standardNumber(c) == "" {
			form.number = "SN"
		}
	}
	if (form.entry == "BOOK" || form.entry == "RPRT") && c.Container.IsZero() {
		form.series = "T2"
	}
	return form
}

// risType gives the type of an entry. Zotero and EndNote know all of these.
func risType(kind citation.Kind) string {
	switch kind {
	case citation.Article:
		return "JOUR"
	case citation.Magazine:
		return "MGZN"
	case citation.Newspaper:
		return "NEWS"
	case citation.Book:
		return "BOOK"
	case citation.Chapter:
		return "CHAP"
	case citation.Conference:
		return "CONF"
	case citation.Report:
		return "RPRT"
	case citation.Thesis:
		return "THES"
	case citation.Webpage, citation.Post:
		return "ELEC"
	case citation.Blog:
		return "BLOG"
	case citation.Interview, citation.Communication:
		return "PCOMM"
	case citation.Manuscript:
		return "MANSCPT"
	case citation.Encyclopedia:
		return "ENCYC"
	}
	return risRareType(kind)
}

// risRareType gives the types of what notes seldom cite.
func risRareType(kind citation.Kind) string {
	switch kind {
	case citation.Dataset:
		return "DATA"
	case citation.Broadcast:
		return "ADVS"
	case citation.Film:
		return "MPCT"
	case citation.LegalCase:
		return "CASE"
	case citation.Legislation:
		return "STAT"
	case citation.Patent:
		return "PAT"
	case citation.Bill:
		return "BILL"
	case citation.Hearing:
		return "HEAR"
	case citation.Map:
		return "MAP"
	case citation.Graphic:
		return "ART"
	case citation.Song:
		return "SOUND"
	case citation.Software:
		return "COMP"
	case citation.Standard:
		return "STAND"
	}
	return "GEN"
}
