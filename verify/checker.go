package verify

import (
	"context"
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

	Readers       []citation.Reader // read sources that are no web pages, such as pdf.Reader of citation/pdf; nil leaves those unread
	Archive       archive.Finder    // asked for a copy of each page that is gone; nil asks nobody
	RequireCopies bool              // ask for a copy of every page, and report those that have none

	Progress func(Event)  // told of each visit, from several goroutines; may be nil
	Logger   *slog.Logger // nil says nothing

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
	return k.checkAll(ctx, citations, citation.Date{})
}

// CheckDocument is CheckAll for the citations of a manuscript. Its date stands in for that of sources without one where copies are looked for.
func (k *Checker) CheckDocument(ctx context.Context, doc *citation.Document) iter.Seq[*Result] {
	return k.checkAll(ctx, doc.Citations(), doc.Date)
}

func (k *Checker) checkAll(ctx context.Context, citations iter.Seq[*citation.Citation], report citation.Date) iter.Seq[*Result] {
	return func(yield func(*Result) bool) {
		ctx, cancel := context.WithCancel(ctx)
		run := &run{checker: k, ctx: ctx, report: report, visits: make(map[string]*visit)}
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
	return k.read(resp)
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
	report  citation.Date
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

	copy    *archive.Snapshot
	copyErr error
	verdict archive.Verdict
}

// job is one citation with the visit that decides it.
type job struct {
	citation *citation.Citation
	url      string
	reason   Reason // where there is no visit
	visit    *visit

	archivedURL   string // of a copy that the note cites beside the page
	archived      *visit // of that copy; nil where there is none
	requireCopies bool
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
	j.visit, j.requireCopies = r.visitOf(c, j.url), r.checker.RequireCopies
	if j.archivedURL = archivedLink(c, j.url); j.archivedURL != "" {
		j.archived = r.visitOf(c, j.archivedURL)
	}
	return j
}

// visitOf gives the visit of an address, which begins now unless another citation has begun it.
func (r *run) visitOf(c *citation.Citation, address string) *visit {
	key, _, _ := strings.Cut(address, "#")
	v, known := r.visits[key]
	if !known {
		v = &visit{done: make(chan struct{})}
		r.visits[key] = v
		query, total := CopyQuery(c, address, r.report), len(r.visits)
		r.group.Go(func() { r.visit(v, query, total) })
	}
	return v
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

// visit fetches, judges and reads one address, and looks for a copy of a page
// that is gone.
func (r *run) visit(v *visit, q archive.Query, total int) {
	defer close(v.done)
	k, address := r.checker, q.URL
	k.waitForArchive(r.ctx, address)
	v.when = time.Now().UTC()
	v.resp, v.err = k.fetcher().Get(r.ctx, address)
	o := outcome{asked: address, resp: v.resp, err: v.err}
	if v.err == nil && len(v.resp.Body) > 0 {
		if source, err := k.read(v.resp); err == nil {
			v.source = source
			o.page = source.Class
		}
	}
	v.status, v.reason = judge(o)
	v.took = time.Since(v.when)
	if v.resp != nil {
		v.resp.Body = nil
	}
	r.lookForCopy(v, q)
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
	res.Checked, res.Elapsed, res.Snapshot, res.Archived = v.when, v.took, v.copy, v.verdict
	if v.resp != nil {
		res.HTTP = v.resp.Status
		res.Final = finalAddress(v.resp.URL)
		for _, hop := range v.resp.Hops {
			res.Hops = append(res.Hops, Hop(hop))
		}
	}
	if v.status == OK || v.status == Moved && v.reason != ReasonRedirectToRoot || v.reason == ReasonPaywall {
		res.Source = v.source
	}
	if res.Source != nil && j.citation.Form == citation.Full {
		res.Findings = Compare(j.citation, res.Source)
	}
	if j.archived != nil {
		<-j.archived.done
	}
	res.Findings = append(res.Findings, j.archiveFindings()...)
	return res
}

func finalAddress(u *url.URL) string {
	if u == nil {
		return ""
	}
	return u.Redacted()
}
