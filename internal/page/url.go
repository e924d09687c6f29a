package page

import (
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/ibid-go/ibid/internal/prose"
)

// The forms in which an address holds its day: /2021/09/14/, /2021-09-14-…, /20210914…, /2021/sep/14/.
var addressDay = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:^|[/_.=-])((?:19|20)\d\d)(?:([/_.-])(0?[1-9]|1[0-2]|[a-z]{3,9})([/_.-])([0-2]?\d|3[01])|(0[1-9]|1[0-2])([0-2]\d|3[01]))(?:\D|$)`)
})

// The form /29-10-2021.
var addressDayFirst = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[/_-])([0-2]\d|3[01])([._-])(0[1-9]|1[0-2])([._-])((?:19|20)\d\d)(?:\D|$)`)
})

// The form /08112021-: day, month and year run together at the beginning of a part.
var addressDayRun = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`/([0-2]\d|3[01])(0[1-9]|1[0-2])(20[0-3]\d)[-_]`)
})

// The form /2015/08/150803-…: month in the path, day in the name.
var addressMonth = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`/(?:19|20)(\d\d)[/-](0[1-9]|1[0-2])(?:/(\d\d)(\d\d)([0-2]\d|3[01])[_-]|/|$)`)
})

// address reads the day in the page's address, which most newspapers and blogs set when a page is first published, and the
// host, the last resort for the name of the site.
func address(d *document, c *claims) {
	path := d.base.EscapedPath()
	if date, ok := addressDate(path); ok {
		c.published = append(c.published, DateClaim{Date: date, Text: clean(path), Signal: "url", kind: "url"})
	}
	add(&c.sites, hostName(d.base.Hostname()), "host")
}

// archived matches the address of an archived copy, in the form that most web archives share.
var archived = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^/(?:[a-z_-]+/)*\d{14}(?:[a-z]{2}_)?/(https?:/{1,2}.+)$`)
})

// original is the address of the page that a copy in a web archive was made of; other addresses are their own.
func original(u *url.URL) *url.URL {
	m := archived().FindStringSubmatch(u.Path)
	if m == nil {
		return u
	}
	if o, err := url.Parse(m[1]); err == nil && o.Host != "" {
		return o
	}
	return u
}

// addressDate reads a day, or else a month, out of a path.
func addressDate(path string) (prose.Date, bool) {
	if m := addressDay().FindStringSubmatch(path); m != nil && m[2] == m[4] {
		return parseDay(m[1], first(m[3], m[6]), first(m[5], m[7]))
	}
	if m := addressDayFirst().FindStringSubmatch(path); m != nil && m[2] == m[4] {
		return parseDay(m[5], m[3], m[1])
	}
	if m := addressDayRun().FindStringSubmatch(path); m != nil {
		return parseDay(m[3], m[2], m[1])
	}
	m := addressMonth().FindStringSubmatch(path)
	if m == nil {
		return prose.Date{}, false
	}
	year := m[0][1:5]
	if m[3] == m[1] && m[4] == m[2] {
		return parseDay(year, m[2], m[5])
	}
	return prose.ParseDate(year + "-" + m[2])
}

// parseDay reads a day with its month in figures or in words.
func parseDay(year, month, day string) (prose.Date, bool) {
	if len(month) > 2 {
		return prose.ParseDate(day + " " + month + " " + year)
	}
	return prose.ParseDate(year + "-" + pad(month) + "-" + pad(day))
}

func pad(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// hostName is a host without www.
func hostName(host string) string {
	return strings.TrimPrefix(strings.ToLower(host), "www.")
}
