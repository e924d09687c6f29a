// Learn makes data/weights.bin: it learns a model from the notes that
// internal/train generates.
//
//	go run ./internal/tag/learn -o internal/tag/data/weights.bin
//
// Then, when the program is built with the new weights,
//
//	go run ./internal/tag/learn -confidence internal/tag/data/confidence.txt
//
// measures how far they can be trusted. The same program on the same data gives the same bytes.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"sync"

	"github.com/ibid-go/ibid/internal/tag"
	"github.com/ibid-go/ibid/internal/train"
)

func main() {
	log.SetFlags(0)
	out := flag.String("o", "", "write the weights to `FILE`")
	epochs := flag.Int("epochs", 5, "times to go through the notes")
	rare := flag.Int("rare", 25, "leave out features seen less often")
	test := flag.String("test", "", "count right labels on the notes of `FILE` (JSON lines)")
	count := flag.Int("n", 110000, "how many notes each learner learns from")
	learners := flag.Int("learners", 3, "how many learners share the work")
	without := flag.String("without", "", "leave out the styles whose names match the regular expression `RE`")
	confidence := flag.String("confidence", "", "measure how sure the embedded weights are, and write it to `FILE`")
	flag.Parse()
	styles, err := stylesWithout(*without)
	if err != nil {
		log.Fatal(err)
	}
	if *confidence != "" {
		if err := writeConfidence(*confidence, tag.Default()); err != nil {
			log.Fatal(err)
		}
		return
	}
	w := learn(styles, *learners, *count, *epochs, *rare)
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

// stylesWithout lists the styles of the generator but for those whose names match
// pattern: what was learned without them shows how styles are read that nobody
// described.
func stylesWithout(pattern string) ([]string, error) {
	styles := train.Styles()
	if pattern == "" {
		return styles, nil
	}
	leave, err := regexp.Compile(pattern)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(styles, leave.MatchString), nil
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

// learn fits a model to the notes of each learner and gives the mean of their
// weights, rounded: what one of them learned by chance the others did not
// (bagging; Breiman 1996).
func learn(styles []string, learners, count, epochs, rare int) *tag.Weights {
	fitted := make([]*fit, learners)
	var wait sync.WaitGroup
	for i := range fitted {
		wait.Go(func() { fitted[i] = fitTo(generate(uint64(i+1), count, styles), epochs, rare) })
	}
	wait.Wait()
	return mean(fitted)
}

// fit is what one learner learned; index finds a feature by its hash.
type fit struct {
	*params
	index map[uint32]int32
}

// fitTo fits a model to notes.
func fitTo(notes []note, epochs, rare int) *fit {
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
	return &fit{p, index}
}

func (n *note) layout() *tag.Layout {
	return tag.NewLayout(n.text, tag.Markup{Italics: n.italics, SmallCaps: n.smallCaps, Linked: n.linked, URLs: tag.PrintedURLs(n.text)})
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

// negligible is how small a rounded weight is that changes no reading.
const negligible = 1

func fix(x float64) int8 {
	w := int8(math.Round(min(max(x*scale, math.MinInt8), math.MaxInt8)))
	if w >= -negligible && w <= negligible {
		return 0
	}
	return w
}

func fixRow(r *row) (fixed tag.Row) {
	for l, x := range r {
		fixed[l] = fix(x)
	}
	return fixed
}

// mean gives the mean weights, scaled to small integers, without the features
// whose weights all round to nothing. The learners are added in their order, so
// that sums round the same each time.
func mean(fitted []*fit) *tag.Weights {
	var all params
	rows := make(map[uint32]row)
	share := 1 / float64(len(fitted))
	for _, f := range fitted {
		for hash, i := range f.index {
			r := rows[hash]
			r.add(whole(&f.feature[i]), share)
			rows[hash] = r
		}
		for s := range f.step {
			for k := range f.step[s] {
				(*row)(&all.step[s][k]).add((*row)(&f.step[s][k]), share)
			}
		}
		all.first.add(&f.first, share)
		all.last.add(&f.last, share)
	}
	w := &tag.Weights{First: fixRow(&all.first), Last: fixRow(&all.last)}
	for hash, r := range rows {
		if fixed := fixRow(&r); fixed != (tag.Row{}) {
			w.Features = append(w.Features, tag.Feature{Hash: hash, Row: fixed})
		}
	}
	slices.SortFunc(w.Features, func(a, b tag.Feature) int { return cmp.Compare(a.Hash, b.Hash) })
	for s := range all.step {
		for k := range all.step[s] {
			w.Step[s][k] = fixRow((*row)(&all.step[s][k]))
		}
	}
	return w
}

// add adds a share of another row.
func (r *row) add(other *row, share float64) {
	for l, x := range other {
		r[l] += x * share
	}
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
			for i, r := range m.Read(n.text, as) {
				label := r.Label
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
