package tag

import (
	"regexp"
	"strings"
)

const yearLength = len("1974")

// isPage reports whether four figures that could be a year are a page, since
// they stand behind the year of a journal ("5 (June 2011): 1221", "NJW 1974,
// 1529 (1532)"), or between its name and the year: "144 U. Pa. L. Rev. 2021, 2024
// (1996)".
func (c *cutter) isPage(r Range) bool {
	n := len(c.atoms)
	if n == 0 || !c.isYear(r) {
		return false
	}
	last := &c.atoms[n-1]
	between, behind := c.l.Plain[last.End:r.Start], c.l.Plain[r.End:c.end]
	switch {
	case strings.Trim(between, ". ") == "" && last.Kind == Words && c.followsVolume(), last.Kind == Figure && between == ", " && c.isYear(last.Range):
		return pagesAndYear.MatchString(behind)
	case last.Kind == Figure && between == " (":
		return n > 1 && c.atoms[n-2].Kind == DateAtom && c.isYear(c.atoms[n-2].Range)
	case strings.TrimLeft(between, ")]") == ": ":
		return last.Kind == DateAtom || last.Kind == Figure && c.dated()
	case last.Kind == DateAtom && between == ", " && c.isYear(last.Range):
		return strings.HasPrefix(behind, " (") || strings.HasPrefix(behind, " f") || c.predates(r, last.Range)
	}
	return false
}

// pagesAndYear is what stands behind the first page in law reviews of the United
// States (The Bluebook, rule 16): cited pages, and the year in brackets.
var pagesAndYear = regexp.MustCompile(`^(?:, \d{1,4}(?:[–-]\d{1,4})?)* \((?:[A-Z][a-z]{2,8}\.? )?[12]\d{3}\)`)

// followsVolume reports a volume in front of the words that were cut last.
func (c *cutter) followsVolume() bool {
	n := len(c.atoms)
	for n > 0 && c.atoms[n-1].Kind == Words && strings.Trim(c.atoms[n-1].Before, ". ") == "" {
		n--
	}
	return n > 0 && c.atoms[n-1].Kind == Figure
}

func (c *cutter) isYear(r Range) bool {
	return r.End-r.Start == yearLength && strings.Trim(c.l.Plain[r.Start:r.End], "0123456789") == ""
}

// predates reports a figure too early for a second year behind that of a journal.
func (c *cutter) predates(figure, year Range) bool {
	return c.l.Plain[figure.Start:figure.End] < "1700" && c.l.Plain[year.Start:year.End] > "1900"
}

func (c *cutter) dated() bool {
	for i := range c.atoms {
		if c.atoms[i].Kind == DateAtom {
			return true
		}
	}
	return false
}

// withLetter takes in the letter that tells the works of one year apart: 2009a.
func (c *cutter) withLetter(r Range) Range {
	s := c.l.Plain
	if r.End < c.end && 'a' <= s[r.End] && s[r.End] <= 'k' && '0' <= s[r.End-1] && s[r.End-1] <= '9' && (r.End+1 == c.end || strings.IndexByte(")],.;: ", s[r.End+1]) >= 0) {
		r.End++
	}
	return r
}
