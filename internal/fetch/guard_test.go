package fetch

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAttacks(t *testing.T) {
	file, err := os.ReadFile("testdata/attacks.txt")
	require.NoError(t, err)
	for line := range dataLines(string(file)) {
		f := strings.Split(line, "\t")
		require.Len(t, f, 3, line)
		t.Run(f[0]+" "+f[1], func(t *testing.T) {
			if f[2] == "pass" {
				passes(t, f[0])
				return
			}
			isBlocked(t, f[0], f[1], strings.TrimPrefix(f[2], "block "))
		})
	}
}

// passes asks the guard alone: nothing may leave the machine.
func passes(t *testing.T, address string) {
	u, err := canonical(mustParse(t, address))
	require.NoError(t, err)
	assert.NoError(t, (&guard{}).check(u))
	if _, err := netip.ParseAddr(u.Hostname()); err == nil {
		assert.NoError(t, (&guard{}).control(t.Context(), "tcp", u.Host+":80", nil))
	}
}

// isBlocked makes the whole visit, with a name server that answers addrs.
func isBlocked(t *testing.T, address, addrs, why string) {
	names := map[string][]netip.Addr{}
	if addrs != "-" {
		for a := range strings.SplitSeq(addrs, ",") {
			names["inside.test"] = append(names["inside.test"], netip.MustParseAddr(a))
		}
	}
	dns := newDNS(t, names)
	c := &Client{Transport: &Network{resolver: dns.resolver()}}
	_, err := c.Get(t.Context(), address)
	require.Equal(t, KindBlocked, kind(t, err), "%v", err)
	var blocked *BlockedError
	require.ErrorAs(t, err, &blocked)
	assert.Contains(t, blocked.Why, why)
	assert.NotContains(t, err.Error(), "secret")
}

// What is dialled is what was judged: there is no second look at the DNS whose
// answer could be another.
func TestRebindingFindsNoGap(t *testing.T) {
	dns := newDNS(t, map[string][]netip.Addr{"rebind.test": {netip.MustParseAddr("127.0.0.1")}})
	_, err := (&Client{Transport: &Network{resolver: dns.resolver()}}).Get(t.Context(), "http://rebind.test/")
	assert.Equal(t, KindBlocked, kind(t, err))
	dns.mu.Lock()
	defer dns.mu.Unlock()
	assert.Equal(t, 1, dns.queries["rebind.test"])
}

// The dialler holds by itself, should a spelling get by the check of the URL.
func TestDiallerHoldsAlone(t *testing.T) {
	for _, address := range []string{"127.0.0.1:80", "[::1]:443", "[::ffff:10.0.0.1]:80", "[fe80::1%eth0]:80", "example.com:80", "10.0.0.1", ""} {
		err := (&guard{}).control(t.Context(), "tcp", address, nil)
		var blocked *BlockedError
		assert.ErrorAs(t, err, &blocked, address)
	}
	assert.NoError(t, (&guard{allowPrivate: true}).control(t.Context(), "tcp", "127.0.0.1:80", nil))
}

func TestGuardHoldsOnEveryHop(t *testing.T) {
	inner := false
	secret := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { inner = true }))
	defer secret.Close()
	outside := transportFunc(func(req *http.Request) (*http.Response, error) {
		return answer(req, http.StatusFound, "", "Location", secret.URL), nil
	})
	network := &Network{AnyPort: true}
	c := &Client{Transport: transportFunc(func(req *http.Request) (*http.Response, error) {
		if req.URL.Hostname() == "example.com" {
			return outside(req)
		}
		return network.RoundTrip(req)
	})}
	_, err := c.Get(t.Context(), "http://example.com/")
	assert.Equal(t, KindBlocked, kind(t, err))
	var e *Error
	require.ErrorAs(t, err, &e)
	assert.Len(t, e.Hops, 1)
	assert.Equal(t, secret.URL, e.URL)
	assert.False(t, inner)
}

