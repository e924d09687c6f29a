package verify

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/fetch"
	"github.com/ibid-go/ibid/internal/page"
)

// visit is one address, visited for all citations that name it.
type visit struct {
	address string
	title   string    // of the source, as the first citation gives it
	at      time.Time // the day of which a copy is wanted
	done    chan struct{}

	attempts int
	status   Status
	reason   Reason
	evidence Evidence
	http     int
	final    string
	hops     []Hop
	anchors  *page.Anchors // nil where no link names a place on the page, or it cannot be read
	source   *Source       // nil where the page says nothing, or it is packed
	packed   *packed
	waiting  int // jobs whose result was not given; with source and packed under run.mu
	err      error
	when     time.Time
	took     time.Duration
	copy     *archive.Snapshot
}

func newVisit(address string, work *citation.Citation) *visit {
	return &visit{address: address, title: work.Title.Text, at: dateThatMatters(work), done: make(chan struct{}), attempts: 1}
}

// attempt fetches, reads and judges the address once.
func (r *run) attempt(ctx context.Context, v *visit) *outcome {
	o := r.ask(ctx, v.address)
	o.title = v.title
	o.judge()
	return o
}

// ask visits an address and reads what comes.
func (r *run) ask(ctx context.Context, address string) *outcome {
	o := &outcome{asked: address}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		o.err = &fetch.Error{Kind: fetch.KindURL, Err: err}
		return o
	}
	resp, err := r.checker.fetcher().Visit(req, func(resp *fetch.Response) {
		r.parsing <- struct{}{}
		defer func() { <-r.parsing }()
		o.read(resp)
	})
	o.came(resp, err)
	return o
}

// came keeps of an answer what is judged, but not its body.
func (o *outcome) came(resp *fetch.Response, err error) {
	o.err = err
	var failure *fetch.Error
	if errors.As(err, &failure) {
		o.kind, o.hops = failure.Kind, failure.Hops
		resp = failure.Response
	}
	if resp == nil {
		return
	}
	o.code, o.final, o.wall, o.wait, o.remote, o.notes = resp.Status, resp.URL, resp.Wall, resp.Wait, resp.Remote, resp.Notes
	if err == nil {
		o.hops = resp.Hops
	}
}

// read looks at a page while it is in memory.
func (o *outcome) read(resp *fetch.Response) {
	if o.empty = len(resp.Body) == 0; o.empty || !isHTML(resp) {
		return
	}
	p, err := page.Read(resp.Body, resp.Header.Get("Content-Type"), resp.URL)
	if err != nil {
		return
	}
	o.source = sourceOf(p, resp.URL)
	o.page, o.doubt, o.signs = string(p.Status), string(p.Doubt), p.Signs
	if u, err := url.Parse(o.asked); err == nil && u.Fragment != "" && !resp.Truncated {
		o.anchors = page.AnchorsOf(resp.Body)
	}
}

// isHTML tells a page from a feed, an image and other files, which have nothing
// to say of themselves here. What calls itself nothing, or text, may be a page.
func isHTML(resp *fetch.Response) bool {
	kind := strings.ToLower(resp.Header.Get("Content-Type"))
	switch {
	case strings.Contains(kind, "html"):
		return true
	case kind == "" || strings.HasPrefix(kind, "text/plain") || strings.HasPrefix(kind, "application/octet-stream"):
		return strings.Contains(http.DetectContentType(resp.Body), "html")
	}
	return false
}

// keep takes over the outcome that decided.
func (v *visit) keep(o *outcome) {
	v.status, v.reason, v.http, v.err = o.reason.Status(), o.reason, o.code, o.err
	v.source, v.anchors = o.source, o.anchors
	if o.final != nil {
		if v.final = o.final.Redacted(); v.final == v.address {
			v.final = v.address // one string less to keep
		}
	}
	for _, hop := range o.hops {
		v.hops = append(v.hops, Hop(hop))
	}
	v.evidence = o.evidence()
	v.evidence.Attempts = v.attempts
}

// result waits for the visit and makes the result of it. Only a citation in
// full is compared: a short form says nothing of its own.
func (r *run) result(j *job) *Result {
	res := &Result{Citation: j.citation, URL: j.url, Reason: j.reason}
	v := j.visit
	if v == nil {
		return res
	}
	<-v.done
	res.Status, res.Reason, res.Err, res.HTTP, res.Hops, res.Final = v.status, v.reason, v.err, v.http, v.hops, v.final
	res.Checked, res.Elapsed, res.Snapshot, res.Evidence = v.when, v.took, v.copy, v.evidence
	source := r.sourceOf(v)
	if v.status != OK && v.status != Moved && v.reason != ReasonPaywall {
		return res
	}
	res.Source = source
	if res.Fragment = v.fragment(j.url); res.Fragment == FragmentMissing {
		res.Evidence.Notes = append(res.Evidence.Notes[:len(res.Evidence.Notes):len(res.Evidence.Notes)], "the place that the link names is not on the page")
	}
	if res.Source != nil && j.citation.Form == citation.Full {
		res.Findings = Compare(j.citation, res.Source)
	}
	return res
}

// sourceOf gives the source of a visit for one result. When no other result
// waits for it, it is packed.
func (r *run) sourceOf(v *visit) *Source {
	r.mu.Lock()
	defer r.mu.Unlock()
	v.waiting--
	source := v.source
	if source == nil && v.packed != nil {
		source = v.packed.unpack()
	}
	if v.source != nil && v.waiting == 0 {
		if v.packed = r.packers.pack(v.source); v.packed != nil {
			v.source = nil
		}
	}
	return source
}

// fragment tells whether the place that address names is on the page.
func (v *visit) fragment(address string) Fragment {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	found, known := v.anchors.Find(u.Fragment)
	switch {
	case found:
		return FragmentFound
	case known:
		return FragmentMissing
	}
	return ""
}

func (r *run) log(v *visit) {
	if r.checker.Logger == nil {
		return
	}
	r.checker.Logger.LogAttrs(r.ctx, slog.LevelDebug, "visited", slog.String("url", v.address), slog.String("status", v.status.String()),
		slog.String("reason", string(v.reason)), slog.Int("attempts", v.attempts), slog.Duration("took", v.took), slog.Any("error", v.err))
}

// evidence says what the verdict rests on.
func (o *outcome) evidence() Evidence {
	e := Evidence{Sign: o.sign, Notes: o.notes}
	asked := o.asked
	if n := len(o.hops); n > 0 {
		asked = o.hops[n-1].Location
	}
	if o.code != 0 || o.err != nil {
		e.Asked = "GET " + shown(asked)
	}
	switch {
	case o.code != 0 && o.kind != "":
		e.Came = fmt.Sprintf("%s, then %s", statusLine(o.code), o.kind)
	case o.code != 0:
		e.Came = statusLine(o.code)
	case o.kind != "":
		e.Came = string(o.kind)
	}
	return e
}

func statusLine(code int) string {
	if text := http.StatusText(code); text != "" {
		return fmt.Sprintf("%d %s", code, text)
	}
	return fmt.Sprint(code)
}
