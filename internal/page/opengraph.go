package page

// openGraph reads the Open Graph protocol (ogp.me): og:title, og:site_name, article:published_time and their like.
func openGraph(d *document, c *claims) { readMetas(d, c, "open-graph", nil) }
