package fetch

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
)

const (
	// MaxRedirects bounds one chain. Browsers give up after 20, but chains of
	// pages that exist are short.
	MaxRedirects = 10

	// maxDiscard bytes of a redirect's body are read so that its connection
	// can serve the next hop; a longer one costs less to drop.
	maxDiscard = 64 << 10
)

// Hop is one redirect of a visit.
type Hop struct {
	URL      string // the address that was asked
	Status   int    // 301, 302, 303, 307 or 308; 200: the page itself sent its visitors on, by a meta refresh
	Location string // the address it named, made absolute
}

// Permanent tells whether the page has moved for good (RFC 9110, 15.4.2 and
// 15.4.9): only then is the old address out of date.
func (h Hop) Permanent() bool {
	return h.Status == http.StatusMovedPermanently || h.Status == http.StatusPermanentRedirect
}

// redirect follows the redirects of one visit, each through all the manners
// beneath. It follows what HTTP says; refresh.go reads what a page's HTML says,
// and nobody what its scripts say.
type redirect struct {
	next http.RoundTripper
	max  int
}

func (r *redirect) RoundTrip(req *http.Request) (*http.Response, error) {
	v := visitOf(req.Context())
	req, err := firstHop(req)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for {
		v.jar.addTo(req)
		if err := r.once(seen, req); err != nil {
			return nil, err
		}
		resp, err := r.next.RoundTrip(req)
		if err != nil {
			return nil, err
		}
		location := resp.Header.Get("Location")
		if !redirects(resp.StatusCode) || location == "" {
			resp.Request = req
			return resp, nil
		}
		discard(resp.Body)
		v.jar.take(req.URL, resp)
		target, err := resolve(req.URL, location)
		v.hops = append(v.hops, Hop{URL: withoutFragment(req.URL), Status: resp.StatusCode, Location: shown(target, location)})
		if err != nil {
			return nil, err
		}
		if req, err = nextHop(req, target); err != nil {
			return nil, err
		}
	}
}

func redirects(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// once refuses a request that was made before in this chain. The cookies are
// part of it: some pages redirect to themselves until theirs comes back.
func (r *redirect) once(seen map[string]bool, req *http.Request) error {
	key := withoutFragment(req.URL) + "\n" + req.Header.Get("Cookie")
	if seen[key] {
		return &Error{Kind: KindLoop, Err: fmt.Errorf("redirected in a circle of at most %d addresses", len(seen))}
	}
	if len(seen) > r.max {
		return &Error{Kind: KindRedirects, Err: fmt.Errorf("more than %d redirects", r.max)}
	}
	seen[key] = true
	return nil
}

// firstHop is a copy of req that may be changed, its address in canonical form.
func firstHop(req *http.Request) (*http.Request, error) {
	u, err := canonical(req.URL)
	if err != nil {
		return nil, err
	}
	req = req.Clone(req.Context())
	req.URL, req.Host = u, ""
	if req.Header == nil {
		req.Header = http.Header{}
	}
	return req, nil
}

// nextHop asks for target as prev asked for its own address. Nothing tells
// where the visit comes from, and another origin gets no field that could be
// a secret. A fragment lives on unless the redirect gives one (RFC 9110, 10.2.2).
func nextHop(prev *http.Request, target *url.URL) (*http.Request, error) {
	u, err := canonical(target)
	if err != nil {
		return nil, err
	}
	if u.Fragment == "" {
		u.Fragment, u.RawFragment = prev.URL.Fragment, prev.URL.RawFragment
	}
	req := prev.Clone(prev.Context())
	req.URL, req.Host = u, ""
	req.Header.Del("Cookie")
	req.Header.Del("Referer")
	if u.Scheme != prev.URL.Scheme || u.Host != prev.URL.Host {
		req.Header = http.Header{}
		for _, name := range []string{"Accept", "Accept-Language", "User-Agent"} {
			if v := prev.Header.Values(name); v != nil {
				req.Header[name] = v
			}
		}
	}
	return req, nil
}

// shown is how a hop records its Location.
func shown(target *url.URL, location string) string {
	if target == nil {
		return clean(location[:min(len(location), MaxURLBytes)])
	}
	return clean(target.Redacted())
}

// downgraded tells whether some hop led from https to http.
func downgraded(hops []Hop, last *url.URL) bool {
	secure := false
	for _, h := range hops {
		if u, err := url.Parse(h.URL); err == nil {
			if secure && u.Scheme == "http" {
				return true
			}
			secure = u.Scheme == "https"
		}
	}
	return secure && last.Scheme == "http"
}

func discard(body io.ReadCloser) {
	_, _ = io.CopyN(io.Discard, body, maxDiscard) // whatever fails here, the next hop will tell
	_ = body.Close()
}
