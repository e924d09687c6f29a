// Learn makes data/weights.gz: it learns a model from the notes that
// internal/train generates.
//
//	go run ./internal/tag/learn -o internal/tag/data/weights.gz
//
// The same program on the same data gives the same bytes.
package main

import (
	"flag"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"os"

	"github.com/ibid-go/ibid/internal/tag"
)

func main() {
	log.SetFlags(0)
	out := flag.String("o", "", "write the weights to `FILE`")
	epochs := flag.Int("epochs", 5, "times to go through the notes")
	rare := flag.Int("rare", 25, "leave out features seen less often")
	test := flag.String("test", "", "count right labels on the notes of `FILE` (JSON lines)")
	count := flag.Int("n", 100000, "how many notes to learn from")
	flag.Parse()
	notes := generate(*count)
	w := learn(notes, *epochs, *rare)
	if *test != "" {
		held, err := readNotes(*test)
		if err != nil {
			log.Fatal(err)
		}
		report(tag.NewModel(w), held)
	}
	if *out != "" {
		if err := save(*out, w); err != nil {
			log.Fatal(err)
		}
	}
}

func save(name string, w *tag.Weights) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := w.Write(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// learn fits the model and rounds its weights.
func learn(notes []note, epochs, rare int) *tag.Weights {
	seen := make(map[uint32]int)
	for _, n := range notes {
		for _, c := range n.cites {
			features, _ := tag.Features(n.text, n.atoms(c), n.known)
			for _, fs := range features {
				for _, f := range fs {
					seen[f]++
				}
			}
		}
	}
	index := make(map[uint32]int32)
	var instances []instance
	for _, n := range notes {
		for _, c := range n.cites {
			instances = append(instances, n.instance(c, index, seen, rare))
		}
	}
	p := newParams(len(index))
	rng := rand.New(rand.NewPCG(1, 2))
	for epoch := range epochs {
		log.Printf("epoch %d: loss %.4f a cite, %d cites, %d features", epoch+1, p.learn(rng, instances), len(instances), len(index))
	}
	return p.round(index)
}

func (n *note) layout() *tag.Layout {
	return tag.NewLayout(n.text, n.italics, n.linked, tag.PrintedURLs(n.text))
}

func (n *note) atoms(c cite) []tag.Atom { return n.layout().Atoms(c.Start, c.End) }

// instance turns a cite into features and labels.
func (n *note) instance(c cite, index map[uint32]int32, seen map[uint32]int, rare int) instance {
	atoms := n.atoms(c)
	features, separators := tag.Features(n.text, atoms, n.known)
	in := instance{separators: separators, features: make([][]int32, len(atoms))}
	for i, fs := range features {
		for _, f := range fs {
			if seen[f] < rare {
				continue
			}
			if _, ok := index[f]; !ok {
				index[f] = int32(len(index))
			}
			in.features[i] = append(in.features[i], index[f])
		}
	}
	for _, a := range atoms {
		in.labels = append(in.labels, c.labelOf(a))
	}
	return in
}

// labelOf gives the label of the span that covers most of an atom. Addresses
// and standard numbers are what they look like.
func (c *cite) labelOf(a tag.Atom) tag.Label {
	switch a.Kind {
	case tag.URL:
		return tag.Address
	case tag.ID:
		return tag.Ident
	}
	best, label := 0, tag.Other
	for _, s := range c.spans {
		if n := min(s.End, a.End) - max(s.Start, a.Start); n > best {
			best, label = n, s.label
		}
	}
	return label
}

// scale is what a weight of 1 becomes. Weights beyond 127/scale are cut.
const scale = 20

func fix(x float64) int8 { return int8(math.Round(min(max(x*scale, math.MinInt8), math.MaxInt8))) }

func fixRow(r *row) (fixed tag.Row) {
	for l, x := range r {
		fixed[l] = fix(x)
	}
	return fixed
}

// round scales the weights to small integers and drops the features whose
// weights all round to nothing.
func (p *params) round(index map[uint32]int32) *tag.Weights {
	w := &tag.Weights{Feature: make(map[uint32]tag.Row, len(index)), First: fixRow(&p.first), Last: fixRow(&p.last)}
	for hash, i := range index {
		if r := fixRow(whole(&p.feature[i])); r != (tag.Row{}) {
			w.Feature[hash] = r
		}
	}
	for s := range p.step {
		for k := range p.step[s] {
			w.Step[s][k] = fixRow((*row)(&p.step[s][k]))
		}
	}
	return w
}

// report prints how many atoms and whole cites are labelled right, and what is
// most often taken for what.
func report(m *tag.Model, notes []note) {
	atoms, right, cites, whole := 0, 0, 0, 0
	confusion := make(map[string]int)
	for _, n := range notes {
		for _, c := range n.cites {
			as := n.atoms(c)
			ok := true
			for i, label := range m.Label(n.text, as) {
				want := c.labelOf(as[i])
				atoms++
				if label == want {
					right++
					continue
				}
				ok = false
				confusion[want.String()+" as "+label.String()]++
			}
			cites++
			if ok {
				whole++
			}
		}
	}
	fmt.Printf("atoms %.4f, cites %.4f\n", float64(right)/float64(atoms), float64(whole)/float64(cites))
	for pair, n := range confusion {
		if n > cites/100 {
			fmt.Println(n, pair)
		}
	}
}
