package page

import (
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// The two answers to who may read a page.
const (
	Free = "free"
	Paid = "paid" // readers must pay, subscribe or register for the whole
)

// accessWords are the values that publishers write for who may read a page:
// schema.org/isAccessibleForFree, and the content tiers of Facebook's and
// Google's guidelines for paywalled pages.
func accessWord(value string) string {
	switch strings.ToLower(strings.TrimSpace(value)) {
	case "true", "free", "open", "https://schema.org/true", "http://schema.org/true":
		return Free
	case "false", "locked", "metered", "paid", "premium", "subscriber", "closed", "https://schema.org/false", "http://schema.org/false":
		return Paid
	}
	return ""
}

// doiPattern finds a DOI (ANSI/NISO Z39.84; the character set is the one that
// Crossref recommends) in an identifier or an address.
var doiPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`10\.\d{4,9}/[-._;()/:A-Za-z0-9<>]+`)
})

// identified keeps the DOI in a text, lower case, since DOIs compare without
// regard to case.
func (c *claims) identified(text, signal string) {
	doi := doiPattern().FindString(text)
	if decoded, err := url.PathUnescape(doi); err == nil {
		doi = decoded
	}
	add(&c.dois, strings.ToLower(strings.TrimRight(doi, ".,;:)")), signal)
}

// licensed keeps an address or a name of a licence.
func (c *claims) licensed(text, signal string) {
	const longest = 300 // bytes; what is longer is a legal notice
	if len(text) <= longest {
		add(&c.licences, text, signal)
	}
}
