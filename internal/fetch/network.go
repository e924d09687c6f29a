package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"golang.org/x/net/http/httpproxy"
)

// How connections are made and kept.
const (
	dialTimeout      = 10 * time.Second // to one address of a host
	handshakeTimeout = 10 * time.Second
	idleTimeout      = 30 * time.Second // an idle connection is kept this long
	idlePerHost      = 16               // idle connections kept per host: a host's next request finds one
	writeBuffer      = 1 << 10          // bytes, of a connection: a request has fewer
)

// Network is the guarded way to the internet: an [http.RoundTripper] that
// refuses what [BlockedError] tells of. The zero value is ready; it is safe
// for concurrent use and must not be copied after first use. It decodes
// nothing, so that a recorder around it sees bodies as they were sent.
//
// A proxy named by the environment (HTTPS_PROXY, HTTP_PROXY, NO_PROXY) is used.
// The proxy then resolves names, and this end cannot see to which address: here
// addresses written as such, names of private networks and ports are still
// refused, but a public name that resolves to a private address is the proxy's
// to refuse.
type Network struct {
	AllowPrivate bool // also addresses that are not on the public internet
	AnyPort      bool // also ports other than 80, 443 and 8000-8999

	roots    *x509.CertPool                   // nil: the system's
	resolver *net.Resolver                    // nil: the system's
	proxy    func(*url.URL) (*url.URL, error) // nil: from the environment

	once    sync.Once
	direct  *http.Transport
	mended  mended
	proxied *http.Transport
	guard   *guard
	guarded http.RoundTripper
}

// RoundTrip sends req if the guard lets it pass.
func (n *Network) RoundTrip(req *http.Request) (*http.Response, error) {
	n.once.Do(n.compose)
	return n.guarded.RoundTrip(req)
}

// CloseIdleConnections closes connections that are kept for a next request.
func (n *Network) CloseIdleConnections() {
	n.once.Do(n.compose)
	n.direct.CloseIdleConnections()
	n.mended.closeIdle()
	n.proxied.CloseIdleConnections()
}

func (n *Network) compose() {
	if n.proxy == nil {
		n.proxy = httpproxy.FromEnvironment().ProxyFunc()
	}
	g := &guard{next: roundTripper(n.route), allowPrivate: n.AllowPrivate, anyPort: n.AnyPort}
	n.guard, n.guarded = g, g
	n.direct = n.guardedTransport(n.roots)
	// A proxy is the machine owner's choice and often has a private address.
	n.proxied = transport(&net.Dialer{Timeout: dialTimeout, Resolver: n.resolver})
	n.proxied.Proxy = func(req *http.Request) (*url.URL, error) { return n.proxy(req.URL) }
	n.proxied.OnProxyConnectResponse = func(_ context.Context, _ *url.URL, _ *http.Request, resp *http.Response) error {
		if resp.StatusCode != http.StatusOK {
			return &Error{Kind: KindProxy, Err: fmt.Errorf("the proxy answered CONNECT with %d", resp.StatusCode)}
		}
		return nil
	}
}

// route keeps proxied requests apart from direct ones: only the dialler that
// never meets an address from a manuscript goes without the guard.
func (n *Network) route(req *http.Request) (*http.Response, error) {
	proxy, err := n.proxy(req.URL)
	if err != nil {
		return refuse(req, &Error{Kind: KindProxy, Err: err})
	}
	if proxy != nil {
		return n.proxied.RoundTrip(req)
	}
	resp, err := n.direct.RoundTrip(req)
	if missing := missingIssuer(err); missing != nil {
		return n.mend(req, missing, err)
	}
	return resp, err
}

// guardedTransport dials only what the guard lets pass, and trusts roots.
func (n *Network) guardedTransport(roots *x509.CertPool) *http.Transport {
	t := transport(&net.Dialer{Timeout: dialTimeout, Resolver: n.resolver, ControlContext: n.guard.control})
	t.TLSClientConfig = &tls.Config{RootCAs: roots}
	return t
}

func transport(d *net.Dialer) *http.Transport {
	return &http.Transport{
		DialContext:            dialer(d),
		DisableCompression:     true,
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    handshakeTimeout,
		IdleConnTimeout:        idleTimeout,
		MaxIdleConnsPerHost:    idlePerHost,
		MaxResponseHeaderBytes: MaxHeaderBytes,
		WriteBufferSize:        writeBuffer,
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }
