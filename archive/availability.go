package archive

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Availability is a [Finder] for the Internet Archive's older interface "available". The service is often closed to a caller for hours and at times
// says that there is no copy where there is one: ask [Wayback] first, and take "no copy" from here for a hint only.
// The zero value is ready; it is safe for concurrent use once its fields are set.
type Availability struct {
	Base      string            // empty means https://archive.org
	Transport http.RoundTripper // nil means http.DefaultTransport
	UserAgent string            // says who asks; empty leaves Go's own
}

// Find asks for the copy nearest to q.At with a status of success.
func (v *Availability) Find(ctx context.Context, q Query) (*Snapshot, error) {
	a := waybackQuery{caller: caller{archive: "archive.org", url: q.URL, transport: v.Transport, userAgent: v.UserAgent}, query: q}
	var err error
	if a.target, err = targetOf(q.URL); err != nil {
		return nil, a.failed(0, err)
	}
	base := v.Base
	if base == "" {
		base = "https://archive.org"
	}
	ask := url.Values{"url": {a.target}, "timestamp": {q.moment().UTC().Format(stampLayout)}}
	resp, err := a.get(ctx, strings.TrimSuffix(base, "/")+"/wayback/available?"+ask.Encode(), indexPace(), nil)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, a.noCopy(resp, nil)
	}
	return a.available(resp.Body)
}

func (a *waybackQuery) available(body io.Reader) (*Snapshot, error) {
	var answer struct {
		Snapshots struct {
			Closest *struct {
				Status    string `json:"status"`
				Available bool   `json:"available"`
				URL       string `json:"url"`
			} `json:"closest"`
		} `json:"archived_snapshots"`
	}
	if err := json.NewDecoder(io.LimitReader(body, maxNotice)).Decode(&answer); err != nil {
		return nil, a.failed(0, err)
	}
	near := answer.Snapshots.Closest
	if near == nil || !near.Available {
		return nil, notFound(a.archive, a.url, "")
	}
	c, ok := parseCopy(near.URL)
	when, err := parseStamp(c.stamp)
	if !ok || err != nil {
		return nil, a.failed(0, err)
	}
	a.base = &url.URL{Scheme: "https", Host: "web.archive.org"} // it writes http
	s := a.snapshot(c.stamp, when, c.target)
	s.Status, _ = strconv.Atoi(near.Status)
	return a.settle(s)
}
