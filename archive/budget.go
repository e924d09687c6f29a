package archive

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// pace is how often a service may be asked.
type pace struct {
	interval time.Duration // from one request to the next
	silence  time.Duration // after the service said that there were too many
}

// replayPace is what the Internet Archive asks of clients: 80 % of 600 requests a minute, and no request in the minute after a 429,
// since going on leads to a block of the whole network address (edgi-govdata-archiving/wayback, issue 137).
func replayPace() pace { return pace{interval: time.Second / 8, silence: time.Minute} }

// maxSilence bounds how long a service can make us wait by Retry-After.
const maxSilence = time.Hour

// budget spaces the requests to one host.
type budget struct {
	pace  pace
	mu    sync.Mutex
	next  time.Time // when the next request may start
	quiet time.Time // no request before
}

// budgets are the budgets of this process. They are kept for the process and not for a client, because services count by network
// address: two clients that each keep the rules would break them together.
var budgets struct {
	sync.Mutex
	byHost map[string]*budget
}

// budgetOf is the one budget of a host in this process.
func budgetOf(host string, p pace) *budget {
	budgets.Lock()
	defer budgets.Unlock()
	if budgets.byHost == nil {
		budgets.byHost = map[string]*budget{}
	}
	b := budgets.byHost[host]
	if b == nil {
		b = &budget{pace: p}
		budgets.byHost[host] = b
	}
	return b
}

// wait returns when a request may start. Where the context ends before that, it returns at once and says how long it would have been.
func (b *budget) wait(ctx context.Context) (time.Duration, error) {
	for {
		delay := b.reserve()
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
func (b *budget) reserve() time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	start := b.next
	if b.quiet.After(start) {
		start = b.quiet
	}
	if start.After(now) {
		return start.Sub(now)
	}
	b.next = now.Add(b.pace.interval)
	return 0
}

// hush keeps silence towards the host, at least as long as its manners ask, and returns for how long.
func (b *budget) hush(retryAfter time.Duration) time.Duration {
	d := min(max(b.pace.silence, retryAfter), maxSilence)
	b.mu.Lock()
	defer b.mu.Unlock()
	if until := time.Now().Add(d); until.After(b.quiet) {
		b.quiet = until
	}
	return d
}
