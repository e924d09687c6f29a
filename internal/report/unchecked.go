package report

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/ibid-go/ibid/citation/export"
	"github.com/ibid-go/ibid/verify"
)

// group is a list of sources that were not checked for one reason.
type group struct {
	title  string
	advice string
	silent bool // the reason says it all: no list
	items  []string
}

// groupOf says under which heading a reason stands. Reasons that mean the same
// to an editor share one.
func groupOf(reason verify.Reason) group {
	switch reason {
	case verify.ReasonNoLink, verify.ReasonPlaceholder:
		return group{title: "Sources without a known address", advice: "Add the link where the source is online."}
	case verify.ReasonNotOnline:
		return group{title: "Not verifiable online", advice: "Interviews, letters and the like: ask the author for the record of them."}
	case verify.ReasonOffline:
		return group{title: "Not visited", advice: reason.Advice(), silent: true}
	}
	return group{title: "Not checked: " + string(reason), advice: reason.Advice()}
}

// writeUnchecked lists what nobody could check, one group for each reason in
// the order of verify.Reasons, what an editor can mend last.
func (t *Text) writeUnchecked(l *layout) {
	groups := map[string]*group{}
	for _, s := range t.sections {
		for _, r := range s.results {
			if r.Status == verify.OK || isNews(r) {
				continue
			}
			g := groupOf(r.Reason)
			if groups[g.title+g.advice] == nil {
				groups[g.title+g.advice] = &g
			}
			known := groups[g.title+g.advice]
			known.items = append(known.items, item(s.note, r))
		}
	}
	for _, reason := range verify.Reasons() {
		g := groupOf(reason)
		if known := groups[g.title+g.advice]; known != nil {
			known.write(l)
			delete(groups, g.title+g.advice)
		}
	}
}

func (g *group) write(l *layout) {
	l.heading(fmt.Sprintf("%s (%d)", g.title, len(g.items)))
	l.paragraph("  ", plain, g.advice)
	if g.silent {
		return
	}
	l.blank()
	for _, item := range g.items {
		l.line("  " + item)
	}
}

// item names a source in one line: its note, who wrote it, what it is called,
// where it came out, and the address that could not be checked.
func item(note *Note, r *Result) string {
	name := note.Plain
	if i := r.Citation - 1; 0 <= i && i < len(note.Citations) {
		name = cmp.Or(nameOf(&note.Citations[i]), name)
	}
	return fmt.Sprintf("%4s  %s", note.Label, strings.TrimSpace(r.URL+" "+name))
}

func nameOf(c *Citation) string {
	if len(c.Antecedents) == 1 {
		id := c.Antecedents[0]
		return "the source of note " + id[:max(0, strings.LastIndexByte(id, '.'))]
	}
	return list(authors(c.CSL.Author), quoted(c.CSL.Title), cmp.Or(c.CSL.ContainerTitle, c.CSL.Publisher, c.CSL.Genre))
}

func authors(names []export.ItemName) string {
	switch len(names) {
	case 0:
		return ""
	case 1:
		return surname(names[0])
	}
	return surname(names[0]) + " et al."
}

// surname is the family name; one that is cut to its initial says too little.
func surname(name export.ItemName) string {
	if utf8.RuneCountInString(strings.TrimSuffix(name.Family, ".")) == 1 {
		return strings.TrimSpace(name.Given + " " + name.Family)
	}
	return cmp.Or(name.Family, name.Literal)
}

func quoted(s string) string {
	if s == "" {
		return ""
	}
	return "“" + s + "”"
}
