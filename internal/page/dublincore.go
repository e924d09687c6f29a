package page

// dublinCore reads Dublin Core elements and terms in meta elements (RFC 5013; DCMI "Expressing Dublin Core metadata using HTML"),
// written with a full stop or a colon.
func dublinCore(d *document, c *claims) { readMetas(d, c, "dublin-core", surnameFirst) }
