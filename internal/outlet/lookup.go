package outlet

import "strings"

// Lookup gives the outlet that name is a name of, or nil. Case, accents,
// punctuation and an English article in front do not matter. An abbreviation
// may stand behind in brackets ("Human Rights Watch (HRW)") and the name may be
// a host ("Vox.com"); "online" behind a name is passed over.
func Lookup(name string) *Outlet {
	if len(name) > maxName {
		return nil
	}
	r := known()
	if o := r.named(name); o != nil {
		return o
	}
	switch {
	case strings.HasSuffix(name, ")"):
		return r.bracketed(name)
	case hasOnline(name):
		return r.named(name[:len(name)-len(online)])
	case strings.Contains(name, ".") && !strings.Contains(name, " "):
		return ByHost(name)
	}
	return nil
}

func (r *registry) named(name string) *Outlet {
	if !r.begins.May(name) { // as most of what is asked about
		return nil
	}
	var buf [2 * maxName]byte
	return r.byKey[string(appendKey(buf[:0], name))]
}

// bracketed reads "name (abbreviation)". Both must mean the same outlet: "The
// Nation (Lahore)" is not the one of New York.
func (r *registry) bracketed(name string) *Outlet {
	open := strings.LastIndexByte(name, '(')
	if open < 0 {
		return nil
	}
	o := r.named(name[:open])
	if o == nil || o != r.named(name[open:]) {
		return nil
	}
	return o
}

const online = " online"

func hasOnline(name string) bool {
	at := len(name) - len(online)
	return at > 0 && strings.EqualFold(name[at:], online)
}

// maxHost is how many bytes the name of a host may have (RFC 1035, section
// 2.3.4), with room for a port behind it.
const maxHost = 255 + len(":65535")

// ByHost gives the outlet whose pages host serves, or nil. A host below one of
// an outlet's domains is the outlet's ("www.bbc.co.uk"), unless a longer domain
// belongs to another. A port and a final full stop do not matter.
func ByHost(host string) *Outlet {
	if len(host) > maxHost {
		return nil
	}
	r := known()
	host, _, _ = strings.Cut(host, ":")
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	for host != "" {
		if o := r.byHost[host]; o != nil {
			return o
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return nil
}

// Same reports whether a and b are names of one outlet. Names that are not
// known are the same where they differ only in what Lookup passes over.
func Same(a, b string) bool {
	if x, y := Lookup(a), Lookup(b); x != nil || y != nil {
		return x == y
	}
	k := key(a)
	return k != "" && k == key(b)
}
