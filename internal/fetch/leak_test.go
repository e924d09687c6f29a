package fetch

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// After visits of every outcome no goroutine and no connection is left.
func TestNothingIsLeftBehind(t *testing.T) {
	var open atomic.Int64
	hang := make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("page")) })
	mux.HandleFunc("/big", func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, 1<<20)) })
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/away", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "ftp://a.test/", http.StatusFound) })
	mux.HandleFunc("/br", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "br")
		w.Write(make([]byte, 1<<20))
	})
	mux.HandleFunc("/cut", func(w http.ResponseWriter, _ *http.Request) {
		w.Write(make([]byte, 9))
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	})
	mux.HandleFunc("/hang", func(http.ResponseWriter, *http.Request) { <-hang })
	before := runtime.NumGoroutine()
	srv := httptest.NewUnstartedServer(mux)
	srv.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		switch s {
		case http.StateNew:
			open.Add(1)
		case http.StateClosed:
			open.Add(-1)
		}
	}
	srv.Start()
	c := &Client{AllowPrivate: true, AnyPort: true, Delay: -1, MaxBytes: 64 << 10}
	var wg sync.WaitGroup
	for _, path := range strings.Fields("/page /big /loop /away /br /cut /hang /missing") {
		for range 5 {
			wg.Go(func() {
				ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
				defer cancel()
				_, _ = c.Get(ctx, srv.URL+path) // whatever the outcome
			})
		}
	}
	wg.Wait()
	close(hang)
	c.CloseIdleConnections()
	assert.True(t, soon(func() bool { return open.Load() == 0 }), "connections")
	srv.Close()
	assert.True(t, soon(func() bool { return runtime.NumGoroutine() <= before }), "goroutines")
}

// soon waits for done in this goroutine, so that none is added to the count.
func soon(done func() bool) bool {
	for range 1000 {
		if done() {
			return true
		}
		time.Sleep(5 * time.Millisecond)
	}
	return false
}

// Connections are kept: one host never sees more of them than requests at once.
func TestConnectionsAreKept(t *testing.T) {
	var conns atomic.Int64
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/end" {
			http.Redirect(w, r, "/end", http.StatusFound)
		}
	}))
	srv.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			conns.Add(1)
		}
	}
	srv.Start()
	defer srv.Close()
	c := &Client{AllowPrivate: true, AnyPort: true, Delay: -1, PerHost: 3}
	defer c.CloseIdleConnections()
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			_, err := c.Get(context.Background(), srv.URL)
			assert.NoError(t, err)
		})
	}
	wg.Wait()
	// net/http may dial for a request that then takes over another's connection.
	assert.LessOrEqual(t, conns.Load(), int64(2*3))
}
