package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// DefaultWayback is the address of the Internet Archive's Wayback Machine.
const DefaultWayback = "https://web.archive.org"

// Wayback is a [Finder] for the Internet Archive's Wayback Machine and for services of the same shape. The zero value is ready. It is
// safe for concurrent use once its fields are set; it must not be copied after first use.
//
// It asks the TimeGate (RFC 7089), never the page itself. Where that only points to the nearest copy, the copy is asked for its status;
// where it is no good (an error page, a redirect, a page that says "not found"), the index is asked for a better one. To spare the
// archive, these further requests are limited to [FreeRequests], or to one for about every four queries if that is more: after that the status of a copy
// stays unknown (0), as does that of a copy that the archive does not show now. Thorough lifts this limit, and makes an error of such a copy.
//
// Requests to one host keep the published budgets, counted over the whole process: eight a second for copies, 24 a minute for the
// index; after an answer 429 there is none for a minute. A query waits for its turn as long as its context allows.
type Wayback struct {
	Base      string            // scheme and host; empty means DefaultWayback
	Transport http.RoundTripper // nil means http.DefaultTransport
	UserAgent string            // says who asks, with an address for complaints; empty leaves Go's own
	Thorough  bool              // look at every copy, and into the index for every bad one, however many requests that takes

	mu      sync.Mutex
	queries int // asked so far
	extra   int // requests beyond one a query
}

// FreeRequests is how many requests beyond one a query a [Wayback] makes before it spares the archive. With it, the 47 links of a
// report cost 60 requests.
const FreeRequests = 13

// shareOfExtra is one further request for so many queries, in longer runs: 47 queries for 13 requests.
const shareOfExtra = 47.0 / FreeRequests

const (
	// maxPointers bounds how often an archive may point on to another copy.
	maxPointers = 5
	// maxTried bounds how many copies of the index are looked at for a good one.
	maxTried = 3
	// maxNotice bounds what is read of a page on which the archive says why there is no copy, in bytes.
	maxNotice = 64 << 10
	// maxIndex bounds what is read of the index, in bytes: twenty rows are asked for.
	maxIndex = 1 << 20
	// rowsAsked is how many rows of the index are asked for: services miss the nearest one when asked for a single row.
	rowsAsked = 20
	// clockSkew is how far in the future a copy may be dated: archives have clocks of their own. Later ones are mistakes, of
	// which aggregators hold some.
	clockSkew = 24 * time.Hour
	// unsuspicious is how long after the time asked for a copy may have been made and still be taken to be of the same page.
	unsuspicious = 30 * 24 * time.Hour
)

var errNotWeb = errors.New("it is not a web address")

// Find asks for the copy nearest to q.At. Copies outside q.Window and copies dated in the future are not found. Where no good copy is
// known, the nearest bad one is found: see [Snapshot.Good].
func (w *Wayback) Find(ctx context.Context, q Query) (*Snapshot, error) {
	base, err := w.base()
	if err != nil {
		return nil, &Error{Archive: "the Wayback Machine", URL: q.URL, Err: err}
	}
	a := waybackQuery{
		caller:  caller{archive: base.Host, url: q.URL, transport: w.Transport, userAgent: w.UserAgent},
		wayback: w, query: q, base: base,
	}
	if a.target, err = targetOf(q.URL); err != nil {
		return nil, a.failed(0, err)
	}
	w.mu.Lock()
	w.queries++
	w.mu.Unlock()
	return a.find(ctx)
}

func (w *Wayback) base() (*url.URL, error) {
	text := w.Base
	if text == "" {
		text = DefaultWayback
	}
	base, err := url.Parse(strings.TrimSuffix(text, "/"))
	if err != nil {
		return nil, err
	}
	if base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return nil, fmt.Errorf("its base %q is not a web address", text)
	}
	return base, nil
}

// spend takes one further request from what may be spent. The second half is kept for copies that are suspicious.
func (w *Wayback) spend(suspicious bool) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	limit := max(FreeRequests, int(float64(w.queries)/shareOfExtra))
	if !suspicious {
		limit /= 2
	}
	if !w.Thorough && w.extra >= limit {
		return false
	}
	w.extra++
	return true
}

