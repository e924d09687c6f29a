// Package hostile is a web that misbehaves in every way that is known, on
// loopback, for tests of what visits it. [Behaviours] is the table: what a server
// does, and the verdict that is right. [Start] gives each behaviour a server of
// its own, so that no manner towards one host touches another.
package hostile

import (
	"bufio"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Behaviour is one way in which a server treats its visitors.
type Behaviour struct {
	Name    string
	Path    string // of the link; "" means /2021/05/border-question
	Verdict string // status and reason as verify has them, "-" for none: "gone not-found"

	tls    *tls.Config
	accept func(net.Conn)            // takes the connection before any request; nil: HTTP is spoken
	serve  func(*Visit) (again bool) // answers one request; again: the connection lives on
}

// Visit is one request to a server of the web.
type Visit struct {
	Request *http.Request
	N       int // of the request, from 1
	conn    net.Conn
	quiet   time.Duration // for which no request is wanted, as the answer says
}

// Web is a running web.
type Web struct {
	servers map[string]*server
	open    atomic.Int64
	group   sync.WaitGroup
}

type server struct {
	behaviour Behaviour
	listener  net.Listener
	web       *Web
	mu        sync.Mutex
	conns     map[net.Conn]bool
	requests  []time.Time
	early     int       // requests before a Retry-After was over
	quiet     time.Time // until then no request is wanted
}

// Start starts a server for every behaviour. The caller closes the web.
func Start(behaviours []Behaviour) (*Web, error) {
	w := &Web{servers: map[string]*server{}}
	for _, b := range behaviours {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			w.Close()
			return nil, err
		}
		s := &server{behaviour: b, listener: l, web: w, conns: map[net.Conn]bool{}}
		w.servers[b.Name] = s
		w.group.Go(s.run)
	}
	return w, nil
}

// URL is the link to what the server of a behaviour serves.
func (w *Web) URL(name string) string {
	s := w.servers[name]
	scheme, path := "http", s.behaviour.Path
	if s.behaviour.tls != nil {
		scheme = "https"
	}
	if path == "" {
		path = "/2021/05/border-question"
	}
	return scheme + "://" + s.listener.Addr().String() + path
}

// Requests counts the requests to the server of a behaviour, and those that came
// before a Retry-After was over.
func (w *Web) Requests(name string) (all, early int) {
	s := w.servers[name]
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.requests), s.early
}

// Open counts the connections that visitors hold open.
func (w *Web) Open() int { return int(w.open.Load()) }

// Close ends all servers and their connections, and waits for them.
func (w *Web) Close() {
	for _, s := range w.servers {
		s.listener.Close()
		s.mu.Lock()
		for c := range s.conns {
			c.Close()
		}
		s.mu.Unlock()
	}
	w.group.Wait()
}

func (s *server) run() {
	for {
		c, err := s.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			continue
		}
		s.mu.Lock()
		s.conns[c] = true
		s.mu.Unlock()
		s.web.open.Add(1)
		s.web.group.Go(func() {
			defer func() {
				c.Close()
				s.mu.Lock()
				delete(s.conns, c)
				s.mu.Unlock()
				s.web.open.Add(-1)
			}()
			s.talk(c)
		})
	}
}

// talk speaks on one connection until it ends.
func (s *server) talk(c net.Conn) {
	if s.behaviour.accept != nil {
		s.behaviour.accept(c)
		return
	}
	conn := c
	if s.behaviour.tls != nil {
		conn = tls.Server(c, s.behaviour.tls)
	}
	r := bufio.NewReader(conn)
	for {
		req, err := http.ReadRequest(r)
		if err != nil {
			return
		}
		v := &Visit{Request: req, N: s.count(), conn: conn}
		again := s.behaviour.serve(v)
		s.mu.Lock()
		if v.quiet > 0 {
			s.quiet = time.Now().Add(v.quiet)
		}
		s.mu.Unlock()
		if !again {
			return
		}
	}
}

// count takes note of a request.
func (s *server) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	if now.Before(s.quiet) {
		s.early++
	}
	s.requests = append(s.requests, now)
	return len(s.requests)
}
