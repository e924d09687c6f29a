package citation

import (
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/kinds.tsv
var kindsFile string

// kindScale is what a weight of 1 is written as: two digits are enough.
const kindScale = 100

// kindModel is a multinomial logistic regression: it says how much each feature
// speaks for each kind.
type kindModel struct {
	kinds  []Kind
	family []int            // index of the kind that each is counted with
	free   []bool           // whether each goes without a telling word
	tells  map[string][]int // by telling word, the kinds
	said   map[uint32]*said // by the hash of a feature
}

// said is what a feature says.
type said struct {
	weights kindWeights
	tells   []int // the kinds that it is a telling word of
}

// kindWeights has a place for each kind, more than there are.
type kindWeights [32]int16

var learnedKinds = sync.OnceValue(func() *kindModel { return readKindModel(kindsFile) })

// readKindModel reads a table with tabs: the kinds on top, then a feature and
// its weights a line.
func readKindModel(table string) *kindModel {
	m := &kindModel{said: make(map[uint32]*said), tells: make(map[string][]int)}
	for _, line := range dataLines(table) {
		cells := strings.Split(line, "\t")
		if m.kinds == nil {
			m.addKinds(cells[1:])
			continue
		}
		var row kindWeights
		for i, cell := range cells[1:min(len(cells), len(m.kinds)+1)] {
			weight, _ := strconv.ParseInt(cell, 10, 16) // embedded and read by a test
			row[i] = int16(weight)
		}
		m.said[kindFeature(cells[0])] = &said{weights: row}
	}
	for word, kinds := range m.tells {
		feature := kindFeature(word)
		if m.said[feature] == nil {
			m.said[feature] = new(said)
		}
		m.said[feature].tells = kinds
	}
	return m
}

func (m *kindModel) addKinds(names []string) {
	for _, name := range names {
		m.kinds = append(m.kinds, Kind(name))
	}
	for i, kind := range m.kinds {
		family := slices.Index(m.kinds, familyOf(kind))
		if family < 0 {
			family = i
		}
		m.family = append(m.family, family)
		m.free = append(m.free, tellingWords[kind] == nil)
		for _, word := range tellingWords[kind] {
			m.tells[word] = append(m.tells[word], i)
		}
	}
}

// familyOf names the kinds that show much the same parts after one of them.
func familyOf(kind Kind) Kind {
	switch kind {
	case Magazine:
		return Newspaper
	case Post, Blog:
		return Webpage
	case Conference, Encyclopedia:
		return Chapter
	case Communication:
		return Manuscript
	case Dataset:
		return Report
	case Legislation, Treaty:
		return LegalCase
	case Broadcast:
		return Film
	}
	return kind
}

// tellingWords are, for the kinds that notes name, the features one of which
// must be there: no film without a word of films. Other kinds need none.
var tellingWords = map[Kind][]string{
	Conference:    {"word proceedings"},
	Encyclopedia:  {"word reference"},
	Thesis:        {"word thesis", "word university"},
	Interview:     {"word interview"},
	Speech:        {"word speech"},
	Communication: {"word letter"},
	Manuscript:    {"word archive", "word unpublished"},
	Dataset:       {"word data"},
	Broadcast:     {"word media"},
	Film:          {"word media"},
	LegalCase:     {"word law", "word versus"},
	Legislation:   {"word law"},
	Treaty:        {"word treaty"},
	Patent:        {"word patent"},
}

// likeliest gives the kind that the features of c speak for most, within the
// family that they speak for most: a newspaper and a magazine together may be
// likelier than a report, where each alone is not.
func (m *kindModel) likeliest(c *Citation) Kind {
	chances, families := m.chances(c), kindChances{}
	for i, chance := range chances[:len(m.kinds)] {
		families[m.family[i]] += chance
	}
	best := 0
	for i, chance := range chances[:len(m.kinds)] {
		family, bestFamily := families[m.family[i]], families[m.family[best]]
		if family > bestFamily || family == bestFamily && chance > chances[best] {
			best = i
		}
	}
	return m.kinds[best]
}

// isRuledOut reports a family that c cannot be of: a site before there were any,
// an unpublished source with a publisher and a book around it.
func isRuledOut(c *Citation, family Kind) bool {
	switch family {
	case Webpage:
		return beforeWeb(c)
	case Manuscript:
		return !c.Publisher.IsZero() && !c.Container.IsZero() && len(c.Editors) > 0
	}
	return false
}

// kindChances has a place for each kind.
type kindChances [len(kindWeights{})]float64

// chances gives how likely each kind is, in relation to the likeliest. A kind
// without its telling word has no chance.
func (m *kindModel) chances(c *Citation) (chances kindChances) {
	sum := kindSum{model: m}
	copy(sum.shown[:], m.free)
	kindFeatures(c, true, &sum, nil)
	for i, kind := range m.kinds {
		sum.shown[i] = sum.shown[i] && !isRuledOut(c, familyOf(kind))
	}
	top := int32(math.MinInt32)
	for i := range m.kinds {
		if sum.shown[i] {
			top = max(top, sum.scores[i])
		}
	}
	for i := range m.kinds {
		if sum.shown[i] {
			chances[i] = math.Exp(float64(sum.scores[i]-top) / kindScale)
		}
	}
	return chances
}

// kindSum adds up what features speak for.
type kindSum struct {
	model  *kindModel
	scores [len(kindWeights{})]int32
	shown  [len(kindWeights{})]bool // the kinds that go without a telling word, or whose word was among the features
}

func (s *kindSum) add(feature uint32) {
	said, ok := s.model.said[feature]
	if !ok {
		return
	}
	for i, weight := range said.weights {
		s.scores[i] += int32(weight)
	}
	for _, i := range said.tells {
		s.shown[i] = true
	}
}
