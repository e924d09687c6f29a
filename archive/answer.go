package archive

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// describe takes status and media type from the answer that is a copy, and judges its content.
func describe(s *Snapshot, resp *http.Response) {
	s.Status = resp.StatusCode
	s.MediaType, _, _ = strings.Cut(strings.ToLower(resp.Header.Get("Content-Type")), ";")
	judge(s, resp)
}

// originalOf is the address that the archive says was captured.
func originalOf(resp *http.Response, otherwise string) string {
	for _, l := range linksOf(resp) {
		if l.is("original") && l.target != "" {
			return l.target
		}
	}
	return otherwise
}

func (c *caller) excluded() error { return fmt.Errorf("%w (%s, %s)", ErrExcluded, c.url, c.archive) }

// noCopy is the error for an answer that is no copy and names none.
func (c *caller) noCopy(resp *http.Response, err error) error {
	switch {
	case resp.StatusCode == http.StatusNotFound:
		return notFound(c.archive, c.url, "")
	case resp.StatusCode < 300:
		return c.failed(0, errors.Join(errors.New("it answered with a page of its own and no copy"), err))
	}
	e := c.failed(resp.StatusCode, err)
	e.RetryAfter = retryAfter(resp.Header)
	return e
}

func copyAddress(base *url.URL, stamp, modifier, target string) string {
	return base.String() + "/web/" + stamp + modifier + "/" + target
}

// archivedCopy is what the address of a copy says.
type archivedCopy struct{ stamp, modifier, target string }

// copyPath is the path of a copy: a time, a modifier of two letters, and the address that was captured.
var copyPath = regexp.MustCompile(`^https?://[^/]+/(?:[^/]+/)*?(\d{4,14})([a-z]{2}_)?/(https?:/.+)$`)

func parseCopy(address string) (archivedCopy, bool) {
	m := copyPath.FindStringSubmatch(address)
	if m == nil {
		return archivedCopy{}, false
	}
	target := m[3]
	if !strings.Contains(target, "://") { // proxies fold the two slashes into one
		target = strings.Replace(target, ":/", "://", 1)
	}
	return archivedCopy{m[1], m[2], target}, true
}
