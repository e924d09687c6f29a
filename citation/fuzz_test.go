package citation_test

import (
	"html"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/ibid-go/ibid/citation"
)

// FuzzParseNote asserts that every part lies inside the note, and that what it
// says stands there in this order, with nothing but markup between.
func FuzzParseNote(f *testing.F) {
	f.Add(`Ahmed Rashid, “They’re Only Sleeping,” [The New Yorker](#), January 14, 2002.`)
	f.Add("*Title* and _more_, (Oxford: OUP, 2004), pp. 12–34; ibid., 7; https://example.org/a_(b)")
	f.Add(`R. Zymner (ed.), <i>Handbuch &amp; <b>Theorie</i></b> (Metzler, 2011) &#60;http://a.test/?b&amp;c&#62; <a href="https://b.test">x</a>`)
	f.Add("See TNA, Kew, *FO* 371/1234, fol. 12, Eden to Halifax, 3 May 1938; RG 59, Box 12, National Archives, College Park, MD.")
	f.Add("See *R v Smith* [2003] EWCA Civ 12, [2004] 1 WLR 345 (CA); BGH, Urt. v. 3.4.2012 – 5 U 12/11, NJW 2012, 1234 (1236).")
	f.Add("Roe, *Ice* [1923] 1960, UN Doc A/HRC/ 25/63; PMCID: PMC1234567; doi: 10.1000/ a, COM (2016) 379, forthcoming.")
	f.Add("00  doi10.0000/0 COM(2000)0")
	f.Add("COM(2000)0 0")
	f.Add("<i>Ice, Salt (1999)</i>, <i>Ports, 12</i>(3), *and* _more_, <i>Roe,</i> Number  **A/12**/ 3")
	f.Add("See also ‘Unclosed, “nested «quotes» of 2001; [text](http://x.test)")
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range citation.ParseNote(text) {
			check := func(what string, span citation.Span, said string) {
				if said == "" && span.IsZero() {
					return
				}
				if span.Start < 0 || span.End < span.Start || span.End > len(text) {
					t.Fatalf("%s of %q: span %v of %d bytes", what, text, span, len(text))
				}
				if said != "" && !holds(unescaped(text[span.Start:span.End]), said) {
					t.Fatalf("%s of %q: %q stands at %q", what, text, said, text[span.Start:span.End])
				}
			}
			for what, field := range map[string]citation.Field{
				"title": c.Title, "container": c.Container, "publisher": c.Publisher, "place": c.Place, "series": c.Series, "volume": c.Volume,
				"issue": c.Issue, "edition": c.Edition, "number": c.Number, "genre": c.Genre, "pages": c.Pages, "locator": c.Locator,
				"archive": c.Archive, "archive place": c.ArchivePlace, "collection": c.Collection, "shelfmark": c.Shelfmark,
				"court": c.Court, "status": c.Status,
			} {
				check(what, field.Span, field.Text)
			}
			for _, names := range [][]citation.Name{c.Authors, c.Editors, c.Translators} {
				for _, name := range names {
					check("name", name.Span, "")
				}
			}
			check("date", c.Date.Span, "")
			check("original date", c.Original.Span, "")
			check("citation", c.Span, "")
			for _, close := range c.Close {
				check("close reading", close.Span, close.Text)
			}
			checkApart(t, text, c)
			_ = c.Work()
		}
	})
}

// unescaped gives a text of HTML with its character references replaced.
func unescaped(text string) string {
	return regexp.MustCompile(`&#?\w{1,31};`).ReplaceAllStringFunc(text, func(reference string) string {
		if shown := html.UnescapeString(reference); !strings.HasSuffix(shown, ";") && !strings.ContainsFunc(shown, unicode.IsControl) {
			return shown
		}
		return reference // "&amp0;" is none, and "&#1;" shows nothing
	})
}

// checkApart asserts that no two parts of a citation cross: one ends before the
// other begins, or one holds the other.
func checkApart(t *testing.T, text string, c *citation.Citation) {
	fields := []citation.Field{c.Title, c.Container, c.Publisher, c.Place, c.Series, c.Volume, c.Issue, c.Edition, c.Number, c.Genre, c.Pages, c.Locator}
	for i, a := range fields {
		for _, b := range fields[:i] {
			if a.IsZero() || b.IsZero() {
				continue
			}
			if a.Span.Start < b.Span.Start && b.Span.Start < a.Span.End && a.Span.End < b.Span.End ||
				b.Span.Start < a.Span.Start && a.Span.Start < b.Span.End && b.Span.End < a.Span.End {
				t.Fatalf("%q: %q and %q cross", text, a.Text, b.Text)
			}
		}
	}
}

// holds reports whether the characters of part stand in whole in their order,
// blanks aside.
func holds(whole, part string) bool {
	for i := 0; i < len(whole) && part != ""; i++ {
		part = strings.TrimLeft(part, " ")
		if strings.HasPrefix(part, whole[i:i+1]) {
			part = part[1:]
		}
	}
	return strings.TrimSpace(part) == ""
}

// FuzzParse asserts that a manuscript of any bytes is read or refused, that
// spans lie inside the text and that chains of antecedents end.
func FuzzParse(f *testing.F) {
	report, err := os.ReadFile("../testdata/report/report.txt")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(report[2600:5200]))
	f.Add("Text.[^1] More.[^2]\n\n[^1]: Ibid.\n[^2]: Jane Roe, *Title* (London: Press, 2001), 7.\n")
	f.Add("One.¹ Two.^{2 3}\n\n¹ Ibid.\n² Ibid.\n³ A; B 2001; ibid.\n")
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := citation.Parse(strings.NewReader(text))
		if err != nil {
			return
		}
		inside := func(s citation.Span) {
			if s.Start < 0 || s.End < s.Start || s.End > len(doc.Text) {
				t.Fatalf("%q: %v", text, s)
			}
		}
		for _, note := range doc.Notes {
			inside(note.Span)
		}
		for _, marker := range doc.Markers {
			inside(marker.Span)
			if s := marker.Sentence(); !strings.Contains(marker.Paragraph.Text, s) {
				t.Fatalf("%q is not in its paragraph", s)
			}
		}
		for c := range doc.Citations() {
			inside(c.Span)
			for range c.Chain() {
			}
			for _, a := range c.Antecedents {
				if a.Span.Start > c.Span.Start {
					t.Fatalf("%q: an antecedent behind its short form", text)
				}
			}
		}
	})
}
