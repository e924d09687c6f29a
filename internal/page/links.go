package page

import "strings"

// linkTags reads link elements and anchors that say what they lead to (HTML standard, section 4.6.7): the canonical address (RFC 6596) and the licence.
func linkTags(d *document, c *claims) {
	for _, l := range d.links {
		for rel := range strings.FieldsSeq(l.rel) {
			switch rel {
			case "canonical":
				add(&c.canonicals, l.href, "link canonical")
			case "license", "licence":
				c.licensed(d.absolute(l.href), "link license")
			}
		}
	}
}
