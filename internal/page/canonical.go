package page

// settleAddresses makes the claimed addresses absolute.
func settleAddresses(d *document, c *claims) {
	for i := range c.canonicals {
		c.canonicals[i].Text = d.absolute(c.canonicals[i].Text)
	}
}
