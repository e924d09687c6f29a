package verify

import (
	"context"
	"errors"
	"iter"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/fetch"
	"github.com/ibid-go/ibid/internal/page"
)

// Checker visits sources and compares them with their citations. The zero
// value is ready: it asks the public internet, politely. A Checker is safe for
// concurrent use, remembers its manners towards each host, and must not be
// copied or changed after first use.
type Checker struct {
	// Transport replaces the network: an archive.Replay, or a test. It takes the
	// place of the guard that keeps a manuscript from reaching private
	// addresses; to record what is fetched, set Record instead.
	Transport http.RoundTripper
	// Record, where set, is given the guarded network and gives back what
	// records it: func(rt) { recorder.Transport = rt; return recorder }.
	Record func(http.RoundTripper) http.RoundTripper

	UserAgent    string        // who asks; "" means ibid with its address
	Timeout      time.Duration // for one visit with its redirects; 0 means 30 s
	Delay        time.Duration // between two requests to one host; 0 means 50 ms, negative none
	PerHost      int           // requests at once to one host; 0 means 4
	Concurrency  int           // requests at once to all hosts; 0 means 64
	MaxBytes     int64         // of a page; 0 means 8 MiB
	AllowPrivate bool          // visit loopback and private addresses, and any port, too
	Offline      bool          // visit nothing: every address is Unchecked

	Archive  archive.Finder // asked for a copy of each page that is gone; nil asks nobody
	Progress func(Event)    // told of each visit, from several goroutines; may be nil
	Logger   *slog.Logger   // nil says nothing

	once   sync.Once
	client *fetch.Client
}

// lookahead is how many citations are read beyond the one whose result is due,
// for each request in flight: enough to keep all hosts busy behind a slow one.
const lookahead = 4

// Check visits and compares one source. It always gives a result; ctx bounds
// the visit.
func (k *Checker) Check(ctx context.Context, c *citation.Citation) *Result {
	for r := range k.CheckAll(ctx, func(yield func(*citation.Citation) bool) { yield(c) }) {
		return r
	}
	return nil // CheckAll gives one result a citation
}

// CheckAll gives one result for each citation, in the order given. Each address
// is visited once however often it is cited. Results come as soon as they are
// due; citations are read only a bounded number ahead. Where ctx ends, what was
// not visited comes back Unchecked. Leaving the loop stops all visits.
func (k *Checker) CheckAll(ctx context.Context, citations iter.Seq[*citation.Citation]) iter.Seq[*Result] {
	return func(yield func(*Result) bool) {
		ctx, cancel := context.WithCancel(ctx)
		run := &run{checker: k, ctx: ctx, visits: make(map[string]*visit)}
		defer k.fetcher().CloseIdleConnections()
		defer run.wait()
		defer cancel()
		next, stop := iter.Pull(citations)
		defer stop()
		var due []*job
		for open := true; open || len(due) > 0; {
			for open && len(due) < lookahead*k.concurrency() {
				c, ok := next()
				if open = ok; ok {
					due = append(due, run.start(c))
				}
			}
			if len(due) == 0 {
				return
			}
			if !yield(due[0].result()) {
				return
			}
			due = due[1:]
		}
	}
}

func (k *Checker) concurrency() int {
	if k.Concurrency > 0 {
		return k.Concurrency
	}
	return fetch.DefaultConcurrency
}

// Fetch visits one address and reads what the page says of itself. The error
// says why there is nothing to read; it wraps ErrNotHTML for what is no page.
func (k *Checker) Fetch(ctx context.Context, address string) (*Source, error) {
	resp, err := k.fetcher().Get(ctx, address)
	if err != nil {
		return nil, err
	}
	p, err := page.Read(resp.Body, resp.Header.Get("Content-Type"), resp.URL)
	if err != nil {
		return nil, errors.Join(ErrNotHTML, err)
	}
	return sourceOf(p, resp.URL), nil
}

func (k *Checker) fetcher() *fetch.Client {
	k.once.Do(func() {
		k.client = &fetch.Client{
			Transport: k.Transport, UserAgent: k.UserAgent, Timeout: k.Timeout, MaxBytes: k.MaxBytes,
			PerHost: k.PerHost, Concurrency: k.Concurrency, Delay: k.Delay, AllowPrivate: k.AllowPrivate, AnyPort: k.AllowPrivate,
		}
		if k.Record != nil {
			network := k.Transport
			if network == nil {
				network = &fetch.Network{AllowPrivate: k.AllowPrivate, AnyPort: k.AllowPrivate}
			}
			k.client.Transport = k.Record(network)
		}
	})
	return k.client
}

// run is one CheckAll.
type run struct {
	checker *Checker
	ctx     context.Context
	visits  map[string]*visit
	group   sync.WaitGroup
	mu      sync.Mutex
	done    int
}

func (r *run) wait() { r.group.Wait() }

