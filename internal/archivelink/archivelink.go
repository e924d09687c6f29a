// Package archivelink reads the addresses of archived copies: which archive, which page, when. Start with [Parse].
//
// What is known about archives is data: see data/README.md.
package archivelink

import (
	_ "embed"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"
)

//go:embed data/archives.txt
var archivesFile string

// Form says what an address in an archive leads to.
type Form int

// Only a Capture leads to the same copy for ever; the others lead elsewhere tomorrow, or to no copy at all.
const (
	Capture  Form = iota // one copy: a time and a page
	Short                // one copy, but the address names neither page nor time
	Coarse               // a time of fewer than fourteen digits: the copy nearest to it
	Moving               // the newest or the oldest copy, whichever that is
	Calendar             // the list of copies
	Save                 // an order to make a copy
)

// Link is what the address of an archived copy says. Parts that it does not say are empty.
type Link struct {
	Archive   string // name of the archive, such as "wayback"
	Original  string // the page that was archived
	Stamp     string // time of the capture, up to fourteen digits, UTC; for a Moving or a Calendar address what stands in its place
	Modifier  string // how the copy is shown, such as "id_"
	Form      Form
	Closed    bool   // the service has ended: the address is dead
	Untrusted bool   // the archive is known to have altered copies
	Outer     bool   // another archive's address stood around this one
	Spelled   bool   // the address of the page stands in the link as Original has it
	Address   string // of this copy, well spelled and without what stood around it

	tail int // bytes of the address that are the page's
}

// Time is when the copy was made, and how long the period is that the stamp names: 24 hours where only the day is known.
// It is the zero time where the address tells none.
func (l Link) Time() (start time.Time, span time.Duration) {
	const layout = "20060102150405"
	n := len(l.Stamp) &^ 1
	if n < 4 || l.Form == Calendar {
		return time.Time{}, 0
	}
	start, err := time.Parse(layout[:n], l.Stamp[:n])
	if err != nil {
		return time.Time{}, 0
	}
	end := start
	switch n {
	case 4:
		end = start.AddDate(1, 0, 0)
	case 6:
		end = start.AddDate(0, 1, 0)
	case 8:
		end = start.AddDate(0, 0, 1)
	case 10:
		end = start.Add(time.Hour)
	case 12:
		end = start.Add(time.Minute)
	}
	return start, end.Sub(start)
}

// service is a line of the table.
type service struct {
	name                     string
	paths                    []string
	short, closed, untrusted bool
}

var services = sync.OnceValue(func() map[string]service {
	table := map[string]service{}
	for line := range strings.Lines(archivesFile) {
		f := strings.Fields(line)
		if len(f) != 4 || f[0] == "#" {
			continue
		}
		s := service{
			name: f[0], paths: strings.Split(f[2], ","),
			short: strings.Contains(f[3], "short"), closed: strings.Contains(f[3], "closed"), untrusted: strings.Contains(f[3], "untrusted"),
		}
		for host := range strings.SplitSeq(f[1], ",") {
			table[strings.TrimPrefix(host, "www.")] = s
		}
	}
	return table
})

// Untrusted reports whether a host belongs to an archive that is known to have altered copies.
func Untrusted(host string) bool { return services()[bareHost(host)].untrusted }

func bareHost(authority string) string {
	host := strings.ToLower(authority)
	if colon := strings.LastIndexByte(host, ':'); colon >= 0 && !strings.Contains(host[colon:], "]") {
		host = host[:colon]
	}
	return strings.TrimPrefix(strings.TrimSuffix(host, "."), "www.")
}

// Parse reads an address. It is false where the host is no known archive, or the address is no link to a copy there. Where addresses of copies
// stand in each other, the innermost is read: it is the source.
func Parse(address string) (Link, bool) {
	l, ok := parse(strings.TrimSpace(address))
	for range maxNested {
		inner, nested := parse(l.Original)
		if !ok || !nested || inner.Original == "" {
			break
		}
		l, l.Outer = inner, true
	}
	return l, ok
}

// maxNested bounds how many addresses of copies may stand in each other: twice is seen, more is play.
const maxNested = 8

func parse(address string) (Link, bool) {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok || !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
		return Link{}, false
	}
	authority, path, _ := strings.Cut(rest, "/")
	s, known := services()[bareHost(authority)]
	if !known || path == "" {
		return Link{}, false
	}
	for _, prefix := range s.paths {
		below, under := below(path, prefix)
		if !under {
			continue
		}
		if l, ok := s.read(prefix, below); ok {
			l.Archive, l.Closed, l.Untrusted = s.name, s.closed, s.untrusted
			l.Address = address[:len(address)-l.tail] + l.Original
			if l.tail == 0 {
				l.Address = address
			}
			return l, true
		}
	}
	return Link{}, false
}

