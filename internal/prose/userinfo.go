package prose

import (
	"regexp"
	"strings"
	"sync"
)

// userinfo matches the beginning of an address up to its host where a name or a
// password stands in it (RFC 3986, section 3.2.1).
var userinfo = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(\b[a-z][a-z0-9+.-]*://)[^\s/?#<>"“”]*@`)
})

// WithoutUserinfo is a text whose addresses name no user and no password, which
// are not to be handed on (RFC 9110, section 4.2.4).
func WithoutUserinfo(text string) string {
	if !strings.Contains(text, "@") || !strings.Contains(text, "://") {
		return text
	}
	return userinfo().ReplaceAllString(text, "$1")
}
