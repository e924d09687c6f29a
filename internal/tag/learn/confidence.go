package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/ibid-go/ibid/internal/tag"
	"github.com/ibid-go/ibid/internal/train"
)

// The notes that confidence is measured on, made from a seed that no learner has.
const (
	confidenceSeed  = 1001
	confidenceNotes = 20000
)

// confidenceSteps is how many margins are told apart; beyond the last the share
// no longer grows.
const confidenceSteps = 20

// writeConfidence measures how often parts are right, by their margins, and
// writes the shares.
func writeConfidence(name string, m *tag.Model) error {
	var b strings.Builder
	b.WriteString("# The share of parts that are right, by margin: 0, 10, 20 … Made by go run ./internal/tag/learn -confidence; see README.md.\n")
	for _, share := range shares(m, generate(confidenceSeed, confidenceNotes, train.Styles())) {
		fmt.Fprintf(&b, "%.3f\n", share)
	}
	return os.WriteFile(name, []byte(b.String()), 0o644)
}

// shares gives the share of right parts at each step of margins. It never falls
// from one step to the next: pools of neighbours that would fall are joined (isotonic
// regression; Zadrozny and Elkan 2002).
func shares(m *tag.Model, notes []note) []float64 {
	var seen, right [confidenceSteps]int
	for _, n := range notes {
		for _, c := range n.cites {
			n.eachPart(m, c, func(margin int32, ok bool) {
				step := min((int(margin)+tag.MarginStep/2)/tag.MarginStep, confidenceSteps-1)
				seen[step]++
				if ok {
					right[step]++
				}
			})
		}
	}
	return isotonic(right[:], seen[:])
}

// isotonic gives right/seen for each step, joined where it would fall.
func isotonic(right, seen []int) []float64 {
	type pool struct{ right, seen, steps int }
	var pools []pool
	for i := range seen {
		// One right and one wrong part more: no share is 0 or 1 (Laplace).
		pools = append(pools, pool{right[i] + 1, seen[i] + 2, 1})
		for k := len(pools) - 1; k > 0 && pools[k].right*pools[k-1].seen < pools[k-1].right*pools[k].seen; k-- {
			pools[k-1] = pool{pools[k-1].right + pools[k].right, pools[k-1].seen + pools[k].seen, pools[k-1].steps + pools[k].steps}
			pools = pools[:k]
		}
	}
	var all []float64
	for _, p := range pools {
		for range p.steps {
			all = append(all, float64(p.right)/float64(p.seen))
		}
	}
	return all
}

// eachPart calls each with the margin of every part of a cite, and whether it is
// right from its first atom to its last.
func (n *note) eachPart(m *tag.Model, c cite, each func(margin int32, ok bool)) {
	atoms := n.atoms(c)
	readings := m.Read(n.text, atoms)
	for i := 0; i < len(atoms); {
		label, j := readings[i].Label, i
		ok := i == 0 || c.labelOf(atoms[i-1]) != label
		for ; j < len(atoms) && readings[j].Label == label; j++ {
			ok = ok && c.labelOf(atoms[j]) == label
		}
		ok = ok && (j == len(atoms) || c.labelOf(atoms[j]) != label)
		if label != tag.Other {
			each(tag.MarginOf(readings, i, j), ok)
		}
		i = j
	}
}
