package page

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
)

//go:embed data/shells.tsv
var shellsFile string

// A shellRule says where the public markup of one site has an answer.
type shellRule struct {
	field, where string
	pattern      *regexp.Regexp
}

var shellRules = sync.OnceValue(func() map[string][]shellRule {
	table := make(map[string][]shellRule)
	for _, row := range rows(shellsFile) {
		table[row[0]] = append(table[row[0]], shellRule{row[1], row[2], regexp.MustCompile(row[3])})
	}
	return table
})

// siteRule is the kind of a claim that was read by a rule for its site.
const siteRule = "site rule"

// shells reads the pages of sites that have rules of their own.
func shells(d *document, c *claims) {
	for _, rule := range rulesFor(d.base.Hostname()) {
		if m := rule.pattern.FindStringSubmatch(clean(d.stated(rule.where))); m != nil {
			c.claim(rule.field, m[1], siteRule, siteRule)
		}
	}
}

// rulesFor gives the rules of a host or of the nearest domain above it.
func rulesFor(host string) []shellRule {
	for host = strings.ToLower(host); host != ""; _, host, _ = strings.Cut(host, ".") {
		if list := shellRules()[host]; list != nil {
			return list
		}
	}
	return nil
}

// stated is the title element, or the content of the first meta element of a
// name.
func (d *document) stated(where string) string {
	if where == "title" {
		return d.title
	}
	for _, m := range d.metas {
		if m.name == where {
			return m.content
		}
	}
	return ""
}
