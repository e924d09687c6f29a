package verify

import (
	"context"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/fetch"
	"github.com/ibid-go/ibid/internal/page"
	"github.com/ibid-go/ibid/internal/prose"
)

// How far a run reads ahead of the result that is due.
const (
	// window is how many citations may wait for the one that is due: a document
	// of that many is seen whole before anything is tried again.
	window = 8 << 10

	// lookahead visits are begun for each request that may be in flight, so that
	// all hosts are busy behind a slow one.
	lookahead = 4
)

// run is one CheckAll.
type run struct {
	checker *Checker
	ctx     context.Context
	report  citation.Date           // stands in for that of a source without one
	begun   chan struct{}           // first visits that are under way
	pages   chan func(*page.Reader) // that are there and must be read
	readers sync.WaitGroup
	group   sync.WaitGroup
	packers packers

	mu      sync.Mutex
	visits  map[string]*visit
	probes  map[string]*probe
	ahead   map[string][]*job // all jobs by address, where they are known from the beginning; else nil
	first   int               // first visits that are not over
	reading bool              // more of them may come
	lull    chan struct{}     // closed when neither is left
	done    int
	texts   texts
}

func (k *Checker) newRun(ctx context.Context, report citation.Date) (r *run, stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	r = &run{
		checker: k, ctx: ctx, report: report, begun: make(chan struct{}, lookahead*k.concurrency()), lull: make(chan struct{}),
		pages:  make(chan func(*page.Reader)),
		visits: make(map[string]*visit), probes: make(map[string]*probe),
	}
	for range runtime.GOMAXPROCS(0) {
		r.readers.Go(r.readPages)
	}
	return r, func() { cancel(); r.group.Wait(); close(r.pages); r.readers.Wait() }
}

// readPages reads pages and compares them. Few are read at once, since each takes
// several times its size, and in goroutines that last, whose memory has grown to
// what that takes.
func (r *run) readPages() {
	var reader page.Reader
	for read := range r.pages {
		read(&reader)
	}
}

// readPage has a page read, and waits until it is.
func (r *run) readPage(read func(*page.Reader)) {
	done := make(chan struct{})
	r.pages <- func(reader *page.Reader) { defer close(done); read(reader) }
	<-done
}

// jobsOf gives the jobs of citations that come one by one.
func (r *run) jobsOf(citations iter.Seq[*citation.Citation]) iter.Seq[*job] {
	return func(yield func(*job) bool) {
		for c := range citations {
			if !yield(r.newJob(c)) {
				return
			}
		}
	}
}

// known gives the jobs of citations that are there from the beginning. Each page
// is compared with all of them while its text is at hand.
func (r *run) known(citations iter.Seq[*citation.Citation]) iter.Seq[*job] {
	jobs := slices.Collect(r.jobsOf(citations))
	r.ahead = make(map[string][]*job)
	for _, j := range jobs {
		if j.reason == "" {
			r.ahead[j.key()] = append(r.ahead[j.key()], j)
		}
	}
	return slices.Values(jobs)
}

// inOrder begins the visits of jobs and gives each in its turn.
func (r *run) inOrder(jobs iter.Seq[*job]) iter.Seq[*job] {
	return func(yield func(*job) bool) {
		begun, left := make(chan *job, window), make(chan struct{})
		r.group.Go(func() { r.read(jobs, begun, left) })
		defer close(left)
		for j := range begun {
			if !yield(j) {
				return
			}
		}
	}
}

// read begins the visits that jobs need, until the reader of those begun left.
func (r *run) read(jobs iter.Seq[*job], begun chan<- *job, left <-chan struct{}) {
	defer close(begun)
	defer r.endReading()
	r.setReading(true)
	for j := range jobs {
		r.start(j)
		select {
		case <-left:
			return
		default:
		}
		select {
		case begun <- j:
			continue
		default:
		}
		r.setReading(false) // until the result that is due makes room
		select {
		case begun <- j:
			r.setReading(true)
		case <-left:
			return
		}
	}
}

// setReading says whether more first visits may come, and begins a lull where
// none is left.
func (r *run) setReading(reading bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.reading = reading
	r.checkLull()
}

// endReading says that no further citation comes.
func (r *run) endReading() {
	r.setReading(false)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.texts.end()
}

func (r *run) checkLull() {
	if !r.reading && r.first == 0 {
		close(r.lull)
		r.lull = make(chan struct{})
	}
}

// quiet waits for the end of the run, as far as it can be seen: until all first
// visits are over and until has come.
func (r *run) quiet(until time.Time) error {
	r.mu.Lock()
	lull := r.lull
	if !r.reading && r.first == 0 {
		lull = nil
	}
	r.mu.Unlock()
	if lull != nil {
		select {
		case <-lull:
		case <-r.ctx.Done():
			return r.ctx.Err()
		}
	}
	select {
	case <-time.After(time.Until(until)):
		return nil
	case <-r.ctx.Done():
		return r.ctx.Err()
	}
}

