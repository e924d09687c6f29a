package fetch

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// MaxURLBytes bounds an address that a redirect gives.
const MaxURLBytes = 8 << 10

// canonical checks that u is an address of the web and gives a copy without
// user and password, its host in lower-case ASCII: full-width digits and the
// like must meet the guard as what they mean.
func canonical(u *url.URL) (*url.URL, error) {
	if err := checkScheme(u); err != nil {
		return nil, err
	}
	if u.Hostname() == "" {
		return nil, &Error{Kind: KindURL, Err: errors.New("the address names no host")}
	}
	host, err := asciiHost(u.Host)
	if err != nil {
		return nil, &Error{Kind: KindURL, Err: err}
	}
	c := *u
	c.User, c.Host = nil, host
	return &c, nil
}

// asciiHost gives host, with or without a port, as the DNS knows it.
func asciiHost(host string) (string, error) {
	if strings.IndexFunc(host, func(r rune) bool { return r > unicode.MaxASCII }) < 0 {
		return strings.ToLower(host), nil
	}
	name, port, hasPort := strings.Cut(host, ":")
	name, err := idna.Lookup.ToASCII(name)
	if err != nil {
		return "", fmt.Errorf("%q is no host name: %w", clean(host), err)
	}
	if hasPort {
		name += ":" + port
	}
	return name, nil
}

func checkScheme(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" {
		return &Error{Kind: KindScheme, Err: fmt.Errorf("%q is neither http nor https", clean(u.Scheme))}
	}
	return nil
}

// resolve reads a Location field, which may be relative to base.
func resolve(base *url.URL, location string) (*url.URL, error) {
	if len(location) > MaxURLBytes {
		return nil, &Error{Kind: KindURL, Err: fmt.Errorf("redirected to an address of %d bytes", len(location))}
	}
	u, err := base.Parse(location)
	if err != nil {
		return nil, &Error{Kind: KindURL, Err: fmt.Errorf("redirected to no address: %w", err)}
	}
	return u, nil
}

func withoutFragment(u *url.URL) string {
	c := *u
	c.Fragment, c.RawFragment = "", ""
	return c.String()
}
