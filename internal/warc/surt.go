package warc

import (
	"fmt"
	"net"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

// SURT is the sort key of an address in an index: the host backwards, then path and query, so that a domain stands together
// ("com,example)/a?b=1"). It follows the canonical form of the Internet Archive's surt library, which forgets scheme,
// "www.", session identifiers, letter case and the order of parameters; it is for a local index only, because services
// differ in the details. An address that has no host is its own key.
func SURT(address string) string {
	address = strings.TrimSpace(address)
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok || scheme == "" {
		return strings.ToLower(address)
	}
	rest, _, _ = strings.Cut(rest, "#")
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	host := surtHost(rest[:end], strings.ToLower(scheme))
	path, query, _ := strings.Cut(rest[end:], "?")
	key := host + ")" + surtPath(path)
	if q := surtQuery(query); q != "" {
		key += "?" + q
	}
	return key
}

// wwwPrefix is what surt takes off: www, www2, www17.
var wwwPrefix = regexp.MustCompile(`^www\d*\.`)

func surtHost(authority, scheme string) string {
	if at := strings.LastIndexByte(authority, '@'); at >= 0 {
		authority = authority[at+1:]
	}
	host, port, err := net.SplitHostPort(authority)
	if err != nil {
		host, port = authority, ""
	}
	if strings.Contains(host, ":") { // IPv6 is not turned around
		return strings.Trim(host, "[]")
	}
	if decoded, err := url.PathUnescape(host); err == nil {
		host = decoded
	}
	host = wwwPrefix.ReplaceAllString(asciiHost(strings.ToLower(strings.Trim(host, "."))), "")
	labels := strings.Split(host, ".")
	slices.Reverse(labels)
	key := strings.Join(labels, ",")
	if port != "" && !(scheme == "http" && port == "80") && !(scheme == "https" && port == "443") {
		key += ":" + port
	}
	return key
}

func asciiHost(host string) string {
	labels := strings.Split(host, ".")
	for i, label := range labels {
		labels[i] = punycode(label)
	}
	return strings.Join(labels, ".")
}

func surtPath(p string) string {
	p = path.Clean("/" + escapeAgain(p))
	return strings.ToLower(p)
}

// sessionParameter is a parameter that names a visit and not a page.
var sessionParameter = regexp.MustCompile(`^(?:jsessionid=[0-9a-z]{32}|phpsessid=[0-9a-z]{32}|sid=[0-9a-z]{32}|aspsessionid[a-z]{8}=[a-z]{24}|cfid=[^&]+|cftoken=[^&]+)$`)

func surtQuery(q string) string {
	if q == "" {
		return ""
	}
	parts := strings.Split(strings.ToLower(escapeAgain(q)), "&")
	parts = slices.DeleteFunc(parts, func(p string) bool { return sessionParameter.MatchString(p) })
	slices.Sort(parts)
	return strings.Join(parts, "&")
}

// escapeAgain undoes percent-encoding and encodes only what cannot stand in an address, so that two spellings become one.
// A percent sign that encodes nothing stays encoded.
func escapeAgain(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			c = unhex(s[i+1])<<4 | unhex(s[i+2])
			i += 2
		}
		if c <= ' ' || c >= 0x7f || c == '%' || c == '#' {
			fmt.Fprintf(&b, "%%%02x", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c&^0x20 - 'A' + 10
}
