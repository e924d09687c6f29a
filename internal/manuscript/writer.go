package manuscript

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Writer writes a paragraph or a note of a [Draft] run by run. What is known of
// the piece beside its text is set in Piece at any time. The zero Writer is
// ready.
type Writer struct {
	Piece
	plain []byte
	open  []int // indices of Styles that have no end yet
	font  Font
}

// Font is what sets words off from others. The zero value is that of the text.
type Font struct{ Italic, SmallCaps bool }

// Print writes a run of text in a font.
func (w *Writer) Print(text string, f Font) {
	w.SetFont(f)
	w.Write(text)
}

// Write adds text in the font that is set; a run of white space is one blank,
// none at the start.
func (w *Writer) Write(s string) {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			w.plain = utf8.AppendRune(w.plain, r)
		} else if n := len(w.plain); n > 0 && w.plain[n-1] != ' ' {
			w.plain = append(w.plain, ' ')
		}
	}
}

// SetFont changes the font. Runs of one font make one style; italics lie within
// small capitals.
func (w *Writer) SetFont(f Font) {
	if w.font == f {
		return
	}
	if w.font.Italic {
		w.end()
	}
	if w.font.SmallCaps && !f.SmallCaps {
		w.end()
	}
	if f.SmallCaps && !w.font.SmallCaps {
		w.begin(SmallCaps, "")
	}
	if f.Italic {
		w.begin(Italic, "")
	}
	w.font = f
}

// Open begins a link or a reference, and Close ends the one opened last. The
// font is that of the text at both, so that styles nest.
func (w *Writer) Open(kind StyleKind, target string) {
	w.SetFont(Font{})
	w.begin(kind, target)
}

// Close ends what Open began last.
func (w *Writer) Close() {
	w.SetFont(Font{})
	w.end()
}

// IsOpen reports whether the style opened last is of this kind.
func (w *Writer) IsOpen(kind StyleKind) bool {
	n := len(w.open)
	return n > 0 && w.Styles[w.open[n-1]].Kind == kind
}

func (w *Writer) begin(kind StyleKind, target string) {
	w.open = append(w.open, len(w.Styles))
	w.Styles = append(w.Styles, Style{Kind: kind, Start: len(w.plain), End: -1, Target: target})
}

func (w *Writer) end() {
	if n := len(w.open); n > 0 {
		w.Styles[w.open[n-1]].End = len(w.plain)
		w.open = w.open[:n-1]
	}
}

// Mark notes that the reference mark of a note stands here. It leaves nothing in
// the text.
func (w *Writer) Mark(label string, scope int) {
	w.Marks = append(w.Marks, Marker{Label: label, Scope: scope, Style: "superscript", Offset: len(w.plain)})
}

// TurnPage notes that a page begins here; of several at one place the last.
func (w *Writer) TurnPage(page int) {
	at := len(w.plain)
	if n := len(w.Pages); n > 0 && w.Pages[n-1].Offset == at {
		w.Pages = w.Pages[:n-1]
	}
	w.Pages = append(w.Pages, PageStart{at, page})
}

// CutPrefix takes what the text begins with away, and the blanks behind it.
// Where the text begins otherwise it is left alone.
func (w *Writer) CutPrefix(prefix string) {
	if prefix == "" || !bytes.HasPrefix(w.plain, []byte(prefix)) {
		return
	}
	n := len(prefix)
	for n < len(w.plain) && w.plain[n] == ' ' {
		n++
	}
	w.plain = w.plain[n:]
	for i := range w.Styles {
		w.Styles[i].Start = max(0, w.Styles[i].Start-n)
		if w.Styles[i].End >= 0 {
			w.Styles[i].End = max(0, w.Styles[i].End-n)
		}
	}
}

// IsEmpty reports whether neither words nor marks were written.
func (w *Writer) IsEmpty() bool { return len(bytes.TrimSpace(w.plain)) == 0 && len(w.Marks) == 0 }

// String gives the text that was written.
func (w *Writer) String() string { return string(w.plain) }

// Done gives the piece. A style left open ends with it.
func (w *Writer) Done() Piece {
	for len(w.open) > 0 {
		w.end()
	}
	w.Text = string(w.plain)
	return w.Piece
}

// IsDivider reports a raised text that only divides reference marks: "12, 13".
func IsDivider(raised string) bool {
	return strings.Trim(raised, ",;–- \u00a0") == "" && strings.TrimSpace(raised) != ""
}
