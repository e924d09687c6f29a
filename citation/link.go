package citation

import (
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

// Archived is what the address of an archived copy says. Parts that it does not say are zero.
type Archived struct {
	Archive  string    // name of the archive, such as "wayback", "perma", "archive.today"
	Original string    // the page that was archived
	Time     time.Time // start of the capture, UTC, or of the period that the address names
	Fixed    bool      // whether the address leads to the same copy for ever
}

// Archived reads the address of a copy in a web archive; false where the link leads to none.
func (l Link) Archived() (Archived, bool) {
	a, ok := archivelink.Parse(l.URL)
	if !ok {
		return Archived{}, false
	}
	when, _ := a.Time()
	return Archived{a.Archive, a.Original, when, a.Form == archivelink.Capture || a.Form == archivelink.Short}, true
}

// Placeholder reports whether the link leads nowhere: an empty target, a bare
// "#", which converters leave that drop targets, words such as TODO, a reserved
// example host (RFC 2606) or a local file.
func (l Link) Placeholder() bool {
	target := strings.TrimSpace(l.URL)
	if target == "" || target == "#" || placeholders()[prose.Fold(target)] {
		return true
	}
	for _, scheme := range [...]string{"file:", "about:", "javascript:"} {
		if len(target) >= len(scheme) && strings.EqualFold(target[:len(scheme)], scheme) {
			return true
		}
	}
	host, _ := hostOf(target)
	host = strings.ToLower(host)
	for _, reserved := range [...]string{"example.com", "example.org", "example.net", "example"} {
		if host == reserved || strings.HasSuffix(host, "."+reserved) {
			return true
		}
	}
	return false
}

// hostOf gives the host and the path of an address, as url.Parse reads them; ""
// where it reads none. Of an address in plain ASCII both are cut out.
func hostOf(address string) (host, path string) {
	if address == "" {
		return "", ""
	}
	scheme, rest, found := strings.Cut(address, "://")
	if !found || scheme != "https" && scheme != "http" || !isPlainAddress(rest) {
		u, err := url.Parse(address)
		if err != nil {
			return "", ""
		}
		return u.Hostname(), u.Path
	}
	if end := strings.IndexAny(rest, "?#"); end >= 0 {
		rest = rest[:end]
	}
	if end := strings.IndexByte(rest, '/'); end >= 0 {
		return rest[:end], rest[end:]
	}
	return rest, ""
}

// isPlainAddress reports whether nothing stands in an address that has to be
// decoded, and no user or port beside the host.
func isPlainAddress(s string) bool {
	inHost := true
	for i := range len(s) {
		switch c := s[i]; {
		case c <= ' ' || c >= 0x7f || c == '%':
			return false
		case c == '/' || c == '?' || c == '#':
			inHost = false
		case inHost && !isWordByte(c) && c != '.' && c != '-':
			return false
		}
	}
	return true
}
