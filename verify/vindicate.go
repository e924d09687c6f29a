package verify

import "github.com/ibid-go/ibid/citation"

// vindicated reports a page that its words make look like an error page, a wall
// or a shell, but whose title, authors and date are those of the note: then it
// is the source, whatever it says. A status code is not overruled.
func vindicated(c *citation.Citation, v *visit) bool {
	if v.source == nil || v.resp == nil || v.resp.Wall != "" || codeReason(v.resp.Status) != "" || pageReason(v.source.Class) != v.reason || v.reason == "" {
		return false
	}
	return fits(Examine(c, v.source))
}

// fits reports that title, authors and date of a page are those of the note,
// as far as the note gives them, and that two of them do at least.
func fits(x Comparison) bool {
	n := 0
	for _, part := range [...]Part{PartTitle, PartAuthors, PartDate} {
		switch x.Of(part).Agreement {
		case Agrees, AgreesLoosely:
			n++
		case Differs:
			return false
		}
	}
	title := x.Of(PartTitle).Agreement
	return n >= 2 && (title == Agrees || title == AgreesLoosely)
}
