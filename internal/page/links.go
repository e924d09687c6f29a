package page

import "strings"

// linkTags reads link elements and anchors that say what they lead to (HTML standard, section 4.6.7): the canonical address.
func linkTags(d *document, c *claims) {
	for _, l := range d.links {
		for rel := range strings.FieldsSeq(l.rel) {
			if rel == "canonical" {
				add(&c.canonicals, l.href, "link canonical")
			}
		}
	}
}