// below is what follows a prefix of the table in a path.
func below(path, prefix string) (string, bool) {
	switch {
	case prefix == "/":
		return path, true
	case strings.HasSuffix(prefix, "*/"):
		rest, under := strings.CutPrefix(path, strings.TrimSuffix(prefix, "*/"))
		_, rest, folder := strings.Cut(rest, "/")
		return rest, under && folder
	}
	return strings.CutPrefix(path, prefix)
}

// stamped is what stands before the address of the page: a time or a word in its place, and a modifier.
var stamped = regexp.MustCompile(`^(\d{4}\.\d\d\.\d\d(?:-\d{6})?|\d{1,14}|\d*\*|newest|oldest)([a-z]{2}_)?/(.*)$`)

func (s service) read(prefix, rest string) (Link, bool) {
	if prefix == "search" {
		return readCache(rest)
	}
	l := Link{}
	if m := stamped.FindStringSubmatch(rest); m != nil {
		l.Stamp, l.Modifier, rest = m[1], m[2], m[3]
	}
	original, spelled := pageAddress(rest)
	switch {
	case original != "":
		l.Original, l.Spelled, l.tail = original, spelled, len(rest)
		l.setForm(prefix)
		return l, true
	case s.short && l.Stamp == "":
		return readShort(rest)
	}
	return Link{}, false
}

// setForm judges by what stands in the place of the time.
func (l *Link) setForm(prefix string) {
	switch digits := strings.NewReplacer(".", "", "-", "").Replace(l.Stamp); {
	case prefix == "save/":
		l.Form = Save
	case strings.Contains(l.Stamp, "*"):
		l.Form = Calendar
	case l.Stamp == "newest" || l.Stamp == "oldest":
		l.Stamp, l.Form = "", Moving
	case len(digits) < 4:
		l.Form = Moving
	case len(digits) < 14:
		l.Stamp, l.Form = digits, Coarse
	default:
		l.Stamp, l.Form = digits, Capture
	}
}

// identifier is what an archive calls a copy.
var identifier = regexp.MustCompile(`^[0-9A-Za-z]{4,}(?:-[0-9A-Za-z]{4,})?$`)

// readShort reads an identifier, and the page where a parameter names it.
func readShort(rest string) (Link, bool) {
	rest, _, _ = strings.Cut(rest, "#")
	id, query, _ := strings.Cut(rest, "?")
	id = strings.TrimSuffix(id, "/")
	if !identifier.MatchString(id) || id == strings.ToLower(id) && !strings.ContainsAny(id, "0123456789") { // a word: the archive's own page
		return Link{}, false
	}
	l := Link{Form: Short}
	if page, ok := strings.CutPrefix(query, "url="); ok {
		l.Original, l.Spelled = pageAddress(page)
	}
	return l, true
}

// readCache reads "search?q=cache:ID:PAGE", where the identifier may be missing.
func readCache(rest string) (Link, bool) {
	_, rest, ok := strings.Cut(rest, "q=cache:")
	if !ok {
		return Link{}, false
	}
	rest, _, _ = strings.Cut(rest, "&")
	if id, page, ok := strings.Cut(rest, ":"); ok && identifierOrShorter(id) && !strings.HasPrefix(page, "//") {
		rest = page
	}
	l := Link{Form: Moving}
	l.Original, l.Spelled = pageAddress(rest)
	return l, l.Original != ""
}

func identifierOrShorter(s string) bool {
	return s != "" && !strings.ContainsAny(s, "./?")
}

// slashes is the beginning of an address, of whose two slashes proxies and editors leave one.
var slashes = regexp.MustCompile(`^(?i)(https?):/{1,2}([^/])`)

// pageAddress makes an address of what stands in a link: percent-encoding of the whole is undone, a lost slash and a missing scheme are put back, the
// standard port goes. It is empty where there is no address. Spelled reports that nothing was mended.
func pageAddress(text string) (address string, spelled bool) {
	address = text
	if lower := strings.ToLower(text); strings.HasPrefix(lower, "http%3a") || strings.HasPrefix(lower, "https%3a") {
		if plain, err := url.PathUnescape(text); err == nil {
			address = plain
		}
	}
	if slashes.MatchString(address) {
		address = slashes.ReplaceAllString(address, "$1://$2")
	} else {
		address = "http://" + address
	}
	scheme, rest, _ := strings.Cut(address, "://")
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	host := rest[:end]
	if !hostLike(host) {
		return "", false
	}
	host = strings.TrimSuffix(host, map[string]string{"http": ":80", "https": ":443"}[strings.ToLower(scheme)])
	address = scheme + "://" + host + rest[end:]
	return address, address == text
}

// hostLike asks for a dot, so that an identifier is not taken for a host.
func hostLike(authority string) bool {
	host := bareHost(authority)
	return strings.Contains(strings.Trim(host, "."), ".") && !strings.ContainsAny(host, " <>\":") || strings.HasPrefix(host, "[") || host == "localhost"
}
