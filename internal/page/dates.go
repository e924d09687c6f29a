package page

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ibid-go/ibid/internal/prose"
)

// settleDates reads every date that was claimed, keeps those that can be, and says what speaks for each.
func settleDates(d *document, c *claims) {
	monthFirst := isMonthFirst(d)
	c.published = readDates(c.published, monthFirst)
	c.modified = readDates(c.modified, monthFirst)
	settleOrder(c)
	only := isOneDay(c)
	for i := range c.published {
		c.published[i].kind += dateSupport(c, i, only)
	}
}

// isMonthFirst reports English of a country that writes the month before the day: the United States, and English that names no
// country on a host that names none either.
func isMonthFirst(d *document) bool {
	lang := strings.ToLower(d.lang)
	if !strings.HasPrefix(lang, "en") && lang != "" || slices.Contains(words()["day-first"], lang) {
		return false
	}
	host := d.base.Hostname()
	return !slices.ContainsFunc(words()["day-first-host"], func(end string) bool { return strings.HasSuffix(host, end) })
}

func readDates(list []DateClaim, monthFirst bool) []DateClaim {
	var out []DateClaim
	for _, dc := range list {
		if dc.Date.IsZero() {
			dc.read(monthFirst)
		}
		if !dc.Date.IsZero() && plausible(dc.Date, dc.Signal) {
			out = append(out, dc)
		}
	}
	return out
}

// settleOrder settles the order of day and month where another date of the page can be read in one way only and agrees with one
// of the two.
func settleOrder(c *claims) {
	sure := make(map[prose.Date]bool)
	for _, dc := range slices.Concat(c.published, c.modified) {
		if !dc.Ambiguous {
			sure[dc.Date] = true
		}
	}
	for _, list := range [][]DateClaim{c.published, c.modified} {
		for i := range list {
			dc := &list[i]
			switch turned := turn(dc.Date); {
			case !dc.Ambiguous:
			case sure[dc.Date]:
				dc.Ambiguous = false
			case sure[turned]:
				dc.Date, dc.Ambiguous = turned, false
			}
		}
	}
}

// turn exchanges day and month.
func turn(d prose.Date) prose.Date {
	d.Day, d.Month = d.Month, d.Day
	return d
}

// noDay marks the kind of a claim that names a month or a year alone.
const noDay = ", no day"

// isOneDay reports that every day which the page claims for its publication is the same.
func isOneDay(c *claims) bool {
	first := prose.Date{}
	for _, dc := range c.published {
		switch {
		case dc.Date.Day == 0:
		case first.IsZero():
			first = dc.Date
		case dc.Date != first:
			return false
		}
	}
	return true
}

// dateSupport says whether a signal of another family gives the same day, whether a weak claim is of the only day that the page
// gives or of one among several, whether it is the day of the last change and another is claimed, or whether there is no day in the date.
func dateSupport(c *claims, i int, only bool) string {
	claim := c.published[i]
	if claim.Date.Day == 0 {
		return noDay
	}
	for _, other := range c.published {
		if other.Date == claim.Date && dateFamily(other.Signal) != dateFamily(claim.Signal) {
			return ", agreed"
		}
	}
	switch {
	case only && isWeakDay(claim.kind):
		return ", only"
	case !only && dateFamily(claim.Signal) == visible && isChange(c, claim.Date):
		return ", modified"
	case !only && strings.HasSuffix(claim.kind, elsewhere):
		return ", several"
	}
	return ""
}

// isWeakDay reports a kind of days that stand far from the heading or in a sentence, which are often those of something else.
func isWeakDay(kind string) bool {
	return has(kind, elsewhere, " sentence") || slices.Contains([]string{"time", "dated class", "published class"}, kind)
}

// isChange reports the day of the last change as the page states it to machines.
func isChange(c *claims, day prose.Date) bool {
	return slices.ContainsFunc(c.modified, func(m DateClaim) bool { return m.Date == day && dateFamily(m.Signal) == machine })
}

// The families of dates: signals that are written by one hand.
const (
	machine = "machine" // statements for programs
	visible = "visible" // what readers see
	inURL   = "address"
)

// dateFamily is the family of a signal.
func dateFamily(signal string) string {
	switch {
	case strings.HasPrefix(signal, "time"), strings.HasPrefix(signal, "dated"), strings.HasPrefix(signal, "published"), strings.HasPrefix(signal, "text"), strings.HasPrefix(signal, "microdata"):
		return visible
	case strings.HasPrefix(signal, "url"):
		return inURL
	}
	return machine
}

// firstWebYear is the year of the first web page. A date before it that readers see is that of something else than the page.
// A statement for programs may be older, since newspapers and journals put their volumes of a century online; the first days of
// 1900 and 1970 are what programs write where they know no date.
const firstWebYear = 1991

// plausible reports a date on which what a page shows can have been published: not after tomorrow, which has begun somewhere,
// and not before the web, or before printing where it is stated for programs.
func plausible(d prose.Date, signal string) bool {
	unset := d.Month <= 1 && d.Day <= 1 && (d.Year == 1900 || d.Year == 1970)
	old := d.Year < firstWebYear && (unset || dateFamily(signal) != machine)
	return d.Valid() && !old && !d.First().After(time.Now().Add(36*time.Hour))
}

// read reads the claim's text, which should be a date: figures, words, or seconds or milliseconds since 1970.
func (dc *DateClaim) read(monthFirst bool) {
	text := strings.TrimSpace(dc.Text)
	if t, ok := epoch(text); ok {
		dc.Date, dc.Time = prose.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}, t
		return
	}
	if date, ok := compact(text); ok {
		dc.Date = date
		return
	}
	found := prose.FindDates(text)
	i := slices.IndexFunc(found, func(m prose.DateMatch) bool { return m.Day != 0 })
	if i < 0 {
		if date, ok := prose.ParseDate(text); ok && !isLetters(strings.Trim(text, "TZ")) {
			dc.Date = date
		}
		return
	}
	dc.Date, dc.Ambiguous = found[i].Date, found[i].Ambiguous
	if dc.Ambiguous && monthFirst {
		dc.Date = turn(dc.Date)
	}
	dc.Time, _ = time.Parse(time.RFC3339, text)
}

// epoch reads seconds or milliseconds since 1970.
func epoch(text string) (time.Time, bool) {
	if len(text) != 10 && len(text) != 13 {
		return time.Time{}, false
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return time.Time{}, false
	}
	if len(text) == 13 {
		n /= 1000
	}
	return time.Unix(n, 0).UTC(), true
}

// compact reads 20210914 and 20210914T0800.
func compact(text string) (prose.Date, bool) {
	if len(text) < 8 || len(text) > 8 && text[8] >= '0' && text[8] <= '9' && len(text) != 14 {
		return prose.Date{}, false
	}
	for i := range 8 {
		if text[i] < '0' || text[i] > '9' {
			return prose.Date{}, false
		}
	}
	return prose.ParseDate(text[:4] + "-" + text[4:6] + "-" + text[6:8])
}
