package page

// highwire reads the citation_* elements that Google Scholar asks journals for (scholar.google.com/intl/en/scholar/inclusion.html,
// "Indexing"): one citation_author a person, family name first if there is a comma.
func highwire(d *document, c *claims) { readMetas(d, c, "highwire", surnameFirst) }
