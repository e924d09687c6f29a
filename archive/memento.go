package archive

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/ibid-go/ibid/internal/archivelink"
)

// Memento is a [Finder] for any service of the Memento protocol (RFC 7089): an archive or an aggregator of archives. TimeGate or
// TimeMap must be set; it is safe for concurrent use once its fields are.
//
// It asks the TimeGate, of either style, and follows where it points to learn the status of the copy, but never to the site of the page itself.
// Where that copy is no good, and where there is no TimeGate, it reads the TimeMap, page after page, and looks at the nearest
// copies there. Each host gets at most five requests a second from the process, and after an answer 429 none for a minute.
type Memento struct {
	TimeGate  string            // the address of the page is appended to it, such as "https://arquivo.pt/wayback/"
	TimeMap   string            // likewise, in application/link-format; empty where there is none
	Transport http.RoundTripper // nil means http.DefaultTransport
	UserAgent string            // says who asks, with an address for complaints; empty leaves Go's own
	// Untrusted lets copies in archives that are known to have altered them (archive.today) be found; they are marked as not trusted.
	// Otherwise such archives are not asked, and their copies passed over.
	Untrusted bool
}

// Aggregator is the Memento service of an aggregator of the shape of MemGator, which asks many archives.
func Aggregator(base string) *Memento {
	base = strings.TrimSuffix(base, "/")
	return &Memento{TimeGate: base + "/timegate/", TimeMap: base + "/timemap/link/"}
}

const (
	// maxTimeMap bounds one page of a TimeMap, in bytes: a front page of a newspaper has 50,000 copies of 150 bytes.
	maxTimeMap = 16 << 20
	// maxPages bounds how many TimeMaps are read for one query.
	maxPages = 20
	// maxListed bounds how many copies of a TimeMap are looked at for a good one.
	maxListed = 5
)

var errUntrusted = errors.New("copies there may have been altered, so it is not asked unless Memento.Untrusted is set")

// Find asks for the copy nearest to q.At. Copies outside q.Window and copies dated in the future are not found. Where no good copy is
// known, the nearest bad one is found: see [Snapshot.Good].
func (m *Memento) Find(ctx context.Context, q Query) (*Snapshot, error) {
	a := &mementoQuery{memento: m, query: q, caller: caller{url: q.URL, transport: m.Transport, userAgent: m.UserAgent}}
	service, err := url.Parse(cmp.Or(m.TimeGate, m.TimeMap))
	if err != nil || service.Host == "" {
		a.archive = "a Memento service"
		return nil, a.failed(0, errors.Join(errors.New("its TimeGate or TimeMap is not a web address"), err))
	}
	a.archive = service.Host
	if a.target, err = targetOf(q.URL); err != nil {
		return nil, a.failed(0, err)
	}
	if archivelink.Untrusted(service.Host) && !m.Untrusted {
		return nil, a.failed(0, errUntrusted)
	}
	return a.find(ctx)
}

// mementoQuery is one query under way.
type mementoQuery struct {
	caller
	memento *Memento
	query   Query
	target  string
}

func (a *mementoQuery) find(ctx context.Context) (*Snapshot, error) {
	var near *Snapshot
	if a.memento.TimeGate != "" {
		s, err := a.negotiate(ctx)
		if err != nil {
			return nil, err
		}
		if a.answers(s) || a.memento.TimeMap == "" {
			return a.settle(s)
		}
		near = s
	}
	s, err := a.fromTimeMap(ctx, near)
	switch {
	case s != nil && err == nil:
		return s, nil
	case near != nil && (errors.Is(err, ErrNotFound) || near.Good() && !inFuture(near)):
		return a.settle(near)
	}
	return nil, err
}

func (a *mementoQuery) answers(s *Snapshot) bool {
	return s.Good() && inWindow(a.query, s) && !inFuture(s) && wrongSide(a.query, s) == 0 && a.allowed(s)
}

func (a *mementoQuery) allowed(s *Snapshot) bool { return s.Trusted || a.memento.Untrusted }

func (a *mementoQuery) settle(s *Snapshot) (*Snapshot, error) {
	if !a.allowed(s) {
		return nil, notFound(a.archive, a.query.URL, "the only copy is in "+s.Archive+", where copies may have been altered")
	}
	return settle(a.archive, a.query, s)
}

// negotiate asks the TimeGate.
func (a *mementoQuery) negotiate(ctx context.Context) (*Snapshot, error) {
	header := http.Header{}
	if !a.query.At.IsZero() {
		header.Set("Accept-Datetime", a.query.moment().UTC().Format(http.TimeFormat))
	}
	return a.visit(ctx, a.memento.TimeGate+a.target, header, nil)
}

