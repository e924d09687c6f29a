package verify

import (
	"slices"
	"strings"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
)

// vindicated gives what was seen of a page as c has it. A page that its words
// make look like an error page, a wall or a shell, but whose title, authors and
// date are those of the note, is the source, whatever it says.
func (s *seen) vindicated(c *citation.Citation) *seen {
	if s.Plain == nil || c.Form != citation.Full || !fits(Examine(c, s.Source)) {
		return s
	}
	v := *s
	v.Reason, v.Evidence.Sign = *s.Plain, "title, authors and date are those of the note"
	v.Copy, v.Archived, v.archiveErr = nil, archive.NotAsked, nil
	return &v
}

// plain gives the verdict on a page whose words do not count, nil where they did
// not decide. A status code is not overruled.
func (o *outcome) plain() *Reason {
	if o.source == nil || o.err != nil || o.wall != "" || codeReason(o.code) != "" || o.reason == "" || pageReason(o.page) != o.reason {
		return nil
	}
	reason, _ := o.addressReason()
	if reason == ReasonRedirectToRoot { // which names the source
		reason = o.redirectReason()
	}
	return &reason
}

// fits reports that title, authors and date of a page are those of the note,
// as far as the note gives them, and that two of them do at least.
func fits(x Comparison) bool {
	n := 0
	for _, part := range [...]Part{PartTitle, PartAuthors, PartDate} {
		a := x.Of(part)
		switch a.Agreement {
		case Agrees, AgreesLoosely:
			if !a.ofAddress() {
				n++
			}
		case Differs:
			return false
		}
	}
	title := x.Of(PartTitle)
	return n >= 2 && !title.ofAddress() && (title.Agreement == Agrees || title.Agreement == AgreesLoosely)
}

// ofAddress reports an answer that only the address bears out, which outlives
// its page.
func (a Answer) ofAddress() bool {
	return a.Why == whyChanged || slices.ContainsFunc(a.Evidence, func(e citation.Evidence) bool { return strings.HasPrefix(e.Source, "url") })
}
