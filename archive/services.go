package archive

import (
	_ "embed"
	"strings"
)

//go:embed data/services.txt
var servicesFile string

// Service gives the client for an archive that is known by name, such as "arquivo" or "ukwa"; see [ServiceNames]. To name archive.today is to ask for
// it: its copies are found, marked as not trusted. The client is the caller's.
func Service(name string) (*Memento, bool) {
	for _, f := range serviceRows() {
		if f[0] == name {
			return &Memento{TimeGate: f[1], TimeMap: f[2], Untrusted: f[3] == "untrusted"}, true
		}
	}
	return nil, false
}

// ServiceNames are the names that [Service] knows.
func ServiceNames() []string {
	var names []string
	for _, f := range serviceRows() {
		names = append(names, f[0])
	}
	return names
}

// serviceRows are the lines of the table: name, TimeGate, TimeMap, marks.
func serviceRows() [][]string {
	var rows [][]string
	for line := range strings.Lines(servicesFile) {
		if f := strings.Fields(line); len(f) == 4 && f[0] != "#" {
			rows = append(rows, f)
		}
	}
	return rows
}
