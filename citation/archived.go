package citation

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/webarchives.txt
var webArchivesFile string

// webArchives gives the name of the archive that a host belongs to.
var webArchives = sync.OnceValue(func() map[string]string {
	table := make(map[string]string)
	for _, line := range dataLines(webArchivesFile) {
		host, name, _ := strings.Cut(line, ": ")
		table[host] = name
	}
	return table
})

// WebArchive names the archive that keeps copies of web pages at the address of
// the link, "Internet Archive" for web.archive.org. It is empty for any other
// address.
func (l Link) WebArchive() string {
	host, _ := hostOf(strings.TrimSpace(l.URL))
	host = strings.ToLower(host)
	for host != "" {
		if name := webArchives()[host]; name != "" {
			return name
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return ""
}

// ArchivedCopy gives the first link of c to a copy in a web archive, the zero
// Link where the note has none.
func (c *Citation) ArchivedCopy() Link {
	for _, link := range c.Links {
		if link.WebArchive() != "" {
			return link
		}
	}
	return Link{}
}

// address gives the first link that leads somewhere, the page itself before a
// copy of it; the zero Link where none does.
func (c *Citation) address() Link {
	var copied Link
	for _, link := range c.Links {
		switch {
		case link.Placeholder() || link.Internal():
		case link.WebArchive() == "":
			return link
		case copied.URL == "":
			copied = link
		}
	}
	return copied
}
