package lint

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/archivelink"
	"github.com/ibid-go/ibid/internal/prose"
)

func archiveRules() []Rule {
	return []Rule{archiveURLForm(), archiveDateMismatch(), archiveTargetDiffers(), archiveOnly(), archiveFarFromDate()}
}

// archived is a link of a citation that leads to an archive.
type archived struct {
	citation.Link
	copy archivelink.Link
}

// archivedLinks gives the links of c that lead to an archive, and the others.
func archivedLinks(c *citation.Citation) (copies []archived, others []citation.Link) {
	for _, link := range c.Links {
		if copied, ok := archivelink.Parse(link.URL); ok {
			copies = append(copies, archived{link, copied})
			if page := link.Shown(); page != "" {
				others = append(others, citation.Link{URL: page, Text: page, Span: link.Span})
			}
		} else if !link.Placeholder() && !link.Internal() {
			others = append(others, link)
		}
	}
	return copies, others
}

// replaceURL is the fix that puts another address in the place of a link's; none where the address does not stand in the text.
func (p *Pass) replaceURL(link citation.Link, verb, address string) []citation.Fix {
	at := strings.Index(p.text(link.Span), link.URL)
	if at < 0 || address == "" || address == link.URL {
		return nil
	}
	start := link.Span.Start + at
	return []citation.Fix{{Message: verb, Edits: []citation.Edit{{Span: citation.Span{Start: start, End: start + len(link.URL)}, New: address}}}}
}

func archiveURLForm() Rule {
	return Rule{citation.Rule{
		ID: "archive-url-form", Severity: citation.Warning,
		Title: "An archive link does not lead to one copy",
		Doc: `A citation of an archived copy is of use only if everybody who follows it sees the same copy, and knows of what page and of what day it is. A link
without the full time of capture (14 digits) leads to another copy each year; one with an asterisk leads to a list; a short link of archive.today hides page and
day; a link to "save" makes a new copy at each visit. Where the address of the page is damaged or two archives are nested, the right form can be put in.

Before:

    The border was closed in May.¹

    ¹ Anna Berg, "Closing the Border," The Courier, May 3, 2019, https://courier.test/border, https://web.archive.org/web/*/https://courier.test/border.

After:

    The border was closed in May.¹

    ¹ Anna Berg, "Closing the Border," The Courier, May 3, 2019, https://courier.test/border, https://web.archive.org/web/20190504101112/https://courier.test/border.

Source: "archive URL is malformed" among the errors of Citation Style 1 on Wikipedia; the forms of addresses in the archives' documents.
`,
	}, checkArchiveURLForm}
}

func checkArchiveURLForm(p *Pass) {
	for c := range p.fulls {
		copies, _ := archivedLinks(c)
		for _, link := range copies {
			message, advice := formFault(link.copy)
			if message == "" {
				continue
			}
			f := citation.Finding{Note: label(c), Span: link.Span, Cited: link.URL, Message: message, Advice: advice}
			if link.copy.Form == archivelink.Capture && !link.copy.Closed {
				f.Fixes = p.replaceURL(link.Link, "write the address of the copy in full", link.copy.Address)
			}
			p.Report(f)
		}
	}
}

// formFault says what is wrong with the address of a copy, and what to do.
func formFault(l archivelink.Link) (message, advice string) {
	const choose = "Open the archive, choose the copy that was used, and cite its address with the 14 digits of its time."
	switch {
	case l.Closed:
		return "The archive of this link has closed: the link is dead.", "Look for a copy in another archive."
	case l.Form == archivelink.Calendar:
		return "The archive link leads to the list of all copies, and to none of them.", choose
	case l.Form == archivelink.Save:
		return "The archive link orders a new copy at each visit.", choose
	case l.Form == archivelink.Moving:
		return "The archive link leads to whichever copy is the newest or the oldest.", choose
	case l.Form == archivelink.Coarse:
		return "The archive link names its time in part, so that it may lead to another copy later.", choose
	case l.Form == archivelink.Short && l.Archive == "archive.today":
		return "The short archive link hides which page was archived, and when.", "Cite the long form, which the archive shows under “share”."
	case l.Outer:
		return "The link leads through one archive into another.", "Cite the inner copy, which is the source."
	case !l.Spelled && l.Original != "":
		return "The address of the page in the archive link is damaged.", "Write it in full, with http:// or https://."
	}
	return "", ""
}

