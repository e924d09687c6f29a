package citation

import (
	"cmp"
	_ "embed"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/ibid-go/ibid/internal/archivelink"
	"github.com/ibid-go/ibid/internal/prose"
)

//go:embed data/placeholders.txt
var placeholdersFile string

// placeholders are what people write for a link that is still to come.
var placeholders = sync.OnceValue(func() map[string]bool {
	table := make(map[string]bool)
	for _, line := range dataLines(placeholdersFile) {
		table[line] = true
	}
	return table
})

// Link is an address in the manuscript, with the words that carry it.
type Link struct {
	URL  string // as written; may be a placeholder such as "#"
	Text string // the words that carry the link; for a bare URL the URL
	Span Span   // from the first byte of the link to its last, markup included
}

// Internal reports whether the link leads to a named place of the manuscript.
func (l Link) Internal() bool { return len(l.URL) > 1 && l.URL[0] == '#' }

// Shown gives the web address that the words of the link print where the link
// leads to another one, as that of a page whose archived copy is linked; empty
// where the words are no address or the same.
func (l Link) Shown() string {
	shown := strings.TrimSpace(l.Text)
	if shown == l.URL || !strings.HasPrefix(shown, "http://") && !strings.HasPrefix(shown, "https://") || strings.ContainsAny(shown, " \t\n…") {
		return ""
	}
	return shown
}

// Archived is what the address of an archived copy says. Parts that it does not say are zero.
type Archived struct {
	Archive  string    // name of the archive, such as "wayback", "perma", "archive.today"
	Original string    // the page that was archived
	Time     time.Time // start of the capture, UTC, or of the period that the address names
	Fixed    bool      // whether the address leads to the same copy for ever
}

// Archived reads the address of a copy in a web archive; false where the link
// leads to none. A page that the address does not name is that which the words
// of the link print.
func (l Link) Archived() (Archived, bool) {
	a, ok := archivelink.Parse(l.URL)
	if !ok {
		return Archived{}, false
	}
	when, _ := a.Time()
	return Archived{a.Archive, cmp.Or(a.Original, l.Shown()), when, a.Form == archivelink.Capture || a.Form == archivelink.Short}, true
}

// Placeholder reports whether the link leads nowhere: an empty target, a bare
// "#", which converters leave that drop targets, words such as TODO, a reserved
// example host (RFC 2606) or a local file.
func (l Link) Placeholder() bool {
	target := strings.TrimSpace(l.URL)
	if target == "" || target == "#" || placeholders()[prose.Fold(target)] {
		return true
	}
	u, err := url.Parse(target)
	if err != nil {
		return false
	}
	if u.Scheme == "file" || u.Scheme == "about" || u.Scheme == "javascript" {
		return true
	}
	host := strings.ToLower(u.Hostname())
	for _, reserved := range [...]string{"example.com", "example.org", "example.net", "example"} {
		if host == reserved || strings.HasSuffix(host, "."+reserved) {
			return true
		}
	}
	return false
}
