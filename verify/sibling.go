package verify

import (
	"net/url"
	"sync"
)

// siblingPath is a path that no site has. It is always the same, so that a
// recording can hold its answer.
const siblingPath = "/ibid-asks-what-is-said-of-a-missing-page"

// sibling is what a site says of a page that certainly does not exist, compared
// with what it says of a page in doubt.
type sibling int

const (
	siblingUnknown sibling = iota // not asked, or no answer
	siblingAlike                  // the same: the page in doubt is missing too
	siblingOther                  // the site tells missing pages from others
)

// probe asks one site once a run.
type probe struct {
	once sync.Once
	got  *outcome
}

// sibling asks the site of address for a page that does not exist.
func (r *run) sibling(address string, o *outcome) sibling {
	u, err := url.Parse(address)
	if err != nil {
		return siblingUnknown
	}
	site := u.Scheme + "://" + u.Host
	r.mu.Lock()
	p := r.probes[site]
	if p == nil {
		p = new(probe)
		r.probes[site] = p
	}
	r.mu.Unlock()
	p.once.Do(func() { p.got = r.ask(r.ctx, site+siblingPath) })
	return o.compareWith(p.got)
}

// compareWith tells whether the answer to a made-up address is that to the
// address in doubt.
func (o *outcome) compareWith(made *outcome) sibling {
	switch {
	case made.err != nil || made.wall != "" || made.code == 0:
		return siblingUnknown
	case made.code == 404 || made.code == 410:
		return siblingOther
	case made.code != o.code || o.source == nil || made.source == nil:
		return siblingUnknown
	case len(o.hops) > 0 && len(made.hops) > 0 && sameAddress(o.final, made.final):
		return siblingAlike
	case o.source.Title() == made.source.Title() && o.source.Title() != "":
		return siblingAlike
	}
	return siblingOther
}
