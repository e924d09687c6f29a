// Package fetch visits one web page the way a good guest does.
//
// A [Client] makes one visit with [Client.Get] and gives back a [Response], or
// an [*Error] whose [Kind] says what went wrong. Each manner is one file and
// one [http.RoundTripper] that wraps the next; client.go states their order:
//
//	redirect.go   follow redirects, record every hop
//	robots.go     heed robots.txt, where that is wanted
//	throttle.go   wait for a turn: per host, and over all hosts; slow down where a host asks
//	turns.go      who of those that wait goes first
//	header.go     say who asks
//	decode.go     undo gzip, br and zstd, within bounds
//	limit.go      time, bytes, progress
//	network.go    connections and proxies, the innermost
//	guard.go      addresses that are never dialled
//
// refresh.go follows pages that send their visitors on, wait.go reads for how
// long a site wants to be left alone, family.go tries the other kind of address,
// issuer.go mends an incomplete chain of certificates, address.go brings addresses into one form, cookies.go holds those of one
// chain, and blocked.go tells a page from a wall that stands in front of it.
package fetch
