package citation

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/ibid-go/ibid/internal/train"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// go test ./citation -run TestLearnedKinds -learn
//
// makes data/kinds.tsv from the notes that internal/train generates. The same
// program on the same data gives the same bytes.
var learnKinds = flag.Bool("learn", false, "learn data/kinds.tsv anew")

// The model tells the kind of sources that it has not learned from.
func TestLearnedKinds(t *testing.T) {
	if *learnKinds {
		table := newKindLearner(kindInstances(1, 100_000)).learn()
		require.NoError(t, os.WriteFile("data/kinds.tsv", table, 0o644))
		kindsFile = string(table)
	}
	const leastRight = 0.75
	right := 0
	model, held := readKindModel(kindsFile), kindInstances(7, 1000)
	for _, in := range held {
		if model.likeliest(in.citation) == in.kind {
			right++
		}
	}
	t.Logf("%d of %d right", right, len(held))
	assert.Greater(t, float64(right)/float64(len(held)), leastRight)
}

// kindInstance is a source to learn from.
type kindInstance struct {
	citation *Citation
	known    bool // whether outlets are recognised: the registry knows more of the generator's than of the world's
	kind     Kind
}

// kindInstances reads generated notes as the parser does, mistakes included,
// and takes each source twice: as it is, and with parts left out.
func kindInstances(seed uint64, notes int) []kindInstance {
	rng := rand.New(rand.NewPCG(seed, seed))
	styles := train.Styles()
	var instances []kindInstance
	add := func(c *Citation, known bool, kind Kind) {
		if in := (kindInstance{c, known, kind}); in.tells() {
			instances = append(instances, in)
		}
	}
	for i := range notes {
		example := train.Generate(rng, styles[i%len(styles)])
		text := example.Text
		if rng.IntN(4) == 0 {
			text = withItalics(&example)
		}
		citations := ParseNote(text)
		if len(citations) != len(example.Cites) {
			continue // it is not clear which is which
		}
		known := rng.IntN(2) == 0
		for k, cite := range example.Cites {
			if cite.Form == "full" && citations[k].Form == Full {
				kind := kindOfCite(cite.Kind)
				add(citations[k], known, kind)
				if isCommon(kind) && cite.Kind != "article" {
					add(thinned(rng, citations[k], kind), known, kind)
				}
			}
		}
	}
	return instances
}

// tells reports whether the source shows a word that its kind must have.
func (in kindInstance) tells() bool {
	words := tellingWords[in.kind]
	shown := words == nil
	kindFeatures(in.citation, in.known, nil, func(feature string) { shown = shown || slices.Contains(words, feature) })
	return shown
}

// withItalics gives the text with its italics as Markdown.
func withItalics(example *train.Example) string {
	var b bytes.Buffer
	last := 0
	for _, r := range example.Italics {
		if r[0] >= last {
			fmt.Fprintf(&b, "%s*%s*", example.Text[last:r[0]], example.Text[r[0]:r[1]])
			last = r[1]
		}
	}
	b.WriteString(example.Text[last:])
	return b.String()
}

// isCommon reports the kinds that styles print like any other, and so leave
// parts out of. Others are told by words of their own.
func isCommon(kind Kind) bool {
	switch kind {
	case Article, Magazine, Newspaper, Webpage, Blog, Book, Chapter, Conference, Encyclopedia, Report:
		return true
	}
	return false
}

// kindOfCite gives the nearest kind of this package.
func kindOfCite(csl string) Kind {
	switch csl {
	case "review":
		return Article
	case "article":
		return Report
	case "software":
		return Dataset
	}
	return Kind(csl)
}

// thinned gives c as print it styles that leave parts out: places and addresses
// often, outlets of anything but articles and chapters, days of dates.
func thinned(rng *rand.Rand, c *Citation, kind Kind) *Citation {
	t := *c
	chance := func(percent int) bool { return rng.IntN(100) < percent }
	drop := func(percent int, parts ...*Field) {
		for _, part := range parts {
			if chance(percent) {
				*part = Field{}
			}
		}
	}
	drop(40, &t.Place)
	drop(15, &t.Issue, &t.Pages, &t.Number)
	drop(5, &t.Volume)
	if chance(publisherless(kind)) {
		t.Publisher = Field{}
		drop(60, &t.Place)
	}
	switch kind {
	case Article:
		if chance(15) {
			drop(100, &t.Volume, &t.Issue, &t.Pages) // not in print yet
		}
	case Newspaper, Magazine, Blog:
		drop(40, &t.Container)
	case Webpage:
		drop(40, &t.Container, &t.Publisher) // many have no name but their address
	}
	if t.Container.IsZero() && chance(12) {
		drop(100, &t.Publisher, &t.Place, &t.Series, &t.Number)
	}
	if t.Container.IsZero() && chance(10) {
		t.Container, t.Publisher = t.Publisher, Field{} // a reading that the parser mistakes
	}
	if chance(40) {
		t.Links, t.IDs, t.Accessed = nil, nil, Date{}
	}
	if chance(30) || t.Container.IsZero() && chance(35) {
		t.Date.Month, t.Date.Day, t.Date.Season = 0, 0, 0
	}
	return &t
}