// visit asks for an address of the archive and follows its redirects to a copy (RFC 7089, section 4). Pointed is the copy that the address is
// known to be; it is the answer where it cannot be looked at.
func (a *mementoQuery) visit(ctx context.Context, address string, header http.Header, pointed *Snapshot) (*Snapshot, error) {
	asked := map[string]bool{}
	for range maxPointers {
		asked[address] = true
		resp, err := a.get(ctx, address, mementoPace(), header)
		if err != nil {
			return orPointed(pointed, err)
		}
		s, next, err := a.read(resp, address)
		resp.Body.Close()
		switch {
		case s != nil && next == "":
			return s, nil
		case errors.Is(err, ErrExcluded), pointed == nil && err != nil:
			return nil, err
		case err != nil:
			return pointed, nil
		case asked[next]:
			return orPointed(pointed, a.failed(0, errors.New("its copies point to each other in a circle")))
		}
		if s != nil {
			pointed = s
		}
		address = next
	}
	return orPointed(pointed, a.failed(0, fmt.Errorf("more than %d copies that point to another", maxPointers)))
}

func orPointed(pointed *Snapshot, err error) (*Snapshot, error) {
	if pointed != nil {
		return pointed, nil
	}
	return nil, err
}

// read makes of an answer a copy, or the address to go on with and what is known of the copy there.
func (a *mementoQuery) read(resp *http.Response, address string) (s *Snapshot, next string, err error) {
	base, err := url.Parse(address)
	if err != nil {
		return nil, "", a.failed(0, err)
	}
	switch location := resp.Header.Get("Location"); {
	case resp.Header.Get("Memento-Datetime") != "":
		s, err = a.copied(resp, base)
		return s, "", err
	case isExcluded(resp):
		return nil, "", a.excluded()
	case resp.StatusCode >= 300 && resp.StatusCode < 400 && location != "":
		to, err := base.Parse(location)
		if err != nil {
			return nil, "", a.failed(resp.StatusCode, err)
		}
		if why := a.barred(to); why != "" {
			return nil, "", a.failed(resp.StatusCode, fmt.Errorf("it redirects to %.200q, %s", to, why))
		}
		return a.pointed(resp, to), to.String(), nil
	}
	if address := a.framed(resp); address != "" {
		return nil, address, nil
	}
	return nil, "", a.noCopy(resp, nil)
}

// framed is the copy that a TimeGate names in the head of a page of its own, in which it frames copies for people; "" where there is none. Such a page is
// no copy, and what it names is looked at before it is one.
func (a *mementoQuery) framed(resp *http.Response) string {
	if resp.StatusCode != http.StatusOK || !strings.Contains(strings.ToLower(resp.Header.Get("Vary")), "accept-datetime") {
		return ""
	}
	var candidates []*Snapshot
	for _, l := range linksOf(resp) {
		to, err := url.Parse(l.target)
		if when := l.datetime(); err == nil && l.is("memento") && !when.IsZero() && a.barred(to) == "" {
			candidates = append(candidates, a.snapshot(l.target, when, originalOf(resp, a.target)))
		}
	}
	if s := best(Query{At: a.query.moment()}, candidates); s != nil {
		return cmp.Or(s.RawURL, s.URL)
	}
	return ""
}

// barred says why a redirect is not followed: the page itself is never visited to find its copy.
func (a *mementoQuery) barred(to *url.URL) string {
	original, err := url.Parse(a.target)
	switch {
	case err != nil || to.Scheme != "http" && to.Scheme != "https" || to.Host == "":
		return "which is not a web address"
	case strings.EqualFold(to.Host, original.Host) && !strings.EqualFold(to.Host, a.archive):
		return "which is the page itself and no copy"
	}
	return ""
}

// copied is the copy that an answer is (section 4.2.2 and the memento of 4.2.1).
func (a *mementoQuery) copied(resp *http.Response, base *url.URL) (*Snapshot, error) {
	when, err := parseDatetime(resp.Header.Get("Memento-Datetime"))
	if err != nil {
		return nil, a.failed(0, fmt.Errorf("reading Memento-Datetime: %w", err))
	}
	address := base.String()
	if at, err := base.Parse(resp.Header.Get("Content-Location")); err == nil && resp.Header.Get("Content-Location") != "" {
		address = at.String()
	}
	s := a.snapshot(address, when, originalOf(resp, a.target))
	describe(s, resp)
	if s.RawURL != base.String() {
		s.Digest = "" // what archives show to people they have rewritten
	}
	return s, nil
}

