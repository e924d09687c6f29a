package citation

import (
	_ "embed"
	"net/url"
	"strings"
	"sync"

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