// A Network is safe without a Client around it, whatever form an address has.
func TestNetworkHoldsAlone(t *testing.T) {
	for _, address := range []string{"http://１２７.０.０.１/", "http://ＬＯＣＡＬhost/", "http://[::1]/", "http://exa\u2100mple.com/", "http://a.test:22/", "ftp://a.test/"} {
		closed := false
		body := &closer{io.NopCloser(strings.NewReader("")), func() { closed = true }}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, body)
		require.NoError(t, err)
		_, err = (&Network{}).RoundTrip(req)
		assert.Contains(t, []Kind{KindBlocked, KindURL, KindScheme}, kindOf(t.Context(), &visit{}, err), address)
		assert.True(t, closed, address)
	}
}

func TestAllowPrivateLeavesPortsGuarded(t *testing.T) {
	c := &Client{AllowPrivate: true}
	_, err := c.Get(t.Context(), "http://127.0.0.1:22/")
	assert.Equal(t, KindBlocked, kind(t, err))
}

func TestNamesThatTheDNSDoesNotKnow(t *testing.T) {
	dns := newDNS(t, nil, "broken.test")
	c := &Client{Transport: &Network{resolver: dns.resolver()}}
	_, err := c.Get(t.Context(), "http://unknown.test/")
	assert.Equal(t, KindNoHost, kind(t, err))
	_, err = c.Get(t.Context(), "http://broken.test/")
	assert.Equal(t, KindDNS, kind(t, err))
}

func TestProxy(t *testing.T) {
	var asked []string
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.RequestURI)
		if r.Method == http.MethodConnect {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	defer srv.Close()
	through := func(address string) *Client {
		return &Client{Transport: &Network{proxy: func(*url.URL) (*url.URL, error) { return mustParse(t, address), nil }}}
	}
	c := through(srv.URL)
	defer c.CloseIdleConnections()

	for _, address := range []string{"http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://intranet/", "http://[fd00::1]/", srv.URL} {
		_, err := c.Get(t.Context(), address)
		assert.Equal(t, KindBlocked, kind(t, err), address)
	}
	assert.Empty(t, asked, "refused before the proxy saw them")

	r, err := c.Get(t.Context(), "http://example.test/page")
	require.NoError(t, err, "the proxy itself may have a private address")
	assert.Equal(t, 200, r.Status)
	_, err = c.Get(t.Context(), "https://example.test/page")
	assert.Equal(t, KindProxy, kind(t, err))
	assert.Equal(t, []string{"GET http://example.test/page", "CONNECT example.test:443"}, asked)

	unclear := &Client{Transport: &Network{proxy: func(*url.URL) (*url.URL, error) { return nil, errors.New("which?") }}}
	_, err = unclear.Get(t.Context(), "http://example.test/")
	assert.Equal(t, KindProxy, kind(t, err))
	_, err = through("http://proxy.invalid:8080").Get(t.Context(), "http://example.test/")
	assert.Equal(t, KindProxy, kind(t, err), "the page's host is not what does not exist")
}

func TestSpecialNetworksAreWellFormed(t *testing.T) {
	seen := map[netip.Prefix]bool{}
	for _, n := range specialNetworks() {
		assert.Equal(t, n.prefix.Masked(), n.prefix)
		assert.NotEmpty(t, n.name, n.prefix)
		assert.False(t, seen[n.prefix], n.prefix)
		seen[n.prefix] = true
	}
}

func FuzzGuard(f *testing.F) {
	for _, s := range []string{"http://127.0.0.1/", "http://[::ffff:7f00:1]/", "http://0x7f.1", "http://127。0。0。1/", "http://a@b:80/", "http://1.0.0.0.", "http://127.0.0.1."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := url.Parse(s)
		if err != nil {
			return
		}
		c, err := canonical(u)
		if err != nil || (&guard{}).check(c) != nil {
			return
		}
		// What passes is the DNS's to resolve, or a public address.
		host := strings.TrimRight(c.Hostname(), ".") // "1.0.0.0." is the address 1.0.0.0
		if addr, err := netip.ParseAddr(host); err == nil {
			if addr.IsPrivate() || addr.IsLoopback() || addr.Unmap().IsLoopback() || !addr.IsGlobalUnicast() {
				t.Fatalf("%q passes as %v", s, addr)
			}
		} else if strings.Trim(host, "0123456789.") == "" {
			t.Fatalf("%q passes as the number %q", s, host)
		}
		if c.User != nil || strings.ToLower(c.Host) != c.Host {
			t.Fatalf("%q is not canonical: %v", s, c)
		}
	})
}
