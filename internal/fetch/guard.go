package fetch

import (
	"context"
	_ "embed"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// BlockedError says that the guard refused to connect. A manuscript must never
// make the machine that reads it ask its own network for anything.
type BlockedError struct {
	Host string     // as asked for
	Addr netip.Addr // the address behind it; invalid where the name or the port alone was refused
	Why  string     // what the address, name or port is, such as "loopback"
}

func (e *BlockedError) Error() string {
	if e.Addr.IsValid() && e.Addr.String() != e.Host {
		return fmt.Sprintf("%s has the address %v, which is not on the public internet (%s)", e.Host, e.Addr, e.Why)
	}
	return fmt.Sprintf("%s may not be visited (%s)", e.Host, e.Why)
}

// guard refuses whatever is not a public web address: before a request by
// what its URL says, and at each connection by the address that is dialled.
type guard struct {
	next         http.RoundTripper
	allowPrivate bool
	anyPort      bool
}

func (g *guard) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := g.check(req.URL); err != nil {
		return refuse(req, err)
	}
	return g.next.RoundTrip(req)
}

// refuse ends req as an http.RoundTripper must, its body closed.
func refuse(req *http.Request, err error) (*http.Response, error) {
	if req.Body != nil {
		_ = req.Body.Close()
	}
	return nil, err
}

// check judges what can be judged without resolving the name. A proxy would
// resolve it elsewhere, so addresses and local names must be stopped here.
func (g *guard) check(u *url.URL) error {
	if err := checkScheme(u); err != nil {
		return err
	}
	host, err := asciiHost(u.Hostname())
	if err != nil {
		return &Error{Kind: KindURL, Err: err}
	}
	host = strings.TrimRight(host, ".")
	if !g.anyPort && !webPort(u.Port()) {
		return &BlockedError{Host: u.Host, Why: "port " + u.Port() + " is not one of the web"}
	}
	if g.allowPrivate {
		return nil
	}
	if addr, err := netip.ParseAddr(host); err == nil {
		if why := special(addr); why != "" {
			return &BlockedError{Host: host, Addr: addr, Why: why}
		}
		return nil
	}
	if why := localName(host); why != "" {
		return &BlockedError{Host: host, Why: why}
	}
	return nil
}

// control runs for each connection, between resolving and dialling: what is
// judged is the very address that is dialled, so a name that changes its
// answer in between (DNS rebinding) gains nothing.
func (g *guard) control(_ context.Context, _, address string, _ syscall.RawConn) error {
	if g.allowPrivate {
		return nil
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return &BlockedError{Host: address, Why: "not an address"}
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return &BlockedError{Host: host, Why: "not an address"}
	}
	if why := special(addr); why != "" {
		return &BlockedError{Host: host, Addr: addr, Why: why}
	}
	return nil
}

// webPort tells whether pages are commonly served on port: 80, 443 and the
// alternatives 8000-8999. Other ports belong to services that could take a
// request for a command.
func webPort(port string) bool {
	if port == "" || port == "80" || port == "443" {
		return true
	}
	n, err := strconv.Atoi(port)
	return err == nil && 8000 <= n && n <= 8999
}

// localName tells why a name is none of the public DNS.
//
// A last label that is a number makes the name an IPv4 address in the eyes of
// browsers and C libraries, in spellings such as 0x7f.1 or 2130706433 (URL
// Standard, "ends in a number checker"); those that are canonical were parsed
// before. The suffixes are reserved: RFC 6761 (localhost), RFC 6762 (local),
// RFC 8375 (home.arpa), ICANN 2024 (internal).
func localName(host string) string {
	last := host[strings.LastIndexByte(host, '.')+1:]
	if _, err := strconv.ParseUint(last, 0, 64); err == nil || isDigits(last) || last == "0x" {
		return "a number in place of a name"
	}
	for _, suffix := range []string{"localhost", "local", "internal", "home.arpa"} {
		if host == suffix || strings.HasSuffix(host, "."+suffix) {
			return "a name of a private network"
		}
	}
	if !strings.Contains(host, ".") {
		return "a name without a dot is one of a private network"
	}
	return ""
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// special tells what addr is if it is not on the public internet, and "" if
// it is.
func special(addr netip.Addr) string {
	addr = addr.Unmap().WithZone("")
	if nat64.Contains(addr) {
		b := addr.As16()
		if why := special(netip.AddrFrom4([4]byte(b[12:]))); why != "" {
			return why + ", by way of NAT64"
		}
		return ""
	}
	best := network{prefix: netip.PrefixFrom(addr, 0)}
	for _, n := range specialNetworks() {
		if n.prefix.Contains(addr) && n.prefix.Bits() > best.prefix.Bits() {
			best = n
		}
	}
	if best.name == "" && addr.Is6() && !globalUnicast6.Contains(addr) {
		return "not a global unicast address"
	}
	return best.name
}

var (
	// An address of nat64 stands for the IPv4 address in its last four bytes (RFC 6052).
	nat64 = netip.MustParsePrefix("64:ff9b::/96")
	// IANA has given out no IPv6 unicast address outside globalUnicast6 (RFC 3513).
	globalUnicast6 = netip.MustParsePrefix("2000::/3")
)

type network struct {
	prefix netip.Prefix
	name   string
}

//go:embed data/networks.txt
var networksFile string

// specialNetworks reads data/networks.txt. A fault in the file must not open
// the guard, so it panics; a test reads the file too.
var specialNetworks = sync.OnceValue(func() []network {
	var list []network
	for line := range dataLines(networksFile) {
		prefix, name, _ := strings.Cut(line, "\t")
		list = append(list, network{netip.MustParsePrefix(prefix), name})
	}
	return list
})