func archiveDateMismatch() Rule {
	return Rule{citation.Rule{
		ID: "archive-date-mismatch", Severity: citation.Warning,
		Title: "The note gives another day for the archived copy than its address",
		Doc: `The fourteen digits in the address of a copy are the time of its capture, in UTC. A note that says "archived on …" with another day either means another
copy or has a slip. A day's difference is let pass: it may be the author's time zone.

Before:

    The border was closed in May.¹

    ¹ Anna Berg, "Closing the Border," The Courier, May 3, 2019, https://courier.test/border, archived June 4, 2019, at https://web.archive.org/web/20190504101112/https://courier.test/border.

After:

    The border was closed in May.¹

    ¹ Anna Berg, "Closing the Border," The Courier, May 3, 2019, https://courier.test/border, archived May 4, 2019, at https://web.archive.org/web/20190504101112/https://courier.test/border.

Source: "archive-date and the time in the archive-url differ" among the errors of Citation Style 1 on Wikipedia.
`,
	}, checkArchiveDate}
}

// archivedWord is what stands before the day of an archived copy.
var archivedWord = regexp.MustCompile(`(?i)\barchived\b(?: (?:from|version|copy|by|on|at|in|the|original|page))*[ ,:]*`)

func checkArchiveDate(p *Pass) {
	for c := range p.fulls {
		copies, _ := archivedLinks(c)
		if len(copies) != 1 {
			continue
		}
		captured, span := copies[0].copy.Time()
		stated, at, ok := p.statedArchiveDate(c)
		if !ok || captured.IsZero() || span > 24*time.Hour || near(stated, captured) {
			continue
		}
		day := captured.Format("January 2, 2006")
		f := citation.Finding{
			Note: label(c), Span: at, Cited: p.text(at), Found: day,
			Message: fmt.Sprintf("The note says that the copy was archived on %s; its address says %s.", p.text(at), day),
			Advice:  "Give the day that the address has, or the address of the copy of that day.",
		}
		if american.MatchString(p.text(at)) {
			f.Fixes = []citation.Fix{{Message: "give the day of the address", Edits: []citation.Edit{{Span: at, New: day}}}}
		}
		p.Report(f)
	}
}

// american is the form of a day that the fix can write.
var american = regexp.MustCompile(`^[A-Z][a-z]+ \d{1,2}, \d{4}$`)

// statedArchiveDate is the day behind the word "archived".
func (p *Pass) statedArchiveDate(c *citation.Citation) (prose.Date, citation.Span, bool) {
	extent := extent(p.Doc, c)
	text := p.text(extent)
	word := archivedWord.FindStringIndex(text)
	if word == nil {
		return prose.Date{}, citation.Span{}, false
	}
	const longest = 40 // bytes of a day with its month in words
	rest := text[word[1]:min(len(text), word[1]+longest)]
	for _, m := range prose.FindDates(rest) {
		if m.Start == 0 && m.Day != 0 && !m.Ambiguous {
			start := extent.Start + word[1]
			return m.Date, citation.Span{Start: start + m.Start, End: start + m.End}, true
		}
	}
	return prose.Date{}, citation.Span{}, false
}

// near reports the same day, or one beside it in another time zone.
func near(stated prose.Date, captured time.Time) bool {
	day := time.Date(stated.Year, time.Month(stated.Month), stated.Day, 12, 0, 0, 0, time.UTC)
	return captured.Sub(day).Abs() <= 36*time.Hour
}

func archiveTargetDiffers() Rule {
	return Rule{citation.Rule{
		ID: "archive-target-differs", Severity: citation.Error,
		Title: "The archive link holds another page than the note cites",
		Doc: `Where a note gives both the address of a page and that of its copy, the copy must be of that page. Scheme, "www.", a slash at the end, the case of the host,
parameters of campaigns and the part behind "#" do not count.

Before:

    The border was closed in May.¹

    ¹ Anna Berg, "Closing the Border," The Courier, May 3, 2019, https://courier.test/border, https://web.archive.org/web/20190504101112/https://courier.test/harbour.

After:

    The border was closed in May.¹

    ¹ Anna Berg, "Closing the Border," The Courier, May 3, 2019, https://courier.test/border, https://web.archive.org/web/20190504101112/https://courier.test/border.

Source: checks of archive links on Wikipedia (WaybackMedic).
`,
	}, checkArchiveTarget}
}

func checkArchiveTarget(p *Pass) {
	for c := range p.fulls {
		copies, others := archivedLinks(c)
		if len(copies) != 1 || len(others) != 1 || copies[0].copy.Original == "" || samePage(copies[0].copy.Original, others[0].URL) {
			continue
		}
		p.Report(citation.Finding{
			Note: label(c), Span: copies[0].Span, Cited: others[0].URL, Found: copies[0].copy.Original,
			Message: fmt.Sprintf("The archive link holds a copy of %s, the note cites %s.", copies[0].copy.Original, others[0].URL),
			Advice:  "Cite a copy of the page that was used.",
		})
	}
}

// samePage compares two addresses as loosely as archives do.
func samePage(a, b string) bool {
	x, err1 := url.Parse(strings.TrimSpace(a))
	y, err2 := url.Parse(strings.TrimSpace(b))
	return err1 == nil && err2 == nil && pageKey(x) == pageKey(y)
}

