package layout

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// line is a run of glyphs on one baseline, superscripts among them.
type line struct {
	page        int // from 0
	glyphs      []Glyph
	y, size     float64 // baseline and size of most glyphs
	left, right float64
	column      int
	links       []Link // of the page
}

// Distances that tell lines apart, in sizes of the font.
const (
	sameLine = 0.6 // a superscript is raised by a third to a half
	backward = 0.5 // how far a line may step back: kerning, accents
	tooFar   = 4   // a wider gap divides the cells of a table, or two columns
)

// maxLines bounds the lines of a page: the smallest print has some hundred.
const maxLines = 3_000

// splitLines cuts the glyphs of a page, which come in the order in which they
// were printed, into lines.
func splitLines(page int, p *Page) []*line {
	var lines []*line
	var current lineBuilder
	for _, g := range p.Glyphs {
		if g.Turned || isInvisible(g.Rune) {
			continue
		}
		if g.Rune != ' ' && !current.takes(g) {
			lines = current.finish(lines)
		}
		current.add(g)
	}
	lines = current.finish(lines)
	lines = attachMarks(lines[:min(len(lines), maxLines)])
	for _, l := range lines {
		l.page, l.links = page, p.Links
	}
	return lines
}

func isInvisible(r rune) bool {
	switch r {
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff':
		return true
	}
	return r < ' ' && r != hyphenBreak
}

// lineBuilder keeps the line that is being read.
type lineBuilder struct {
	glyphs []Glyph
	base   Glyph // the largest so far, whose baseline is that of the line
	last   Glyph // the last that is no blank
}

func (b *lineBuilder) takes(g Glyph) bool {
	if len(b.glyphs) == 0 {
		return true
	}
	size := max(b.base.Size, g.Size)
	step := g.X - b.last.X
	return math.Abs(g.Y-b.base.Y) < sameLine*size && step > -backward*size && step < tooFar*size
}

func (b *lineBuilder) add(g Glyph) {
	if g.Rune == ' ' {
		if len(b.glyphs) > 0 {
			b.glyphs = append(b.glyphs, g)
		}
		return
	}
	if g.Size > b.base.Size*1.05 {
		b.base = g
	}
	b.last = g
	b.glyphs = append(b.glyphs, g)
}

// finish ends the line and adds it to lines.
func (b *lineBuilder) finish(lines []*line) []*line {
	glyphs := b.glyphs
	for n := len(glyphs); n > 0 && glyphs[n-1].Rune == ' '; n-- {
		glyphs = glyphs[:n-1]
	}
	*b = lineBuilder{}
	if len(glyphs) == 0 {
		return lines
	}
	l := &line{glyphs: glyphs}
	l.measure()
	return append(lines, l)
}

// measure finds baseline and size by the majority of glyphs.
func (l *line) measure() {
	sizes, baselines := make(map[float64]int), make(map[float64]int)
	l.left, l.right = math.Inf(1), math.Inf(-1)
	for _, g := range l.glyphs {
		if g.Rune != ' ' {
			sizes[roundTo(g.Size, 10)]++
			l.left, l.right = min(l.left, g.X), max(l.right, g.X+g.Size/2)
		}
	}
	l.size = mode(sizes)
	for _, g := range l.glyphs {
		if g.Rune != ' ' && math.Abs(g.Size-l.size) < 0.2 {
			baselines[roundTo(g.Y, 10)]++
		}
	}
	l.y = mode(baselines)
}

func roundTo(x, parts float64) float64 { return math.Round(x*parts) / parts }

// mode gives the value that was counted most, the larger of two.
func mode(counts map[float64]int) float64 {
	best, most := 0.0, 0
	for value, n := range counts {
		if n > most || n == most && value > best {
			best, most = value, n
		}
	}
	return best
}

// attachMarks puts marks that are lines of their own into the lines that they
// stand over: some programs print them after the text. A number with nothing
// behind it opens the line below.
func attachMarks(lines []*line) []*line {
	const longest = 4 // glyphs
	kept := lines[:0:0]
	for i, l := range lines {
		host := (*line)(nil)
		if len(l.glyphs) <= longest && isLabelText(l.text()) {
			if host = hostOf(l, lines); host == nil && i > 0 && i+1 < len(lines) && l.opens(lines[i+1]) {
				host = lines[i+1]
				l.moveBefore(host)
			}
		}
		if host == nil {
			kept = append(kept, l)
			continue
		}
		host.glyphs = append(host.glyphs, l.glyphs...)
		slices.SortStableFunc(host.glyphs, func(a, b Glyph) int { return cmp.Compare(a.X, b.X) })
		host.measure()
	}
	return kept
}

// opens reports whether a number stands alone above the first line of its note.
func (l *line) opens(next *line) bool {
	below := l.y - next.y
	return l.size < smaller*next.size && below > 0 && below < 1.7*next.size && math.Abs(l.left-next.left) < 1.5*next.size
}

// moveBefore puts the glyphs of a mark before the first of a line, raised.
func (l *line) moveBefore(next *line) {
	for i := range l.glyphs {
		l.glyphs[i].X = next.left - float64(len(l.glyphs)-i)*l.size/2
		l.glyphs[i].Y = next.y + next.size/3
	}
}

// hostOf gives the line of larger letters that a mark is raised over.
func hostOf(mark *line, lines []*line) *line {
	for _, l := range lines {
		raised := mark.y - l.y
		if l != mark && mark.size < smaller*l.size && raised > 0 && raised < sameLine*l.size &&
			mark.left > l.left-2*l.size && mark.left < l.right+l.size {
			return l
		}
	}
	return nil
}

// text gives the glyphs as they are.
func (l *line) text() string {
	var b strings.Builder
	for _, g := range l.glyphs {
		b.WriteRune(g.Rune)
	}
	return b.String()
}