// waybackQuery is one query under way.
type waybackQuery struct {
	caller
	wayback *Wayback
	query   Query
	base    *url.URL
	target  string // the address asked for as it stands in the address of a copy
}

// find asks the TimeGate, looks at the copy that it names, and asks the index where that copy is no good.
func (a *waybackQuery) find(ctx context.Context) (*Snapshot, error) {
	s, pointer, err := a.ask(ctx, copyAddress(a.base, a.query.moment().UTC().Format(stampLayout), "id_", a.target))
	if err != nil {
		return nil, err
	}
	if pointer && a.wayback.spend(a.suspicious(s)) {
		if s, err = a.confirm(ctx, s); err != nil {
			return nil, err
		}
	}
	if a.answers(s) || !a.wayback.spend(true) {
		return a.settle(s)
	}
	return a.better(ctx, s)
}

// answers reports whether a copy is what was asked for.
func (a *waybackQuery) answers(s *Snapshot) bool {
	return s.Good() && inWindow(a.query, s) && !inFuture(s) && wrongSide(a.query, s) == 0
}

// suspicious reports whether a copy may be of something else than the page that was there at the time.
func (a *waybackQuery) suspicious(s *Snapshot) bool {
	return s.Match == MatchDifferent || !a.query.At.IsZero() && s.Time.After(a.query.At.Add(a.query.Span+unsuspicious))
}

// settle gives the one copy that is known if the query allows it at all.
func (a *waybackQuery) settle(s *Snapshot) (*Snapshot, error) { return settle(a.archive, a.query, s) }

// confirm asks for a copy that is only known by its address, and follows where it points. A copy that cannot be looked at now
// is still a copy, unless all is to be known.
func (a *waybackQuery) confirm(ctx context.Context, pointed *Snapshot) (*Snapshot, error) {
	s, err := a.follow(ctx, pointed)
	if err != nil && !a.wayback.Thorough && !errors.Is(err, ErrExcluded) {
		return pointed, nil
	}
	return s, err
}

func (a *waybackQuery) follow(ctx context.Context, s *Snapshot) (*Snapshot, error) {
	asked := map[string]bool{}
	for range maxPointers {
		if asked[s.RawURL] {
			return nil, a.failed(0, errors.New("its copies point to each other in a circle"))
		}
		asked[s.RawURL] = true
		next, pointer, err := a.ask(ctx, s.RawURL)
		if err != nil || !pointer {
			return next, err
		}
		s = next
	}
	return nil, a.failed(0, fmt.Errorf("more than %d copies that point to another", maxPointers))
}

// better asks the index for a good copy in place of a bad one. That the index cannot be asked is no proof that there is none.
func (a *waybackQuery) better(ctx context.Context, bad *Snapshot) (*Snapshot, error) {
	candidates, err := a.index(ctx)
	switch {
	case err != nil && bad.Good() && !inFuture(bad): // it is only on the side that is not preferred, or too far away
		return a.settle(bad)
	case err != nil:
		return nil, err
	}
	for range maxTried {
		candidates = without(candidates, bad)
		s := best(a.query, candidates)
		if s == nil || !s.Good() || compare(a.query, s, bad) >= 0 && inWindow(a.query, bad) {
			break
		}
		if !a.wayback.spend(true) {
			return s, nil
		}
		seen, err := a.confirm(ctx, s)
		if err != nil || seen.Good() {
			return seen, err
		}
		candidates = without(candidates, s)
	}
	return a.settle(bad)
}

// index asks for the captures nearest to the time and leaves out those in the future.
func (a *waybackQuery) index(ctx context.Context) ([]*Snapshot, error) {
	v := url.Values{"url": {a.target}, "output": {"json"}, "fl": {"timestamp,original,mimetype,statuscode,digest"}, "filter": {"!statuscode:[345].*"}}
	if a.query.At.IsZero() {
		v.Set("limit", strconv.Itoa(-rowsAsked))
	} else {
		v.Set("limit", strconv.Itoa(rowsAsked))
		v.Set("sort", "closest")
		v.Set("closest", a.query.moment().UTC().Format(stampLayout))
	}
	resp, err := a.get(ctx, a.base.String()+"/cdx/search/cdx?"+v.Encode(), indexPace(), nil)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxIndex))
	switch {
	case isExcluded(resp) || bytes.Contains(body, []byte("AccessControlException")):
		return nil, a.excluded()
	case resp.StatusCode != http.StatusOK || err != nil:
		return nil, a.failed(resp.StatusCode, err)
	}
	rows, err := parseCDX(body)
	if err != nil {
		return nil, a.failed(0, err)
	}
	resolveRevisits(rows)
	var list []*Snapshot
	for _, row := range rows {
		s := a.snapshot(row.time.Format(stampLayout), row.time, row.original)
		s.Status, s.MediaType, s.Digest = row.status, row.mime, row.digest
		if !inFuture(s) {
			list = append(list, s)
		}
	}
	return list, nil
}

// ask sends one request and reads its answer. A pointer is an answer that only names a copy.
func (a *waybackQuery) ask(ctx context.Context, address string) (s *Snapshot, pointer bool, err error) {
	resp, err := a.get(ctx, address, replayPace(), nil)
	if err != nil {
		return nil, false, err
	}
	defer resp.Body.Close()
	switch {
	case resp.Header.Get("Memento-Datetime") != "":
		s, err = a.memento(resp, address)
		return s, false, err
	case isExcluded(resp):
		return nil, false, a.excluded()
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		s, err = a.pointed(resp)
		return s, true, err
	}
	return nil, false, a.refused(resp)
}

// memento reads the answer that is a copy itself, whatever its status: the status is that of the time of capture.
func (a *waybackQuery) memento(resp *http.Response, address string) (*Snapshot, error) {
	when, err := parseDatetime(resp.Header.Get("Memento-Datetime"))
	if err != nil {
		return nil, a.failed(0, fmt.Errorf("reading Memento-Datetime: %w", err))
	}
	original := a.query.URL
	if c, ok := parseCopy(address); ok {
		original = c.target
	}
	original = originalOf(resp, original)
	s := a.snapshot(when.Format(stampLayout), when, original)
	describe(s, resp)
	return s, nil
}

// pointed reads the answer that names the nearest copy.
func (a *waybackQuery) pointed(resp *http.Response) (*Snapshot, error) {
	location, err := a.base.Parse(resp.Header.Get("Location"))
	if err != nil {
		return nil, a.failed(resp.StatusCode, err)
	}
	c, ok := parseCopy(location.String())
	if !ok || !strings.EqualFold(location.Host, a.base.Host) {
		return nil, a.failed(resp.StatusCode, fmt.Errorf("it redirects to %.200q, which is not a copy", location))
	}
	when, err := parseStamp(c.stamp)
	if err != nil {
		return nil, a.failed(resp.StatusCode, err)
	}
	s := a.snapshot(c.stamp, when, c.target)
	if c.modifier == "id_" {
		s.RawURL = location.String() // as the archive spells it
	}
	return s, nil
}

func (a *waybackQuery) snapshot(stamp string, when time.Time, original string) *Snapshot {
	return &Snapshot{
		Archive: a.base.Host, Original: original, Time: when, Trusted: true,
		URL: copyAddress(a.base, stamp, "", original), RawURL: copyAddress(a.base, stamp, "id_", original),
		Match: matchURL(a.query.URL, original),
	}
}

// refused reads the answers without a copy. A status of success without Memento-Datetime is a notice of the archive, never a copy.
func (a *waybackQuery) refused(resp *http.Response) error {
	notice, err := io.ReadAll(io.LimitReader(resp.Body, maxNotice))
	if bytes.Contains(notice, []byte("has been excluded from the Wayback Machine")) {
		return a.excluded()
	}
	return a.noCopy(resp, err)
}
