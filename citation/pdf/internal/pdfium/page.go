package pdfium

import (
	"math"
	"strings"
	"unicode"

	"github.com/ibid-go/ibid/citation/pdf/internal/layout"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// maxGlyphs bounds the characters of a page: the densest page of a newspaper
// has some 40,000.
const maxGlyphs = 100_000

// page reads one page. A page that is damaged is an empty one: the others can
// still be read.
func (r *reader) page(index int) (layout.Page, error) {
	loaded, err := r.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: r.document, Index: index})
	if err != nil {
		return layout.Page{}, r.cause(nil)
	}
	ref := requests.Page{ByReference: &loaded.Page}
	defer r.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	page := layout.Page{}
	if box, err := r.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: ref}); err == nil {
		page.Width, page.Height = float64(box.Rect.Right), float64(box.Rect.Top)
	}
	if page.Glyphs, err = r.glyphs(ref); err != nil {
		return page, err
	}
	page.Links = r.links(ref)
	if len(page.Glyphs) == 0 {
		page.HasPictures = r.hasObjects(ref)
	}
	return page, r.cause(nil)
}

// hasObjects reports whether anything stands on a page.
func (r *reader) hasObjects(page requests.Page) bool {
	objects, err := r.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	return err == nil && objects.Count > 0
}

func (r *reader) glyphs(page requests.Page) ([]layout.Glyph, error) {
	text, err := r.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return nil, err
	}
	defer r.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	count, err := r.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil {
		return nil, err
	}
	g := glyphReader{reader: r, text: text.TextPage}
	for i := range min(count.Count, maxGlyphs) {
		if err := g.read(i); err != nil {
			return nil, err
		}
	}
	return g.glyphs, nil
}

// glyphReader reads the characters of a page. The look of a character is asked
// for where a word begins, letters and figures meet, or the baseline changes: it
// is the slowest question.
type glyphReader struct {
	*reader
	text   references.FPDF_TEXTPAGE
	glyphs []layout.Glyph
	look   layout.Glyph
	inWord bool
	letter bool    // the last character was one
	y      float64 // of the last character
}

func (g *glyphReader) read(i int) error {
	char, err := g.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: g.text, Index: i})
	if err != nil {
		return err
	}
	c := rune(char.Unicode)
	if unicode.IsSpace(c) || c == 0 {
		if n := len(g.glyphs); n > 0 {
			g.glyphs = append(g.glyphs, layout.Glyph{Rune: ' ', X: g.glyphs[n-1].X, Y: g.glyphs[n-1].Y})
		}
		g.inWord = false
		return nil
	}
	at, err := g.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: g.text, Index: i})
	if err != nil {
		return g.cause(nil) // a character without a place was not printed
	}
	if !g.inWord || unicode.IsLetter(c) != g.letter || at.Y != g.y {
		if err := g.readLook(i); err != nil {
			return err
		}
	}
	g.inWord, g.letter, g.y = true, unicode.IsLetter(c), at.Y
	glyph := g.look
	glyph.Rune, glyph.X, glyph.Y = c, at.X, at.Y
	if unicode.IsDigit(c) {
		g.raiseSuperior(i, &glyph)
	}
	g.glyphs = append(g.glyphs, glyph)
	return nil
}

// raiseSuperior finds the superior figures of OpenType fonts, which are drawn
// small and high: they stand on the baseline in the size of the text, as far as
// the file says.
func (g *glyphReader) raiseSuperior(i int, glyph *layout.Glyph) {
	const lowest, highest = 0.2, 0.55 // foot and height, in sizes; lining figures have 0 and 0.7, old-style ones at most 0.05 and 0.45
	box, err := g.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: g.text, Index: i})
	if err != nil {
		return
	}
	foot, height := box.Bottom-glyph.Y, box.Top-box.Bottom
	if foot > lowest*glyph.Size && height > 0 && height < highest*glyph.Size {
		glyph.Y += foot
		glyph.Size = min(glyph.Size, height/0.7)
	}
}

// Bits of the font descriptor's flags (ISO 32000-1, table 123).
const (
	italicFlag    = 1 << 6
	forceBoldFlag = 1 << 18
)

// readLook reads how the characters from i on are printed.
func (g *glyphReader) readLook(i int) error {
	size, err := g.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: g.text, Index: i})
	if err != nil {
		return err
	}
	g.look = layout.Glyph{Size: size.FontSize}
	if m, err := g.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: g.text, Index: i}); err == nil {
		a, b, c, d := float64(m.Matrix.A), float64(m.Matrix.B), float64(m.Matrix.C), float64(m.Matrix.D)
		g.look.Size *= math.Hypot(c, d)
		g.look.Turned = a <= 0 || math.Abs(b) > a/4
	}
	if font, err := g.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: g.text, Index: i}); err == nil {
		name := strings.ToLower(font.FontName)
		g.look.Italic = font.Flags&italicFlag != 0 || strings.Contains(name, "italic") || strings.Contains(name, "oblique")
		g.look.Bold = font.Flags&forceBoldFlag != 0 || strings.Contains(name, "bold") || strings.Contains(name, "black")
	}
	return nil
}

// maxLinks bounds the links of a page.
const maxLinks = 5_000

// links reads the link annotations that lead to an address. Those whose action
// holds none are false: programs make them of words with a colon.
func (r *reader) links(page requests.Page) []layout.Link {
	var links []layout.Link
	next := 0
	for range maxLinks {
		found, err := r.FPDFLink_Enumerate(&requests.FPDFLink_Enumerate{Page: page, StartPos: next})
		if err != nil || found.Link == nil || found.NextStartPos == nil {
			break
		}
		next = *found.NextStartPos
		if link, ok := r.link(*found.Link); ok {
			links = append(links, link)
		}
	}
	return links
}

func (r *reader) link(ref references.FPDF_LINK) (layout.Link, bool) {
	action, err := r.FPDFLink_GetAction(&requests.FPDFLink_GetAction{Link: ref})
	if err != nil || action.Action == nil {
		return layout.Link{}, false
	}
	uri, err := r.FPDFAction_GetURIPath(&requests.FPDFAction_GetURIPath{Document: r.document, Action: *action.Action})
	if err != nil || uri.URIPath == nil || !isAddress(*uri.URIPath) {
		return layout.Link{}, false
	}
	rect, err := r.FPDFLink_GetAnnotRect(&requests.FPDFLink_GetAnnotRect{Link: ref})
	if err != nil || rect.Rect == nil {
		return layout.Link{}, false
	}
	b := rect.Rect
	return layout.Link{
		Left: float64(min(b.Left, b.Right)), Right: float64(max(b.Left, b.Right)),
		Bottom: float64(min(b.Bottom, b.Top)), Top: float64(max(b.Bottom, b.Top)),
		URL: strings.ReplaceAll(strings.TrimSpace(*uri.URIPath), " ", "%20"), // which programs forget
	}, true
}

// isAddress reports an absolute address of the web or of mail.
func isAddress(uri string) bool {
	scheme, rest, ok := strings.Cut(uri, ":")
	switch strings.ToLower(scheme) {
	case "http", "https", "ftp":
		return ok && strings.HasPrefix(rest, "//") && len(rest) > len("//")
	case "mailto", "doi", "urn":
		return ok && rest != ""
	}
	return false
}
