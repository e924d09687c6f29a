package verify

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/fetch"
	"github.com/ibid-go/ibid/internal/page"
)

// visit is one address, visited for all citations that name it. A run keeps one
// for every address, so what was seen is packed once no result of it is due.
type visit struct {
	address string
	done    chan struct{}

	// Under run.mu.
	waiting []*job // to be compared while the page is at hand
	over    bool   // the page was there
	text    string // of the page, for a job that comes later; "" where there is none or no room for it
	due     int    // results that were not given

	// Once done, for the reader of the results.
	seen   *seen  // without the text of the page; nil where it is packed
	packed []byte // nil where it is not
}

// seen is what a visit showed.
type seen struct {
	Attempts int
	Reason   Reason
	Plain    *Reason // what it is where the words of the page do not count; nil where they did not decide
	Evidence Evidence
	HTTP     int
	Final    string
	Hops     []Hop
	Source   *Source // nil where the page says nothing
	When     time.Time
	Took     time.Duration
	Cut      bool              // the text of the page, which it had, is not kept
	Spoken   string            // its language then
	Memento  bool              // the answer came out of an archive
	Copy     *archive.Snapshot // a good one, where the archives were asked
	Archived archive.Verdict   // what they said

	err        error
	archiveErr error         // why no archive could be asked
	anchors    *page.Anchors // nil where no link names a place on the page, or it cannot be read
}

// attempt fetches, reads and judges the address once.
func (r *run) attempt(ctx context.Context, address, title string) *outcome {
	r.checker.waitForArchive(ctx, address)
	o := r.ask(ctx, address)
	o.title = title
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
		r.readPage(func(reader *page.Reader) { o.read(r.checker, reader, resp) })
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
	o.memento = resp.Header.Get("Memento-Datetime") != ""
	if err == nil {
		o.hops = resp.Hops
	}
}

// read looks at a page, or a document that one of the readers takes, while it is
// in memory.
func (o *outcome) read(k *Checker, reader *page.Reader, resp *fetch.Response) {
	if o.empty = len(resp.Body) == 0; o.empty {
		return
	}
	if file := k.readerOf(resp.Body); file != nil {
		if s, err := readDocument(file, resp.Body, resp.URL); err == nil {
			o.source, o.page = s, s.Class
		}
		return
	}
	if !isHTML(resp) {
		return
	}
	p, err := reader.Read(resp.Body, resp.Header.Get("Content-Type"), resp.URL)
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
// to say of themselves here. What calls itself nothing, text or a document may
// be a page: the error or the wall in the place of a PDF file.
func isHTML(resp *fetch.Response) bool {
	kind := strings.ToLower(resp.Header.Get("Content-Type"))
	switch {
	case strings.Contains(kind, "html"):
		return true
	case kind == "", strings.HasPrefix(kind, "text/plain"), strings.HasPrefix(kind, "application/") && !strings.Contains(kind, "xml"):
		return strings.Contains(http.DetectContentType(resp.Body), "html")
	}
	return false
}

// seen is what is kept of the outcome that decided.
func (o *outcome) seen() *seen {
	s := &seen{Reason: o.reason, HTTP: o.code, Source: o.source, Plain: o.plain(), Memento: o.memento, Evidence: o.evidence(), err: o.err, anchors: o.anchors}
	if o.final != nil {
		s.Final = o.final.Redacted()
	}
	for _, hop := range o.hops {
		s.Hops = append(s.Hops, Hop(hop))
	}
	return s
}

// result waits for the visits of a job and makes the result of them.
func (r *run) result(j *job) *Result {
	if j.visit == nil {
		return &Result{Citation: j.citation, URL: j.url, Reason: j.reason}
	}
	<-j.visit.done
	page := r.take(j.visit)
	if j.result == nil { // the citation came after its page
		j.compare(page.with(j.text))
		r.keepWhole(j)
		if j.result.Source != nil {
			j.result.Source = page.Source
		}
	}
	k := copies{job: j, page: j.seen, required: r.checker.RequireCopies}
	if j.archived != nil {
		<-j.archived.done
		k.copy = r.take(j.archived)
	}
	r.recallHeadline(j.result, k)
	j.result.Findings = append(j.result.Findings, k.findings()...)
	return j.result
}

// compare makes the result of a job from what its visit showed, but for what is
// to be said of copies.
func (j *job) compare(s *seen) {
	s = s.vindicated(j.citation)
	res := &Result{
		Citation: j.citation, URL: j.url, Status: s.Reason.Status(), Reason: s.Reason, Err: s.err, HTTP: s.HTTP, Hops: s.Hops, Final: s.Final,
		Checked: s.When, Elapsed: s.Took, Snapshot: s.Copy, Archived: s.Archived, Evidence: s.Evidence, ArchiveErr: s.archiveErr,
	}
	if res.Status == OK || res.Status == Moved || res.Reason == ReasonPaywall {
		res.compare(s)
	}
	j.seen, j.result = s, res
}

// compare says what the page that was seen shows of the citation. Only one in
// full is compared: a short form says nothing of its own.
func (r *Result) compare(s *seen) {
	r.Source = s.Source
	if r.Fragment = s.fragment(r.URL); r.Fragment == FragmentMissing {
		r.Evidence.Notes = append(slices.Clone(r.Evidence.Notes), "the place that the link names is not on the page")
	}
	if r.Source != nil && r.Citation.Form == citation.Full {
		r.Comparison = Examine(r.Citation, r.Source)
		r.Findings = r.Comparison.Findings
	}
}

// fragment tells whether the place that address names is on the page.
func (s *seen) fragment(address string) Fragment {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	found, known := s.anchors.Find(u.Fragment)
	switch {
	case found:
		return FragmentFound
	case known:
		return FragmentMissing
	}
	return ""
}

func (r *run) log(address string, s *seen) {
	if r.checker.Logger == nil {
		return
	}
	r.checker.Logger.LogAttrs(r.ctx, slog.LevelDebug, "visited", slog.String("url", address), slog.String("status", s.Reason.Status().String()),
		slog.String("reason", string(s.Reason)), slog.Int("attempts", s.Attempts), slog.Duration("took", s.Took), slog.Any("error", s.err))
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
