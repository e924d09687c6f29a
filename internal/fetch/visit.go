package fetch

import (
	"context"
	"crypto/tls"
	"net/http/httptrace"
	"sync"
	"time"
)

// visit is what the manners tell each other about one visit. Its hops follow
// one another in one goroutine; only what httptrace reports, from goroutines
// of net/http that may outlive the hop, needs the lock.
type visit struct {
	number int64         // in the order in which visits began
	left   time.Duration // what remains of Timeout
	hops   []Hop
	timing Timing
	jar    jar
	notes  []string

	mu        sync.Mutex
	remote    string
	tlsFailed error
}

type visitKey struct{}

// attach gives a context that carries v through the manners.
func (v *visit) attach(ctx context.Context) context.Context {
	ctx = context.WithValue(ctx, visitKey{}, v)
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(i httptrace.GotConnInfo) {
			v.mu.Lock()
			defer v.mu.Unlock()
			v.remote = i.Conn.RemoteAddr().String()
		},
		TLSHandshakeDone: func(_ tls.ConnectionState, err error) {
			v.mu.Lock()
			defer v.mu.Unlock()
			v.tlsFailed = err
		},
	})
}

// visitOf gives the visit of ctx, or a new one where a manner is used alone.
func visitOf(ctx context.Context) *visit {
	if v, ok := ctx.Value(visitKey{}).(*visit); ok {
		return v
	}
	return &visit{left: DefaultTimeout}
}

func (v *visit) remoteAddr() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.remote
}

// tlsError is the error of the last TLS handshake. Many of crypto/tls's errors
// have no type of their own, so that net/http's error alone does not tell.
func (v *visit) tlsError() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.tlsFailed
}
