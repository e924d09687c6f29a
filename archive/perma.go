package archive

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// DefaultPerma is the address of the programming interface of Perma.cc.
const DefaultPerma = "https://api.perma.cc/v1"

// permaSite is where people look at the copies of Perma.cc.
const permaSite = "https://perma.cc/"

// Perma is a [Finder] for the public copies in Perma.cc, which law reviews and courts keep. It needs no key. The zero value is ready; it
// is safe for concurrent use once its fields are set.
type Perma struct {
	Base      string            // empty means DefaultPerma
	Transport http.RoundTripper // nil means http.DefaultTransport
	UserAgent string            // says who asks; empty leaves Go's own
}

const (
	// permaListed is how many copies are asked for; the service gives no more than 300.
	permaListed = "300"
	// maxPermaAnswer bounds an answer, in bytes: 300 copies of about 1 KiB.
	maxPermaAnswer = 4 << 20
)

// permaLink is a copy as Perma.cc describes it.
type permaLink struct {
	GUID     string         `json:"guid"`
	Created  time.Time      `json:"creation_timestamp"`
	URL      string         `json:"url"`
	Captures []permaCapture `json:"captures"`
}

type permaCapture struct {
	Role      string `json:"role"`
	Status    string `json:"status"`
	MediaType string `json:"content_type"`
}

// primary is the capture of the page itself, beside which there may be one of its picture.
func (l permaLink) primary() permaCapture {
	for _, c := range l.Captures {
		if c.Role == "primary" {
			return c
		}
	}
	return permaCapture{}
}

// Find asks for the public copies of the address. Copies whose capture failed or is still under way are none.
func (p *Perma) Find(ctx context.Context, q Query) (*Snapshot, error) {
	a := caller{archive: "perma.cc", url: q.URL, transport: p.Transport, userAgent: p.UserAgent}
	target, err := targetOf(q.URL)
	if err != nil {
		return nil, a.failed(0, err)
	}
	links, err := a.permaLinks(ctx, p.Base, target)
	if err != nil {
		return nil, err
	}
	var candidates []*Snapshot
	for _, l := range links {
		if s := l.snapshot(target); s != nil && s.Match != MatchDifferent && !inFuture(s) {
			candidates = append(candidates, s)
		}
	}
	if s := best(q, candidates); s != nil {
		return s, nil
	}
	return nil, notFound(a.archive, q.URL, outside(q, candidates))
}

// permaLinks are the public copies of an address; none is no error.
func (c *caller) permaLinks(ctx context.Context, base, target string) ([]permaLink, error) {
	resp, err := c.get(ctx, permaBase(base)+"/public/archives/?"+url.Values{"url": {target}, "limit": {permaListed}}.Encode(), mementoPace(), nil)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode == http.StatusNotFound:
		return nil, nil
	case resp.StatusCode != http.StatusOK:
		return nil, c.failed(resp.StatusCode, nil)
	}
	links, err := readPerma(resp.Body)
	if err != nil {
		return nil, c.failed(0, err)
	}
	return links, nil
}

func permaBase(base string) string {
	if base == "" {
		base = DefaultPerma
	}
	return strings.TrimSuffix(base, "/")
}

// readPerma reads a list of copies, or the one copy that is asked for by its identifier.
func readPerma(r io.Reader) ([]permaLink, error) {
	var answer struct {
		permaLink
		Objects []permaLink `json:"objects"`
	}
	if err := json.NewDecoder(io.LimitReader(r, maxPermaAnswer)).Decode(&answer); err != nil {
		return nil, err
	}
	if answer.GUID != "" {
		return []permaLink{answer.permaLink}, nil
	}
	return answer.Objects, nil
}

func (l permaLink) snapshot(asked string) *Snapshot {
	c := l.primary()
	if l.GUID == "" || c.Status != "success" {
		return nil
	}
	mediaType, _, _ := strings.Cut(strings.ToLower(c.MediaType), ";")
	return &Snapshot{
		Archive: "perma.cc", URL: permaSite + url.PathEscape(l.GUID), Original: l.URL, Time: l.Created.UTC(),
		MediaType: mediaType, Match: matchURL(asked, l.URL), Trusted: true,
	}
}
