package verify

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"io"
	"sync"
)

// packed is a Source in a sixth of its memory. A run may meet a citation of any
// page that it has seen, however long ago, and must not visit the page again.
type packed struct{ data []byte }

// packers are used again: each takes a megabyte.
type packers struct{ pool sync.Pool }

// pack gives nil where the source cannot be packed, so that it is kept whole.
func (p *packers) pack(s *Source) *packed {
	text, err := json.Marshal(s)
	if err != nil {
		return nil
	}
	var buf bytes.Buffer
	w, ok := p.pool.Get().(*flate.Writer)
	if !ok {
		if w, err = flate.NewWriter(nil, flate.BestSpeed); err != nil {
			return nil
		}
	}
	defer p.pool.Put(w)
	w.Reset(&buf)
	if _, err := w.Write(text); err != nil || w.Close() != nil {
		return nil
	}
	return &packed{bytes.Clone(buf.Bytes())}
}

// unpack gives a copy of what was packed.
func (p *packed) unpack() *Source {
	text, err := io.ReadAll(flate.NewReader(bytes.NewReader(p.data)))
	s := new(Source)
	if err != nil || json.Unmarshal(text, s) != nil {
		return nil // of memory that nobody else touches: cannot be
	}
	return s
}
