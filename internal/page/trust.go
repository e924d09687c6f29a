package page

import (
	"cmp"
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/trust.tsv
var trustFile string

// weights say how often a kind of claim is right: by field and kind, and by field and "any, " with what speaks for a claim.
type weights map[string]float64

// learnedWeights are the weights of data/trust.tsv.
var learnedWeights = sync.OnceValue(func() weights { return readWeights(trustFile) })

// readWeights makes weights of counts. A kind that was seen often weighs what it was right; one that was seen twice weighs
// half what its like weigh: (right + 2p) / (seen + 2), where p is how often all kinds with like support were right (m-estimate).
func readWeights(file string) weights {
	const m = 2
	table := make(weights)
	list := rows(file)
	for _, row := range list {
		if strings.HasPrefix(row[1], likeAny) {
			right, seen := counts(row)
			table[row[0]+"\t"+row[1]] = (right + 1) / (seen + 2)
		}
	}
	for _, row := range list {
		if !strings.HasPrefix(row[1], likeAny) {
			right, seen := counts(row)
			table[row[0]+"\t"+row[1]] = (right + m*table.like(row[0], row[1])) / (seen + m)
		}
	}
	return table
}

// siteRuleTrust is that of a rule which was written for one site: the others do not know it.
const siteRuleTrust = 0.97

// likeAny begins the name of all kinds with like support.
const likeAny = "any, "

func counts(row []string) (right, seen float64) {
	right, _ = strconv.ParseFloat(row[2], 64)
	seen, _ = strconv.ParseFloat(row[3], 64)
	return right, seen
}

// of gives the weight of a kind; of a kind that the development set does not hold, the weight of all kinds with like support.
func (w weights) of(field, kind string) float64 {
	if strings.HasPrefix(kind, siteRule) {
		return siteRuleTrust
	}
	if known, ok := w[field+"\t"+kind]; ok {
		return known
	}
	return w.like(field, kind)
}

// like gives the weight of all kinds that have the same support as kind.
func (w weights) like(field, kind string) float64 {
	const guess = 0.5
	_, support, _ := strings.Cut(kind, ", ")
	if known, ok := w[field+"\t"+likeAny+support]; ok {
		return known
	}
	return guess
}

// order trusts claims of a field, puts them best first, and drops what says the same again. same gives a claim's answer in the
// form in which answers are compared; empty answers are dropped.
func order[T any](w weights, field string, list []T, kind func(*T) (kind string, trust *float64), same func(T) string) []T {
	list = slices.Clone(list)
	for i := range list {
		name, trust := kind(&list[i])
		*trust = w.of(field, name)
	}
	slices.SortStableFunc(list, func(a, b T) int {
		_, x := kind(&a)
		_, y := kind(&b)
		return cmp.Compare(*y, *x)
	})
	seen := make(map[string]bool)
	return slices.DeleteFunc(list, func(c T) bool {
		key := same(c)
		again := key == "" || seen[key]
		seen[key] = true
		return again
	})
}
