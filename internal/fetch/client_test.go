package fetch

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// web serves mux on loopback and gives a client that may visit it.
func web(t testing.TB, mux http.Handler) (*Client, string) {
	srv := httptest.NewServer(mux)
	c := &Client{AllowPrivate: true, AnyPort: true, Delay: -1}
	t.Cleanup(func() { c.CloseIdleConnections(); srv.Close() })
	return c, srv.URL
}

func kind(t *testing.T, err error) Kind {
	t.Helper()
	var e *Error
	require.ErrorAs(t, err, &e)
	require.NotNil(t, e.Err)
	return e.Kind
}

func TestGetTellsWhoAsksAndWhatCame(t *testing.T) {
	var asked http.Header
	c, at := web(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.Header
		w.Header().Set("X-Answer", "yes")
		fmt.Fprint(w, "<title>A page</title>")
	}))
	r, err := c.Get(t.Context(), at+"/page#part")
	require.NoError(t, err)
	assert.Equal(t, 200, r.Status)
	assert.Equal(t, "<title>A page</title>", string(r.Body))
	assert.Equal(t, at+"/page#part", r.URL.String())
	assert.Equal(t, "yes", r.Header.Get("X-Answer"))
	assert.Empty(t, r.Hops)
	assert.False(t, r.Truncated)
	assert.Equal(t, strings.TrimPrefix(at, "http://"), r.Remote)
	assert.Positive(t, r.Timing.FirstByte)
	assert.GreaterOrEqual(t, r.Timing.Total, r.Timing.FirstByte)

	assert.Contains(t, asked.Get("User-Agent"), "https://github.com/ibid-go/ibid")
	for _, word := range []string{"link", "check", "bot", "crawl"} {
		assert.NotContains(t, strings.ToLower(asked.Get("User-Agent")), word)
	}
	assert.Equal(t, "gzip, br, zstd", asked.Get("Accept-Encoding"))
	assert.Contains(t, asked.Get("Accept"), "text/html")
	assert.NotEmpty(t, asked.Get("Accept-Language"))
	assert.Empty(t, asked.Get("Referer"))
}

func TestUserinfoIsNotSent(t *testing.T) {
	var asked http.Header
	c, at := web(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked = r.Header }))
	r, err := c.Get(t.Context(), strings.Replace(at, "http://", "http://user:secret@", 1))
	require.NoError(t, err)
	assert.Empty(t, asked.Get("Authorization"))
	assert.Nil(t, r.URL.User)
}

func TestAddressesThatAreNone(t *testing.T) {
	c := &Client{}
	for address, want := range map[string]Kind{
		"":                            KindScheme,
		"report.pdf":                  KindScheme,
		"ftp://example.com/":          KindScheme,
		"mailto:a@example.com":        KindScheme,
		"javascript:alert(1)":         KindScheme,
		"file:///etc/passwd":          KindScheme,
		"gopher://example.com:70/_x":  KindScheme,
		"http://":                     KindURL,
		"http:example.com":            KindURL,
		"http://a b/":                 KindURL,
		"http://example.com/%zz":      KindURL,
		"http://exa\u2100mple.com/":   KindURL,
		"http://example.com/\x1b[31m": KindURL,
		"http://[::1/":                KindURL,
		"https://example.com:port/":   KindURL,
		"\x00\x01http://example.com/": KindURL,
	} {
		_, err := c.Get(t.Context(), address)
		assert.Equal(t, want, kind(t, err), "%q", address)
		assert.NotContains(t, err.Error(), "\x1b", "%q", address)
	}
}

func TestOnlyVisits(t *testing.T) {
	req, err := http.NewRequest(http.MethodPost, "http://example.com/", nil)
	require.NoError(t, err)
	_, err = (&Client{}).Do(req)
	assert.Equal(t, KindURL, kind(t, err))
}

