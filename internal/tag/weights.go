package tag

import (
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
)

// The file of weights: the version, the counts of labels and separators, the
// weights of steps and ends, and the features in the order of their hashes. Those
// stand in columns: the distances of the hashes as varints, for each feature a
// bit set of the labels that it speaks to, and their weights in half bytes. It is
// not packed further, since unpacking took longer than reading a short manuscript.
const weightsVersion = 3

// labelSetSize is how many bytes hold a bit set of labels.
const labelSetSize = (Labels + 7) / 8

var errWeights = errors.New("not a file of weights for this model")

// Write writes the weights so that the same weights give the same bytes.
func (w *Weights) Write(out io.Writer) error {
	data := []byte{weightsVersion, uint8(Labels), uint8(Separators)}
	for _, row := range w.fixed() {
		for _, weight := range row {
			data = append(data, byte(weight))
		}
	}
	_, err := out.Write(append(data, w.features()...))
	return err
}

// fixed lists the rows that every file has.
func (w *Weights) fixed() []*Row {
	rows := []*Row{&w.First, &w.Last}
	for s := range w.Step {
		for from := range w.Step[s] {
			rows = append(rows, &w.Step[s][from])
		}
	}
	return rows
}

func (w *Weights) features() []byte {
	data := binary.AppendUvarint(nil, uint64(len(w.Features)))
	last := uint32(0)
	for _, f := range w.Features {
		data = binary.AppendUvarint(data, uint64(f.Hash-last))
		last = f.Hash
	}
	var weights halves
	for _, f := range w.Features {
		var set [labelSetSize]byte
		for label, weight := range f.Row {
			if weight != 0 {
				set[label/8] |= 1 << (label % 8)
				weights.write(weight)
			}
		}
		data = append(data, set[:]...)
	}
	return append(data, weights.data...)
}

// ReadWeights reads what Write wrote.
func ReadWeights(data []byte) (*Weights, error) {
	w := &Weights{}
	if len(data) < 3 || data[0] != weightsVersion || data[1] != uint8(Labels) || data[2] != uint8(Separators) {
		return nil, errWeights
	}
	data = data[3:]
	for _, row := range w.fixed() {
		if len(data) < Labels {
			return nil, errWeights
		}
		for label := range row {
			row[label] = int8(data[label])
		}
		data = data[Labels:]
	}
	return w, w.readFeatures(data)
}

func (w *Weights) readFeatures(data []byte) error {
	count, n := binary.Uvarint(data)
	if n <= 0 || count > uint64(len(data)) {
		return errWeights
	}
	data = data[n:]
	w.Features = make([]Feature, count)
	last := uint32(0)
	for i := range w.Features {
		distance, n := binary.Uvarint(data)
		if n <= 0 {
			return errWeights
		}
		last += uint32(distance)
		w.Features[i].Hash, data = last, data[n:]
	}
	if len(data) < len(w.Features)*labelSetSize {
		return errWeights
	}
	sets, weights := data[:len(w.Features)*labelSetSize], halves{data: data[len(w.Features)*labelSetSize:]}
	for i := range w.Features {
		if !w.Features[i].Row.read(sets[i*labelSetSize:], &weights) {
			return errWeights
		}
	}
	return nil
}

// read fills the row with the weights of the labels in set.
func (r *Row) read(set []byte, weights *halves) bool {
	var labels uint64
	for i, b := range set[:labelSetSize] {
		labels |= uint64(b) << (8 * i)
	}
	if labels>>Labels != 0 {
		return false
	}
	for ; labels != 0; labels &= labels - 1 {
		weight, ok := weights.read()
		if !ok {
			return false
		}
		r[bits.TrailingZeros64(labels)] = weight
	}
	return true
}
