package tag

// Habit counts how the sources of one document step from part to part: a house
// style sets the same marks between the same parts in every note. The zero value
// has seen nothing.
type Habit struct {
	steps   [Separators][Labels][Labels]int32 // to, from
	from    [Separators][Labels]int32         // the sum of steps over to
	first   [Labels]int32
	sources int32
}

// What a habit weighs, found on the development notes of whole documents: the
// weight of a step that the document always takes, in the units of Row, and how
// often it must have stood at a fork before that counts. Weights from 30 to 80
// gain within half a point of the best; from 250 on single notes are read wrong.
const (
	habitWeight = 45
	habitLeast  = 2
)

// Add counts the labels that the atoms of a source were given.
func (h *Habit) Add(plain string, atoms []Atom, readings []Reading) {
	if len(atoms) == 0 {
		return
	}
	h.sources++
	h.first[readings[0].Label]++
	var f featurer
	f.look(plain, atoms, true)
	for i := 1; i < len(readings); i++ {
		before, from, to := f.looks[i].before, readings[i-1].Label, readings[i].Label
		h.steps[before][to][from]++
		h.from[before][from]++
	}
}

// Following gives a model like m that prefers the steps of a habit, the more the
// steadier the habit is. It shares the weights of m.
func (m *Model) Following(h *Habit) *Model {
	follower := *m
	for label := range Labels {
		follower.first[label] += preference(h.first[label], h.sources)
	}
	for separator := range Separators {
		for from := range Labels {
			for to := range Labels {
				follower.step[separator][to][from] += preference(h.steps[separator][to][from], h.from[separator][from])
			}
		}
	}
	follower.spread = follower.measureSpread()
	return &follower
}

// preference is the weight of what was seen n times out of all.
func preference(n, all int32) int32 {
	if all < habitLeast {
		return 0
	}
	return habitWeight * n / (all + 1)
}
