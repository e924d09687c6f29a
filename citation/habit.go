package citation

import (
	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/tag"
)

// reader is what is known of a document while one of its notes is read. The zero
// value knows nothing, as for a note that stands alone.
type reader struct {
	earlier *index     // of the works that earlier notes cite
	model   *tag.Model // that has taken on the habit of the document, nil before
	habit   *tag.Habit // that is being learned, else nil
}

// habitual gives the model that labels sources as the other notes of the
// document show them.
func habitual(notes []manuscript.Note) *tag.Model {
	learner := reader{habit: new(tag.Habit)}
	for i := range notes {
		recognise(&notes[i].Inline, learner)
	}
	return tag.Default().Following(learner.habit)
}

// read labels the atoms of a source. Only sources with a date make a habit and
// follow it: short forms have their own.
func (r reader) read(s *source) []tag.Reading {
	if !s.layout.HasDate(tag.Range{Start: s.start, End: s.end}) {
		return tag.Default().Read(s.in.Plain, s.atoms)
	}
	if r.model != nil {
		return r.model.Read(s.in.Plain, s.atoms)
	}
	readings := tag.Default().Read(s.in.Plain, s.atoms)
	if r.habit != nil {
		r.habit.Add(s.in.Plain, s.atoms, readings)
	}
	return readings
}
