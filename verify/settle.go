package verify

import "github.com/ibid-go/ibid/internal/page"

// mostTexts bytes of the texts of pages are held for citations that name a page
// again after it was compared: those of the last hundred pages of the usual
// length. Without its text a page is compared by what it says of itself; whether
// words stand on it, nobody can say.
const mostTexts = 2 << 20

// settle compares a page with the citations that wait for it while its text,
// which is the largest part of it, is at hand.
func (r *run) settle(v *visit, s *seen) {
	r.readPage(func(*page.Reader) {
		for _, j := range r.waitingFor(v, s) {
			j.compare(s)
			r.keepWhole(j)
		}
	})
	if s.Source != nil {
		s.cut()
	}
	v.seen = s
}

// waitingFor gives the jobs that wait for a page. Those that come later get its
// text, if it is still there.
func (r *run) waitingFor(v *visit, s *seen) []*job {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.Source != nil && r.ahead == nil {
		r.texts.keep(v, s.Source.Text)
	}
	waiting := v.waiting
	v.waiting, v.over = nil, true
	return waiting
}

// texts are those of the pages that were compared last.
type texts struct {
	of    []*visit // in order
	bytes int
	ended bool // no further citation comes
}

// keep keeps the text of a page, and as many as there is room for of the others.
func (t *texts) keep(v *visit, text string) {
	if text == "" || t.ended {
		return
	}
	v.text = text
	t.of = append(t.of, v)
	t.bytes += len(text)
	t.cut(mostTexts)
}

// cut drops the texts of the first pages, until those of the others have no more
// than most bytes.
func (t *texts) cut(most int) {
	for ; t.bytes > most; t.of = t.of[1:] {
		t.bytes -= len(t.of[0].text)
		t.of[0].text = ""
	}
}

// end drops all texts, since no further citation comes.
func (t *texts) end() {
	t.ended = true
	t.cut(0)
}

// take gives what a visit that is over showed. When no result of it is due any
// more, that is packed, and forgotten where no further citation comes.
func (r *run) take(v *visit) *seen {
	s := v.seen
	if s == nil {
		s = unpack(v.packed)
	}
	due, ended := r.count(v)
	switch {
	case due > 0:
	case ended:
		v.seen, v.packed = nil, nil
	case v.seen != nil:
		if v.packed = r.packers.pack(s); v.packed != nil {
			v.seen = nil
		}
	}
	return s
}

// count counts a result of a visit. It tells how many are due still, and whether
// the citations have ended.
func (r *run) count(v *visit) (due int, ended bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	v.due--
	return v.due, r.texts.ended
}

// cut takes off the text of the page, once it was compared.
func (s *seen) cut() {
	source := s.Source
	if s.Cut = source.Text != ""; s.Cut {
		s.Spoken = source.spokenLanguage()
	}
	source.Text, source.read, source.cut, source.spoken = "", nil, s.Cut, s.Spoken
}

// with gives what was seen with the text of the page, "" where that is not there
// any more.
func (s *seen) with(text string) *seen {
	if !s.Cut {
		return s
	}
	whole, source := *s, *s.Source
	source.Text, source.read, source.cut, source.spoken = text, new(reading), text == "", s.Spoken
	whole.Source = &source
	return &whole
}