func pageKey(u *url.URL) string {
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	query := u.Query()
	for name := range query {
		if strings.HasPrefix(name, "utm_") || name == "fbclid" || name == "gclid" {
			query.Del(name)
		}
	}
	return host + strings.TrimRight(u.Path, "/") + "?" + query.Encode()
}

func archiveOnly() Rule {
	return Rule{citation.Rule{
		ID: "archive-only", Severity: citation.Warning,
		Title: "A note gives an archived copy without the page itself",
		Doc: `Archives close and are blocked; the address of the page is what the source is known by, and what other archives are asked with. Where the address of the
copy holds that of the page, it can be put in.

Before:

    The border was closed in May.¹

    ¹ Anna Berg, "Closing the Border," The Courier, May 3, 2019, https://web.archive.org/web/20190504101112/https://courier.test/border.

After:

    The border was closed in May.¹

    ¹ Anna Berg, "Closing the Border," The Courier, May 3, 2019, https://courier.test/border [https://web.archive.org/web/20190504101112/https://courier.test/border].

Source: "archive-url without url" among the errors of Citation Style 1 on Wikipedia; The Bluebook, 21st ed., 18.2.1(d): the original first, the copy in brackets.
`,
	}, checkArchiveOnly}
}

func checkArchiveOnly(p *Pass) {
	for c := range p.fulls {
		copies, others := archivedLinks(c)
		if len(copies) != 1 || len(others) > 0 || len(c.IDs) > 0 {
			continue
		}
		link := copies[0]
		f := citation.Finding{
			Note: label(c), Span: link.Span, Cited: link.URL,
			Message: "The note gives an archived copy and not the address of the page itself.",
			Advice:  "Add the address of the page before that of the copy.",
		}
		if link.copy.Original != "" && p.text(link.Span) == link.URL && link.copy.Form == archivelink.Capture {
			f.Found = link.copy.Original
			f.Fixes = p.replaceURL(link.Link, "put the page before its copy", link.copy.Original+" ["+link.copy.Address+"]")
		}
		p.Report(f)
	}
}

func archiveFarFromDate() Rule {
	return Rule{citation.Rule{
		ID: "archive-far-from-date", Severity: citation.Info,
		Title: "An archived copy is far in time from when the source was read",
		Doc: `Pages change: three in four differ some years later from what was cited. A copy shows what the author saw if it is from about the day of access, or, where none is
given, from soon after publication. The rule speaks of copies more than 30 days from the day of access, and of copies that are more than a year younger than the source, or
older than it.

Before:

    The border was closed in May.¹

    ¹ Anna Berg, "Closing the Border," The Courier, May 3, 2019, https://courier.test/border, https://web.archive.org/web/20240504101112/https://courier.test/border.

After:

    The border was closed in May.¹

    ¹ Anna Berg, "Closing the Border," The Courier, May 3, 2019, https://courier.test/border, https://web.archive.org/web/20190504101112/https://courier.test/border.

Source: S. M. Jones et al., "Scholarly Context Adrift," PLoS ONE 11, no. 12 (2016), for how much cited pages change.
`,
	}, checkArchiveFar}
}

const (
	// farFromAccess is how many days a copy may be from the day on which the page was read.
	farFromAccess = 30
	// farFromDate is how many days a copy may be younger than the source.
	farFromDate = 365
)

func checkArchiveFar(p *Pass) {
	for c := range p.fulls {
		copies, _ := archivedLinks(c)
		if len(copies) != 1 {
			continue
		}
		captured, span := copies[0].copy.Time()
		message := farMessage(c, captured)
		if captured.IsZero() || span > 24*time.Hour || message == "" {
			continue
		}
		p.Report(citation.Finding{
			Note: label(c), Span: copies[0].Span, Cited: copies[0].URL, Found: captured.Format(time.DateOnly), Message: message,
			Advice: "Look for a copy that is nearer; “checker archive find” does.",
		})
	}
}

// farMessage says how far a copy is from the day that matters, "" where it is near.
func farMessage(c *citation.Citation, captured time.Time) string {
	if d := c.Accessed; d.Day != 0 && !d.IsZero() && !d.Guessed() {
		if days := daysBetween(dayOf(d), captured); max(days, -days) > farFromAccess {
			return fmt.Sprintf("The copy is %d days away from the day of access.", max(days, -days))
		}
		return ""
	}
	d := c.Date
	if d.IsZero() || d.Month == 0 || d.Guessed() {
		return ""
	}
	switch days := daysBetween(dayOf(d), captured); {
	case days < -1:
		return "The copy is older than the source that the note dates."
	case days > farFromDate:
		return fmt.Sprintf("The copy is %d days younger than the source.", days)
	}
	return ""
}

func dayOf(d citation.Date) time.Time {
	return time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
}

// daysBetween counts from one day to another, negative where the other is earlier.
func daysBetween(from, to time.Time) int { return int(to.Sub(from).Hours() / 24) }
