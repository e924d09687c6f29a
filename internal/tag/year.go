package tag

import "strings"

const yearLength = len("1974")

// isPage reports whether four figures that could be a year are a page, since
// they stand behind the year of a journal: "5 (June 2011): 1221", "NJW 1974,
// 1529 (1532)".
func (c *cutter) isPage(r Range) bool {
	n := len(c.atoms)
	if n == 0 || !c.isYear(r) {
		return false
	}
	last := &c.atoms[n-1]
	between, behind := c.l.Plain[last.End:r.Start], c.l.Plain[r.End:c.end]
	switch {
	case last.Kind == Figure && between == " (":
		return n > 1 && c.atoms[n-2].Kind == DateAtom && c.isYear(c.atoms[n-2].Range)
	case strings.TrimLeft(between, ")]") == ": ":
		return last.Kind == DateAtom || last.Kind == Figure && c.dated()
	case last.Kind == DateAtom && between == ", " && c.isYear(last.Range):
		return strings.HasPrefix(behind, " (") || strings.HasPrefix(behind, " f") || c.predates(r, last.Range)
	}
	return false
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
