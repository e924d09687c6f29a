package page

import (
	"bytes"
	"regexp"
	"sync"
)

// scriptRedirect matches a script that sends the visitor on as soon as it runs.
var scriptRedirect = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*(?:(?:window|document|self|top)\.)*location(?:\.href)?\s*=\s*["']([^"']+)["']|^\s*(?:(?:window|document|self|top)\.)*location\.(?:replace|assign)\(\s*["']([^"']+)["']`)
})

// redirects reads where a page sends its visitors by a meta refresh (HTML
// standard, section 4.2.5.3) or by a script of one statement, and the frames
// that hold its text.
func redirects(d *document, c *claims) {
	if to := d.elsewhere(d.shape.refresh); to != "" {
		add(&c.redirects, to, "meta refresh")
	}
	for line := range bytes.Lines(d.shape.inline) {
		const longest = 400 // bytes; a program, not a redirect
		if len(line) > longest || !bytes.Contains(line, []byte("location")) {
			continue
		}
		if m := scriptRedirect().FindStringSubmatch(string(line)); m != nil {
			add(&c.redirects, d.elsewhere(first(m[1], m[2])), "script")
		}
	}
	for _, frame := range d.frames {
		add(&c.frames, d.absolute(frame), "frame")
	}
}

// elsewhere resolves an address that is not the page's own: pages that refresh
// themselves lead nowhere.
func (d *document) elsewhere(ref string) string {
	if ref == "" {
		return ""
	}
	to := d.absolute(ref)
	if to == d.base.String() {
		return ""
	}
	return to
}
