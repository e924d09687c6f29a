package verify

import (
	"bytes"
	"encoding/json"
	"sync"

	"github.com/klauspost/compress/flate"
)

// packers write what was seen in a sixth of its memory: a run may meet a citation
// of any page that it has seen, however long ago, and must not visit it again.
// They are used again, since each takes a quarter of a megabyte.
type packers struct{ pool sync.Pool }

// packLevel is the fastest that uses a dictionary.
const packLevel = 1

// packed is what is alike in all that is packed, the names of the parts.
var packed = sync.OnceValue(func() []byte {
	claim := []Claim{{}}
	text, err := json.Marshal(&seen{Source: &Source{Titles: claim, Headings: claim, Descriptions: claim, Sites: claim, Dates: []DateClaim{{}}}})
	if err != nil {
		panic(err) // of a type that can be marshalled
	}
	return text
})

// pack gives nil for what cannot be packed, so that it is kept whole: errors and
// anchors, which are few.
func (p *packers) pack(s *seen) []byte {
	if s.err != nil || s.anchors != nil {
		return nil
	}
	text, err := json.Marshal(s)
	if err != nil {
		return nil
	}
	var buf bytes.Buffer
	w, ok := p.pool.Get().(*flate.Writer)
	if !ok {
		if w, err = flate.NewWriterDict(nil, packLevel, packed()); err != nil {
			return nil
		}
	}
	defer p.pool.Put(w)
	w.Reset(&buf)
	if _, err := w.Write(text); err != nil || w.Close() != nil {
		return nil
	}
	return bytes.Clone(buf.Bytes())
}

// unpack gives a copy of what was packed.
func unpack(data []byte) *seen {
	s := new(seen)
	_ = json.NewDecoder(flate.NewReaderDict(bytes.NewReader(data), packed())).Decode(s) // of memory that nobody else touches: cannot fail
	return s
}
