package fetch

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/dns/dnsmessage"
)

// fakeDNS is a name server on loopback that knows what a test tells it.
type fakeDNS struct {
	net.PacketConn

	names  map[string][]netip.Addr // without the final dot; absent: NXDOMAIN
	broken []string                // SERVFAIL

	mu      sync.Mutex
	queries map[string]int // of type A
}

// newDNS starts a name server that knows names and fails for broken.
func newDNS(t *testing.T, names map[string][]netip.Addr, broken ...string) *fakeDNS {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	require.NoError(t, err)
	d := &fakeDNS{PacketConn: conn, names: names, broken: broken, queries: map[string]int{}}
	t.Cleanup(func() { conn.Close() })
	go d.serve()
	return d
}

// resolver asks d and nobody else.
func (d *fakeDNS) resolver() *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var dialer net.Dialer
		return dialer.DialContext(ctx, "udp", d.LocalAddr().String())
	}}
}

func (d *fakeDNS) serve() {
	buf := make([]byte, 4<<10)
	for {
		n, from, err := d.ReadFrom(buf)
		if err != nil {
			return
		}
		var m dnsmessage.Message
		if m.Unpack(buf[:n]) != nil || len(m.Questions) != 1 {
			continue
		}
		d.answer(&m)
		if out, err := m.Pack(); err == nil {
			d.WriteTo(out, from)
		}
	}
}

func (d *fakeDNS) answer(m *dnsmessage.Message) {
	d.mu.Lock()
	defer d.mu.Unlock()
	q := m.Questions[0]
	name := strings.TrimSuffix(q.Name.String(), ".")
	m.Header.Response, m.Header.RecursionAvailable, m.Additionals = true, true, nil
	if q.Type == dnsmessage.TypeA {
		d.queries[name]++
	}
	addrs, known := d.names[name]
	switch {
	case slices.Contains(d.broken, name):
		m.Header.RCode = dnsmessage.RCodeServerFailure
	case !known:
		m.Header.RCode = dnsmessage.RCodeNameError
	}
	for _, a := range addrs {
		h := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}
		switch {
		case q.Type == dnsmessage.TypeA && a.Is4():
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: h, Body: &dnsmessage.AResource{A: a.As4()}})
		case q.Type == dnsmessage.TypeAAAA && a.Is6():
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: h, Body: &dnsmessage.AAAAResource{AAAA: a.As16()}})
		}
	}
}