func TestBodyIsCutAtMaxBytes(t *testing.T) {
	c, at := web(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, body := 0, []byte(strings.Repeat("x", 100))
		fmt.Sscanf(r.URL.Path, "/%d", &n)
		if r.URL.RawQuery == "gzip" {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(gzipped(body[:n]))
			return
		}
		w.Write(body[:n])
	}))
	c.MaxBytes = 50
	for _, form := range []string{"", "?gzip"} {
		for n, cut := range map[int]bool{0: false, 49: false, 50: false, 51: true, 100: true} {
			r, err := c.Get(t.Context(), fmt.Sprintf("%s/%d%s", at, n, form))
			require.NoError(t, err)
			assert.Len(t, r.Body, min(n, 50))
			assert.Equal(t, cut, r.Truncated, "%d bytes%s", n, form)
		}
	}
}

func TestEndlessBodyEnds(t *testing.T) {
	var sent atomic.Int64
	c, at := web(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		chunk := make([]byte, 64<<10)
		for {
			n, err := w.Write(chunk)
			if sent.Add(int64(n)); err != nil {
				return
			}
		}
	}))
	c.MaxBytes = 1 << 20
	r, err := c.Get(t.Context(), at)
	require.NoError(t, err)
	assert.Len(t, r.Body, 1<<20)
	assert.True(t, r.Truncated)
}

func TestBrokenBodyIsAnErrorThatKeepsWhatCame(t *testing.T) {
	c, at := web(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		fmt.Fprint(w, "the beginning")
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}))
	_, err := c.Get(t.Context(), at)
	assert.Equal(t, KindReset, kind(t, err))
	var e *Error
	require.ErrorAs(t, err, &e)
	require.NotNil(t, e.Response)
	assert.Equal(t, 200, e.Response.Status)
	assert.Equal(t, "the beginning", string(e.Response.Body))
}

func TestAnswersThatAreNotHTTP(t *testing.T) {
	for name, tc := range map[string]struct {
		answer string
		want   Kind
	}{
		"nothing":      {"", KindReset},
		"noise":        {"220 smtp ready\r\n", KindProtocol},
		"huge header":  {"HTTP/1.1 200 OK\r\nX: " + strings.Repeat("a", 2*MaxHeaderBytes) + "\r\n\r\n", KindProtocol},
		"two lengths":  {"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx", KindProtocol},
		"1xx flood":    {strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 10000), KindProtocol},
		"bad chunk":    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", KindProtocol},
		"cut in chunk": {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc", KindReset},
	} {
		t.Run(name, func(t *testing.T) {
			at := raw(t, tc.answer)
			c := &Client{AllowPrivate: true, AnyPort: true}
			_, err := c.Get(t.Context(), "http://"+at)
			assert.Equal(t, tc.want, kind(t, err), "%v", err)
		})
	}
}

// raw serves one answer, byte by byte as given, to whoever connects.
func raw(t *testing.T, answer string) (addr string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			conn.Read(make([]byte, 4<<10))
			io.WriteString(conn, answer)
			conn.(*net.TCPConn).CloseWrite()
			io.Copy(io.Discard, conn)
			conn.Close()
		}
	}()
	return l.Addr().String()
}

func TestNothingListens(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	l.Close()
	c := &Client{AllowPrivate: true, AnyPort: true}
	_, err = c.Get(t.Context(), "http://"+l.Addr().String())
	assert.Equal(t, KindConnect, kind(t, err))
}

func TestCertificatesAreVerified(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.NotFoundHandler())
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.StartTLS()
	defer srv.Close()
	c := &Client{AllowPrivate: true, AnyPort: true}
	_, err := c.Get(t.Context(), srv.URL)
	assert.Equal(t, KindTLSAuthority, kind(t, err))

	_, err = c.Get(t.Context(), strings.Replace(srv.URL, "https", "http", 1))
	assert.NoError(t, err, "a server of TLS answers 400 in the clear")

	at := raw(t, "HTTP/1.0 400 Bad Request\r\n\r\n")
	_, err = c.Get(t.Context(), "https://"+at)
	assert.Equal(t, KindTLS, kind(t, err))
}

