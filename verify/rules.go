package verify

import "github.com/ibid-go/ibid/citation"

// Rules gives what a Checker and Compare can find, by ID. The slice is the caller's.
func Rules() []citation.Rule {
	return append(archiveRules(), authorMismatch(), dateMismatch(), dateOffByOne(), publicationMismatch(), titleMismatch(), titleSubtitleDropped())
}

func titleMismatch() citation.Rule {
	return citation.Rule{
		ID: "title-mismatch", Severity: citation.Error, Title: "the page has another title than the note gives",
		Doc: `The title in the note is compared with everything that the page is called: its
headline, the titles in its metadata, and each of these with the line under it.
Capitals, accents, quotation marks and dashes do not count.

It is an error where no title of the page is like the cited one: the link leads
to another page, or the site has changed hands. It is a warning where most words
agree: the note misquotes the title, or the headline was reworked since.

Note:

> Ahmed Rashid, “They’re Only Sleeping: Why Militant Islamists Aren’t Going to Go Away,” …

Page: *They’re Only Sleeping: Why militant Islamicists aren’t going to go away.*

After:

> Ahmed Rashid, “They’re Only Sleeping: Why Militant Islamicists Aren’t Going to Go Away,” …

The threshold is the one at which reworded headlines and neighbouring articles of
one site part. Comparable tools use 0.8 to 0.95 on academic titles, which change
less.
`}
}

func titleSubtitleDropped() citation.Rule {
	return citation.Rule{
		ID: "title-subtitle-dropped", Severity: citation.Info, Title: "the title of the page goes on where the note stops",
		Doc: `The cited title is the beginning of the page's, or stands above a line that looks
like a subtitle rather than a standfirst: short, and a question or capitalised. Many houses drop subtitles on
purpose; those that do not will want the rest.

Note:

> Kinga Szálkai, “Russia’s Recent Military Buildup in Central Asia,” CSIS, September 25, 2020.

Page: *Russia’s Recent Military Buildup in Central Asia: A Message Without an Address?*

After:

> Kinga Szálkai, “Russia’s Recent Military Buildup in Central Asia: A Message Without an Address?,” CSIS, September 25, 2020.

Source: Chicago Manual of Style, 17th ed., 14.89 (subtitles in notes).
`}
}

func authorMismatch() citation.Rule {
	return citation.Rule{
		ID: "author-mismatch", Severity: citation.Error, Title: "the page names another author than the note",
		Doc: `Each cited person is looked for in the byline by surname; accents, one letter of
transliteration, order and initials do not count. It is an error where the page
names nobody that the note names, a warning where it names some of them. A page
without a byline says nothing, and an organisation as author is compared as the
outlet.

Note:

> Jane Roe, “The Border Question,” Example Review, May 2, 2020.

Page: *by John Doe*

After:

> John Doe, “The Border Question,” Example Review, May 2, 2020.
`}
}

func dateMismatch() citation.Rule {
	return citation.Rule{
		ID: "date-mismatch", Severity: citation.Error, Title: "the page was published on another day than the note says",
		Doc: `The two dates are compared in the precision that both have. It is an error where
year or month differ, a warning where only the day does. A day that the page
gives for its last change agrees too.

Note:

> “Lengthy Prison Terms Handed to Inmates,” RFE/RL, September 13, 2009.

Page: published in December 2019

After:

> “Lengthy Prison Terms Handed to Inmates,” RFE/RL, December 13, 2019.
`}
}

func dateOffByOne() citation.Rule {
	return citation.Rule{
		ID: "date-off-by-one", Severity: citation.Info, Title: "the page gives the day before or after",
		Doc: `A page published late in the evening has the next day's date in another time zone,
and wire copies are dated by each paper. Often nothing is wrong.

Note:

> “Drills Begin on the Border,” Example News, August 2, 2021.

Page: 1 August 2021

After: the day of the page, if the note was not copied from another edition.
`}
}

func publicationMismatch() citation.Rule {
	return citation.Rule{
		ID: "publication-mismatch", Severity: citation.Warning, Title: "the page belongs to another outlet than the note names",
		Doc: `The outlet in the note is looked for in the name of the site, its publisher, the
agency that it credits and its address. The registry of outlets knows their other
names (RFERL, RFE/RL, Gandhara) and domains. Nothing is said where one of the two
is not in the registry, where the cited outlet has no site of its own, and where
the page stands on a platform that carries the work of others.

Note:

> “Talks End Without Result,” The Guardian, June 1, 2021.

Page: The Daily Telegraph

After: the outlet that published the page, or the address of the copy in the outlet
that the note names.
`}
}
