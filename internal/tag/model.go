package tag

import (
	_ "embed"
	"math"
	"math/bits"
	"slices"
	"sync"
)

// Labels is how many labels there are.
const Labels = int(labelCount)

// Separators is how many classes of separators there are: each twice, without a
// change of italics and with one.
const Separators = 2 * int(separatorCount)

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
	spread      int32 // how far the weights of two steps to one label lie apart at the most
}

//go:embed data/weights.bin
var weightsFile []byte

// Default gives the model that was learned from the notes of internal/train.
var Default = sync.OnceValue(func() *Model {
	w, err := ReadWeights(weightsFile)
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
	m.spread = m.measureSpread()
	for label := range Labels {
		m.first[label], m.last[label] = int32(w.First[label]), int32(w.Last[label])
	}
	return m
}

// measureSpread gives how far the weights of two steps to one label lie apart.
func (m *Model) measureSpread() (spread int32) {
	for s := range m.step {
		for to := range m.step[s] {
			spread = max(spread, slices.Max(m.step[s][to][:])-slices.Min(m.step[s][to][:]))
		}
	}
	return spread
}

// Reading is what an atom is read as. Margin is how much worse the best reading
// of the whole is that gives the atom another label, Other: 0 where both are as
// good, at most maxMargin. Margins are in the units of the weights.
type Reading struct {
	Label, Other Label
	Margin       int32
}

// maxMargin bounds the margins that are told apart: beyond it a reading is sure,
// and worse readings are not followed.
const maxMargin = 20 * MarginStep

// Read labels the atoms of plain.
func (m *Model) Read(plain string, atoms []Atom) []Reading {
	if len(atoms) == 0 {
		return nil
	}
	s := scratches().Get().(*scratch)
	defer s.free()
	s.look(plain, atoms, true)
	s.own = resized(s.own, len(atoms))
	for i := range atoms {
		s.own[i] = [Labels]int32{}
		m.score(s.of(i), &s.own[i])
	}
	s.scores = append(s.scores[:0], s.own...)
	return m.best(s)
}

// scratch is what one call of Label works in.
type scratch struct {
	featurer
	own    [][Labels]int32 // how much the features of an atom speak for each label
	scores [][Labels]int32 // of the best readings up to an atom
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

// best is the Viterbi algorithm, and a pass back that gives the max-marginals.
func (m *Model) best(s *scratch) []Reading {
	last := m.forward(s)
	n := len(s.scores)
	readings := make([]Reading, n)
	for i := n - 1; i >= 0; i-- {
		readings[i].Label = Label(last)
		last = int(s.from[i][last])
	}
	m.backward(s, readings)
	return readings
}

// forward replaces the scores of each atom by those of the best readings up to
// it, and gives the label of the last atom in the best.
func (m *Model) forward(s *scratch) int {
	s.from = resized(s.from, len(s.scores))
	for label := range Labels {
		s.scores[0][label] += m.first[label]
	}
	for i := 1; i < len(s.scores); i++ {
		step := &m.step[s.looks[i].before]
		current, next := &s.scores[i-1], &s.scores[i]
		hopeful := m.hopeful(current)
		for label := range next {
			steps := &step[label]
			best, bestFrom := int32(worst), uint8(0)
			for set := hopeful; set != 0; set &= set - 1 {
				previous := bits.TrailingZeros32(set)
				if s := current[previous] + steps[previous]; s > best {
					best, bestFrom = s, uint8(previous)
				}
			}
			s.from[i][label] = bestFrom
			next[label] += best
		}
	}
	ends := &s.scores[len(s.scores)-1]
	best := 0
	for label := range Labels {
		if ends[label]+m.last[label] > ends[best]+m.last[best] {
			best = label
		}
	}
	return best
}

// worst is less than any score: an atom has hundreds of features at the most, and
// no more than maxAtoms follow each other.
const worst = math.MinInt32 / 2

// hopeful gives the set of the labels that the best reading may have before the
// next atom. Others lie so far behind that no step makes up for it.
func (m *Model) hopeful(scores *[Labels]int32) (set uint32) {
	top := scores[0]
	for _, score := range scores {
		top = max(top, score)
	}
	for label, score := range scores {
		if score >= top-m.spread {
			set |= 1 << label
		}
	}
	return set
}

// backward finds, for each atom, the best reading of the whole that gives it
// another label than the best does.
func (m *Model) backward(s *scratch, readings []Reading) {
	rest := m.last // the best that can follow, by label
	for i := len(readings) - 1; i >= 0; i-- {
		readings[i].compare(&s.scores[i], &rest)
		if i > 0 {
			rest = m.stepBack(s, i, &rest)
		}
	}
}

// compare finds the runner-up of an atom.
func (r *Reading) compare(upTo, rest *[Labels]int32) {
	best, second, other := upTo[r.Label]+rest[r.Label], int32(math.MinInt32), r.Label
	for label := range Labels {
		if score := upTo[label] + rest[label]; Label(label) != r.Label && score > second {
			second, other = score, Label(label)
		}
	}
	r.Other, r.Margin = other, min(best-second, maxMargin)
}

// stepBack gives the best that can follow each label of the atom before i.
func (m *Model) stepBack(s *scratch, i int, rest *[Labels]int32) [Labels]int32 {
	top, before := int32(worst), [Labels]int32{}
	for label := range before {
		before[label] = worst
		top = max(top, s.scores[i][label]+rest[label])
	}
	step := &m.step[s.looks[i].before]
	for label := range Labels {
		if s.scores[i][label]+rest[label] < top-maxMargin {
			continue
		}
		follows := rest[label] + s.own[i][label]
		for previous := range before {
			before[previous] = max(before[previous], follows+step[label][previous])
		}
	}
	return before
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
