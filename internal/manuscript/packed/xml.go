package packed

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/ibid-go/ibid/internal/manuscript"
)

// maxDepth bounds how deep elements nest. A table in a table in a text box in a
// change reaches some 60.
const maxDepth = 500

// maxText bounds the characters between the tags of a part, in bytes: eight
// times the longest novel.
const maxText = 32 << 20

// visitor is told of the elements of an XML part in their order.
type visitor interface {
	start(element) bool // false leaves the element out, with all that is in it
	text([]byte)        // only valid during the call
	end(xml.Name)       // not called for an element that was left out
}

// silent is a visitor that ignores text and ends.
type silent struct{}

func (silent) text([]byte)  {}
func (silent) end(xml.Name) {}

// element is a start tag.
type element struct{ *xml.StartElement }

// attr gives the value of the attribute of a local name, "" where it is absent.
func (e element) attr(local string) string {
	for i := range e.Attr {
		if e.Attr[i].Name.Local == local {
			return e.Attr[i].Value
		}
	}
	return ""
}

// walk tells v of the elements of the part. The error names the part and the
// line in it.
func (p *parts) walk(name string, v visitor) error {
	r, err := p.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	d := xml.NewDecoder(r)
	if err := walk(d, v); err != nil {
		line, _ := d.InputPos()
		return fmt.Errorf("%s, line %d: %w", name, line, err)
	}
	return nil
}

// walkIfThere is walk for a part that a file may lack.
func (p *parts) walkIfThere(name string, v visitor) error {
	if !p.has(name) {
		return nil
	}
	return p.walk(name, v)
}

func walk(d *xml.Decoder, v visitor) error {
	depth, skipped, size := 0, 0, 0 // skipped is the depth of the element left out, 0 for none
	for {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return xmlError(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return fmt.Errorf("%w: elements nest more than %d deep, as no manuscript does", manuscript.ErrTooLarge, maxDepth)
			}
			if skipped == 0 && !v.start(element{&t}) {
				skipped = depth
			}
		case xml.EndElement:
			if skipped == 0 {
				v.end(t.Name)
			} else if skipped == depth {
				skipped = 0
			}
			depth--
		case xml.CharData:
			if size += len(t); size > maxText {
				return fmt.Errorf("%w: more than %d MiB of text; split it", manuscript.ErrTooLarge, maxText>>20)
			}
			if skipped == 0 {
				v.text(t)
			}
		case xml.Directive:
			if strings.Contains(string(t), "<!ENTITY") {
				return fmt.Errorf("%w: it defines XML entities, as no word processor does; save the file again", manuscript.ErrUnsupported)
			}
		}
	}
}

// xmlError says that a part is damaged, unless the limits stopped it.
func xmlError(err error) error {
	if errors.Is(err, manuscript.ErrTooLarge) || errors.Is(err, manuscript.ErrDamaged) {
		return err
	}
	return fmt.Errorf("%w: not well-formed XML; save the file again (%w)", manuscript.ErrDamaged, err)
}
