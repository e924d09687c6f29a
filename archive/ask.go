package archive

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// caller asks services about one address and makes every failure an [*Error].
type caller struct {
	archive   string // the service in messages
	url       string // the address that is looked for
	transport http.RoundTripper
	userAgent string
}

func (c *caller) failed(status int, err error) *Error {
	return &Error{Archive: c.archive, URL: c.url, Status: status, Err: err}
}

// get sends one request when its turn has come and gives any answer but "too many requests". A 429 with Memento-Datetime
// is an archived page. The caller closes the body.
func (c *caller) get(ctx context.Context, address string, p pace, header http.Header) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, c.failed(0, err)
	}
	for name, values := range header {
		req.Header[name] = values
	}
	return c.send(req, p)
}

func (c *caller) send(req *http.Request, p pace) (*http.Response, error) {
	turn := budgetOf(strings.ToLower(req.URL.Host))
	if wait, err := turn.wait(req.Context(), p); err != nil {
		e := c.failed(0, err)
		e.RetryAfter = wait
		return nil, e
	}
	if c.userAgent != "" {
		req.Header.Set("User-Agent", c.userAgent)
	}
	req.Header.Set("Accept-Encoding", "identity") // else a copy may come compressed twice
	transport := c.transport
	if transport == nil {
		transport = http.DefaultTransport
	}
	resp, err := transport.RoundTrip(req) // and not a Client: redirects are answers here
	if err != nil {
		return nil, c.failed(0, err)
	}
	if resp.StatusCode == http.StatusTooManyRequests && resp.Header.Get("Memento-Datetime") == "" {
		resp.Body.Close()
		e := c.failed(resp.StatusCode, nil)
		e.RetryAfter = turn.hush(retryAfter(resp.Header))
		return nil, e
	}
	return resp, nil
}

// retryAfter reads a number of seconds or a date (RFC 9110, section 10.2.3); 0 where there is neither.
func retryAfter(h http.Header) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.Atoi(v); err == nil {
		return time.Duration(min(max(seconds, 0), int(maxSilence.Seconds()))) * time.Second
	}
	if t, err := http.ParseTime(v); err == nil {
		return min(max(time.Until(t), 0), maxSilence)
	}
	return 0
}

// isExcluded reads the field in which an archive names the rule that hides an address, and the status for legal reasons.
func isExcluded(resp *http.Response) bool {
	reason := resp.Header.Get("X-Archive-Wayback-Runtime-Error")
	return resp.StatusCode == http.StatusUnavailableForLegalReasons ||
		strings.Contains(reason, "AdministrativeAccessControlException") || strings.Contains(reason, "RobotAccessControlException")
}

// targetOf is an address as services are asked for it: a web address without fragment and credentials.
func targetOf(address string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(withoutFragment(address)))
	if err != nil {
		return "", err
	}
	if u.Host == "" || !slices.Contains([]string{"http", "https"}, u.Scheme) {
		return "", errNotWeb
	}
	u.User = nil
	return u.String(), nil
}
