package archive

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Handler serves a collection to browsers and to clients of the Memento protocol (RFC 7089), at the root of a server:
//
//	/timegate/URL          TimeGate: redirects to the copy nearest to Accept-Datetime, the newest without it
//	/timemap/link/URL      TimeMap: all copies of an address
//	/cdx?url=URL           the index, in the dialects of pywb and of the Wayback Machine (/cdx/search/cdx)
//	/web/TIME/URL          a copy; another time is led to the nearest copy; "/web/TIMEid_/URL" likewise
//
// Copies are served as they were captured, with their status; the fields of the original answer are named X-Archive-Orig-…, and a redirect
// leads to the copy of its target. A browser is told to run nothing of what it gets (Content-Security-Policy: sandbox). Only GET and HEAD are
// answered. The collection must stay open while the handler is used.
func Handler(c *Collection) http.Handler { return &server{c} }

type server struct{ collection *Collection }

// route is the beginning of a path and what answers below it; rest is the address of a page with its query.
type route struct {
	prefix string
	serve  func(s *server, w http.ResponseWriter, r *http.Request, rest string)
}

func routes() []route {
	return []route{
		{"/timegate/", (*server).timeGate},
		{"/timemap/link/", (*server).timeMap},
		{"/timemap/", (*server).otherTimeMap},
		{"/web/timemap/link/", (*server).timeMap},
		{"/web/", (*server).memento},
		{"/cdx/search/cdx", (*server).index},
		{"/cdx", (*server).index},
	}
}

// ServeHTTP finds the route. The path is read as it was sent: the address in it keeps its slashes and its percent-encoding.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "an archive is only read: use GET or HEAD", http.StatusMethodNotAllowed)
		return
	}
	path := r.URL.EscapedPath()
	for _, route := range routes() {
		if rest, ok := strings.CutPrefix(path, route.prefix); ok {
			if r.URL.RawQuery != "" {
				rest += "?" + r.URL.RawQuery
			}
			route.serve(s, w, r, rest)
			return
		}
	}
	if path != "/" {
		http.Error(w, "there is nothing here; / tells what there is", http.StatusNotFound)
		return
	}
	fmt.Fprintf(w, "%d captures.\n\n/timegate/URL\n/timemap/link/URL\n/cdx?url=URL\n/web/TIME/URL\n", s.collection.Len())
}

// addressIn is the address of a page as it stands in a path: slashes that were lost and a missing scheme are put back.
func addressIn(rest string) string {
	if lower := strings.ToLower(rest); strings.HasPrefix(lower, "http%3a") || strings.HasPrefix(lower, "https%3a") {
		if plain, err := url.PathUnescape(rest); err == nil {
			rest = plain
		}
	}
	for _, scheme := range []string{"http:/", "https:/"} {
		if after, ok := strings.CutPrefix(rest, scheme); ok {
			return scheme + "/" + strings.TrimPrefix(after, "/")
		}
	}
	return "http://" + rest
}

// captures are the copies of an address that no spelling makes different, in the order of time. Of several within one second, which have one address
// here, it is the last.
func (s *server) captures(address string) []*Snapshot {
	list := s.collection.candidates(address)
	slices.SortStableFunc(list, func(a, b *Snapshot) int { return a.Time.Compare(b.Time) })
	type place struct {
		original string
		second   int64
	}
	last := make(map[place]*Snapshot, len(list))
	for _, m := range list {
		last[place{m.Original, m.Time.Unix()}] = m
	}
	return slices.DeleteFunc(list, func(m *Snapshot) bool { return last[place{m.Original, m.Time.Unix()}] != m })
}

