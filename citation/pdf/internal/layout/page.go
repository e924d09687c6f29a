package layout

// Page is what stands on one page. Coordinates are those of PDF user space: in
// points of 1/72 inch, from the lower left.
type Page struct {
	Width, Height float64
	Glyphs        []Glyph // in the order of the page's content, blanks included
	Links         []Link
	HasPictures   bool
}

// Glyph is one printed character.
type Glyph struct {
	Rune   rune
	X, Y   float64 // where it stands on the baseline
	Size   float64 // of the font as printed, in points; 0 for blanks that nobody printed
	Italic bool
	Bold   bool
	Turned bool // it is not printed from left to right
}

// Link is a rectangle that leads to an address.
type Link struct {
	Left, Bottom, Right, Top float64
	URL                      string
}

// covers reports whether the link's rectangle holds a place on a baseline.
func (l *Link) covers(x, y float64) bool {
	const slack = 1 // point: rectangles are rounded, and some stand a little above the baseline
	return l.Left <= x && x <= l.Right && l.Bottom-slack <= y && y <= l.Top
}

// Properties is what a file says of itself beside its text, "" where it does
// not.
type Properties struct{ Title, Author, Date string }