// visit is one address, visited once for all citations that name it.
type visit struct {
	done   chan struct{}
	status Status
	reason Reason
	resp   *fetch.Response // without its body
	err    error
	source *Source
	when   time.Time
	took   time.Duration
	copy   *archive.Snapshot
}

// job is one citation with the visit that decides it.
type job struct {
	citation *citation.Citation
	url      string
	reason   Reason // where there is no visit
	visit    *visit
}

// start begins the visit that c needs, unless another citation has.
func (r *run) start(c *citation.Citation) *job {
	j := &job{citation: c}
	j.url, j.reason = addressOf(c)
	if j.url == "" {
		return j
	}
	if r.checker.Offline {
		j.reason = ReasonOffline
		return j
	}
	key, _, _ := strings.Cut(j.url, "#")
	v, known := r.visits[key]
	if !known {
		v = &visit{done: make(chan struct{})}
		r.visits[key] = v
		at, total := dateThatMatters(c), len(r.visits)
		r.group.Go(func() { r.visit(v, j.url, at, total) })
	}
	j.visit = v
	return j
}

// addressOf gives the address of the source that c stands for, or the reason
// why there is none to visit.
func addressOf(c *citation.Citation) (string, Reason) {
	work := c.Work()
	if work == nil {
		return "", ReasonNoLink
	}
	if address := work.URL(); address != "" {
		return address, ""
	}
	switch work.Kind {
	case citation.Interview, citation.Communication, citation.Manuscript:
		return "", ReasonNotOnline
	}
	if len(work.Links) > 0 {
		return "", ReasonPlaceholder
	}
	return "", ReasonNoLink
}

// dateThatMatters is the day on which an archived copy should have been taken:
// when the author read the page, else when it was published.
func dateThatMatters(c *citation.Citation) time.Time {
	work := c.Work()
	for _, d := range [...]citation.Date{work.Accessed, work.Date} {
		if !d.IsZero() {
			return time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
		}
	}
	return time.Time{}
}

// visit fetches, judges and reads one address, and looks for a copy of a page
// that is gone.
func (r *run) visit(v *visit, address string, at time.Time, total int) {
	defer close(v.done)
	k := r.checker
	v.when = time.Now().UTC()
	v.resp, v.err = k.fetcher().Get(r.ctx, address)
	o := outcome{asked: address, resp: v.resp, err: v.err}
	if v.err == nil && len(v.resp.Body) > 0 {
		if p, err := page.Read(v.resp.Body, v.resp.Header.Get("Content-Type"), v.resp.URL); err == nil {
			v.source = sourceOf(p, v.resp.URL)
			o.page = v.source.Class
		}
	}
	v.status, v.reason = judge(o)
	v.took = time.Since(v.when)
	if v.resp != nil {
		v.resp.Body = nil
	}
	if v.status == Gone && k.Archive != nil {
		v.copy, _ = k.Archive.Find(r.ctx, archive.Query{URL: address, At: at}) // no copy is no news
	}
	if k.Logger != nil {
		k.Logger.LogAttrs(r.ctx, slog.LevelDebug, "visited", slog.String("url", address), slog.String("status", v.status.String()),
			slog.String("reason", string(v.reason)), slog.Duration("took", v.took), slog.Any("error", v.err))
	}
	r.tell(address, total)
}

func (r *run) tell(address string, total int) {
	if r.checker.Progress == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done++
	r.checker.Progress(Event{Done: r.done, Total: total, URL: address})
}

// result waits for the visit and makes the result of it. Only a citation in
// full is compared: a short form says nothing of its own.
func (j *job) result() *Result {
	res := &Result{Citation: j.citation, URL: j.url, Reason: j.reason}
	v := j.visit
	if v == nil {
		return res
	}
	<-v.done
	res.Status, res.Reason, res.Err = v.status, v.reason, v.err
	res.Checked, res.Elapsed, res.Snapshot = v.when, v.took, v.copy
	if v.resp != nil {
		res.HTTP = v.resp.Status
		res.Final = finalAddress(v.resp.URL)
		for _, hop := range v.resp.Hops {
			res.Hops = append(res.Hops, Hop(hop))
		}
	}
	if j.citation.Form == citation.Full && vindicated(j.citation, v) {
		res.Reason, res.Snapshot = addressReason(j.url, v.resp), nil
		res.Status = res.Reason.Status()
	}
	if res.Status == OK || res.Status == Moved && res.Reason != ReasonRedirectToRoot || res.Reason == ReasonPaywall {
		res.Source = v.source
	}
	if res.Source != nil && j.citation.Form == citation.Full {
		res.Comparison = Examine(j.citation, res.Source)
		res.Findings = res.Comparison.Findings
	}
	return res
}

func finalAddress(u *url.URL) string {
	if u == nil {
		return ""
	}
	return u.Redacted()
}
