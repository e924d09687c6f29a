package fetch

import (
	"bufio"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
)

// maxRobots bytes of a robots.txt are read: what RFC 9309, 2.5, asks for at
// least.
const maxRobots = 500 << 10

// robotsName is how robots.txt may address this visitor.
const robotsName = "ibid"

// robots heeds robots.txt (RFC 9309). One visit on behalf of a reader is no
// crawl and needs none of it; who visits many pages of one site may want it.
type robots struct {
	next http.RoundTripper

	mu    sync.Mutex
	sites map[string]*site
}

// site is what one origin's robots.txt says, asked once.
type site struct {
	once  sync.Once
	rules []robotsRule
}

// robotsRule allows or forbids what a pattern matches.
type robotsRule struct {
	allow   bool
	pattern string
}

func (r *robots) RoundTrip(req *http.Request) (*http.Response, error) {
	s := r.site(req.URL.Scheme + "://" + req.URL.Host)
	s.once.Do(func() { s.rules = r.ask(req) })
	if !allowed(s.rules, req.URL.RequestURI()) {
		return refuse(req, &Error{Kind: KindRobots, Err: errors.New("robots.txt asks visitors of this kind to stay away")})
	}
	return r.next.RoundTrip(req)
}

func (r *robots) site(origin string) *site {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.sites[origin]
	if s == nil {
		s = new(site)
		r.sites[origin] = s
	}
	return s
}

// ask reads robots.txt. A site without one, or whose own cannot be read,
// forbids nothing: the visit will tell what is wrong with it.
func (r *robots) ask(req *http.Request) []robotsRule {
	ask := req.Clone(req.Context())
	u := *req.URL
	u.Path, u.RawPath, u.RawQuery, u.Fragment, u.RawFragment = "/robots.txt", "", "", "", ""
	ask.URL = &u
	ask.Header.Del("Cookie")
	resp, err := r.next.RoundTrip(ask)
	if err != nil {
		return nil
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil
	}
	return readRobots(io.LimitReader(resp.Body, maxRobots))
}

// readRobots gives the rules of the group for this visitor, or of that for all.
func readRobots(r io.Reader) []robotsRule {
	var ours, everyones []robotsRule
	named, forUs, forAll, inRules := false, false, false, false
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		field, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch field = strings.ToLower(strings.TrimSpace(field)); field {
		case "user-agent":
			if inRules {
				forUs, forAll, inRules = false, false, false
			}
			forUs = forUs || strings.EqualFold(value, robotsName)
			forAll = forAll || value == "*"
			named = named || forUs
		case "allow", "disallow":
			inRules = true
			rule := robotsRule{field == "allow", value}
			if forUs {
				ours = append(ours, rule)
			}
			if forAll {
				everyones = append(everyones, rule)
			}
		}
	}
	if named {
		return ours
	}
	return everyones
}

// allowed finds the longest pattern that matches; where two are as long, the
// one that allows wins.
func allowed(rules []robotsRule, path string) bool {
	longest, allow := -1, true
	for _, rule := range rules {
		if rule.pattern == "" || !rule.matches(path) {
			continue
		}
		if n := len(rule.pattern); n > longest || n == longest && rule.allow {
			longest, allow = n, rule.allow
		}
	}
	return allow
}

// matches reads "*" as any text and "$" as the end (RFC 9309, 2.2.3).
func (r robotsRule) matches(path string) bool {
	pattern, atEnd := strings.CutSuffix(r.pattern, "$")
	first, rest, starred := strings.Cut(pattern, "*")
	path, ok := strings.CutPrefix(path, first)
	for ok && starred {
		var part string
		part, rest, starred = strings.Cut(rest, "*")
		if !starred && atEnd {
			return strings.HasSuffix(path, part)
		}
		_, path, ok = strings.Cut(path, part)
	}
	return ok && (!atEnd || path == "")
}