// timeGate redirects to the nearest copy (RFC 7089, section 4.2.1).
func (s *server) timeGate(w http.ResponseWriter, r *http.Request, rest string) {
	address, at := addressIn(rest), time.Time{}
	w.Header().Set("Vary", "accept-datetime")
	if wanted := r.Header.Get("Accept-Datetime"); wanted != "" {
		var err error
		if at, err = parseDatetime(wanted); err != nil {
			http.Error(w, "Accept-Datetime is no date of the form of RFC 1123", http.StatusBadRequest) // section 4.5.3
			return
		}
	}
	list := s.captures(address)
	near := nearest(list, at)
	if near == nil {
		s.absent(w, address)
		return
	}
	w.Header().Set("Link", s.links(r, address, list, near))
	http.Redirect(w, r, s.address(r, near, ""), http.StatusFound)
}

// nearest is the copy nearest to a time, the newest for the zero time; nil where there is none.
func nearest(list []*Snapshot, at time.Time) *Snapshot {
	var found *Snapshot
	for _, s := range list {
		if found == nil || compareTime(Query{At: at}, s, found) <= 0 {
			found = s
		}
	}
	return found
}

// absent says that there is no copy, or that it cannot be said.
func (s *server) absent(w http.ResponseWriter, address string) {
	if len(s.collection.Damage()) > 0 {
		http.Error(w, "the collection is damaged: a copy may be in the part that cannot be read", http.StatusServiceUnavailable)
		return
	}
	http.Error(w, "no copy of "+address, http.StatusNotFound)
}

// base is the address of this server as the client sees it.
func base(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

func (s *server) address(r *http.Request, to *Snapshot, modifier string) string {
	return base(r) + "/web/" + to.Time.UTC().Format(stampLayout) + modifier + "/" + to.Original
}

// links are the relations of an address (section 2.2): the original, the services, and the first, the last and the named copy.
func (s *server) links(r *http.Request, address string, list []*Snapshot, named *Snapshot) string {
	entries := []string{
		fmt.Sprintf(`<%s>; rel="original"`, inLink(named.Original)),
		fmt.Sprintf(`<%s/timegate/%s>; rel="timegate"`, base(r), inLink(address)),
		fmt.Sprintf(`<%s/timemap/link/%s>; rel="timemap"; type="application/link-format"`, base(r), inLink(address)),
	}
	for i, m := range list {
		if first, last := i == 0, i == len(list)-1; first || last || m.Time.Equal(named.Time) {
			entries = append(entries, s.entry(r, m, first, last))
		}
	}
	return strings.Join(entries, ", ")
}

func (s *server) entry(r *http.Request, m *Snapshot, first, last bool) string {
	rel := "memento"
	if last {
		rel = "last " + rel
	}
	if first {
		rel = "first " + rel
	}
	return fmt.Sprintf(`<%s>; rel="%s"; datetime="%s"`, inLink(s.address(r, m, "")), rel, m.Time.UTC().Format(http.TimeFormat))
}

// inLink keeps an address from ending the entry that it stands in.
func inLink(address string) string {
	return strings.NewReplacer("<", "%3C", ">", "%3E", "\r", "", "\n", "", " ", "%20").Replace(address)
}

// timeMap lists all copies (section 5).
func (s *server) timeMap(w http.ResponseWriter, r *http.Request, rest string) {
	address := addressIn(rest)
	list := s.captures(address)
	if len(list) == 0 {
		s.absent(w, address)
		return
	}
	w.Header().Set("Content-Type", "application/link-format")
	fmt.Fprintf(w, "<%s>; rel=\"original\",\n", inLink(address))
	fmt.Fprintf(w, "<%s/timegate/%s>; rel=\"timegate\",\n", base(r), inLink(address))
	fmt.Fprintf(w, "<%s/timemap/link/%s>; rel=\"self\"; type=\"application/link-format\"", base(r), inLink(address))
	for i, m := range list {
		fmt.Fprintf(w, ",\n%s", s.entry(r, m, i == 0, i == len(list)-1))
	}
	fmt.Fprintln(w)
}

func (s *server) otherTimeMap(w http.ResponseWriter, _ *http.Request, _ string) {
	http.Error(w, "TimeMaps are served as /timemap/link/URL", http.StatusBadRequest)
}
