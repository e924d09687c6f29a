package fetch

import (
	"net/http"
	"net/url"
	"strings"
)

// DefaultUserAgent says who asks and where to complain. "Mozilla/5.0
// (compatible; …)" is the customary form without which many sites answer 403;
// the words link, check, bot and crawl are absent because common firewall
// rules refuse any visitor whose name contains one.
const DefaultUserAgent = "Mozilla/5.0 (compatible; ibid/0.1; +https://github.com/ibid-go/ibid)"

// What a reader's browser would ask for: pages first, then anything.
const (
	accept         = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"
	acceptLanguage = "en,*;q=0.5"
)

// identify adds the header fields that say who asks and for what. A field the
// caller has set stays. What is meant for one origin is added at each hop that
// leads there, beneath the redirects, so that it goes nowhere else.
type identify struct {
	next      http.RoundTripper
	userAgent string
	hosts     map[string]Host
}

func (i *identify) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	for name, values := range i.hosts[origin(req.URL)].Header {
		req.Header[http.CanonicalHeaderKey(name)] = values
	}
	setDefault(req.Header, "User-Agent", i.userAgent)
	setDefault(req.Header, "Accept", accept)
	setDefault(req.Header, "Accept-Language", acceptLanguage)
	return i.next.RoundTrip(req)
}

// origin is scheme, host and port (RFC 6454, 4), the port left out where it is
// that of the scheme.
func origin(u *url.URL) string {
	host := u.Host
	switch {
	case u.Scheme == "https":
		host = strings.TrimSuffix(host, ":443")
	case u.Scheme == "http":
		host = strings.TrimSuffix(host, ":80")
	}
	return u.Scheme + "://" + host
}

func setDefault(h http.Header, name, value string) {
	if _, set := h[name]; !set {
		h.Set(name, value)
	}
}
