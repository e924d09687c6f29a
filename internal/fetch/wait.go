package fetch

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// MaxWait is the longest that a site is waited for when it asks to be left
// alone. A run that an editor watches cannot wait longer; the page is then not
// visited again.
const MaxWait = time.Minute

// wantedWait tells for how long an answer asks to be left alone: by Retry-After
// (RFC 9110, 10.2.3) beside a status that puts off, or by a rate limit of which
// nothing remains. It is 0 where the answer does not ask, and never negative.
func wantedWait(status int, h http.Header, now time.Time) time.Duration {
	wait := usedUp(h, now)
	switch status {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusForbidden:
		if d, ok := retryAfter(h.Get("Retry-After"), now); ok {
			return d
		}
		if status == http.StatusTooManyRequests {
			return wait
		}
	}
	if status < http.StatusBadRequest {
		return wait
	}
	return 0
}

// retryAfter reads a Retry-After field: seconds, for which some servers write a
// fraction or a unit, or a date in any of the three forms of HTTP.
func retryAfter(field string, now time.Time) (time.Duration, bool) {
	field = strings.TrimSpace(field)
	if at, err := http.ParseTime(field); err == nil {
		return max(at.Sub(now), 0), true
	}
	return seconds(strings.TrimSuffix(field, "s"))
}

// seconds reads a number of seconds; one beyond what a Duration holds is the
// longest one.
func seconds(s string) (time.Duration, bool) {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil && !math.IsInf(n, 0) || math.IsNaN(n) || strings.ContainsAny(s, "xXpP_") {
		return 0, false
	}
	if n >= math.MaxInt64/float64(time.Second) {
		return math.MaxInt64, true
	}
	return time.Duration(max(n, 0) * float64(time.Second)), true
}

// usedUp tells how long a rate limit lasts of which nothing remains, by the
// fields of the IETF's drafts "RateLimit header fields for HTTP" and their
// customary forerunners with X-.
func usedUp(h http.Header, now time.Time) time.Duration {
	if limit := h.Get("Ratelimit"); strings.Contains(strings.ReplaceAll(limit, " ", "")+";", ";r=0;") {
		if _, rest, ok := strings.Cut(limit, "t="); ok {
			d, _ := seconds(strings.TrimSpace(strings.Split(rest, ";")[0]))
			return d
		}
	}
	for _, prefix := range [...]string{"Ratelimit-", "X-Ratelimit-", "X-Rate-Limit-"} {
		if h.Get(prefix+"Remaining") == "0" {
			return reset(h.Get(prefix+"Reset"), now)
		}
	}
	return 0
}

// reset reads when a rate limit ends: in seconds, or since 1970, which is told
// from the former by its size.
func reset(field string, now time.Time) time.Duration {
	const since1970 = 1e9 // seconds: 32 years as a span, 2001 as a date
	d, _ := seconds(strings.TrimSpace(field))
	if d >= since1970*time.Second && d < math.MaxInt64 {
		return max(time.Unix(int64(d/time.Second), 0).Sub(now), 0)
	}
	return d
}
