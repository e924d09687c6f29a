package tag

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
)

// Labels is how many labels there are.
const Labels = int(labelCount)

// Separators is how many classes of separators there are.
const Separators = int(separatorCount)

// Weights is what a model has learned: how much each feature speaks for each
// label, and each step from label to label across a separator.
type Weights struct {
	Feature map[uint32]*[Labels]int16
	Step    [Separators][Labels][Labels]int16
	First   [Labels]int16
	Last    [Labels]int16
}

// Model labels atoms by their best reading together (a linear chain; Lafferty,
// McCallum and Pereira 2001). It is safe for concurrent use.
type Model struct{ w *Weights }

//go:embed data/weights.gz
var weightsFile []byte

// Default gives the model that was learned from the notes of internal/train.
var Default = sync.OnceValue(func() *Model {
	w, err := ReadWeights(bytes.NewReader(weightsFile))
	if err != nil {
		w = &Weights{} // the file is embedded and read by a test
	}
	return &Model{w}
})

// NewModel makes a model of weights.
func NewModel(w *Weights) *Model { return &Model{w} }

// Label gives the label of each atom.
func (m *Model) Label(plain string, atoms []Atom) []Label {
	if len(atoms) == 0 {
		return nil
	}
	scores := make([][Labels]int32, len(atoms))
	looks := features(plain, atoms, true, func(i int, feature uint32) {
		if row := m.w.Feature[feature]; row != nil {
			for label, weight := range row {
				scores[i][label] += int32(weight)
			}
		}
	})
	return m.best(scores, looks)
}

// best is the Viterbi algorithm.
func (m *Model) best(scores [][Labels]int32, looks []look) []Label {
	from := make([][Labels]uint8, len(scores))
	current := scores[0]
	for label := range current {
		current[label] += int32(m.w.First[label])
	}
	for i := 1; i < len(scores); i++ {
		step := &m.w.Step[looks[i].before]
		next := scores[i]
		for label := range next {
			best, bestFrom := current[0]+int32(step[0][label]), 0
			for previous := 1; previous < Labels; previous++ {
				if s := current[previous] + int32(step[previous][label]); s > best {
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
		current[label] += int32(m.w.Last[label])
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
	found = make([][]uint32, len(atoms))
	looks := features(plain, atoms, known, func(i int, feature uint32) { found[i] = append(found[i], feature) })
	separators = make([]uint8, len(atoms))
	for i := range looks {
		separators[i] = uint8(looks[i].before)
	}
	return found, separators
}

// The file of weights: gzip around a count of labels and separators, the
// weights of steps, ends and features, all little-endian. A feature is its
// hash, the number of its weights that are not zero, and those with their
// labels. Features stand in the order of their hashes.
const weightsVersion = 1

var errWeights = errors.New("not a file of weights for this model")

// Write writes the weights so that the same weights give the same bytes.
func (w *Weights) Write(out io.Writer) error {
	zip := gzip.NewWriter(out)
	put := func(v any) { _ = binary.Write(zip, binary.LittleEndian, v) } // a failure shows in Close
	put([]uint8{weightsVersion, uint8(Labels), uint8(Separators)})
	put(&w.Step)
	put(&w.First)
	put(&w.Last)
	hashes := make([]uint32, 0, len(w.Feature))
	for h := range w.Feature {
		hashes = append(hashes, h)
	}
	slices.Sort(hashes)
	put(uint32(len(hashes)))
	for _, h := range hashes {
		row := []byte{0}
		for label, weight := range w.Feature[h] {
			if weight != 0 {
				row[0]++
				row = append(row, byte(label), byte(weight), byte(weight>>8))
			}
		}
		put(h)
		put(row)
	}
	return zip.Close()
}

// ReadWeights reads what Write wrote.
func ReadWeights(in io.Reader) (*Weights, error) {
	zip, err := gzip.NewReader(in)
	if err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	data, err := io.ReadAll(zip)
	if err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	if len(data) < 3 || data[0] != weightsVersion || data[1] != uint8(Labels) || data[2] != uint8(Separators) {
		return nil, errWeights
	}
	w := &Weights{}
	r := bytes.NewReader(data[3:])
	var count uint32
	for _, v := range []any{&w.Step, &w.First, &w.Last, &count} {
		if err := binary.Read(r, binary.LittleEndian, v); err != nil {
			return nil, errWeights
		}
	}
	return w, w.readFeatures(data[len(data)-r.Len():], int(count))
}

// readFeatures reads count rows.
func (w *Weights) readFeatures(data []byte, count int) error {
	w.Feature = make(map[uint32]*[Labels]int16, count)
	rows := make([][Labels]int16, count)
	for i := range count {
		if len(data) < 5 || len(data) < 5+3*int(data[4]) {
			return errWeights
		}
		for _, entry := range slices.Collect(slices.Chunk(data[5:5+3*int(data[4])], 3)) {
			if int(entry[0]) >= Labels {
				return errWeights
			}
			rows[i][entry[0]] = int16(uint16(entry[1]) | uint16(entry[2])<<8)
		}
		w.Feature[binary.LittleEndian.Uint32(data)] = &rows[i]
		data = data[5+3*int(data[4]):]
	}
	return nil
}
