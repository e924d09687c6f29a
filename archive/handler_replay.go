package archive

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// copyBelow is a time, a modifier and the address of a page below /web/.
var copyBelow = regexp.MustCompile(`^(\d{1,14})([a-z]{2}_)?/(.+)$`)

// memento serves a copy, or leads to the nearest one.
func (s *server) memento(w http.ResponseWriter, r *http.Request, rest string) {
	m := copyBelow.FindStringSubmatch(rest)
	if m == nil {
		s.timeGate(w, r, rest)
		return
	}
	stamp, modifier, address := m[1], m[2], addressIn(m[3])
	list := s.captures(address)
	at, err := parseStamp(stamp)
	near := nearest(list, at) // the newest where there is no time
	switch {
	case near == nil:
		s.absent(w, address)
	case err != nil || near.Time.UTC().Format(stampLayout) != stamp:
		w.Header().Set("Link", "<"+inLink(near.Original)+`>; rel="original"`)
		http.Redirect(w, r, s.address(r, near, modifier), http.StatusFound)
	default:
		s.replay(w, r, address, list, near)
	}
}

// replay serves a copy as it was captured.
func (s *server) replay(w http.ResponseWriter, r *http.Request, address string, list []*Snapshot, copied *Snapshot) {
	resp, err := s.collection.Open(r.Context(), copied)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer resp.Body.Close()
	if isGzip(resp.Header) && !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		inflate(resp)
	}
	h := w.Header()
	s.originalFields(h, r, resp, copied)
	h.Set("Memento-Datetime", copied.Time.UTC().Format(http.TimeFormat))
	h.Set("Link", s.links(r, address, list, copied))
	h.Set("Content-Security-Policy", "sandbox")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(resp.StatusCode)
	if r.Method == http.MethodHead {
		return
	}
	if _, err := io.Copy(w, resp.Body); err != nil {
		panic(http.ErrAbortHandler) // the client must not take a part for the whole
	}
}

// originalFields passes on what describes the body and keeps the rest under another name: cookies and rules of the site are not ours.
func (s *server) originalFields(h http.Header, r *http.Request, resp *http.Response, copied *Snapshot) {
	for name, values := range resp.Header {
		switch name {
		case "Content-Type", "Content-Encoding", "Content-Language", "Content-Length":
			h[name] = values
		}
		h["X-Archive-Orig-"+name] = values
	}
	location := resp.Header.Get("Location")
	if from, err := url.Parse(copied.Original); err == nil && location != "" {
		if to, err := from.Parse(location); err == nil {
			h.Set("Location", base(r)+"/web/"+copied.Time.UTC().Format(stampLayout)+"id_/"+to.String())
		}
	}
	if resp.Header.Get("Content-Type") == "" {
		h["Content-Type"] = nil // and no guess in its place
	}
}
