package prose_test

import (
	"strings"
	"testing"

	"github.com/ibid-go/ibid/internal/prose"
	"github.com/stretchr/testify/assert"
)

// Each line: a text, "=>", the dates it holds, "?" behind an ambiguous one.
const dateCases = `
January 14, 2002 => 2002-01-14
14 January 2002 => 2002-01-14
14th of January, 2002 => 2002-01-14
on Jan. 14, 2002, and in 2011 => 2002-01-14 2011
14. Januar 2002 => 2002-01-14
14 de enero de 2002 => 2002-01-14
14 janvier 2002 => 2002-01-14
1er août 2014 => 2014-08-01
14 января 2002 г. => 2002-01-14
14 Ιανουαρίου 2002 => 2002-01-14
2002年1月14日 => 2002-01-14
2021년 9월 14일 => 2021-09-14
2002-01-14 => 2002-01-14
2021-09-14T08:00:00+02:00 => 2021-09-14
2021/09/14 => 2021-09-14
14.01.2002 => 2002-01-14
13/10/2002 => 2002-10-13
10/13/2002 => 2002-10-13
03/04/2021 => 2021-04-03?
31 February 2020 => 2020-02
December 2018 => 2018-12
décembre 1992 => 1992-12
Winter 2002 => 2002-24
9–11 December 2010 => 2010-12-09/2010-12-11
September 3–5, 1998 => 1998-09-03/1998-09-05
the Soviet-Afghan War (1979-1989) => 1979/1989
1750–1950 => 1750/1950
1914–18 and 1998/99, 1998/03 => 1914/1918 1998/1999 1998
30 April–2 May 2003 => 2003-04-30/2003-05-02
April 30–May 2, 1998 => 1998-04-30/1998-05-02
vom 12. bis 14. Mai 2003 => 2003-05-12/2003-05-14
du 12 au 14 mai 2003 => 2003-05-12/2003-05-14
May–June 1999 => 1999-05/1999-06
Jan./Feb. 1999 => 1999-01/1999-02
December 1999–January 2000 => 1999-12/2000-01
1 March 1999 – 3 April 2000 => 1999-03-01/2000-04-03
Spring/Summer 2002 => 2002-21/2002-22
Winter 2002–03 => 2002-24
12.V.1999 and 12 XI 1999 => 1999-05-12 1999-11-12
1989–1979 => 1989 1979
2003-04 and 2003–04 => 2003-04 2003/2004
from 1979 to 1989 => 1979/1989
(2004, July 5) => 2004-07-05
2002 Jan 14 => 2002-01-14
in November 2018 and May 2019, 12 people => 2018-11 2019-05
vom 24.06.2024 => 2024-06-24
note 12345 and S/2021/68 => 2021
2012-5 =>2012
99999999999999999999 =>
14 septembre 2021 => 2021-09-14
14 settembre 2021 => 2021-09-14
14 de setembro de 2021 => 2021-09-14
14 de setembre de 2021 => 2021-09-14
14 september 2021 => 2021-09-14
14. syyskuuta 2021 => 2021-09-14
14. september 2021 => 2021-09-14
2021. gada 14. septembris => 2021-09-14
2021 m. rugsėjo 14 d. => 2021-09-14
14 września 2021 r. => 2021-09-14
14. září 2021 => 2021-09-14
14. septembra 2021 => 2021-09-14
14. rujna 2021. => 2021-09-14
14. септембра 2021. => 2021-09-14
2021. szeptember 14. => 2021-09-14
14 septembrie 2021 => 2021-09-14
14 shtator 2021 => 2021-09-14
14 Eylül 2021 => 2021-09-14
14 Σεπτεμβρίου 2021 => 2021-09-14
14 вересня 2021 року => 2021-09-14
14 септември 2021 г. => 2021-09-14
14 верасня 2021 => 2021-09-14
14 қыркүйек 2021 => 2021-09-14
14 სექტემბერი, 2021 => 2021-09-14
14 սեպտեմբերի, 2021 => 2021-09-14
14 sentyabr 2021 => 2021-09-14
14. september 2021 => 2021-09-14
14 Septemba 2021 => 2021-09-14
14 September 2021 => 2021-09-14
١٤ سبتمبر ٢٠٢١ => 2021-09-14
14 أيلول/سبتمبر 2021 => 2021-09-14
۲۳ شهریور ۱۴۰۰ => 2021-09-14
۳۰ اسفند ۱۳۹۹ => 2021-03-20
14 ستمبر 2021 => 2021-09-14
१४ सितंबर २०२१ => 2021-09-14
১৪ সেপ্টেম্বর ২০২১ => 2021-09-14
14 בספטמבר 2021 => 2021-09-14
14 กันยายน 2564 => 2021-09-14
14 กันยายน พ.ศ. 2564 => 2021-09-14
ngày 14 tháng 9 năm 2021 => 2021-09-14
令和3年9月14日 => 2021-09-14
民國110年9月14日 => 2021-09-14
２０２１年９月１４日 => 2021-09-14
yesterday, 3 days ago, vor 3 Tagen, il y a 2 heures =>
pp. 12-20, no. 4 =>
`

func TestFindDates(t *testing.T) {
	for line := range strings.Lines(dateCases) {
		text, want, ok := strings.Cut(strings.TrimSpace(line), "=>")
		if !ok {
			continue
		}
		var got []string
		for _, m := range prose.FindDates(text) {
			s := m.String()
			if !m.Until.IsZero() {
				s += "/" + m.Until.String()
			}
			if m.Ambiguous {
				s += "?"
			}
			got = append(got, s)
		}
		assert.Equal(t, strings.Fields(want), strings.Fields(strings.Join(got, " ")), text)
	}
}

func TestParseDate(t *testing.T) {
	for text, want := range map[string]string{
		"2021-09-14T08:00:00Z":               "2021-09-14",
		"Tue, 14 Sep 2021 08:00:00 GMT":      "2021-09-14",
		"2020":                               "2020",
		"published in 2020":                  "",
		"03/04/2021":                         "",
		"":                                   "",
		"14 September 2021 at eight o'clock": "2021-09-14",
	} {
		d, ok := prose.ParseDate(text)
		assert.Equal(t, want != "", ok, text)
		if ok {
			assert.Equal(t, want, d.String(), text)
		}
	}
}

func FuzzFindDates(f *testing.F) {
	for line := range strings.Lines(dateCases) {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, m := range prose.FindDates(s) {
			if m.Start < end || m.End <= m.Start || m.End > len(s) || !m.Valid() || !m.Until.IsZero() && !m.Until.Valid() {
				t.Fatalf("%q: %+v", s, m)
			}
			end = m.End
		}
	})
}
