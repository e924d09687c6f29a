package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/ibid-go/ibid/archive"
)

// findersOf gives the archives that a setting names; an empty list asks nobody.
func findersOf(names string) (archive.Finders, error) {
	var list archive.Finders
	for name := range strings.SplitSeq(names, ",") {
		f, err := finderOf(strings.TrimSpace(name))
		if err != nil {
			return nil, err
		}
		if f != nil {
			list = append(list, f)
		}
	}
	return list, nil
}

// archives are those that are asked, as thoroughly as is wanted.
func (s *settings) archives() archive.Finders {
	for _, f := range s.finders {
		if w, ok := f.(*archive.Wayback); ok {
			w.Thorough = s.thorough
		}
	}
	return s.finders
}

// finderOf gives one archive, nil for none.
func finderOf(name string) (archive.Finder, error) {
	kind, address, _ := strings.Cut(name, "=")
	switch {
	case name == "none" || name == "":
		return nil, nil
	case name == "wayback":
		return &archive.Wayback{UserAgent: userAgent()}, nil
	case name == "perma":
		return &archive.Perma{UserAgent: userAgent()}, nil
	case kind == "timegate":
		return &archive.Memento{TimeGate: address, UserAgent: userAgent()}, nil
	case kind == "timemap":
		return &archive.Memento{TimeMap: address, UserAgent: userAgent()}, nil
	case kind == "aggregator":
		m := archive.Aggregator(address)
		m.UserAgent = userAgent()
		return m, nil
	case strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://"):
		return &archive.Wayback{Base: name, UserAgent: userAgent()}, nil
	}
	if m, ok := archive.Service(name); ok {
		m.UserAgent = userAgent()
		return m, nil
	}
	if _, err := os.Stat(name); err != nil {
		return nil, fmt.Errorf("%q is no archive: give wayback, perma, none, %s, a URL, or the path of a recording", name, strings.Join(archive.ServiceNames(), ", "))
	}
	return archive.OpenPath(name)
}