// pointed is what a redirect says of the copy that it leads to; nil where it says no time.
func (a *mementoQuery) pointed(resp *http.Response, to *url.URL) *Snapshot {
	for _, l := range linksOf(resp) {
		if when := l.datetime(); l.is("memento") && !when.IsZero() && l.target == to.String() {
			return a.snapshot(l.target, when, originalOf(resp, a.target))
		}
	}
	c, ok := parseCopy(to.String())
	if when, err := parseStamp(c.stamp); ok && err == nil && len(c.stamp) == len(stampLayout) {
		return a.snapshot(to.String(), when, originalOf(resp, c.target))
	}
	return nil
}

// snapshot is the copy at an address, whose host is the archive: an aggregator knows copies of many.
func (a *mementoQuery) snapshot(address string, when time.Time, original string) *Snapshot {
	s := &Snapshot{Archive: a.archive, URL: address, Original: original, Time: when, Match: matchURL(a.query.URL, original)}
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		s.Archive = u.Host
	}
	s.Trusted = !archivelink.Untrusted(s.Archive)
	s.URL, s.RawURL = shownAndRaw(address)
	return s
}

// copyStamp is the time and the modifier in the address of a copy, where they stand before the address of the page.
var copyStamp = regexp.MustCompile(`/(\d{14})([a-z]{2}_)?/(https?:/)`)

// shownAndRaw are the addresses for a person and for a program, by the rule that most archives follow: "id_" behind the time gives the
// bytes as they were captured. There is no raw address where the rule does not apply.
func shownAndRaw(address string) (shown, raw string) {
	at := copyStamp.FindStringSubmatchIndex(address)
	if at == nil {
		return address, ""
	}
	before, stamp, after := address[:at[2]], address[at[2]:at[3]], address[at[6]-1:]
	return before + stamp + after, before + stamp + "id_" + after
}

// fromTimeMap chooses among all copies and looks at the nearest ones.
func (a *mementoQuery) fromTimeMap(ctx context.Context, bad *Snapshot) (*Snapshot, error) {
	candidates, err := a.list(ctx)
	if err != nil {
		return nil, err
	}
	var seen *Snapshot // the best of the bad ones
	if bad != nil {
		candidates, seen = without(candidates, bad), bad
	}
	for range maxListed {
		s := best(a.query, candidates)
		if s == nil {
			break
		}
		got, err := a.visit(ctx, cmp.Or(s.RawURL, s.URL), nil, s)
		if err != nil || got.Good() {
			return got, err
		}
		if seen == nil || compare(a.query, got, seen) < 0 {
			seen = got
		}
		candidates = without(without(candidates, s), got)
	}
	if seen == nil {
		return nil, notFound(a.archive, a.query.URL, outside(a.query, candidates))
	}
	return a.settle(seen)
}

// list reads the TimeMap and those that it names.
func (a *mementoQuery) list(ctx context.Context) ([]*Snapshot, error) {
	if a.memento.TimeMap == "" {
		return nil, notFound(a.archive, a.query.URL, "")
	}
	var list []*Snapshot
	queue := []string{a.memento.TimeMap + a.target}
	for read := 0; read < len(queue) && read < maxPages; read++ {
		m, err := a.page(ctx, queue[read])
		if err != nil {
			return nil, err
		}
		for _, l := range m.mementos {
			if s := a.snapshot(l.uri, l.time, cmp.Or(m.original, a.target)); a.allowed(s) {
				list = append(list, s)
			}
		}
		for _, p := range m.pages {
			if u, err := url.Parse(p); err == nil && a.barred(u) == "" && !slices.Contains(queue, p) {
				queue = append(queue, p)
			}
		}
	}
	return list, nil
}

func (a *mementoQuery) page(ctx context.Context, address string) (timeMap, error) {
	resp, err := a.get(ctx, address, mementoPace(), nil)
	if err != nil {
		return timeMap{}, err
	}
	defer resp.Body.Close()
	switch {
	case isExcluded(resp):
		return timeMap{}, a.excluded()
	case resp.StatusCode != http.StatusOK:
		return timeMap{}, a.noCopy(resp, nil)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxTimeMap))
	if err != nil {
		return timeMap{}, a.failed(0, err)
	}
	m := readTimeMap(string(body), address, time.Now())
	if m.original == "" && len(m.mementos) == 0 && len(m.pages) == 0 {
		return m, a.failed(0, errors.New("it answered with something that is no TimeMap"))
	}
	return m, nil
}
