package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// DefaultWayback is the address of the Internet Archive's Wayback Machine.
const DefaultWayback = "https://web.archive.org"

// Wayback is a [Finder] for the Internet Archive's Wayback Machine and for services of the same shape. The zero value is ready. It is
// safe for concurrent use once its fields are set.
//
// It sends one request a query, to the TimeGate (RFC 7089), and never one to the page itself. Where the archive points to the nearest
// copy, the status of that copy stays unknown (0), unless Confirm asks for it. Requests to one host keep the published budget of
// eight a second, counted over the whole process; after an answer 429 there is none for a minute. A query waits for its
// turn as long as its context allows.
type Wayback struct {
	Base      string            // scheme and host; empty means DefaultWayback
	Transport http.RoundTripper // nil means http.DefaultTransport
	UserAgent string            // says who asks, with an address for complaints; empty leaves Go's own
	// Confirm asks for the copy that the archive points to, so that its status and media type are known: one more request a query.
	Confirm bool
}

const (
	// maxPointers bounds how often an archive may point on to another copy.
	maxPointers = 5
	// maxNotice bounds what is read of a page on which the archive says why there is no copy, in bytes.
	maxNotice = 64 << 10
	// clockSkew is how far in the future a copy may be dated: archives have clocks of their own. Later ones are mistakes, of
	// which aggregators hold some.
	clockSkew = 24 * time.Hour
)

// Find asks for the copy nearest to q.At. The archive alone decides which copy is nearest: q.Prefer has no influence. Copies outside
// q.Window and copies dated in the future are not found.
func (w *Wayback) Find(ctx context.Context, q Query) (*Snapshot, error) {
	base, err := w.base()
	if err != nil {
		return nil, &Error{Archive: "the Wayback Machine", URL: q.URL, Err: err}
	}
	ask := waybackQuery{wayback: w, query: q, base: base}
	s, err := ask.find(ctx)
	if err != nil {
		return nil, err
	}
	if s.Time.After(time.Now().Add(clockSkew)) {
		return nil, notFound(base.Host, q.URL, "the only copy is dated in the future, "+s.Time.Format(time.DateOnly))
	}
	if !inWindow(q, s) {
		return nil, notFound(base.Host, q.URL, outside(q, []*Snapshot{s}))
	}
	return s, nil
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

// waybackQuery is one query under way.
type waybackQuery struct {
	wayback *Wayback
	query   Query
	base    *url.URL
}

// find asks, and follows the archive's pointers if that is wanted.
func (a *waybackQuery) find(ctx context.Context) (*Snapshot, error) {
	target, err := a.target()
	if err != nil {
		return nil, a.failed(0, err)
	}
	at := a.query.At
	if at.IsZero() {
		at = time.Now() // the newest copy is the one nearest to now
	}
	asked := map[string]bool{}
	next := copyAddress(a.base, at.UTC().Format(stampLayout), "id_", target)
	for range maxPointers {
		s, pointer, err := a.ask(ctx, next)
		if err != nil || !pointer || !a.wayback.Confirm {
			return s, err
		}
		asked[next] = true
		if next = s.RawURL; asked[next] {
			return nil, a.failed(0, errors.New("its copies point to each other in a circle"))
		}
	}
	return nil, a.failed(0, fmt.Errorf("more than %d copies that point to another", maxPointers))
}

// target is the address asked for as it stands in the address of a copy.
func (a *waybackQuery) target() (string, error) {
	u, err := url.Parse(strings.TrimSpace(withoutFragment(a.query.URL)))
	if err != nil {
		return "", err
	}
	if u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", errors.New("it is not a web address")
	}
	u.User = nil
	return u.String(), nil
}

func copyAddress(base *url.URL, stamp, modifier, target string) string {
	return base.String() + "/web/" + stamp + modifier + "/" + target
}

