package archive

import (
	"encoding/json"
	"strings"
	"time"
)

// readTimeMap reads a TimeMap in the format of the RFC or in one of those that services offer beside it.
func readTimeMap(body, self string, now time.Time) timeMap {
	switch text := strings.TrimSpace(body); {
	case strings.HasPrefix(text, "{"), strings.HasPrefix(text, "!"):
		return parseTimeMapJSON(text, now)
	default:
		return parseTimeMap(text, self, now)
	}
}

// aggregated is a TimeMap as MemGator and Perma.cc write it in JSON. In CDXJ each line behind the time is an entry.
type aggregated struct {
	Original string `json:"original_uri"`
	Mementos struct {
		List                 []datedURI
		First, Last, Closest *datedURI
	} `json:"mementos"`
	datedURI
}

type datedURI struct {
	URI      oneOrMore `json:"uri"`
	Datetime string    `json:"datetime"`
}

// oneOrMore is an address, or a list of addresses of one time.
type oneOrMore []string

func (o *oneOrMore) UnmarshalJSON(text []byte) error {
	if text[0] == '[' {
		return json.Unmarshal(text, (*[]string)(o))
	}
	*o = make([]string, 1)
	return json.Unmarshal(text, &(*o)[0])
}

// parseTimeMapJSON reads objects one after the other and passes over what stands between them: lines of CDXJ start with a time, or with
// a word for what they tell.
func parseTimeMapJSON(body string, now time.Time) timeMap {
	var m timeMap
	var links []mementoLink
	add := func(d datedURI) {
		when, err := parseDatetime(d.Datetime)
		for _, uri := range d.URI {
			if err != nil || when.After(now.Add(clockSkew)) {
				m.dropped++
				continue
			}
			links = append(links, mementoLink{uri, when})
		}
	}
	for start := strings.IndexByte(body, '{'); start >= 0; start = strings.IndexByte(body, '{') {
		var a aggregated
		objects := json.NewDecoder(strings.NewReader(body[start:]))
		if objects.Decode(&a) != nil {
			break
		}
		body = body[start+int(objects.InputOffset()):]
		if a.Original != "" {
			m.original = a.Original
		}
		for _, d := range a.Mementos.List {
			add(d)
		}
		for _, d := range []*datedURI{a.Mementos.First, a.Mementos.Last, a.Mementos.Closest, &a.datedURI} {
			if d != nil {
				add(*d)
			}
		}
	}
	m.mementos = inOrder(links)
	return m
}
