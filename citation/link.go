package citation

import (
	"net/url"
	"strings"
)

// Link is an address in the manuscript, with the words that carry it.
type Link struct {
	URL  string // as written; may be a placeholder such as "#"
	Text string // the words that carry the link; for a bare URL the URL
	Span Span   // from the first byte of the link to its last, markup included
}

// Placeholder reports whether the link leads nowhere: an empty target, a bare
// fragment, a reserved example host (RFC 2606) or a local file. Converters
// that drop link targets leave "#".
func (l Link) Placeholder() bool {
	target := strings.TrimSpace(l.URL)
	if target == "" || strings.HasPrefix(target, "#") {
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
