package outlet

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/ibid-go/ibid/internal/prose"
)

//go:embed data/outlets.txt
var outletsFile string

// registry is the file of outlets, ready to be asked.
type registry struct {
	outlets []*Outlet // in the order of the file
	byKey   map[string]*Outlet
	byHost  map[string]*Outlet
	begins  prose.Beginnings // of the keys, and of the article that keys are without
}

var known = sync.OnceValue(func() *registry {
	r := &registry{byKey: map[string]*Outlet{}, byHost: map[string]*Outlet{}}
	r.begins.Add(article)
	for line := range strings.Lines(outletsFile) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "#") {
			r.add(parseLine(line))
		}
	}
	return r
})

func (r *registry) add(o *Outlet) {
	r.outlets = append(r.outlets, o)
	r.addName(o.Name, o)
	for _, alias := range o.Aliases {
		r.addName(alias, o)
	}
	for _, domain := range o.Domains {
		r.byHost[domain] = o
	}
}

func (r *registry) addName(name string, o *Outlet) {
	k := key(name)
	r.byKey[k] = o
	r.begins.Add(k)
}

// parseLine reads "name | kind role | alias; alias | domain, domain". What
// stands at the end may be left out.
func parseLine(line string) *Outlet {
	var fields [4]string
	for i := range fields {
		fields[i], line, _ = strings.Cut(line, "|")
	}
	kind, role, _ := strings.Cut(strings.TrimSpace(fields[1]), " ")
	return &Outlet{
		Name:    strings.TrimSpace(fields[0]),
		Kind:    kind,
		Role:    role,
		Aliases: entries(fields[2], ";"),
		Domains: entries(fields[3], ","),
	}
}

func entries(list, separator string) []string {
	var found []string
	for entry := range strings.SplitSeq(list, separator) {
		if entry = strings.TrimSpace(entry); entry != "" {
			found = append(found, entry)
		}
	}
	return found
}
