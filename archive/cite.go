package archive

import (
	"cmp"
	"fmt"
	"html"
	"time"
)

// Chicago is the address of the page with that of the copy behind it, as the Chicago Manual of Style sets an archived source in a note. A local
// copy is named by its file.
func (s *Snapshot) Chicago() string {
	return fmt.Sprintf("%s, archived %s, at %s", s.Original, s.Time.UTC().Format("January 2, 2006"), cmp.Or(s.URL, s.Archive))
}

// Bluebook is the address of the page with that of the copy in brackets (The Bluebook, 21st ed., 18.2.1(d)).
func (s *Snapshot) Bluebook() string {
	return fmt.Sprintf("%s [%s]", s.Original, cmp.Or(s.URL, s.Archive))
}

// RobustLink is a link in HTML that still works when the page is gone, with the attributes of Robust Links (2025 draft): the page, the time
// of the copy, and the copy.
func (s *Snapshot) RobustLink(text string) string {
	return fmt.Sprintf(`<a href="%s" data-originalurl="%s" data-versiondate="%s" data-versionurl="%s">%s</a>`,
		html.EscapeString(s.Original), html.EscapeString(s.Original), s.Time.UTC().Format(time.RFC3339), html.EscapeString(s.URL), html.EscapeString(text))
}
