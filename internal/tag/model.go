package tag

import (
	"bytes"
	_ "embed"
	"sync"
)

// Labels is how many labels there are.
const Labels = int(labelCount)

// Separators is how many classes of separators there are.
const Separators = int(separatorCount)

// Row is how much something speaks for each label.
type Row [Labels]int8

// Weights is what a model has learned: how much each feature speaks for each
// label, and each step from label to label across a separator.
type Weights struct {
	Features []Feature // in the order of their hashes
	Step     [Separators][Labels]Row
	First    Row
	Last     Row
}

// Feature is the weights of a feature, known by its hash.
type Feature struct {
	Hash uint32
	Row  Row
}

// Model labels atoms by their best reading together (a linear chain; Lafferty,
// McCallum and Pereira 2001). It is safe for concurrent use.
type Model struct {
	table       table
	step        [Separators][Labels][Labels]int32 // to, from
	first, last [Labels]int32
}

//go:embed data/weights.gz
var weightsFile []byte

// Default gives the model that was learned from the notes of internal/train.
var Default = sync.OnceValue(func() *Model {
	w, err := ReadWeights(bytes.NewReader(weightsFile))
	if err != nil {
		w = &Weights{} // the file is embedded and read by a test
	}
	return NewModel(w)
})

// NewModel makes a model of weights.
func NewModel(w *Weights) *Model {
	m := &Model{table: newTable(w.Features)}
	for s := range w.Step {
		for from := range w.Step[s] {
			for to, weight := range w.Step[s][from] {
				m.step[s][to][from] = int32(weight)
			}
		}
	}
	for label := range Labels {
		m.first[label], m.last[label] = int32(w.First[label]), int32(w.Last[label])
	}
	return m
}

// Label gives the label of each atom.
func (m *Model) Label(plain string, atoms []Atom) []Label {
	if len(atoms) == 0 {
		return nil
	}
	s := scratches().Get().(*scratch)
	defer s.free()
	s.look(plain, atoms, true)
	s.scores = resized(s.scores, len(atoms))
	for i := range atoms {
		s.scores[i] = [Labels]int32{}
		m.score(s.of(i), &s.scores[i])
	}
	return m.best(s)
}

// scratch is what one call of Label works in.
type scratch struct {
	featurer
	scores [][Labels]int32
	from   [][Labels]uint8
}

var scratches = sync.OnceValue(func() *sync.Pool { return &sync.Pool{New: func() any { return new(scratch) }} })

// free gives the scratch to the next call, without the text of this one.
func (s *scratch) free() {
	s.atoms = nil
	scratches().Put(s)
}

// resized gives a slice of n elements, whose values are left from before.
func resized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// score adds the weights of features to scores.
func (m *Model) score(features []uint32, scores *[Labels]int32) {
	var s sum
	for _, feature := range features {
		if row := m.table.find(feature); row != nil {
			s.add(row)
		}
		if s.rows == maxRows {
			s.flush(scores)
		}
	}
	s.flush(scores)
}

// best is the Viterbi algorithm.
func (m *Model) best(s *scratch) []Label {
	s.from = resized(s.from, len(s.scores))
	scores, looks, from := s.scores, s.looks, s.from
	current := scores[0]
	for label := range current {
		current[label] += m.first[label]
	}
	for i := 1; i < len(scores); i++ {
		step := &m.step[looks[i].before]
		next := scores[i]
		for label := range next {
			steps := &step[label]
			best, bestFrom := current[0]+steps[0], 0
			for previous := 1; previous < Labels; previous++ {
				if s := current[previous] + steps[previous]; s > best {
					best, bestFrom = s, previous
				}
			}
			next[label] += best
			from[i][label] = uint8(bestFrom)
		}
		current = next
	}
	last := 0
	for label := range current {
		current[label] += m.last[label]
		if current[label] > current[last] {
			last = label
		}
	}
	labels := make([]Label, len(scores))
	for i := len(scores) - 1; i >= 0; i-- {
		labels[i] = Label(last)
		last = int(from[i][last])
	}
	return labels
}

// Features gives, for each atom, the hashes of its features and the class of
// the separator before it. It is what a learner learns from. Where known is
// false no outlet is recognised, so that a model learns to do without.
func Features(plain string, atoms []Atom, known bool) (found [][]uint32, separators []uint8) {
	var f featurer
	f.look(plain, atoms, known)
	found = make([][]uint32, len(atoms))
	separators = make([]uint8, len(atoms))
	for i := range atoms {
		found[i] = append([]uint32(nil), f.of(i)...)
		separators[i] = uint8(f.looks[i].before)
	}
	return found, separators
}