func TestCertificateForAnotherName(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.NotFoundHandler())
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.StartTLS()
	defer srv.Close()
	dns := newDNS(t, map[string][]netip.Addr{"other.test": {netip.MustParseAddr("127.0.0.1")}})
	c := &Client{Transport: &Network{AllowPrivate: true, AnyPort: true, resolver: dns.resolver()}}
	_, err := c.Get(t.Context(), strings.Replace(srv.URL, "127.0.0.1", "other.test", 1))
	assert.Equal(t, KindTLSHost, kind(t, err))
}

func TestCertificateOutOfDate(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	old := &x509.Certificate{SerialNumber: big.NewInt(1), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotAfter: time.Now().Add(-time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, old, old, &key.PublicKey, key)
	require.NoError(t, err)
	srv := httptest.NewUnstartedServer(http.NotFoundHandler())
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	srv.StartTLS()
	defer srv.Close()
	_, err = (&Client{AllowPrivate: true, AnyPort: true}).Get(t.Context(), srv.URL)
	assert.Equal(t, KindTLSExpired, kind(t, err))
}

// Faults of the handshake without a type of their own are still ones of TLS.
func TestHandshakeThatFails(t *testing.T) {
	noise := raw(t, "\x16\x03\x03\x00\x04\x02\x00\x00\x00") // a ServerHello without content
	_, err := (&Client{AllowPrivate: true, AnyPort: true}).Get(t.Context(), "https://"+noise)
	assert.Equal(t, KindTLS, kind(t, err), "%v", err)

	srv := httptest.NewUnstartedServer(http.NotFoundHandler())
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.TLS = &tls.Config{MaxVersion: tls.VersionTLS11, MinVersion: tls.VersionTLS10}
	srv.StartTLS()
	defer srv.Close()
	_, err = (&Client{AllowPrivate: true, AnyPort: true}).Get(t.Context(), srv.URL)
	assert.Equal(t, KindTLS, kind(t, err), "%v", err)
}

func TestCallersContextEndsTheVisit(t *testing.T) {
	release := make(chan struct{})
	c, at := web(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	defer close(release)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err := c.Get(ctx, at)
	assert.Equal(t, KindCanceled, kind(t, err))
	assert.ErrorIs(t, err, context.DeadlineExceeded)
}

// transport answers without a network.
type transportFunc = roundTripper

func answer(req *http.Request, status int, body string, header ...string) *http.Response {
	h := http.Header{}
	for i := 0; i < len(header); i += 2 {
		h.Add(header[i], header[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)), Request: req}
}

func TestTransportReplacesTheNetwork(t *testing.T) {
	missing := errors.New("not in the evidence")
	c := &Client{Transport: transportFunc(func(req *http.Request) (*http.Response, error) {
		if req.URL.Path != "/known" {
			return nil, fmt.Errorf("replay: %w", missing)
		}
		return answer(req, 200, "as recorded"), nil
	})}
	r, err := c.Get(t.Context(), "http://10.0.0.1:22/known")
	require.NoError(t, err, "a caller's transport is beyond the guard")
	assert.Equal(t, "as recorded", string(r.Body))
	assert.Empty(t, r.Remote)

	_, err = c.Get(t.Context(), "http://example.com/unknown")
	assert.ErrorIs(t, err, missing)
}

func gzipped(b []byte) []byte {
	var buf bytes.Buffer
	w := gzip.NewWriter(&buf)
	w.Write(b)
	w.Close()
	return buf.Bytes()
}

func zlibbed(b []byte) []byte {
	var buf bytes.Buffer
	w := zlib.NewWriter(&buf)
	w.Write(b)
	w.Close()
	return buf.Bytes()
}

func mustParse(t testing.TB, s string) *url.URL {
	u, err := url.Parse(s)
	require.NoError(t, err)
	return u
}
