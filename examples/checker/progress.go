package main

import (
	"fmt"
	"net/url"
	"os"

	"github.com/ibid-go/ibid/internal/prose"
	"github.com/ibid-go/ibid/verify"
)

// progress is one line on a terminal that says how far the visits are. A nil
// progress is silent.
type progress struct{ w *os.File }

// newProgress gives nil where nobody watches, or where the line would get
// between those of the output.
func newProgress(s *streams, set *settings, out *output) *progress {
	if set.quiet || !isTerminal(s.err) || set.format == "json" && isTerminal(out.file) {
		return nil
	}
	return &progress{s.err}
}

// longestHost bounds what is shown of an address, so that the line stays one.
const longestHost = 40

// show is a verify.Checker's Progress.
func (p *progress) show(e verify.Event) {
	host := e.URL
	if u, err := url.Parse(e.URL); err == nil {
		host = u.Host
	}
	fmt.Fprintf(p.w, "\r%d of %d pages visited: %s\x1b[K", e.Done, e.Total, prose.Printable(host, longestHost))
}

// clear takes the line away.
func (p *progress) clear() {
	if p != nil {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
