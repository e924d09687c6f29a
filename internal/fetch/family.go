package fetch

import (
	"context"
	"net"
	"net/netip"
)

type familyKey struct{}

// OtherFamily gives a context whose visits try first the family of addresses,
// IPv4 or IPv6, to which remote, an ip:port, does not belong: some hosts answer
// by one of them alone. It gives ctx where remote is no address.
func OtherFamily(ctx context.Context, remote string) context.Context {
	at, err := netip.ParseAddrPort(remote)
	if err != nil {
		return ctx
	}
	network := "tcp4"
	if at.Addr().Unmap().Is4() {
		network = "tcp6"
	}
	return context.WithValue(ctx, familyKey{}, network)
}

// dialer dials the family that the context prefers, then any. Trying all the
// addresses of a host in turn is net.Dialer's own manner (RFC 8305).
func dialer(d *net.Dialer) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if preferred, ok := ctx.Value(familyKey{}).(string); ok {
			if conn, err := d.DialContext(ctx, preferred, address); err == nil {
				return conn, nil
			}
		}
		return d.DialContext(ctx, network, address)
	}
}