// publisherless is how often a style leaves out who put out a source of a kind, in
// percent: of books hardly ever, of reports where it prints them like articles.
func publisherless(kind Kind) int {
	switch kind {
	case Book, Chapter:
		return 6
	case Report:
		return 40
	}
	return 15
}

// kindLearner fits a multinomial logistic regression by stochastic gradient
// descent with the step sizes of AdaGrad (Duchi, Hazan and Singer 2011).
type kindLearner struct {
	kinds    []Kind
	names    []string // of the features
	examples []kindExample
	weight   [][]float64 // by feature and kind
	sum      [][]float64 // of squared gradients
}

type kindExample struct {
	features []int
	kind     int
}

func newKindLearner(instances []kindInstance) *kindLearner {
	const rare = 20 // features seen less often are left out
	seen, kinds := make(map[string]int), make(map[Kind]bool)
	for _, in := range instances {
		kinds[in.kind] = true
		kindFeatures(in.citation, in.known, nil, func(feature string) { seen[feature]++ })
	}
	maps.DeleteFunc(seen, func(_ string, n int) bool { return n < rare })
	l := &kindLearner{kinds: slices.Sorted(maps.Keys(kinds)), names: slices.Sorted(maps.Keys(seen))}
	index := make(map[string]int, len(l.names))
	for i, name := range l.names {
		index[name] = i
		l.weight = append(l.weight, make([]float64, len(l.kinds)))
		l.sum = append(l.sum, make([]float64, len(l.kinds)))
	}
	for _, in := range instances {
		e := kindExample{kind: slices.Index(l.kinds, in.kind)}
		kindFeatures(in.citation, in.known, nil, func(feature string) {
			if i, ok := index[feature]; ok {
				e.features = append(e.features, i)
			}
		})
		l.examples = append(l.examples, e)
	}
	return l
}

// learn gives the table of weights.
func (l *kindLearner) learn() []byte {
	const epochs = 6
	rng := rand.New(rand.NewPCG(1, 2))
	for range epochs {
		for _, i := range rng.Perm(len(l.examples)) {
			l.step(&l.examples[i])
		}
	}
	return l.table()
}

// step moves the weights of an example's features by observed minus expected.
func (l *kindLearner) step(e *kindExample) {
	const (
		rate   = 0.1
		shrink = 0.01 // what the generator prints is narrower than the world
		tiny   = 1e-6
	)
	for k, chance := range l.chances(e.features) {
		gradient := -chance
		if k == e.kind {
			gradient++
		}
		for _, f := range e.features {
			g := gradient - shrink*l.weight[f][k]
			l.sum[f][k] += g * g
			l.weight[f][k] += rate * g / (math.Sqrt(l.sum[f][k]) + tiny)
		}
	}
}

// chances gives the probability of each kind.
func (l *kindLearner) chances(features []int) []float64 {
	scores := make([]float64, len(l.kinds))
	for _, f := range features {
		for k, w := range l.weight[f] {
			scores[k] += w
		}
	}
	top, sum := slices.Max(scores), 0.0
	for k := range scores {
		scores[k] = math.Exp(scores[k] - top)
		sum += scores[k]
	}
	for k := range scores {
		scores[k] /= sum
	}
	return scores
}

func (l *kindLearner) table() []byte {
	var b bytes.Buffer
	b.WriteString("feature")
	for _, kind := range l.kinds {
		b.WriteString("\t" + string(kind))
	}
	for i, name := range l.names {
		b.WriteString("\n" + name)
		for _, w := range l.weight[i] {
			fmt.Fprintf(&b, "\t%d", int(math.Round(w*kindScale)))
		}
	}
	b.WriteString("\n")
	return b.Bytes()
}
