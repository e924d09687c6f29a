package archive

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// timeMap is a list of the copies of an address (RFC 7089, section 5), or a list of such lists.
type timeMap struct {
	original string
	timeGate string
	pages    []string // other TimeMaps to read: further pages, or the lists of an index
	mementos []mementoLink
	dropped  int // entries without a time that can be read, or with one in the future
}

type mementoLink struct {
	uri  string
	time time.Time
}

// parseTimeMap reads application/link-format. Copies come out in the order of time, each once.
func parseTimeMap(body, self string, now time.Time) timeMap {
	var m timeMap
	for _, l := range parseLinks(body) {
		switch {
		case l.is("memento"):
			when := l.datetime()
			if when.IsZero() || when.After(now.Add(clockSkew)) {
				m.dropped++
				continue
			}
			m.mementos = append(m.mementos, mementoLink{l.target, when})
		case l.is("original"):
			m.original = l.target
		case l.is("timegate"):
			m.timeGate = l.target
		case l.is("timemap") && !l.is("self") && l.target != self && readable(l.params["type"]):
			m.pages = append(m.pages, l.target)
		}
	}
	m.mementos = inOrder(m.mementos)
	return m
}

// inOrder sorts by time and leaves out what stands twice.
func inOrder(links []mementoLink) []mementoLink {
	slices.SortStableFunc(links, func(a, b mementoLink) int {
		return cmp.Or(a.time.Compare(b.time), strings.Compare(a.uri, b.uri))
	})
	return slices.Compact(links)
}

// readable leaves out the TimeMaps in other formats that aggregators name beside their own.
func readable(mediaType string) bool {
	return mediaType == "" || strings.HasPrefix(mediaType, "application/link-format")
}
