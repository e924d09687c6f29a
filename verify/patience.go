package verify

import (
	"time"

	"github.com/ibid-go/ibid/internal/fetch"
)

// How often and when what may pass is tried again. Two visits find most faults
// that pass within minutes; more would make a run wait for what is broken.
const (
	defaultRetries = 2
	firstBackOff   = time.Second // grows fourfold with each attempt
)

// patience tells whether an outcome may pass so that a further attempt, the
// n-th, is worth it, and before when it must not be made.
func (k *Checker) patience(o *outcome, n int, now time.Time) (until time.Time, again bool) {
	retries := k.Retries
	if retries == 0 {
		retries = defaultRetries
	}
	if o.reason == ReasonTimeout {
		retries = min(retries, 1) // each costs the whole time-out
	}
	if k.Recorded || n > retries || !mayPass(o.reason) || o.wait > fetch.MaxWait || o.kind == fetch.KindThrottled {
		return time.Time{}, false
	}
	backOff := firstBackOff << (2 * min(n-1, 8))
	return now.Add(max(backOff, o.wait)), true
}

// mayPass tells whether the same visit may bring something else a little later.
func mayPass(r Reason) bool {
	switch r {
	case ReasonTimeout, ReasonDNS, ReasonUnreachable, ReasonProxy, ReasonTLS, ReasonReset, ReasonBadHTTP, ReasonBadEncoding,
		ReasonServerError, ReasonMaintenance, ReasonEmpty, ReasonRateLimited:
		return true
	}
	return false
}
