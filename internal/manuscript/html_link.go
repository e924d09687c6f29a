package manuscript

import (
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
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

// fragment is what links within a document lead to.
type fragment struct {
	file string // of a book, "" on a page
	id   string // "" for the file itself
}

// fragmentOf gives the fragment that the link of node i leads to; ok is false where it
// leads out of the document. A page may name itself, or what it once was, before
// the "#": that is believed where it has such a place.
func (t *tree) fragmentOf(href string, i int) (to fragment, ok bool) {
	before, id, ok := strings.Cut(strings.TrimSpace(href), "#")
	if !ok {
		return fragment{}, false
	}
	if decoded, err := url.PathUnescape(id); err == nil {
		id = decoded
	}
	switch {
	case before == "":
		return fragment{t.fileOf(i), id}, true
	case len(t.files) > 0:
		if decoded, err := url.PathUnescape(before); err == nil {
			before = decoded
		}
		return fragment{path.Join(path.Dir(t.fileOf(i)), before), id}, true
	}
	to = fragment{id: id}
	_, ok = t.ids[to]
	return to, ok
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

// redirect is a page that only leads on, and the parameter that says where to:
// word processors and mail programs put such pages before each link.
type redirect struct {
	host, path string
	anyHost    bool // of the domain
	parameter  string
}

var redirects = sync.OnceValue(func() []redirect {
	var all []redirect
	for _, line := range dataLines(redirectsFile) {
		address, parameter, _ := strings.Cut(line, " ")
		address, anyHost := strings.CutPrefix(address, "*.")
		host, path, _ := strings.Cut(address, "/")
		all = append(all, redirect{host, "/" + path, anyHost, parameter})
	}
	return all
})

func (r *redirect) matches(u *url.URL) bool {
	host := strings.ToLower(u.Host)
	return (host == r.host || r.anyHost && strings.HasSuffix(host, "."+r.host)) && strings.HasPrefix(u.Path, r.path)
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
	for _, r := range redirects() {
		if !r.matches(u) {
			continue
		}
		if inner := u.Query().Get(r.parameter); hasURLStart(inner) {
			return inner
		}
	}
	return href
}
