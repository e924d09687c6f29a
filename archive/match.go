package archive

import (
	"net/url"
	"strings"
)

// matchURL compares the address of a capture with the address asked for.
func matchURL(asked, captured string) Match {
	a, b := keysOf(asked), keysOf(captured)
	switch {
	case a.exact == b.exact:
		return MatchExact
	case a.scheme == b.scheme:
		return MatchScheme
	case a.loose == b.loose:
		return MatchNormalised
	}
	return MatchDifferent
}

// keys are the spellings of one address that are equal where two addresses match.
type keys struct{ exact, scheme, loose string }

func keysOf(address string) keys {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" {
		return keys{address, address, address}
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if port := u.Port(); port != "" && !standardPort(u.Scheme, port) {
		host += ":" + port
	}
	query := ""
	if u.RawQuery != "" {
		query = "?" + u.RawQuery
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	same := host + path + query
	return keys{
		exact:  strings.ToLower(u.Scheme) + "://" + same,
		scheme: same,
		loose:  strings.TrimPrefix(host, "www.") + strings.TrimRight(unescaped(path), "/") + unescaped(query),
	}
}

func standardPort(scheme, port string) bool {
	return strings.EqualFold(scheme, "http") && port == "80" || strings.EqualFold(scheme, "https") && port == "443"
}

// unescaped undoes percent-encoding where it can be undone, so that two spellings become one.
func unescaped(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// withoutFragment takes off the part of an address that is never sent to a server.
func withoutFragment(address string) string {
	address, _, _ = strings.Cut(address, "#")
	return address
}
