package manuscript

import (
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// fileStart says from which node on the tree holds a file of a book.
type fileStart struct {
	node int
	name string
}

// fileOf gives the file of a book that node i came from, "" on a page.
func (t *tree) fileOf(i int) string {
	k, found := slices.BinarySearchFunc(t.files, i, func(f fileStart, i int) int { return f.node - i })
	if !found {
		k--
	}
	if k < 0 {
		return ""
	}
	return t.files[k].name
}

// linkKey gives the key in ids of the place that the link of node i leads to,
// "" where it leads out of the document. A page may name itself, or what it
// once was, before the "#": that is believed where it has such a place.
func (t *tree) linkKey(href string, i int) string {
	before, fragment, ok := strings.Cut(strings.TrimSpace(href), "#")
	if !ok {
		return ""
	}
	if decoded, err := url.PathUnescape(fragment); err == nil {
		fragment = decoded
	}
	switch {
	case before == "":
		return t.fileOf(i) + "#" + fragment
	case len(t.files) > 0:
		if decoded, err := url.PathUnescape(before); err == nil {
			before = decoded
		}
		return path.Join(path.Dir(t.fileOf(i)), before) + "#" + fragment
	}
	if _, ok := t.ids["#"+fragment]; ok {
		return "#" + fragment
	}
	return ""
}

// linkTarget gives the address of a source that a link leads to, without what
// the maker of the page put around it; ok is false for links within the page
// and for those whose address depends on where the page lies. A link that lost
// its target is kept as "#".
func linkTarget(href string) (target string, ok bool) {
	href = strings.TrimSpace(href)
	if href == "" || href == "#" {
		return "#", true
	}
	if strings.HasPrefix(href, "//") && !strings.Contains(href, "#_") {
		return "https:" + href, true
	}
	scheme, _, found := strings.Cut(href, ":")
	if !found || strings.ContainsAny(scheme, "/?#. ") || strings.EqualFold(scheme, "javascript") {
		return "", false
	}
	return unwrapRedirect(href), true
}

// redirects are pages that only lead on, and the parameter that says where to:
// word processors and mail programs put them before each link.
var redirects = [...]struct{ prefix, parameter string }{
	{"www.google.com/url", "q"},
	{"www.google.com/url", "url"},
	{"google.com/url", "q"},
	{"l.facebook.com/l.php", "u"},
	{"lm.facebook.com/l.php", "u"},
	{"l.instagram.com/", "u"},
	{"www.youtube.com/redirect", "q"},
	{"slack-redir.net/link", "url"},
	{"out.reddit.com/", "url"},
	{"safelinks.protection.outlook.com/", "url"}, // on a host of its own for each region
	{"vk.com/away.php", "to"},
	{"www.linkedin.com/redir/redirect", "url"},
}

// unwrapRedirect gives the address that a redirect carries.
func unwrapRedirect(href string) string {
	if len(href) > maxTarget {
		return href
	}
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.RawQuery == "" {
		return href
	}
	place := strings.ToLower(u.Host) + u.Path
	for _, r := range redirects {
		if !strings.HasPrefix(place, r.prefix) && !(strings.HasPrefix(r.prefix, "safelinks.") && strings.HasSuffix(strings.ToLower(u.Host)+"/", "."+r.prefix)) {
			continue
		}
		if inner := u.Query().Get(r.parameter); hasURLStart(inner) {
			return inner
		}
	}
	return href
}
