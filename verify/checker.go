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

	UserAgent     string        // who asks; "" means ibid with its address
	Timeout       time.Duration // for one visit with its redirects; 0 means 30 s
	Delay         time.Duration // between two requests to one host; 0 means 25 ms, negative none
	PerHost       int           // requests at once to one host; 0 means 4
	Concurrency   int           // requests at once to all hosts; 0 means 64
	MaxBytes      int64         // of a page; 0 means 4 MiB
	RespectRobots bool          // visit no page from which robots.txt keeps programs away
	AllowPrivate  bool          // visit loopback and private addresses, and any port, too
	Retries       int           // further visits to what may pass; 0 means 2, negative none
	Recorded      bool          // Transport answers from a recording: nothing is waited for or tried again
	Offline       bool          // visit nothing: every address is Unchecked

	// Hosts are exceptions, by origin such as "https://site.example".
	Hosts map[string]Host

	Readers       []citation.Reader // read sources that are no web pages, such as pdf.Reader of citation/pdf; nil leaves those unread
	Archive       archive.Finder    // asked for a copy of each page that is gone; nil asks nobody
	RequireCopies bool              // ask for a copy of every page, and report those that have none

	Progress func(Event)  // told of each visit, from several goroutines; may be nil
	Logger   *slog.Logger // nil says nothing

	once   sync.Once
	client *fetch.Client
}

// Host is how one origin is treated otherwise than the rest.
type Host struct {
	Header  http.Header   // fields to send there and nowhere else, such as a library's credentials; they stand in no result
	PerHost int           // requests at once; 0 means as elsewhere
	Delay   time.Duration // between two requests; 0 means as elsewhere
	Exclude bool          // visit no address of it
}

// Check visits and compares one source. It always gives a result; ctx bounds
// the visit.
func (k *Checker) Check(ctx context.Context, c *citation.Citation) *Result {
	for r := range k.CheckAll(ctx, func(yield func(*citation.Citation) bool) { yield(c) }) {
		return r
	}
	return nil // CheckAll gives one result a citation
}

// CheckAll gives one result for each citation, in the order given. Each address
// is visited once however often it is cited; what may pass is tried again at the
// end. Results come as soon as they are due; citations are read, in another
// goroutine, only a bounded number ahead. Where ctx ends, what was not visited
// comes back Unchecked. Leaving the loop stops all visits.
func (k *Checker) CheckAll(ctx context.Context, citations iter.Seq[*citation.Citation]) iter.Seq[*Result] {
	return k.checkAll(ctx, citation.Date{}, func(r *run) iter.Seq[*job] { return r.jobsOf(citations) })
}

// CheckDocument is CheckAll for the citations of a manuscript. Its date stands in
// for that of sources without one where copies are looked for.
func (k *Checker) CheckDocument(ctx context.Context, doc *citation.Document) iter.Seq[*Result] {
	return k.checkAll(ctx, doc.Date, func(r *run) iter.Seq[*job] { return r.known(doc.Citations()) })
}

func (k *Checker) checkAll(ctx context.Context, report citation.Date, jobs func(*run) iter.Seq[*job]) iter.Seq[*Result] {
	return func(yield func(*Result) bool) {
		r, stop := k.newRun(ctx, report)
		defer k.fetcher().CloseIdleConnections()
		defer stop()
		for j := range r.inOrder(jobs(r)) {
			if !yield(r.result(j)) {
				return
			}
		}
	}
}

// excludes tells whether the user wants no visit to address.
func (k *Checker) excludes(address string) bool {
	u, err := url.Parse(address)
	return err == nil && len(k.Hosts) > 0 && k.Hosts[strings.ToLower(u.Scheme+"://"+u.Host)].Exclude
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
			Sample: k.Record == nil && len(k.Readers) == 0, RespectRobots: k.RespectRobots, Recorded: k.Recorded,
		}
		k.client.Hosts = make(map[string]fetch.Host, len(k.Hosts))
		for origin, h := range k.Hosts {
			k.client.Hosts[origin] = fetch.Host{Header: h.Header, PerHost: h.PerHost, Delay: h.Delay}
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
