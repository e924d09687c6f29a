package verify

import (
	"net/url"
	"strings"

	"github.com/ibid-go/ibid/internal/prose"
)

// addressReason judges by where the visit ended, and says what decided.
func (o *outcome) addressReason() (Reason, string) {
	from, err := url.Parse(o.asked)
	if len(o.hops) == 0 || err != nil || o.final == nil {
		return "", "status code"
	}
	switch to := o.final; {
	case samePage(from, to): // a round for a cookie
		return "", "status code"
	case sameAddress(from, to):
		return ReasonAddressVariant, "redirects"
	case loginPage(to) && !loginPage(from):
		return ReasonLogin, "redirected to " + shown(to.Path)
	case strings.HasPrefix(to.Hostname(), "consent."):
		return ReasonConsent, "redirected to " + to.Hostname()
	case isListing(to, from), o.listsOthers():
		return ReasonRedirectToRoot, "redirected to " + shown(pathOf(to))
	}
	return o.redirectReason(), "redirects"
}

func pathOf(u *url.URL) string {
	if u.Path == "" {
		return "/"
	}
	return u.Path
}

// redirectReason tells a move for good from one of today. A move within one
// address, by scheme, www or a slash, does not count.
func (o *outcome) redirectReason() Reason {
	for _, h := range o.hops {
		from, err := url.Parse(h.URL)
		to, err2 := url.Parse(h.Location)
		if !h.Permanent() && !(err == nil && err2 == nil && sameAddress(from, to)) {
			return ReasonRedirected
		}
	}
	return ReasonMoved
}

// samePage tells whether a and b are one address, fragments aside.
func samePage(a, b *url.URL) bool {
	x, y := *a, *b
	x.Fragment, x.RawFragment, y.Fragment, y.RawFragment = "", "", "", ""
	return x == y
}

// isListing tells whether a link to a page, from, ended on what only leads to
// pages: a front page, or a folder above the one that the link names.
func isListing(to, from *url.URL) bool {
	if isRoot(from) || to.RawQuery != "" {
		return false
	}
	if isRoot(to) {
		return true
	}
	above, below := plainPath(to), plainPath(from)
	return above != "" && plainHost(to) == plainHost(from) && strings.HasPrefix(below, above+"/") && !strings.Contains(above[strings.LastIndexByte(above, '/')+1:], ".")
}

// listsOthers tells whether the page shows that it only leads to others, as a
// section, a tag or the results of a search do, though its address is neither a
// front page nor a folder above the link.
func (o *outcome) listsOthers() bool {
	from, err := url.Parse(o.asked)
	return err == nil && !isRoot(from) && !isListing(o.final, from) && strings.Trim(o.final.Path, "/") != "" && o.source != nil && o.source.Listing != ""
}

// namesSource tells whether the page or its address has the title that the note
// gives, or else the words of the address that was asked for.
func (o *outcome) namesSource() bool {
	named, known := o.naming()
	return known && named
}

// silentOfSource tells whether the page has none of them, though there are some.
func (o *outcome) silentOfSource() bool {
	named, known := o.naming()
	return known && !named
}

func (o *outcome) naming() (named, known bool) {
	if o.source == nil || len(o.source.Titles) == 0 {
		return false, false
	}
	if o.title != "" {
		if _, similarity := closest(o.title, o.source); similarity >= sameTitle || startsWith(o.source.Title(), o.title) {
			return true, true
		}
	}
	words := o.addressWords()
	if len(words) == 0 {
		return false, o.title != ""
	}
	place := " " + strings.ReplaceAll(prose.Fold(o.final.Host), " ", "") + " "
	for _, t := range o.source.Titles {
		place += " " + prose.Fold(t.Text) + " "
	}
	for _, word := range words {
		if strings.Contains(place, word) {
			return true, true
		}
	}
	return false, true
}

// addressWords are the words in the last step of the address: sites write the
// title there. Short ones and numbers say nothing.
func (o *outcome) addressWords() []string {
	const shortest = 4
	u, err := url.Parse(o.asked)
	if err != nil {
		return nil
	}
	path := strings.Trim(u.Path, "/")
	last := path[strings.LastIndexByte(path, '/')+1:]
	if dot := strings.LastIndexByte(last, '.'); dot > 0 {
		last = last[:dot]
	}
	var words []string
	for word := range strings.FieldsSeq(prose.Fold(strings.NewReplacer("-", " ", "_", " ", "+", " ").Replace(last))) {
		if len(word) >= shortest && strings.Trim(word, "0123456789") == word {
			words = append(words, word)
		}
	}
	return words
}

// sameAddress tells whether a reader would call a and b the same: scheme and
// its port, www, case of the host, and a slash at the end do not count.
func sameAddress(a, b *url.URL) bool {
	return plainHost(a) == plainHost(b) && plainPath(a) == plainPath(b) && a.RawQuery == b.RawQuery
}

func plainHost(u *url.URL) string {
	host := strings.TrimPrefix(strings.ToLower(strings.TrimSuffix(u.Hostname(), ".")), "www.")
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	return host
}

func plainPath(u *url.URL) string { return strings.TrimRight(u.EscapedPath(), "/") }

// isRoot tells whether u is the front page of a site, or of one of its
// languages: "/", "/en/", "/index.html". A query or a route of a script behind
// "#" names a page of its own.
func isRoot(u *url.URL) bool {
	if u.RawQuery != "" || strings.HasPrefix(u.Fragment, "/") || strings.HasPrefix(u.Fragment, "!") {
		return false
	}
	path := strings.ToLower(strings.Trim(u.Path, "/"))
	switch path {
	case "", "index.html", "index.htm", "index.php", "default.aspx", "home":
		return true
	}
	return len(path) == 2 && path[0] >= 'a' && path[0] <= 'z' && path[1] >= 'a' && path[1] <= 'z'
}

// loginPage tells whether the last step of u's path is one where sites ask for
// a password.
func loginPage(u *url.URL) bool {
	path := strings.ToLower(strings.TrimRight(u.Path, "/"))
	switch strings.TrimSuffix(path[strings.LastIndexByte(path, '/')+1:], ".php") {
	case "login", "log-in", "logon", "signin", "sign-in", "sso", "authwall", "wp-login":
		return true
	}
	return false
}
