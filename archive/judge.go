package archive

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/ibid-go/ibid/internal/page"
	"github.com/ibid-go/ibid/internal/warc"
)

// maxJudged bounds what is read of a copy to tell a page from an error page, in bytes. A longer one is judged by its beginning.
const maxJudged = 512 << 10

// maxStub bounds a page that does nothing but lead elsewhere, in bytes: real pages are longer.
const maxStub = 2 << 10

// refresh is the order to a browser to go elsewhere, in a page or in its script.
var refresh = regexp.MustCompile(`(?i)<meta[^>]+http-equiv=["']?refresh|\blocation(?:\.href)?\s*=\s*["']|Got an HTTP 30\d response at crawl time`)

// judge reads the body of a copy and says what is wrong with it: an error page that was answered as a page, or one that only leads elsewhere.
// It fills in the digest where the whole body was seen.
func judge(s *Snapshot, resp *http.Response) {
	if s.Status < 200 || s.Status > 299 || !strings.Contains(s.MediaType, "html") {
		return
	}
	if isGzip(resp.Header) {
		inflate(resp)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxJudged+1))
	if err != nil || len(body) == 0 {
		return // the status is known; the body is not
	}
	if len(body) <= maxJudged && !resp.Uncompressed {
		s.Digest = strings.TrimPrefix(warc.Digest(body), "sha1:")
	}
	s.Fault = fault(body, resp.Header.Get("Content-Type"), s.Original)
}

// fault names what makes a page useless as a source, "" for nothing.
func fault(body []byte, contentType, address string) string {
	if len(body) < maxStub && refresh.Match(body) {
		return "redirect"
	}
	base, err := url.Parse(address)
	if err != nil {
		base = nil
	}
	p, err := page.Read(bytes.Clone(body[:min(len(body), maxJudged)]), contentType, base)
	if err != nil {
		return ""
	}
	switch p.Status {
	case page.OK, page.Paywall, page.JSShell, page.Failed: // Failed also stands for a page with hardly any text
		return ""
	}
	return string(p.Status)
}
