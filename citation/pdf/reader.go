package pdf

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/pdf/internal/layout"
	"github.com/ibid-go/ibid/citation/pdf/internal/pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
)

// ErrNoText means that the pages are pictures: they were scanned, and no text
// lies behind them. Errors that wrap it wrap [citation.ErrUnsupported] too.
var ErrNoText = fmt.Errorf("%w: no page has text", citation.ErrUnsupported)

// Reader reads PDF files for a [citation.Parser]. The zero Reader is ready, and
// may be used by several goroutines at once: four files are read at a time, the
// others wait.
type Reader struct {
	// Timeout bounds the time that a file may take, once the engine runs. 0
	// means ten seconds and a tenth of a second for each page.
	Timeout time.Duration
	// Pages is how many pages are read, from the first on; 0 means all. Three are
	// enough for what a source says of itself.
	Pages int
}

var _ citation.Reader = Reader{}

// Reads reports whether a file begins as a PDF file does. Some have a few lines
// of something else before that (ISO 32000-1, note 13 of appendix H).
func (Reader) Reads(head []byte) bool {
	const longestJunk = 1024 // bytes
	return bytes.Contains(head[:min(len(head), longestJunk)], []byte("%PDF-"))
}

// Read finds text, notes, markers and links in a file. Its errors wrap
// [citation.ErrDamaged], [citation.ErrEncrypted], [citation.ErrTooLarge] or
// [ErrNoText].
func (r Reader) Read(file []byte) (*citation.Draft, error) {
	if !bytes.Contains(file, []byte("obj")) { // an object, without which there is no page
		return nil, explain(pdferrors.ErrFormat)
	}
	doc, err := pdfium.Read(file, r.Pages, r.Timeout)
	if err != nil {
		return nil, explain(err)
	}
	if err := checkText(doc.Pages); err != nil {
		return nil, err
	}
	draft := layout.Read(doc.Pages)
	stated := readXMP(file)
	draft.Title = cmp.Or(draft.Title, doc.Title, stated.Title)
	if author := cmp.Or(doc.Author, stated.Author); isNamed(author, draft) {
		draft.Author = author
	}
	draft.Date = cmp.Or(stated.Date, dayOf(doc.Date))
	return draft, nil
}

// isNamed reports whether the first passages name the author that the file
// states: many state the account of who made it.
func isNamed(author string, draft *citation.Draft) bool {
	const first = 40 // passages
	words := strings.Fields(strings.ToLower(author))
	if len(words) < 2 {
		return false
	}
	for _, p := range draft.Paragraphs[:min(len(draft.Paragraphs), first)] {
		if strings.Contains(strings.ToLower(p.Text), words[len(words)-1]) {
			return true
		}
	}
	return false
}

// explain says of an error of the engine what to do.
func explain(err error) error {
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return fmt.Errorf("%w: this PDF file needs a password; save it without one", citation.ErrEncrypted)
	case errors.Is(err, pdferrors.ErrFormat), errors.Is(err, pdferrors.ErrFile):
		return fmt.Errorf("%w: this PDF file is cut off or changed; copy or export it again", citation.ErrDamaged)
	case errors.Is(err, pdfium.ErrTooManyPages):
		return fmt.Errorf("%w: %w, more than %d; split it", citation.ErrTooLarge, err, pdfium.MaxPages)
	case errors.Is(err, pdfium.ErrTimeout):
		return fmt.Errorf("%w: this PDF file takes too long to read (%w); export it again, or raise the limit", citation.ErrTooLarge, err)
	}
	return fmt.Errorf("%w: this PDF file cannot be read (%w); export it again", citation.ErrDamaged, err)
}

// checkText reports a file of pictures.
func checkText(pages []layout.Page) error {
	pictures := 0
	for i := range pages {
		if len(pages[i].Glyphs) > 0 {
			return nil
		}
		if pages[i].HasPictures {
			pictures++
		}
	}
	if pictures > 0 {
		return fmt.Errorf("%w, as in a scan; run text recognition (OCR) on it", ErrNoText)
	}
	return nil
}
