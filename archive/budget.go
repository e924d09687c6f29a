package archive

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"
)

// pace is how often a service may be asked for one kind of thing.
type pace struct {
	lane     string        // requests of other kinds are counted apart
	interval time.Duration // from one request to the next
}

// What services ask of their clients.
func replayPace() pace  { return pace{"replay", time.Second / 8} }        // Internet Archive: 80 % of 600 a minute (edgi-govdata-archiving/wayback)
func indexPace() pace   { return pace{"index", 2500 * time.Millisecond} } // Internet Archive, CDX: 80 % of 30 a minute (the same)
func mementoPace() pace { return pace{"memento", time.Second / 5} }       // arquivo.pt: 80 % of 400 a minute, the least that an archive publishes
func savePace() pace    { return pace{"save", 8600 * time.Millisecond} }  // Save Page Now 2: seven captures a minute
func pollPace() pace    { return pace{"poll", time.Second} }              // of the states of captures; each is asked every few seconds

// silence is for how long a host that said 429 is left alone: going on within the minute leads to a block of the whole
// network address (edgi-govdata-archiving/wayback, issue 137).
const silence = time.Minute

// maxSilence bounds how long a service can make us wait by Retry-After.
const maxSilence = time.Hour

// budget spaces the requests to one host.
type budget struct {
	mu    sync.Mutex
	next  map[string]time.Time // by lane: when the next request may start
	quiet time.Time            // no request of any kind before
}

// budgets are the budgets of this process. They are kept for the process and not for a client, because services count by network
// address: two clients that each keep the rules would break them together.
var budgets struct {
	sync.Mutex
	byHost map[string]*budget
}

// budgetOf is the one budget of a host in this process.
func budgetOf(host string) *budget {
	budgets.Lock()
	defer budgets.Unlock()
	if budgets.byHost == nil {
		budgets.byHost = map[string]*budget{}
	}
	b := budgets.byHost[host]
	if b == nil {
		b = &budget{next: map[string]time.Time{}}
		budgets.byHost[host] = b
	}
	return b
}

// wait returns when a request may start. Where the context ends before that, it returns at once and says how long it would have been.
func (b *budget) wait(ctx context.Context, p pace) (time.Duration, error) {
	for {
		delay := b.reserve(p)
		if delay == 0 {
			return 0, ctx.Err()
		}
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < delay {
			return delay, fmt.Errorf("the archive is not to be asked for another %v: %w", delay.Round(time.Second), context.DeadlineExceeded)
		}
		select {
		case <-ctx.Done():
			return delay, ctx.Err()
		case <-time.After(delay):
		}
	}
}

// reserve takes the turn if it has come, and says how long to wait otherwise.
func (b *budget) reserve(p pace) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	start := b.next[p.lane]
	if b.quiet.After(start) {
		start = b.quiet
	}
	if start.After(now) {
		return start.Sub(now)
	}
	b.next[p.lane] = now.Add(p.interval)
	return 0
}

// hush keeps silence towards the host, for a minute at least, and returns for how long.
func (b *budget) hush(retryAfter time.Duration) time.Duration {
	d := min(max(silence, retryAfter), maxSilence)
	b.mu.Lock()
	defer b.mu.Unlock()
	if until := time.Now().Add(d); until.After(b.quiet) {
		b.quiet = until
	}
	return d
}

// Turn waits until a request for a copy may be sent to a host by the budget that the finders keep, so that others who read copies there share it.
// It returns the context's error, or one that says that the archive is to be left alone for longer than the context lasts.
func Turn(ctx context.Context, host string) error {
	_, err := budgetOf(strings.ToLower(host)).wait(ctx, replayPace())
	return err
}
