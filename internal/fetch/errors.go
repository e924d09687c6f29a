package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"unicode"
)

// Kind is what went wrong in a visit that got no answer.
type Kind string

// The kinds of failure. Every error of a visit has exactly one.
const (
	KindURL          Kind = "bad-url"            // the address, or one that a redirect gave, cannot be read
	KindScheme       Kind = "unsupported-scheme" // neither http nor https
	KindBlocked      Kind = "blocked-address"    // the guard refused; Err is a *BlockedError
	KindNoHost       Kind = "no-such-host"       // the DNS says that the name does not exist (NXDOMAIN) or has no address
	KindDNS          Kind = "dns"                // the DNS could not be asked
	KindConnect      Kind = "connect"            // refused or unreachable
	KindProxy        Kind = "proxy"              // the proxy failed; nothing is known of the page
	KindTLS          Kind = "tls"                // TLS failed otherwise than below
	KindTLSExpired   Kind = "tls-expired"        // the certificate is out of date
	KindTLSHost      Kind = "tls-wrong-host"     // the certificate is for another name
	KindTLSAuthority Kind = "tls-unknown-issuer" // the certificate's issuer is not known, or its chain incomplete
	KindTimeout      Kind = "timeout"            // a limit of time was reached
	KindReset        Kind = "reset"              // the connection broke
	KindProtocol     Kind = "bad-http"           // the answer is not HTTP, or its header too large; or a caller's Transport failed in a way of its own
	KindEncoding     Kind = "bad-encoding"       // the body's compression is unknown or broken
	KindBomb         Kind = "decompression-bomb" // the body unpacks out of all proportion
	KindLoop         Kind = "redirect-loop"      // redirected to an address already visited
	KindRedirects    Kind = "too-many-redirects" // more than MaxRedirects
	KindThrottled    Kind = "throttled"          // the host asked to be left alone for longer than MaxWait; not visited
	KindRobots       Kind = "robots"             // robots.txt asks to stay away, and the Client heeds it
	KindCanceled     Kind = "canceled"           // the caller's context ended
)

// Error says why a visit got no whole answer.
type Error struct {
	URL      string    // of the hop that failed
	Hops     []Hop     // the redirects before it
	Kind     Kind      // what went wrong
	Response *Response // what had arrived when the body broke; nil before that
	Err      error     // the cause, never nil
}

func (e *Error) Error() string {
	if e.URL == "" {
		return fmt.Sprintf("%s: %v", e.Kind, e.Err)
	}
	return fmt.Sprintf("fetch %s: %s: %v", e.URL, e.Kind, e.Err)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// newError dresses err, the failure of the visit that began with req.
func newError(req *http.Request, v *visit, partial *Response, err error) *Error {
	e := &Error{URL: clean(req.URL.Redacted()), Hops: v.hops, Kind: kindOf(req.Context(), v, err), Response: partial, Err: err}
	if n := len(v.hops); n > 0 {
		e.URL = v.hops[n-1].Location
	}
	var inner *Error
	if errors.As(err, &inner) {
		e.Err = inner.Err
	}
	return e
}

// kindOf asks, from the most telling to the least, what err is. The caller's
// context comes first: once it is over, every other error is its consequence.
func kindOf(ctx context.Context, v *visit, err error) Kind {
	if ctx.Err() != nil {
		return KindCanceled
	}
	var known *Error
	if errors.As(err, &known) {
		return known.Kind
	}
	for _, kind := range []func(error) Kind{blockedKind, proxyKind, dnsKind, tlsKind, connectionKind} {
		if k := kind(err); k != "" {
			return k
		}
	}
	if v.tlsError() != nil {
		return KindTLS
	}
	return KindProtocol
}

func blockedKind(err error) Kind {
	var blocked *BlockedError
	if errors.As(err, &blocked) {
		return KindBlocked
	}
	return ""
}

// proxyKind comes before the DNS: that a proxy's name does not exist says
// nothing of the page.
func proxyKind(err error) Kind {
	var op *net.OpError
	if errors.As(err, &op) && op.Op == "proxyconnect" {
		return KindProxy
	}
	return ""
}

func dnsKind(err error) Kind {
	var dns *net.DNSError
	switch {
	case !errors.As(err, &dns):
		return ""
	case dns.IsNotFound:
		return KindNoHost
	default:
		return KindDNS
	}
}

func tlsKind(err error) Kind {
	var (
		invalid   x509.CertificateInvalidError
		host      x509.HostnameError
		authority x509.UnknownAuthorityError
		verify    *tls.CertificateVerificationError
		record    tls.RecordHeaderError
		alert     *net.OpError
	)
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return KindTLSExpired
	case errors.As(err, &host):
		return KindTLSHost
	case errors.As(err, &authority):
		return KindTLSAuthority
	case errors.As(err, &verify), errors.As(err, &record):
		return KindTLS
	case errors.As(err, &alert) && (alert.Op == "remote error" || alert.Op == "local error"):
		return KindTLS // how crypto/tls names an alert of either side
	}
	return ""
}

func connectionKind(err error) Kind {
	var timeout net.Error
	var op *net.OpError
	switch {
	case errors.As(err, &timeout) && timeout.Timeout():
		return KindTimeout
	case errors.Is(err, syscall.ECONNRESET):
		return KindReset
	case errors.As(err, &op) && op.Op == "dial":
		return KindConnect
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &op), errors.Is(err, syscall.EPIPE):
		return KindReset
	}
	return ""
}

// clean drops control characters from s, which came from a manuscript or a
// page and may reach a terminal.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