// ask sends one request and reads its answer. A pointer is an answer that only names a copy.
func (a *waybackQuery) ask(ctx context.Context, address string) (s *Snapshot, pointer bool, err error) {
	turn := budgetOf(a.base.Host, replayPace())
	if wait, err := turn.wait(ctx); err != nil {
		e := a.failed(0, err)
		e.RetryAfter = wait
		return nil, false, e
	}
	resp, err := a.send(ctx, address)
	if err != nil {
		return nil, false, a.failed(0, err)
	}
	defer resp.Body.Close()
	if resp.Header.Get("Memento-Datetime") != "" {
		s, err = a.memento(resp, address)
		return s, false, err
	}
	switch {
	case isExcluded(resp.Header):
		return nil, false, fmt.Errorf("%w (%s, %s)", ErrExcluded, a.query.URL, a.base.Host)
	case resp.StatusCode == http.StatusTooManyRequests:
		e := a.failed(resp.StatusCode, nil)
		e.RetryAfter = turn.hush(retryAfter(resp.Header))
		return nil, false, e
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		s, err = a.pointed(resp)
		return s, true, err
	}
	return nil, false, a.refused(resp)
}

func (a *waybackQuery) send(ctx context.Context, address string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	if a.wayback.UserAgent != "" {
		req.Header.Set("User-Agent", a.wayback.UserAgent)
	}
	req.Header.Set("Accept-Encoding", "identity") // else a copy may come compressed twice
	transport := a.wayback.Transport
	if transport == nil {
		transport = http.DefaultTransport
	}
	return transport.RoundTrip(req) // and not a Client: redirects are answers here
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
	for _, l := range parseLinks(strings.Join(resp.Header.Values("Link"), ", ")) {
		if l.is("original") && l.target != "" {
			original = l.target
		}
	}
	s := a.snapshot(when.Format(stampLayout), when, original)
	s.Status = resp.StatusCode
	s.MediaType, _, _ = strings.Cut(strings.ToLower(resp.Header.Get("Content-Type")), ";")
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
	switch {
	case bytes.Contains(notice, []byte("has been excluded from the Wayback Machine")):
		return fmt.Errorf("%w (%s, %s)", ErrExcluded, a.query.URL, a.base.Host)
	case resp.StatusCode == http.StatusNotFound:
		return notFound(a.base.Host, a.query.URL, "")
	case resp.StatusCode < 300:
		return a.failed(0, errors.Join(errors.New("it answered with a page of its own and no copy"), err))
	}
	e := a.failed(resp.StatusCode, err)
	e.RetryAfter = retryAfter(resp.Header)
	return e
}

func (a *waybackQuery) failed(status int, err error) *Error {
	return &Error{Archive: a.base.Host, URL: a.query.URL, Status: status, Err: err}
}

// isExcluded reads the field in which the archive names the rule that hides an address.
func isExcluded(h http.Header) bool {
	reason := h.Get("X-Archive-Wayback-Runtime-Error")
	return strings.Contains(reason, "AdministrativeAccessControlException") || strings.Contains(reason, "RobotAccessControlException")
}

// retryAfter reads a number of seconds or a date (RFC 9110, section 10.2.3); 0 where there is neither.
func retryAfter(h http.Header) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.Atoi(v); err == nil {
		return time.Duration(min(max(seconds, 0), int(maxSilence.Seconds()))) * time.Second
	}
	if t, err := http.ParseTime(v); err == nil {
		return min(max(time.Until(t), 0), maxSilence)
	}
	return 0
}

// archivedCopy is what the address of a copy says.
type archivedCopy struct{ stamp, modifier, target string }

// copyPath is the path of a copy: a time, a modifier of two letters, and the address that was captured.
var copyPath = regexp.MustCompile(`^https?://[^/]+/(?:[^/]+/)*?(\d{4,14})([a-z]{2}_)?/(https?:/.+)$`)

func parseCopy(address string) (archivedCopy, bool) {
	m := copyPath.FindStringSubmatch(address)
	if m == nil {
		return archivedCopy{}, false
	}
	target := m[3]
	if !strings.Contains(target, "://") { // proxies fold the two slashes into one
		target = strings.Replace(target, ":/", "://", 1)
	}
	return archivedCopy{m[1], m[2], target}, true
}