// job is one citation with the visits that decide it.
type job struct {
	citation *citation.Citation
	url      string
	reason   Reason // where there is no visit
	visit    *visit

	archivedURL string // of a copy that the note cites beside the page
	archived    *visit // of that copy; nil where there is none

	text   string  // of the page, where it came before the citation
	seen   *seen   // by the visit, as the citation has it
	result *Result // nil before the page was compared
	whole  *Source // the page with its text, where an older copy may bear out the cited title
}

// newJob finds the address of a citation, or why there is none to visit.
func (r *run) newJob(c *citation.Citation) *job {
	j := &job{citation: c}
	j.url, j.reason = addressOf(c)
	j.url = prose.WithoutUserinfo(j.url)
	switch {
	case j.url == "":
	case r.checker.Offline:
		j.reason = ReasonOffline
	case r.checker.excludes(j.url):
		j.reason = ReasonExcluded
	default:
		j.archivedURL = r.archivedBeside(c, j.url)
	}
	return j
}

// key is the address of the page, which is visited once for all its places.
func (j *job) key() string { return withoutFragment(j.url) }

func withoutFragment(address string) string {
	address, _, _ = strings.Cut(address, "#")
	return address
}

// start begins the visits that j needs, unless other jobs have.
func (r *run) start(j *job) {
	if j.reason != "" {
		return
	}
	j.visit = r.visitOf(j.citation, j.url, j)
	if j.archivedURL != "" {
		j.archived = r.visitOf(j.citation, j.archivedURL, nil)
	}
}

// archivedBeside is the address of a copy that the note cites beside the page, "" where there is none to visit.
func (r *run) archivedBeside(c *citation.Citation, address string) string {
	copied := prose.WithoutUserinfo(archivedLink(c, address))
	if r.checker.excludes(copied) {
		return ""
	}
	return copied
}

// visitOf gives the visit of an address, which begins now unless another
// citation has begun it. With a job its page is compared as soon as it is there.
func (r *run) visitOf(c *citation.Citation, address string, j *job) *visit {
	key := withoutFragment(address)
	r.mu.Lock()
	v, known := r.visits[key]
	if !known {
		v = &visit{address: address, done: make(chan struct{}), waiting: r.ahead[key]}
		r.visits[key] = v
		r.first++
	}
	v.due++
	switch {
	case j == nil || r.ahead != nil:
	case v.over:
		j.text = v.text
	default:
		v.waiting = append(v.waiting, j)
	}
	r.mu.Unlock()
	if known {
		return v
	}
	select {
	case r.begun <- struct{}{}:
	case <-r.ctx.Done(): // the visit will say so itself
	}
	r.group.Go(func() { r.visit(v, c) })
	return v
}

// firstOver ends the first visit to an address.
func (r *run) firstOver() {
	select {
	case <-r.begun:
	default: // the run ended before there was a place
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.first--
	r.checkLull()
}

// visit visits one address as often as patience has it, and looks for a copy of
// the page. The first citation says what work it is.
func (r *run) visit(v *visit, c *citation.Citation) {
	defer close(v.done)
	start := time.Now().UTC()
	o, attempts := r.patiently(v.address, c.Work().Title.Text)
	if o.reason == ReasonDoubtful && !isCopy(v.address) { // what an archive says of missing pages is not what the site says
		o.sibling = r.sibling(v.address, o)
		o.judge()
	}
	s := o.seen()
	s.Attempts, s.Evidence.Attempts = attempts, attempts
	s.When, s.Took = start, time.Since(start)
	r.lookForCopy(s, CopyQuery(c, v.address, r.report))
	r.log(v.address, s)
	r.settle(v, s)
	r.tell(v.address)
}

// patiently visits an address, and again at the end of the run while what came
// may pass. It gives the last outcome that says something.
func (r *run) patiently(address, title string) (o *outcome, attempts int) {
	o = r.attempt(r.ctx, address, title)
	r.firstOver()
	for attempts = 1; ; attempts++ {
		until, again := r.checker.patience(o, attempts, time.Now())
		if !again || r.quiet(until) != nil {
			return o, attempts
		}
		next := r.attempt(otherFamily(r.ctx, o), address, title)
		if next.reason == ReasonCanceled {
			return o, attempts // what was seen before is worth more
		}
		o = next
	}
}

func (r *run) tell(address string) {
	if r.checker.Progress == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done++
	r.checker.Progress(Event{Done: r.done, Total: len(r.visits), URL: address})
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

// otherFamily prepares another attempt at what could not be reached: by the
// family of addresses that was not tried.
func otherFamily(ctx context.Context, o *outcome) context.Context {
	switch o.reason {
	case ReasonTimeout, ReasonReset, ReasonTLS, ReasonUnreachable:
		return fetch.OtherFamily(ctx, o.remote)
	}
	return ctx
}
